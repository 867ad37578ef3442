"""The criteria on papers at work: tolerant in reading, strict in substance, never raising."""

import json
from decimal import Decimal

import pytest
from workbench_plugins.newmedia.rubric import answers
from workbench_plugins.newmedia.rubric.mistakes import MISTAKES, is_near
from workbench_plugins.newmedia.rubric.truth import growths, month_effects, week_readers, world_of

from workbench.api import SampleStep, worked

TOOL = "newmedia.data"


@pytest.fixture
def done(sit):
    """A whole good answer, changed: each change is (field, function of the rows or the text)."""

    def take(**changes):
        paper = sit(seconds=0.0)
        steps = [_changed(step, changes) for step in answers.good(paper.given, 1)]
        paper.take_all([step for step in steps if step is not None])
        return paper.score()

    return take


def _changed(step: SampleStep, changes):
    if step.tool == TOOL and "tool" in changes:
        return changes["tool"](step)
    field = f"f{step.params.get('field', '')}"
    if field not in changes:
        return step
    body = step.params["body"]
    if step.tool == "desk.sheet":
        table = json.loads(body)
        table["rows"] = changes[field](table["rows"])
        body = json.dumps(table, ensure_ascii=False)
    else:
        body = changes[field](body)
    return SampleStep(step.tool, step.action, {**step.params, "body": body}, step.at)


def points(outcomes, line):
    assert outcomes[line].status == "scored", outcomes[line].reason
    return outcomes[line].points


def cell(row, column, value):
    return lambda rows: [
        [value if (at, name) == (row, column) else text for name, text in enumerate(cells)]
        for at, cells in enumerate(rows)
    ]


def test_the_good_paper_is_full(done):
    outcomes = done()
    assert [points(outcomes, line) for line in ("1", "2", "3", "4", "7", "8")] == [14, 14, 12, 8, 3, 10]
    assert not any(one.facts.get("err.end_as_base") for one in outcomes.values())


# line 1


@pytest.mark.parametrize(
    "written",
    [
        lambda text: f"{int(text):,}" if text.isdigit() else text,
        lambda text: f"{text} 人" if text.isdigit() else text,
        lambda text: (
            text.translate(str.maketrans("0123456789", "０１２３４５６７８９")) if text.isdigit() else text
        ),
    ],
)
def test_counts_may_be_written_with_separators_units_or_full_width(done, written):
    assert (
        points(done(f01=_values_for(lambda rows: [[name, *map(written, rest)] for name, *rest in rows])), "1")
        == 14
    )


def _values_for(change):
    # Formulas read only plain numbers, so the calculated cells are typed as values here.
    def whole(rows):
        made = []
        for name, previous, new, lost, _, _, _, _ in rows:
            net, total = int(new) - int(lost), int(previous) + int(new) - int(lost)
            rates = [
                f"{top * 100 / int(previous):.2f}%" if int(previous) else "无" for top in (net, int(lost))
            ]
            made.append([name, previous, new, lost, str(net), str(total), *rates])
        return change(made)

    return whole


def test_rates_may_be_written_as_shares_of_one(done):
    assert (
        points(
            done(
                f01=lambda rows: [
                    [*row[:6], *(text.replace("*100,2)", ",6)") for text in row[6:])] for row in rows
                ]
            ),
            "1",
        )
        == 14
    )


@pytest.mark.parametrize("said", ["0", "0%", "", "100", "#DIV/0!"])
def test_a_rate_from_zero_must_be_said_to_be_none(done, said):
    outcomes = done(f01=cell(5, 6, said))
    assert points(outcomes, "1") == Decimal("13.67")
    assert outcomes["1"].facts.get("err.growth_from_zero", 0) == (said in ("0", "0%", "100"))


@pytest.mark.parametrize("said", ["—", "－", "-", "无", "不适用", "N/A", "/"])
def test_there_are_many_ways_to_say_that_there_is_no_rate(done, said):
    assert points(done(f01=cell(5, 6, said)), "1") == 14


