"""Shared values: the host's registry, a paper at work, a copy of one's own."""

import pytest
from workbench_plugins.copywriting.tools.checks import Copy
from workbench_plugins.copywriting.world.variant import build

from workbench.host import registry
from workbench.testing import TryOut

SEED = 1


@pytest.fixture(scope="session")
def loaded():
    return registry.load()


@pytest.fixture
def world():
    return build(SEED)


@pytest.fixture
def paper(loaded):
    return TryOut(loaded, "copywriting-01", seed=SEED)


@pytest.fixture
def own(world):
    """A text of one's own of about 100 characters that names brand, product and two true points."""
    (first, a), (second, b) = world.points[:2]
    return (
        f"周末回村，灶台边等饭的时候爷爷讲起{world.brand}{world.product}：{first.say.format(n=a)}。"
        f"我听得入神，忘了添柴。{second.say.format(n=b)}，他说完把碗递过来，让我自己尝。"
        "一碗下去才知道，原来慢慢做事，是能吃出来的。你家也有这样的故事吗？"
    )


@pytest.fixture
def copy_with(world):
    """A Copy of the given body."""

    def make(body, title="虾走了米香来了", pictures=()):
        return Copy(world, title, body, pictures)

    return make


@pytest.fixture
def written(paper):
    """Write title and body; gives the outcomes."""

    def write(body, title="虾走了米香来了"):
        for field, text in (("title", title), ("03", body)):
            assert paper.take("copywriting.editor", "write", {"field": field, "body": text}) is None
        return paper.score()

    return write
