"""The tool: what may be asked when, what is answered, what is kept and exported."""

import io
import json

import openpyxl
import pytest
from workbench_plugins.newmedia.tools import fans, spreading
from workbench_plugins.newmedia.tools.answer import answer, shown_table
from workbench_plugins.newmedia.tools.data import MOST_EXPORTS
from workbench_plugins.newmedia.tools.export import fields, make
from workbench_plugins.newmedia.tools.query import VIEWS, Query, query_of
from workbench_plugins.newmedia.tools.ratio import Ratio
from workbench_plugins.newmedia.world.build import build, key_of
from workbench_plugins.newmedia.world.packs import definitions

TOOL = "newmedia.data"


def days_of(paper):
    given = paper.given
    return {"start": given["first_day"], "end": given["last_day"]}


def ask(paper, view="growth", **asked):
    return paper.take(TOOL, "ask", {"view": view, **days_of(paper), **asked})


def query(paper):
    return query_of(paper.states[TOOL]["query"])


def answered(paper):
    return answer(key_of(paper.given), query(paper))


def paper_world(paper):
    return build(key_of(paper.given))


# when


def test_yesterday_cannot_be_read_before_eight_and_the_refusal_says_when(sit):
    paper = sit(seconds=299.0)
    refused = ask(paper)
    assert "08:00" in refused
    assert "07:59" in refused
    assert query(paper).end == query(paper).start + 6


def test_yesterday_can_be_read_from_eight_on(sit):
    paper = sit(seconds=300.0)
    assert ask(paper) is None
    assert query(paper).end == paper_world(paper).days.count - 1


def test_the_tool_opens_on_the_newest_published_week_without_yesterday(sit):
    paper = sit()
    days = paper_world(paper).days
    assert str(days.day(query(paper).end + 1)) == paper.given["last_day"]


def test_a_comparison_with_yesterday_waits_for_eight_too(sit):
    paper = sit(seconds=10.0)
    first, last = paper.given["before_start"], paper.given["last_day"]
    assert "08:00" in ask(paper, start=first, end=first, against_start=last, against_end=last)