@pytest.mark.parametrize(
    ("column", "formula", "kind"),
    [
        (6, "=E5/F5*100", "end_as_base"),
        (6, "=C5/B5*100", "new_as_net"),
        (7, "=D5/C5*100", "lost_of_new"),
        (6, "=G2+G3+G4", "rates_added"),
        (7, "=(H2+H3+H4)/3", "rates_averaged"),
    ],
)
def test_a_wrong_definition_of_growth_is_known_by_its_value(done, column, formula, kind):
    outcomes = done(f01=cell(3, column, formula))
    assert outcomes["1"].facts == {f"err.{kind}": 1}
    assert MISTAKES[kind] in outcomes["1"].reason


def test_a_rate_that_follows_from_an_own_wrong_count_earns_half(done):
    outcomes = done(f01=cell(3, 1, "6000"))
    # the wrong count and the total that follows from it, and two rates at half
    assert points(outcomes, "1") == Decimal(14) * 39 / 42
    assert "应为" in outcomes["1"].reason


def test_a_row_without_the_platforms_counts_earns_nothing(done):
    assert (
        points(
            done(
                f01=lambda rows: [[name, previous, "7", "3", *rest] for name, previous, _, _, *rest in rows]
            ),
            "1",
        )
        == 0
    )


def test_rows_may_stand_in_any_order_under_longer_names(done):
    assert (
        points(
            done(
                f01=lambda rows: [
                    [f"6月{name}数据", *rest]
                    for name, *rest in reversed(_values_for(lambda found: found)(rows))
                ]
            ),
            "1",
        )
        == 14
    )


# line 2


@pytest.mark.parametrize(
    ("column", "formula", "kind"),
    [
        (7, "=D2/B2*100", "reach_as_readers"),
        (8, "=(D2+E2+F2)/B2*100", "reach_as_readers"),
    ],
)
def test_a_wrong_denominator_of_a_post_is_known_by_its_value(done, column, formula, kind):
    outcomes = done(f02=cell(0, column, formula))
    assert outcomes["2"].facts == {f"err.{kind}": 1}
    assert points(outcomes, "2") == Decimal("13.42")


def test_a_read_rate_over_fans_is_known_by_its_value(done, sit):
    world = world_of(sit().given)
    post, one = month_effects(world)[0]
    outcomes = done(f02=cell(0, 6, f"{one.done.read_people * 100 / one.fans:.2f}"))
    assert outcomes["2"].facts == {"err.fans_as_reach": 1}
    assert post.id in outcomes["2"].reason


def test_a_post_is_known_by_number_or_title_and_t1_is_not_t10(done, sit):
    titles = {post.id: post.title for post in world_of(sit().given).month_posts}
    assert points(done(f02=lambda rows: [[titles[row[0].split()[0]], *row[1:]] for row in rows]), "2") == 14
    assert points(done(f02=lambda rows: [["T1", *row[1:]] for row in rows]), "2") == 0


# line 3


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("18—25岁", "18-25"),
        ("18—25岁", "18～25 岁"),
        ("女", "女性"),
        ("高互动", "高互动粉丝"),
        ("60岁以上", "60以上"),
    ],
)
def test_classes_may_be_written_in_other_ways(done, mine, theirs):
    assert (
        points(
            done(f03=lambda rows: [[row[0], theirs if row[1] == mine else row[1], *row[2:]] for row in rows]),
            "3",
        )
        == 12
    )


def test_a_dimension_may_be_written_once_above_its_classes(done):
    def merged(rows):
        seen = set()
        return [["" if row[0] in seen else seen.add(row[0]) or row[0], *row[1:]] for row in rows]

    assert points(done(f03=merged), "3") == 12


