"""The desk's faces, drawn by Streamlit over real engines."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from workbench.api import plain
from workbench.desk.views.brief import readable
from workbench.desk.views.sheet import results


def page(tool_id):
    import importlib

    import streamlit as st

    from tests.unit.desk.desk_session import Session

    session = st.session_state.setdefault("session", Session(tool_id))
    module, _, name = session.tool.view.partition(":")
    getattr(importlib.import_module(module), name)(session)


@pytest.fixture
def draw(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parents[3]))

    def drawn(tool):
        at = AppTest.from_function(page, kwargs={"tool_id": tool}, default_timeout=20).run()
        assert not at.exception, at.exception
        return at

    return drawn


def steps(at):
    return at.session_state["session"].steps


@pytest.mark.parametrize("tool", ["brief", "doc", "sheet", "card", "folder", "shelf"])
def test_a_face_draws_and_takes_no_step_by_itself(draw, tool):
    at = draw(f"desk.{tool}").run()
    assert not at.exception
    assert steps(at) == []


def test_a_tick_in_the_brief_is_a_step(draw):
    at = draw("desk.brief")
    at.checkbox[0].check().run()
    at.run()
    assert steps(at) == [("tick", {"no": 1, "done": True})]
    assert at.checkbox[0].value


def test_a_typed_name_and_a_toggle_are_steps_and_the_check_reports(draw):
    at = draw("desk.folder")
    at.text_input[0].input("错名.xlsx").run()
    at.toggle[0].set_value(True).run()
    at.button[0].click().run()
    assert [action for action, _ in steps(at)] == ["name_file", "list_file", "check"]
    assert "错名\\.xlsx" in at.warning[0].value
    assert at.text_input[0].value == "错名.xlsx"


def test_a_name_that_no_computer_takes_is_said_to_be_so_once_and_is_no_step(draw):
    at = draw("desk.folder")
    at.text_input[0].input("a/b").run()
    assert "不能有" in at.error[0].value
    assert steps(at) == []


def test_a_search_narrows_the_shelf(draw):
    at = draw("desk.shelf")
    at.text_input[0].input("讲义").run()
    assert steps(at) == [("search", {"query": "讲义"})]
    assert at.caption[0].value == "找到 1 张卡片。"


def test_an_answer_on_a_card_is_a_step(draw):
    at = draw("desk.card")
    at.radio[0].set_value("乙").run()
    at.number_input[0].set_value(2.5).run()
    assert steps(at) == [
        ("answer", {"question": "q1", "value": "乙"}),
        ("answer", {"question": "q5", "value": 2.5}),
    ]


def test_an_answer_that_is_changed_at_once_is_the_later_one(draw):
    at = draw("desk.card")
    at.radio[0].set_value("乙").run()
    at.radio[0].set_value("甲").run()
    at.radio[0].set_value("乙").run()
    assert [params["value"] for _, params in steps(at)] == ["乙", "甲", "乙"]
    assert at.radio[0].value == "乙"
    at.number_input[0].set_value(2.5).run()
    at.number_input[0].set_value(3.5).run()
    assert at.session_state["session"].state["answers"]["q5"] == 3.5


def test_a_tick_a_toggle_and_a_name_may_be_changed_at_once(draw):
    brief = draw("desk.brief")
    brief.checkbox[0].check().run()
    brief.checkbox[0].uncheck().run()
    brief.checkbox[0].check().run()
    assert [params["done"] for _, params in steps(brief)] == [True, False, True]
    at = draw("desk.folder")
    at.toggle[0].set_value(True).run()
    at.toggle[0].set_value(False).run()
    at.text_input[0].input("一.xlsx").run()
    at.text_input[0].input("二.xlsx").run()
    made = next(iter(at.session_state["session"].state["files"].values()))
    assert (made["listed"], made["name"]) == (False, "二.xlsx")


def test_a_face_shows_what_the_state_holds_though_another_page_changed_it(draw):
    at = draw("desk.folder")
    at.text_input[0].input("一.xlsx").run()
    session = at.session_state["session"]
    first = next(iter(session.state["files"]))
    session.do("name_file", deliverable=first, name="别处改的.xlsx")
    at.run()
    assert at.text_input[0].value == "别处改的.xlsx"
    assert session.state["files"][first]["name"] == "别处改的.xlsx"


def test_the_table_lists_its_formulas_with_their_values():
    computed = {"columns": ["甲", "乙"], "rows": [["1", "2"]]}
    assert results("", computed) == []
    found = results(json.dumps({"columns": ["甲", "乙"], "rows": [["1", "=A2*2"]]}), computed)
    assert found == [{"单元格": "B2", "列": "乙", "公式": "=A2*2", "结果": "2"}]


def test_a_brief_has_small_headings_and_no_links_out():
    assert readable("# 任务\n（http://www.x.example/）流量") == "##### 任务\n（`http://www.x.example/`）流量"
    assert readable("见 http://a.example/b.html，再看") == "见 `http://a.example/b.html`，再看"
    assert readable("`http://a.example/`") == "`http://a.example/`"


def test_a_students_file_name_is_never_formatting():
    assert plain("*a*_[b](c)") == r"\*a\*\_\[b\]\(c\)"
