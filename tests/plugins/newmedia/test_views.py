"""The face, drawn by Streamlit's own test runner over papers at work."""

import time

import pytest
from streamlit.testing.v1 import AppTest
from workbench_plugins.newmedia.tools.query import VIEWS, query_of
from workbench_plugins.newmedia.tools.ratio import Ratio
from workbench_plugins.newmedia.views.charts import answer_figure, kept_figure
from workbench_plugins.newmedia.views.results import figures_html, rows_html
from workbench_plugins.newmedia.world.build import key_of

TOOL = "newmedia.data"


def tool_page():
    # AppTest runs this function's source alone, so its imports stand inside it.
    import streamlit as st
    from workbench_plugins.newmedia.views.data import draw

    session = st.session_state["paper"].session("newmedia.data")
    session.locked = st.session_state.get("locked", False)
    draw(session)
    for text in session.refusals:
        st.error(text)


@pytest.fixture
def face(sit):
    def make(**how):
        page = AppTest.from_function(tool_page, default_timeout=20)
        page.session_state["paper"] = sit(**how)
        return page.run()

    return make


def shown(page):
    assert not page.exception
    return "".join(str(node.proto.body) for node in page.get("html")) + "".join(
        str(node.value) for kind in ("markdown", "caption", "error") for node in page.get(kind)
    )


def paper(page):
    return page.session_state["paper"]


def press(page, label):
    next(one for one in page.button if one.label == label).click()
    return page.run()


def choose(page, label, value):
    next(one for one in page.selectbox if one.label == label).set_value(value)


def test_the_face_opens_with_clock_zone_and_what_is_published(face):
    text = shown(face(seconds=0.0))
    assert "07:55" in text
    assert "北京时间（UTC+8）" in text
    assert "08:00 以后发布" in text
    assert "以后发布" not in shown(face(seconds=300.0))


def test_every_figure_stands_beside_its_definition(face):
    text = shown(face())
    for words in ("期初累计", "净增 ÷ 期初累计", "取关 ÷ 期初累计", "由您计算", "new_user"):
        assert words in text


def test_two_questions_in_a_row_are_both_answered(face):
    page = face()
    choose(page, "开始日期", 31)
    press(page, "查询")
    assert query_of(paper(page).states[TOOL]["query"]).start == 31
    choose(page, "开始日期", 40)
    choose(page, "来源", "scan")
    press(page, "查询")
    asked = query_of(paper(page).states[TOOL]["query"])
    assert (asked.start, asked.source) == (40, "scan")
    assert "扫描二维码" in shown(page)


def test_drawing_again_without_a_click_takes_no_step(face):
    page = face()
    page.run()
    page.run()
    assert paper(page).trace == []


def test_a_question_that_comes_too_early_says_why(face):
    page = face(seconds=10.0)
    choose(page, "结束日期", 60)
    press(page, "查询")
    assert "08:00 才发布" in shown(page)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_drawn_open_and_locked(face, view):
    page = press(face(), VIEWS[view].name)
    assert VIEWS[view].name in shown(page)
    assert query_of(paper(page).states[TOOL]["query"]).view == view
    page.session_state["locked"] = True
    page.run()
    assert VIEWS[view].name in shown(page)
    assert all(one.disabled for one in page.button if one.label in ("查询", "导出筛选结果"))
    assert len(paper(page).trace) == 1


def test_an_examiner_turns_pages_without_a_step(face):
    page = face()
    page.session_state["locked"] = True
    page.run()
    page.button_group[0].set_value("groups")
    page.run()
    assert "分组比较" in shown(page)
    assert paper(page).trace == []


def test_a_chart_is_kept_and_taken_out_again(face):
    page = press(face(), "用户属性")
    page.text_input[0].set_value("<b>性别</b>分布")
    press(page, "放进图表册")
    assert "\\<b\\>性别" in shown(page)
    press(page, "取出")
    assert paper(page).states[TOOL]["charts"] == {}


def test_an_export_gives_a_link(face):
    page = press(face(), "导出筛选结果")
    assert "/export/tryout/newmedia.data/用户增长_" in shown(page)


def test_where_rates_are_shown_they_stand_with_their_parts(world):
    from workbench_plugins.newmedia.tools.query import Query

    start, end = world.month
    growth = Query("growth", start, end, "day", "both", against=(0, start - 1))
    html = figures_html(world.key, growth, shows_rates=True)
    assert Ratio(663, 6604).how in html
    assert "环比" in html
    live = Query("growth", start, end, "day", "both", "live", against=(0, start - 1))
    assert "—" in figures_html(world.key, live, shows_rates=True)
    assert "÷" in rows_html(world.key, Query("groups", start, end, "hour", "read"), shows_rates=True)
    assert "打开率" not in rows_html(
        world.key, Query("groups", start, end, "hour", "read"), shows_rates=False
    )


@pytest.mark.parametrize("kind", ["bar", "pie", "line"])
def test_a_kept_chart_shows_people_and_no_percents(world, kind):
    figure = kept_figure(world.key, "age", kind, *world.month)
    trace = figure.data[0]
    people = trace.values if kind == "pie" else trace.y
    assert sum(people) == 7267
    assert kind != "pie" or trace.textinfo == "value"


def test_a_redraw_is_quick(face):
    page = face()
    page.run()
    began = time.perf_counter()
    for _ in range(5):
        page.run()
    assert (time.perf_counter() - began) / 5 < 0.5  # AppTest adds its own; the bound catches work done anew


def test_charts_of_the_same_question_are_made_once(sit):
    key = key_of(sit().given)
    asked = query_of(sit().states[TOOL]["query"])
    assert answer_figure(key, asked) is answer_figure(key, asked)