def test_shares_without_the_unknown_are_known_by_their_values(done):
    outcomes = done(f03=cell(0, 3, "=C2/(C2+C3)*100"))
    assert outcomes["3"].facts == {"err.unknown_left_out": 1}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kind": "line"}, "不宜用折线图"),
        ({"title": "我的图"}, "标题没有写维度"),
    ],
)
def test_a_chart_that_does_not_fit_is_not_counted(done, change, words):
    def spoil(step):
        if step.action != "keep_chart":
            return step
        return SampleStep(step.tool, step.action, {**step.params, **change}, step.at)

    outcomes = done(tool=spoil)
    assert points(outcomes, "3") == Decimal("8.4")
    assert words in outcomes["3"].reason


def test_charts_without_a_right_table_earn_nothing(done):
    assert points(done(f03=lambda rows: [[*row[:2], "1", "1"] for row in rows]), "3") == 0


# line 4


def findings(text, label, value):
    lines = [f"{label}：{value}" if line.startswith(label) else line for line in text.splitlines()]
    return "\n".join(lines)


def said(done, label, value):
    return done(f04=lambda text: findings(text, label, value))


def test_a_finding_without_its_number_may_be_a_guess(done):
    assert points(said(done, "最佳推送时段", "12:00"), "4") == Decimal("6.6")


@pytest.mark.parametrize(
    "value", ["12 点，打开率 16.11%", "中午12时（2199÷13654＝16.11％）", "１２：００　打开率0.1611"]
)
def test_an_hour_may_be_written_in_many_ways(done, value):
    assert points(said(done, "最佳推送时段", value), "4") == 8


@pytest.mark.parametrize("value", ["8:00、12:00 和 20:00，16.11%", "一天都行 16.11%", "晚上 12 点 16.11%"])
def test_several_hours_or_none_are_no_finding(done, value):
    assert points(said(done, "最佳推送时段", value), "4") <= 8 - 2 + Decimal(2) * (value.startswith("晚上"))


def test_the_hour_with_the_largest_sum_is_a_mistake_of_its_own(done):
    outcomes = said(done, "最佳推送时段", "8:00，打开率 13.21%")
    assert outcomes["4"].facts["err.sum_as_best"] == 1
    assert (outcomes["4"].facts["hour"], outcomes["4"].facts["topic"]) == ("按合计", "按率")


@pytest.mark.parametrize(
    "value", ["9月12日，155人", "2026-09-12 新增 155", "12日 155人", "9/12，155 人", "9-12,155人"]
)
def test_a_day_may_be_written_in_many_ways(done, value):
    assert points(said(done, "新增最多的一天", value), "4") == 8


@pytest.mark.parametrize(
    "value", ["9月13日，155人", "8月12日，155人", "12日或13日，155人", "0 1 2 3 4 5 155"]
)
def test_a_wrong_or_doubtful_day_is_no_finding(done, value):
    assert points(said(done, "新增最多的一天", value), "4") == 6


@pytest.mark.parametrize(
    ("value", "worth"), [("增长 53.83%", 8), ("(663-431)/431=53.83%", 8), ("下降 53.83%", 6), ("10.04%", 6)]
)
def test_the_change_has_a_sign(done, value, worth):
    assert points(said(done, "净增环比", value), "4") == worth


def test_a_list_of_every_number_is_no_proof(done):
    numbers = " ".join(str(number / 100) for number in range(1000, 1700))
    assert points(said(done, "最佳推送时段", f"12:00 {numbers}"), "4") == Decimal("6.6")


# line 7


def report(done, label, value):
    return done(f05=lambda text: findings(text, label, value))


def test_daily_readers_added_up_are_known_by_their_sum(done, sit):
    _, summed = week_readers(world_of(sit().given).key)
    outcomes = report(done, "最后七天阅读人数", str(summed))
    assert outcomes["7"].facts == {"err.uv_added": 1}
    assert points(outcomes, "7") == Decimal("2.75")


def test_a_date_within_the_period_is_no_deadline(done, sit):
    assert points(report(done, "完成时间", sit().given["last_day"]), "7") == Decimal("2.25")
    assert points(report(done, "完成时间", "尽快"), "7") == Decimal("2.25")


