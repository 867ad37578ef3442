"""What synthetic candidates do with each task, and how it is laid into a page."""

from __future__ import annotations

import json
import random
from types import SimpleNamespace

import pytest

from workbench.domain.task import SampleStep
from workbench.host import registry
from workbench.host.paper import freeze
from workbench.host.replay import first_states, step
from workbench.rehearsal.offers import fill, offers, values_of
from workbench.rehearsal.script import script_of, typed
from workbench.rehearsal.wire import Widget

REGISTRY = registry.load(None)
FAST_TASKS = sorted(set(REGISTRY.tasks) - {"shopdesign-02"})  # its answer draws three pictures
DICE = random.Random(1)


@pytest.mark.parametrize("task", FAST_TASKS)
def test_every_draft_field_of_a_task_gets_something_that_its_tool_takes(task) -> None:
    paper = freeze(REGISTRY, REGISTRY.tasks[task], 7, "R0001")
    script, states = script_of(REGISTRY, paper), first_states(REGISTRY, paper)
    fields = {(tool, name) for tool, state in states.items() for name in state.get("drafts", {})}
    assert set(script.bodies) >= fields
    for (tool, name), body in script.bodies.items():
        action = REGISTRY.tools[tool].draft_action
        for share in (0.0, 0.3, 1.0):
            params = {"field": name, "body": typed(body, share), "by": "timer"}
            step(REGISTRY, states, tool, action, params)
    assert script.steps
    assert all(one.action != REGISTRY.tools[one.tool].draft_action for one in script.steps)


def test_file_names_of_a_worked_answer_bear_the_candidates_own_number() -> None:
    paper = freeze(REGISTRY, REGISTRY.tasks["seo-02"], 7, "R0042")
    names = [one.params["name"] for one in script_of(REGISTRY, paper).steps if one.action == "name_file"]
    assert names
    assert all(name.startswith("R0042") for name in names)


def test_text_grows_and_a_table_fills_cell_by_cell() -> None:
    assert [typed("0123456789", share) for share in (0.0, 0.5, 1.0)] == ["0", "01234", "0123456789"]
    table = json.dumps({"columns": ["a", "b"], "rows": [["1", "2"], ["3", "4"]]})
    assert json.loads(typed(table, 0.75))["rows"] == [["1", "2"], ["3", ""]]
    assert typed(table, 1.0) == table
    assert typed('{"not": "a table"}', 1.0) == '{"not": "a table"}'


def _widget(key: str, kind: str, **proto) -> Widget:
    return Widget(key, key, kind, "", SimpleNamespace(**{"form_id": "", "disabled": False, **proto}))


AUDIT = [
    _widget("seo-checker-address", "selectbox", form_id="ask", options=["http://a.example/", "http://b.example/"]),
    _widget("seo-checker-words", "text_input", form_id="ask", max_chars=5),
    _widget("FormSubmitter:seo-checker-ask-查询", "button", form_id="ask"),
    _widget("seo-checker-compare", "button"),
    _widget("desk-brief-done-1", "checkbox"),
    _widget("seo-checker-off", "button", disabled=True),
]  # fmt: skip


def test_a_step_goes_to_the_form_that_has_its_fields_and_fills_them() -> None:
    taken = SampleStep("seo.checker", "audit", {"address": "http://b.example/", "words": "收割机配件"})
    found = list(offers(AUDIT, "seo.checker"))
    assert [one.widget.key for one in found] == ["FormSubmitter:seo-checker-ask-查询", "seo-checker-compare"]
    best = max(found, key=lambda one: one.worth(taken))
    values = values_of(taken)
    assert [fill(one, values, DICE) for one in best.fields] == ["http://b.example/", "收割机配件"]
    compare = SampleStep("seo.checker", "compare", {})
    assert max(found, key=lambda one: one.worth(compare)).widget.key == "seo-checker-compare"


def test_what_is_filled_in_keeps_within_what_the_field_takes() -> None:
    number = _widget("x-price", "number_input", has_min=True, has_max=True, min=0, max=9)
    assert fill(number, {"price": 12.5}, DICE) == 9.0
    assert fill(_widget("x-name", "text_input", max_chars=2), {"name": "水杯一只"}, DICE) == "水杯"
    slider = _widget("x-hours", "slider", min=0, max=24, step=1, default=[8, 20])
    low, high = fill(slider, {}, DICE)
    assert 0 <= low <= high <= 24
    pills = _widget("x-part", "button_group", options=[SimpleNamespace(content="计划", content_icon="")])
    assert fill(pills, {}, DICE) == ["计划"]
