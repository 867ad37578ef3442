"""Shared values: the loaded registry, one account, and papers at work in memory."""

from collections.abc import Callable

import pytest
from workbench_plugins.newmedia.world.build import World, build
from workbench_plugins.newmedia.world.variant import key_for

from workbench.host import registry
from workbench.host.registry import Registry
from workbench.testing import TryOut

SEED = 1


@pytest.fixture(scope="session")
def loaded() -> Registry:
    return registry.load()


@pytest.fixture(scope="session")
def world() -> World:
    return build(key_for(SEED))


@pytest.fixture
def sit(loaded) -> Callable[..., TryOut]:
    """A paper of newmedia-05; ``seconds`` is what the attempt's clock says."""

    def start(seed: int = SEED, seconds: float = 600.0) -> TryOut:
        paper = TryOut(loaded, "newmedia-05", seed=seed)
        paper.clock = seconds
        return paper

    return start