def test_a_form_with_words_and_no_right_number_is_no_report(done):
    assert (
        points(
            done(
                f05=lambda text: findings(
                    findings(findings(text, "期末累计粉丝", "1"), "本月净增", "2"), "最后七天阅读人数", "3"
                )
            ),
            "7",
        )
        == 0
    )


# line 8


def test_numbers_typed_by_hand_are_no_formulas(done):
    outcomes = done(f01=_values_for(lambda rows: rows))
    assert points(outcomes, "1") == 14
    assert points(outcomes, "8") < 10
    assert "公式 37/53" in outcomes["8"].reason


def test_a_constant_dressed_as_a_formula_is_none(done):
    outcomes = done(f03=lambda rows: [[*row[:3], "=ROUND(" + row[2] + "/7267*100,2)"] for row in rows])
    assert "公式 40/53" in outcomes["8"].reason


def test_periods_that_were_not_queried_first_earn_no_filter(done):
    outcomes = done(
        tool=lambda step: (
            SampleStep(step.tool, step.action, step.params, step.at) if step.action != "ask" else None
        )
    )
    assert "先筛选后填表 0/6" in outcomes["8"].reason


def test_a_source_may_be_read_from_the_rows_by_source(done):
    def by_source(step):
        if step.action == "ask" and step.params.get("source"):
            return SampleStep(step.tool, "ask", {**step.params, "source": "", "by": "source"}, step.at)
        return step

    assert points(done(tool=by_source), "8") == 10


def test_an_export_of_half_the_month_is_not_the_months(done):
    def half(step):
        if step.action == "ask" and step.at in (900.0, 960.0):
            return SampleStep(step.tool, "ask", {**step.params, "end": step.params["start"]}, step.at)
        return step

    assert "全月导出 0/2" in done(tool=half)["8"].reason


# never raising


@pytest.mark.parametrize(
    "rows",
    [
        [["全月"]],
        [["全月", "=1/0", "=A1", "∞", "NaN", "9" * 60, "-", "1e400"]],
        [["", *["1"] * 7]] * 50,
        [["上旬 中旬 下旬 全月 扫码 直播", *["1"] * 7]],
    ],
)
def test_strange_tables_are_scored_and_never_raise(sit, rows):
    paper = sit()
    for field, columns in (
        ("01", answers.FAN_COLUMNS),
        ("02", answers.POST_COLUMNS),
        ("03", answers.SPREAD_COLUMNS),
    ):
        paper.take_all([worked.write_sheet(field, columns, [row[: len(columns)] for row in rows], 700.0)])
    for text in (
        "",
        "：：：\n#\n新增最多的一天：\n最佳推送时段：99:99\n",
        "新增最多的一天：13月45日 99日\n统计周期：2026-02-30",
    ):
        paper.take_all([worked.write_doc(field, text, 800.0) for field in ("04", "05")])
        outcomes = paper.score()
        assert {outcomes[line].status for line in ("1", "2", "3", "4", "7", "8")} == {"scored"}
        assert sum(outcomes[line].points for line in ("1", "2", "3", "4", "7", "8")) == 0


def test_a_paper_without_any_state_is_scored_zero(sit):
    outcomes = sit().score()
    assert sum(one.points or 0 for one in outcomes.values()) == 0


def test_every_row_of_the_table_has_a_growth(sit):
    assert list(growths(world_of(sit().given).key)) == ["上旬", "中旬", "下旬", "全月", "扫码", "直播"]


@pytest.mark.parametrize(
    ("text", "is_it"),
    [("2.14", True), ("2.135", True), ("0.02135", True), ("2.1", False), ("2.16", False), ("-2.14", False)],
)
def test_a_percent_is_near_within_the_papers_tolerance(text, is_it):
    assert is_near(Decimal(text), Decimal(141) * 100 / 6604) is is_it