# hostile questions


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"start": "2026-13-99"}, "不是日期"),
        ({"start": "<script>"}, "不是日期"),
        ({"start": "1999-01-01"}, "没有数据"),
        ({"end": "2099-01-01"}, "没有数据"),
        ({"view": "drop table"}, "没有“drop table”这个页面"),
        ({"source": "martian"}, "没有“martian”这个来源"),
        ({"view": "posts", "post": "T99"}, "没有“T99”这个图文"),
        ({"by": "moon"}, "分组"),
        ({"metric": "x" * 500}, "指标"),
        ({"against_start": "2026-09-01"}, "都选"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_in_the_students_words(sit, asked, words):
    paper = sit()
    before = paper.states[TOOL]
    assert words in ask(paper, **asked)
    assert paper.states[TOOL] == before


def test_days_in_the_wrong_order_are_refused(sit):
    paper = sit()
    assert "之后" in ask(paper, start=paper.given["last_day"], end=paper.given["first_day"])


def test_a_post_that_does_not_exist_is_refused_in_every_view(sit):
    assert "图文" in ask(sit(), "reading", post="T0")


def test_a_filter_that_a_view_does_not_take_is_left_out(sit):
    paper = sit()
    assert ask(paper, "groups", source="scan", post="T9") is None
    assert (query(paper).source, query(paper).post) == ("", "")


def test_the_state_stays_small_however_much_is_asked(sit):
    paper = sit()
    for view in list(VIEWS) * 20:
        ask(paper, view)
        paper.take(TOOL, "export")
    assert len(paper.states[TOOL]["exports"]) == MOST_EXPORTS
    assert len(json.dumps(paper.states[TOOL])) < 5_000


# answers


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_names_the_definition_of_its_numbers(sit, view):
    paper = sit()
    assert ask(paper, view) is None
    found = answered(paper)
    assert set(found.defined) <= set(definitions())
    assert all(figure.definition in definitions() for figure in found.figures)
    assert all(len(row) == len(found.heads) for row in found.rows)


@pytest.mark.parametrize(
    ("view", "by", "metric"), [(v, by, m) for v, k in VIEWS.items() for by in k.by for m in k.metrics]
)
def test_every_choice_of_rows_and_metric_has_an_answer_with_a_chart(sit, view, by, metric):
    paper = sit()
    assert ask(paper, view, by=by, metric=metric) is None
    found = answered(paper)
    assert found.x
    assert all(len(series.values) == len(found.x) for series in found.series)


def test_days_of_growth_add_up_to_the_figures_above_them(sit):
    paper = sit()
    ask(paper, source="scan")
    found = answered(paper)
    figures = {figure.name: figure.value for figure in found.figures}
    assert sum(row[1] for row in found.rows) == figures["新增"]
    assert found.rows[-1][4] == figures["期末累计"]


def test_rows_by_source_end_with_the_whole(sit):
    paper = sit()
    ask(paper, by="source")
    rows = answered(paper).rows
    assert [sum(column) for column in list(zip(*rows[:-1], strict=True))[1:]] == list(rows[-1][1:])


def test_a_change_from_zero_is_a_dash(sit):
    paper = sit()
    ask(
        paper, source="live", against_start=paper.given["before_start"], against_end=paper.given["before_end"]
    )
    new = next(figure for figure in answered(paper).figures if figure.name == "新增")
    assert (new.other, new.change.shown) == (0, "—")


def test_a_rate_rounds_half_up_and_prints_its_parts():
    assert Ratio(1, 800).shown == "0.13 %"
    assert Ratio(224, 6012).how == "224 ÷ 6,012 = 3.73 %"
    assert Ratio(0, 0).percent is None


def test_where_the_student_works_rates_out_no_table_shows_one(sit):
    paper = sit()
    for view in VIEWS:
        ask(paper, view)
        heads, rows = shown_table(answered(paper), shows_rates=False)
        assert not [head for head in heads if head.endswith("率") or head == "占比"]
        assert not [cell for row in rows for cell in row if isinstance(cell, Ratio)]


def test_a_posts_readers_grow_day_by_day_to_its_total(sit):
    paper = sit()
    world = paper_world(paper)
    post = world.month_posts[0]
    totals = [
        spreading.effect(world.key, post.id, day).done.read_people
        for day in range(post.day, world.month[1] + 1)
    ]
    assert totals == sorted(totals)
    ask(paper, "posts", post=post.id)
    assert answered(paper).rows[0][4] == totals[-1]


def test_a_stretch_without_posts_says_so(sit):
    paper = sit()
    day = paper.given["before_start"]
    ask(paper, "posts", start=day, end=day)
    assert answered(paper).rows == ()
    assert "没有群发" in answered(paper).note


# charts


def test_a_chart_is_kept_of_the_dimension_that_is_shown(sit):
    paper = sit()
    ask(paper, "people", metric="age")
    assert paper.take(TOOL, "keep_chart", {"kind": "bar", "title": " 年龄  分布 "}) is None
    assert paper.states[TOOL]["charts"]["age"]["title"] == "年龄 分布"
    assert paper.take(TOOL, "drop_chart", {"dimension": "age"}) is None
    assert "没有" in paper.take(TOOL, "drop_chart", {"dimension": "age"})


@pytest.mark.parametrize(
    ("kind", "title"), [("bar", "  "), ("bar", "长" * 31), ("bar", "a\x00b"), ("radar", "年龄")]
)
def test_a_chart_without_a_usable_title_or_kind_is_refused(sit, kind, title):
    paper = sit()
    ask(paper, "people")
    assert paper.take(TOOL, "keep_chart", {"kind": kind, "title": title}) is not None
    assert paper.states[TOOL]["charts"] == {}


def test_no_chart_is_kept_of_a_view_without_a_dimension(sit):
    assert "用户属性" in sit().take(TOOL, "keep_chart", {"kind": "bar", "title": "年龄"})


# exports


def exported(paper):
    state = paper.states[TOOL]
    newest = list(fields(state))[-1]
    return newest, openpyxl.load_workbook(io.BytesIO(make(state, newest)))


@pytest.mark.parametrize("view", VIEWS)
def test_an_export_opens_again_and_holds_what_was_shown(sit, view):
    paper = sit()
    ask(paper, view)
    paper.take(TOOL, "export")
    name, book = exported(paper)
    heads, rows = shown_table(answered(paper), shows_rates=False)
    cells = list(book["数据"].iter_rows(values_only=True))
    assert cells[0] == heads
    assert cells[1:] == [tuple(row) for row in rows]
    assert name.startswith(VIEWS[view].name)
    notes = [row[0] for row in book["说明"].iter_rows(values_only=True)]
    assert {"账号", "时段", "来源"} <= set(notes)


def test_an_export_keeps_its_filter_when_something_else_is_asked(sit):
    paper = sit()
    ask(paper, source="scan")
    paper.take(TOOL, "export")
    name, before = exported(paper)
    ask(paper, "people")
    assert make(paper.states[TOOL], name) == make(paper.states[TOOL], name)
    assert [row[1].value for row in before["说明"].iter_rows() if row[0].value == "来源"] == ["扫描二维码"]


def test_an_export_with_rates_holds_them_as_percents(sit):
    paper = sit()
    ask(paper, "groups")
    paper.take(TOOL, "export")
    state = {**paper.states[TOOL], "shows_rates": True}
    book = openpyxl.load_workbook(io.BytesIO(make(state, list(fields(state))[-1])))
    first = [cell for cell in book["数据"][2] if cell.number_format == "0.00%"]
    one = next(iter(spreading.groups(key_of(paper.given), "hour", *paper_world(paper).month).values()))
    assert [round(cell.value, 6) for cell in first] == [
        round(one.open.top / one.open.bottom, 6),
        round(one.share.top / one.share.bottom, 6),
    ]


def test_an_export_that_was_never_made_has_no_field(sit):
    assert fields(sit().states[TOOL]) == ()


def test_a_query_survives_as_json():
    asked = Query("growth", 1, 5, "day", "net", "scan", "", (0, 4))
    assert query_of(json.loads(json.dumps(asked.as_json()))) == asked


def test_the_types_of_followers_follow_the_period(sit):
    world = paper_world(sit())
    start, end = world.month
    month, week = (fans.spread(world.key, "kind", first, end) for first in (start, end - 6))
    assert month[2].people < week[2].people
