"""Shared values: one variant, and how to take steps on the plugin's own two tools."""

from collections.abc import Callable
from typing import Any

import pytest
from workbench_plugins.seo.tools.checker import CheckerEngine
from workbench_plugins.seo.tools.site import SiteEngine
from workbench_plugins.seo.world.variant import vary

from workbench.api import Event, Evidence, Refused, SampleStep

SEED = 1
COLUMNS = ["页面", "标题", "关键词", "描述", "测量词", "词长", "出现次数", "正文字数", "密度%"]


@pytest.fixture
def given() -> dict[str, Any]:
    return dict(vary({}, SEED))


@pytest.fixture
def take(given) -> Callable[..., dict[str, Any]]:
    """Take steps on checker and back office; gives their states."""

    def take_steps(*steps: tuple[str, str, dict[str, Any]]) -> dict[str, Any]:
        states = {
            "seo.checker": CheckerEngine().start(given, SEED),
            "seo.site": SiteEngine().start(given, SEED),
        }
        for tool, action, params in steps:
            if tool == "seo.site":
                states[tool] = SiteEngine().apply(states[tool], action, params)
            else:
                seen = {"seo.site": states["seo.site"]}
                states[tool] = CheckerEngine().apply(states[tool], action, params, seen)
        return states

    return take_steps


@pytest.fixture
def evidence_of(given) -> Callable[..., Evidence]:
    """Hand-made evidence: states as they are given, a trace of the steps that are given."""

    def make(states: dict[str, Any] | None = None, steps: tuple[SampleStep, ...] = ()) -> Evidence:
        trace = tuple(
            Event(seq, step.at or seq * 10.0, step.tool, step.action, step.params)
            for seq, step in enumerate(steps, start=1)
        )
        return Evidence(given, SEED, states or {}, trace, 3600.0, "A0001")

    return make


@pytest.fixture
def refusal() -> Callable[[Callable[[], object]], str]:
    """The text with which a step is refused."""

    def text_of(step: Callable[[], object]) -> str:
        with pytest.raises(Refused) as refused:
            step()
        return refused.value.text

    return text_of
