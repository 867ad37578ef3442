"""The host's panels on small frames: full, of one script, with nothing decided."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from workbench.domain.panel import MORE_COLUMNS, SCORE_COLUMNS
from workbench.panels import judges
from workbench.panels.ready import LINES, PARTS, READY
from workbench.panels.shown import basis
from workbench.statistics.examiners import agreement, drift, severity

NAN = float("nan")
FLOATS = dict.fromkeys(("max_points", "points", "seconds", "machine", "judged"), "float64")
PANELS = {panel.head.id: panel for panel in READY}


def frame(papers, **columns):
    """A sitting's frame: ``papers`` maps an attempt to its points by line; ``columns`` to a value by attempt."""
    rows = []
    for number, (attempt, points) in enumerate(papers.items(), 1):
        for line, earned in enumerate(points, 1):
            row = {
                "attempt": attempt, "code": f"C{number}", "class_name": "一班", "task": "seo-02", "plugin": "seo",
                "seed": str(number), "line": str(line), "title": f"第{line}项", "kind": "process" if line == 1 else "result",
                "by": "auto", "max_points": 50.0, "points": earned, "status": "scored", "seconds": 600.0 * number,
                "facts": {}, "clauses": ("seo.req.1", f"seo.score.{line}"), "module": "promotion", "machine": earned,
                "judged": NAN, "task_title": "诊断", "variant": "甲" if number % 2 else "乙",
            }  # fmt: skip
            rows.append(row | {name: values[attempt] for name, values in columns.items()})
    return pd.DataFrame(rows, columns=[*SCORE_COLUMNS, *MORE_COLUMNS]).astype(FLOATS)


def shown(name, scores, **more):
    return PANELS[name].show(basis(scores, pass_points=60, **more))


FOUR = {"a": (45.0, 40.0), "b": (25.0, 30.0), "c": (5.0, 10.0), "d": (35.0, NAN)}
STEPS = pd.DataFrame(
    [("a", 60.0, "查询", "第 1 步"), ("a", 180.0, "表格", "第 1 步"), ("b", 120.0, "查询", "第 2 步")],
    columns=["attempt", "at", "tool", "subtask"],
)


@pytest.mark.parametrize("name", PANELS)
@pytest.mark.parametrize(
    "papers",
    [{}, {"a": (NAN, NAN)}, {"a": (40.0, 30.0)}, {"a": (40.0, 30.0), "b": (40.0, 30.0)}, FOUR],
    ids=["empty", "open", "one", "same", "full"],
)
def test_every_panel_says_something_whatever_there_is(name, papers):
    made = shown(name, frame(papers), steps=STEPS)
    assert made.finding.endswith("。")
    assert "nan" not in made.finding
    if made.figure is not None:
        assert isinstance(made.figure, go.Figure)
        assert made.figure.to_json()


@pytest.mark.parametrize("panel", READY, ids=lambda panel: panel.head.id)
def test_a_panel_says_what_it_answers_and_how_to_read_it(panel):
    assert panel.head.question.endswith("？")
    assert len(panel.head.reading) > 30


def test_no_two_panels_share_an_id():
    assert len(PANELS) == len(READY) == sum(len(part) for part in PARTS.values())


def test_the_finding_of_the_totals_has_mean_passes_and_interval():
    made = shown("totals", frame(FOUR))
    assert made.finding.startswith("平均 51.7 分，合格 1/3（33 %，区间 6—79 %）")
    assert made.cautions == ("另有 1 份还没有评完，未计入。",)


def test_a_bar_of_the_totals_leads_to_its_scripts():
    made = shown("totals", frame(FOUR))
    assert made.table["份数"].tolist() == [0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0]
    behind = made.behind(8)
    assert (behind.title, behind.scripts) == ("80—89 分", (("a", "C1", "85 分"),))


@pytest.mark.parametrize("panel", READY, ids=lambda panel: panel.head.id)
def test_every_point_of_a_figure_leads_to_scripts_of_the_frame(panel):
    many = {f"s{at}": (float(at * 3 % 50), float(at * 7 % 50)) for at in range(24)}
    steps = STEPS.assign(attempt=["s1", "s1", "s2"])
    made = panel.show(basis(frame(many), pass_points=60, steps=steps))
    curve = made.figure.data[-1]
    for at in range(len(curve.y)):
        assert {attempt for attempt, _, _ in made.behind(at).scripts} <= set(many)
    assert any(made.behind(at).scripts for at in range(len(curve.y)))


