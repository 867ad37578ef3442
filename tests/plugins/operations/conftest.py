"""Shared values: one variant, its shop, the truth of its month, and hand-made evidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from workbench_plugins.operations.rubric import answers
from workbench_plugins.operations.rubric.truth import TOOL, right_table
from workbench_plugins.operations.tools.costs import CostTable
from workbench_plugins.operations.tools.profit import ProfitEngine
from workbench_plugins.operations.world.shop import Shop, shop_of
from workbench_plugins.operations.world.variant import vary

from workbench.api import Evidence, Refused
from workbench.host import registry
from workbench.testing import TryOut

SEED = 1


@pytest.fixture(scope="session")
def loaded() -> registry.Registry:
    return registry.load()


@pytest.fixture
def given() -> dict[str, Any]:
    return dict(vary({}, SEED))


@pytest.fixture
def shop(given) -> Shop:
    return shop_of(given["shop"])


@pytest.fixture
def right(shop) -> CostTable:
    return right_table(shop)


@pytest.fixture
def fresh(given) -> dict[str, Any]:
    """The tool's state before the first step."""
    return ProfitEngine().start(given, SEED)


@pytest.fixture
def take(fresh) -> Callable[..., dict[str, Any]]:
    """Take steps on the tool; gives its state."""

    def steps(*actions: tuple[str, dict[str, Any]], state: dict[str, Any] | None = None) -> dict[str, Any]:
        now = fresh if state is None else state
        for action, params in actions:
            now = ProfitEngine().apply(now, action, params)
        return now

    return steps


@pytest.fixture
def refusal() -> Callable[[Callable[[], object]], str]:
    """The text with which a step is refused."""

    def text_of(step: Callable[[], object]) -> str:
        with pytest.raises(Refused) as refused:
            step()
        return refused.value.text

    return text_of


@pytest.fixture
def filled(loaded) -> TryOut:
    """The good answer's paper, everything done but the hand-in."""
    tryout = TryOut(loaded, "operations-06", seed=SEED)
    tryout.take_all(answers.work(tryout.given))
    return tryout


@pytest.fixture
def with_state(filled) -> Callable[..., Evidence]:
    """The good paper's evidence with parts of the tool's state replaced, and sheets or documents by field."""

    def make(
        docs: dict[str, str] | None = None, sheets: dict[str, Any] | None = None, **parts: Any
    ) -> Evidence:
        evidence = filled.evidence
        states = {name: dict(state) for name, state in evidence.states.items()}
        states[TOOL] |= parts
        states["desk.doc"]["drafts"] = states["desk.doc"]["drafts"] | (docs or {})
        states["desk.sheet"]["values"] = states["desk.sheet"]["values"] | (sheets or {})
        return Evidence(evidence.given, evidence.seed, states, evidence.trace, 3600.0, evidence.candidate)

    return make
