"""Lines 1 to 3: KPI, weak spots, weights."""

import pytest
from workbench_plugins.operations.rubric.answers import KPI_COLUMNS, feedback
from workbench_plugins.operations.rubric.service import kpi_table, new_weights, weak_spots
from workbench_plugins.operations.world.packs import indicators
from workbench_plugins.operations.world.service import service_of

WEIGHTS = {"doc": "02", "rise_low": 5, "rise_high": 10, "least": 5, "sum_part": 0.2, "rise_part": 0.3}
NAMES = {one.id: one.zh for one in indicators()}


@pytest.fixture
def team(given):
    return service_of(given["service"])


def rows_of(team, **change):
    """Sheet 01 as values; ``change`` maps a column to a function of one result."""
    rows = []
    for one in team.results():
        cells = {
            "客服": one.agent.name,
            "询单转化率%": f"{one.agent.conversion / 100:.2f}",
            "客单价": f"{one.agent.spend / 100:.2f}",
            "KPI得分": f"{one.hundredths / 100:g}",
            "名次": str(one.rank),
            "最低指标": NAMES[one.lowest],
        } | {name: make(one) for name, make in change.items()}
        rows.append([cells.get(name, "") for name in KPI_COLUMNS])
    return {"01": {"columns": list(KPI_COLUMNS), "rows": rows}}


def test_a_right_table_earns_all(with_state, team):
    assert kpi_table(with_state(sheets=rows_of(team)), field="01").share == 1


def test_orders_for_buyers_is_corrected_with_the_calculation(with_state, team):
    wrong = rows_of(team, 客单价=lambda one: f"{one.agent.total(3) / one.agent.total(2) / 100:.2f}")
    found = kpi_table(with_state(sheets=wrong), field="01")
    assert found.share == pytest.approx(1 - 0.125)
    assert "按付款人数，不按订单数" in found.reason


def test_a_mean_of_half_month_rates_is_corrected_with_the_calculation(with_state, team):
    def mean(one):
        return f"{sum(half[1] / half[0] for half in one.agent.halves) * 50:.2f}"

    found = kpi_table(with_state(sheets=rows_of(team, **{"询单转化率%": mean})), field="01")
    assert found.share == pytest.approx(1 - 0.125)
    assert "两个半月合并计算" in found.reason


def test_ranks_without_scores_earn_nothing(with_state, team):
    blank = dict.fromkeys(("询单转化率%", "客单价", "KPI得分"), lambda one: "")
    assert kpi_table(with_state(sheets=rows_of(team, **blank)), field="01").share == 0


def test_cells_are_read_tolerantly(with_state, team):
    wide = {
        "询单转化率%": lambda one: f" {one.agent.conversion / 100:.2f}％",
        "客单价": lambda one: f"¥{one.agent.spend / 100:.2f} 元",
        "名次": lambda one: f"第 {one.rank} 名",
        "客服": lambda one: f" {one.agent.name} ",
    }
    assert kpi_table(with_state(sheets=rows_of(team, **wide)), field="01").share == 1


def test_a_neighbours_numbers_beside_ones_own_names_earn_next_to_nothing(with_state, team):
    shifted = list(team.results())[1:] + list(team.results())[:1]
    other = {one.agent.name: two for one, two in zip(team.results(), shifted, strict=True)}
    wrong = rows_of(
        team,
        **{
            "询单转化率%": lambda one: f"{other[one.agent.name].agent.conversion / 100:.2f}",
            "客单价": lambda one: f"{other[one.agent.name].agent.spend / 100:.2f}",
            "KPI得分": lambda one: f"{other[one.agent.name].hundredths / 100:g}",
        },
    )
    assert kpi_table(with_state(sheets=wrong), field="01").share < 0.05


SPOTS = {"sheet": "01", "doc": "02"}


def test_right_weak_spots_in_table_and_words_earn_all(with_state, team):
    assert weak_spots(with_state(sheets=rows_of(team)), **SPOTS).share == 1


def test_all_indicators_in_every_cell_and_line_earn_nothing(with_state, team):
    every = "、".join(NAMES.values())
    lines = "\n".join(f"{one.agent.name}：{every}" for one in team.results())
    dumped = rows_of(team, 最低指标=lambda one: every)
    assert weak_spots(with_state(sheets=dumped, docs={"02": lines}), **SPOTS).share == 0


@pytest.mark.parametrize("name", NAMES.values())
def test_one_indicator_everywhere_earns_nothing(name, with_state, team):
    lines = "\n".join(f"{one.agent.name}：{name}" for one in team.results())
    sheets = rows_of(team, 最低指标=lambda one: name)
    assert weak_spots(with_state(sheets=sheets, docs={"02": lines}), **SPOTS).share == 0


def test_a_line_that_names_everybody_is_no_feedback(with_state, team):
    every = "、".join(one.agent.name for one in team.results())
    lines = "\n".join(f"{every}：{name}" for name in NAMES.values())
    blank = rows_of(team, 最低指标=lambda one: "")
    assert weak_spots(with_state(sheets=blank, docs={"02": lines}), **SPOTS).share == 0


def lines(weights):
    return "\n".join(f"{NAMES[name]}：{weight} %" for name, weight in weights.items())


def test_the_weakest_indicator_raised_and_the_rest_not_earns_all(with_state, team):
    assert new_weights(with_state(docs={"02": feedback(team)}), **WEIGHTS).share == 1


def test_weights_that_do_not_sum_to_a_hundred_earn_nothing(with_state, team):
    weights = {**team.weights, team.weakest(): team.weights[team.weakest()] + 5}
    found = new_weights(with_state(docs={"02": lines(weights)}), **WEIGHTS)
    assert found.share == 0
    assert "= 105，不是 100" in found.reason


def test_the_old_weights_again_earn_nothing(with_state, team):
    assert new_weights(with_state(docs={"02": lines(team.weights)}), **WEIGHTS).share == 0


def test_raising_another_indicator_earns_only_the_sums_part(with_state, team):
    others = [name for name in team.weights if name != team.weakest()]
    weights = {**team.weights, others[0]: team.weights[others[0]] + 5, others[1]: team.weights[others[1]] - 5}
    assert new_weights(with_state(docs={"02": lines(weights)}), **WEIGHTS).share == pytest.approx(0.2)


def test_equal_weights_never_earn_more_than_half(with_state):
    assert new_weights(with_state(docs={"02": lines(dict.fromkeys(NAMES, 20))}), **WEIGHTS).share <= 0.5


def test_a_line_of_feedback_with_numbers_is_no_weight(with_state, team):
    talk = "\n".join(f"{one.agent.name}的询单转化率：45.2 % 低于全组，下月每周复盘" for one in team.results())
    assert new_weights(with_state(docs={"02": f"{talk}\n{feedback(team)}"}), **WEIGHTS).share == 1


def test_short_names_of_indicators_and_remarks_behind_agents_are_understood(with_state, team):
    short = {"询单转化率": "转化率", "首次响应": "首次响应时间"}
    sheets = rows_of(
        team,
        客服=lambda one: f"{one.agent.name}（客服）",
        最低指标=lambda one: short.get(NAMES[one.lowest], NAMES[one.lowest]),
    )
    assert weak_spots(with_state(sheets=sheets), **SPOTS).share == 1


def test_labels_are_read_in_several_spellings(with_state, team):
    first = lines(team.weights).splitlines()[0]
    name, _, rest = first.partition("：")
    spelt = feedback(team).replace("％", "%").replace(f"{name}：", f"- **{name}权重**: ") + rest[:0]
    assert new_weights(with_state(docs={"02": spelt}), **WEIGHTS).share == 1