def test_the_weakest_line_is_named_with_its_interval_and_its_scripts_come_from_the_bottom():
    made = shown("lines", frame(FOUR))
    assert "得分率最低：SEO-02 第 2 项 第2项（53 %，区间" in made.finding
    assert [words for _, _, words in made.behind(1).scripts] == [
        "待评",
        "10 / 50 分",
        "30 / 50 分",
        "40 / 50 分",
    ]


def test_a_field_of_the_clauses_takes_all_lines_that_name_it():
    made = shown("clauses", frame(FOUR))
    assert made.table["条款"].tolist() == ["seo.req.1", "seo.score.1", "seo.score.2"]
    assert made.table["份数"].tolist() == [4, 4, 3]
    assert made.behind(0).title == "SEO-02 seo.req.1（第 1、2 项）"


def test_few_scripts_are_cautioned_in_words():
    made = shown("reliability", frame(FOUR))
    assert any("不足 30 份" in words for words in made.cautions)
    assert "标准误" in made.finding


def test_a_variant_that_is_much_harder_rings():
    papers = {f"s{at}": (45.0 - 20 * (at % 2) + at / 10, 40.0) for at in range(30)}
    made = shown("variants", frame(papers))
    assert made.alarms
    assert "报警：SEO-02 版本 乙 比其余版本低" in made.finding
    assert not shown("variants", frame(FOUR)).alarms


def test_classes_are_compared_and_hidden_classes_are_not_named():
    classes = {"a": "一班", "b": "二班", "c": "二班", "d": ""}
    made = shown("groups", frame(FOUR, class_name=classes))
    assert made.table["名称"].tolist() == ["一班", "二班", "未编班", "promotion"]
    blind = shown("groups", frame(FOUR, class_name=dict.fromkeys(FOUR, "")))
    assert blind.table["分组"].tolist() == ["模块"]


def test_forms_of_several_tasks_are_not_mixed():
    tasks = {"a": "seo-02", "b": "seo-02", "c": "seo-05", "d": "seo-05"}
    scores = frame(FOUR, task=tasks)
    assert "不合并算相关" in shown("process", scores).finding
    for panel in PARTS[LINES]:
        assert set(panel.show(basis(scores, pass_points=60)).table["试题"]) == {"seo-02", "seo-05"}


def test_time_is_read_in_minutes_and_leads_to_the_slowest_first():
    made = shown("tool-time", frame(FOUR), steps=STEPS)
    assert made.table["中位数（分钟）"].tolist() == [2.0, 1.5]
    assert [code for _, code, _ in made.behind(1).scripts] == ["C2", "C1"]


def marks(rows):
    return pd.DataFrame(rows, columns=["attempt", "line", "examiner", "points", "max_points"]).assign(
        code=lambda table: table["attempt"], at=0.0
    )


def test_the_figures_of_examiners_speak_of_too_little():
    nothing = marks([]).astype({"points": float, "max_points": float})
    assert "太少" in judges.agreement(agreement(nothing), nothing).finding
    assert "比不出" in judges.severity(severity(nothing), nothing).finding
    anchors = pd.DataFrame({"examiner": ["甲"], "at": [0.0], "share": [0.5], "agreed": [0.6]})
    assert "看不出漂移" in judges.drift(drift(anchors).assign(hours=0.0), nothing).finding


def test_who_marks_lower_is_named_and_a_small_sample_is_cautioned():
    rows = [
        (f"s{at}", line, who, 4.0 + at % 5 - off, 10.0)
        for at in range(12) for line in "12" for who, off in (("甲", 0), ("乙", 2))
    ]  # fmt: skip
    made = judges.severity(severity(marks(rows)), marks(rows))
    assert made.finding.startswith("乙：低 20.0 个百分点")
    assert made.behind(0).scripts[0] == ("s0", "s0", "4 对 8 分")
    pair = judges.agreement(agreement(marks(rows)), marks(rows))
    assert "只共同评了 24 行" in pair.cautions[0]
    assert "加权 κ" in pair.finding
    assert pair.figure.to_json()


def test_a_drift_is_told_by_the_hour():
    rows = [("甲", 600.0 * at, 0.8 - 0.02 * at, 0.7) for at in range(12)]
    found = drift(pd.DataFrame(rows, columns=["examiner", "at", "share", "agreed"]))
    made = judges.drift(found.assign(hours=1.8), marks([]))
    assert made.finding.endswith("确实在变的：甲。")
    assert judges.drift(found.assign(hours=0.1), marks([])).figure is None, "six minutes are no slope"
    assert made.finding.startswith("甲：每小时变严 12.0 个百分点")
