"""The planner's face, drawn by Streamlit's own test runner over a paper at work."""

import pytest
from streamlit.testing.v1 import AppTest
from workbench_plugins.seo.views.planner_words import from_sheet

PARTS = ["计划与单元", "关键词", "创意", "运行与报告", "导出文件"]


def page_of(answer, *, locked=False, part=None):
    def page():
        # AppTest runs this function's source alone, so its imports stand inside it.
        import streamlit as st
        from workbench_plugins.seo.rubric import bid_answers
        from workbench_plugins.seo.views import planner

        from workbench.host import registry
        from workbench.testing import TryOut

        if "paper" not in st.session_state:
            paper = TryOut(registry.load(), "seo-05", seed=1)
            if st.session_state["answer"]:
                paper.take_all(getattr(bid_answers, st.session_state["answer"])(paper.given, 1))
            st.session_state["paper"] = paper
        session = st.session_state["paper"].session("seo.sem")
        session.locked = st.session_state["locked"]
        planner.draw(session)
        for refusal in session.refusals:
            st.error(refusal)

    made = AppTest.from_function(page, default_timeout=30)
    made.session_state["answer"], made.session_state["locked"] = answer, locked
    if part:
        made.session_state["seo-sem-part"] = part
    return made.run()


def html(page):
    return "".join(str(node.proto.body) for node in page.get("html"))


def state(page):
    return page.session_state["paper"].states["seo.sem"]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("answer", [None, "good", "dump"])
@pytest.mark.parametrize("locked", [False, True])
def test_every_part_is_drawn_empty_full_and_locked(part, answer, locked):
    page = page_of(answer, locked=locked, part=part)
    assert not page.exception
    assert all(button.disabled for button in page.button) or not locked


def test_an_empty_account_says_what_to_do_first():
    assert "先建计划" in page_of(None).info[0].value
    assert "还没有运行" in page_of(None, part="运行与报告").info[0].value


def test_a_pasted_table_becomes_the_account():
    page = page_of(None, part="关键词")
    page.text_area[0].set_value("空调\t空调维修\t空调维修\t短语\t2.60")
    next(button for button in page.button if button.label == "导入").click().run()
    assert not page.exception
    assert state(page)["account"]["plans"][0]["units"][0]["keywords"] == [["空调维修", "短语", 260, False]]


def test_a_refused_step_says_why_and_keeps_what_was_typed():
    page = page_of(None, part="关键词")
    page.text_area[0].set_value("空调\t空调维修\t空调维修\t智能\t2.60")
    next(button for button in page.button if button.label == "导入").click().run()
    assert "匹配方式请填" in page.error[0].value
    assert "智能" in page.text_area[0].value


def test_a_plan_is_saved_with_its_settings():
    page = page_of(None)
    page.text_input[0].set_value("空调")
    page.text_input[1].set_value("120")
    next(button for button in page.button if button.label == "保存计划").click().run()
    assert not page.exception
    assert state(page)["account"]["plans"][0]["budget"] == 120_00
    assert "账户结构" in html(page)


def test_a_run_shows_its_report_with_the_tasks_roi():
    page = page_of("good", part="运行与报告")
    next(button for button in page.button if button.label == "运行一周").click().run()
    assert not page.exception
    assert len(state(page)["runs"]) == 3
    shown = html(page)
    for words in ("各次运行", "分单元报告", "合计", "毛利−消费", "分计划每日消费"):
        assert words in shown
    assert any("ROI =（毛利 − 消费）÷ 消费" in caption.value.replace("\\", "") for caption in page.caption)


def test_exporting_keeps_a_file_that_can_be_handed_in():
    page = page_of("weak", part="导出文件")
    next(button for button in page.button if button.label == "导出").click().run()
    assert not page.exception
    assert "04" in state(page)["files"]


def test_what_a_student_typed_is_shown_as_text():
    page = page_of(None, part="关键词")
    evil = "<script>alert(1)</script>"
    page.text_area[0].set_value(f"{evil}\t{evil[:20]}\t{evil}\t短语\t2.60".replace(evil, evil[:20]))
    next(button for button in page.button if button.label == "导入").click().run()
    page.session_state["seo-sem-part"] = "计划与单元"
    page.run()
    assert "<script" not in html(page)
    assert "&lt;script" in html(page)


def test_the_sheets_rows_are_offered_for_import_with_merged_cells_filled():
    page = page_of("dump", part="关键词")
    assert page.text_area[0].value.count("\t") == 4 * 30
    assert from_sheet({}) == ""
    rows = [["甲", "子", "空调维修", "短语", "2"], ["", "", "空调加氟", "短语", "2"], ["", "", "", "", ""]]
    table = {"columns": ["计划", "单元", "关键词", "匹配方式", "出价"], "rows": rows}
    text = from_sheet({"desk.sheet": {"values": {"03": {"columns": ["x"], "rows": [["y"]]}, "02": table}}})
    assert text.splitlines()[1] == "甲\t子\t空调加氟\t短语\t2"
