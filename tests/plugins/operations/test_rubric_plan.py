"""Lines 6, 7 and 9: prices, forecast, formulas."""

import json

import pytest
from workbench_plugins.operations.rubric.answers import PLAN_COLUMNS
from workbench_plugins.operations.rubric.forecast import ITEMS, forecast_sheet, truths, wanted
from workbench_plugins.operations.rubric.pricing import pricing
from workbench_plugins.operations.rubric.traceable import complete_and_traceable
from workbench_plugins.operations.rubric.truth import best_price, plan_net, right_quotes, right_table
from workbench_plugins.operations.rubric.written import is_worked

from workbench.api import Evidence

PRICE = {"rivals": 0.2, "methods": 0.2, "prices": 0.4, "decision": 0.2, "full": 0.97, "half": 0.92}
PLAN = {"field": "04", "follow": 0.5}
TRACE = {"kpi": "01", "plan": "04", "complete_part": 0.4}


@pytest.fixture
def tool(filled):
    return filled.states["operations.profit"]


def requoted(tool, sku, **change):
    return [{**row, **change} if row["sku"] == sku else row for row in tool["quotes"]]


def test_right_rivals_methods_prices_and_decision_earn_all(with_state):
    assert pricing(with_state(), **PRICE).share == 1


def test_all_rivals_picked_earn_nothing_for_picking(with_state, shop):
    found = pricing(with_state(rivals=[one.id for one in shop.rivals]), **PRICE)
    assert found.share == pytest.approx(0.8)


def test_one_rival_too_many_costs_a_part(with_state, shop, tool):
    other = next(one.id for one in shop.rivals if not one.is_comparable)
    found = pricing(with_state(rivals=[*tool["rivals"], other]), **PRICE)
    assert 0.8 < found.share < 1


def test_a_method_that_does_not_fit_the_role_earns_neither_method_nor_price(with_state, tool):
    wrong = requoted(tool, "small", method="cost_plus", inputs={"cost": "15", "markup": "100"})
    found = pricing(with_state(quotes=wrong), **PRICE)
    assert found.share == pytest.approx(1 - 0.2 / 3 - 0.4 / 3, abs=1e-3)
    assert "成本加成" in found.reason


def test_a_wrong_ending_costs_its_part_only(with_state, tool):
    found = pricing(with_state(quotes=requoted(tool, "gift", ending="none")), **PRICE)
    assert found.share == pytest.approx(1 - 0.4 / 3 * 0.4, abs=1e-3)


def test_the_mean_for_the_median_is_shown_beside_the_right_calculation(with_state, tool, shop):
    small = next(row for row in tool["quotes"] if row["sku"] == "small")
    found = pricing(
        with_state(quotes=requoted(tool, "small", inputs={**small["inputs"], "reference": "31.11"})), **PRICE
    )
    assert "31.11" in found.reason
    assert right_quotes(shop)["引流款"].raw().formula in found.reason


def test_a_price_far_from_the_best_loses_the_decision_and_says_how_much(with_state, tool, shop):
    cost = shop.sku("利润款").cost
    low = {"cost": f"{cost / 100:.2f}", "markup": f"{shop.policy.markup_low / 100:g}"}
    found = pricing(with_state(quotes=requoted(tool, "main", inputs=low)), **PRICE)
    assert found.share == pytest.approx(0.8)
    assert "下月净利" in found.reason
    assert found.facts["best_net_fen"] == best_price(shop).net
    assert found.facts["net_fen"] == plan_net(shop, found.facts["price_fen"])


def test_a_markup_outside_the_papers_range_is_no_price(with_state, tool, shop):
    cost = shop.sku("利润款").cost
    high = {"cost": f"{cost / 100:.2f}", "markup": f"{shop.policy.markup_high / 100 + 40:g}"}
    found = pricing(with_state(quotes=requoted(tool, "main", inputs=high)), **PRICE)
    assert found.share == pytest.approx(1 - 0.4 / 3 - 0.2, abs=1e-3)
    assert found.facts == {}  # outside the price tests nobody knows the profit


def test_a_target_margin_with_the_right_cost_and_commission_is_accepted(with_state, tool, shop):
    policy, main = shop.policy, shop.sku("利润款")
    price = best_price(shop).price + 60
    margin = 100 - policy.commission_bp / 100 - main.cost / price * 100
    inputs = {
        "cost": f"{main.cost / 100:.2f}",
        "margin": f"{margin:.2f}",
        "commission": f"{policy.commission_bp / 100:g}",
    }
    found = pricing(with_state(quotes=requoted(tool, "main", method="target_margin", inputs=inputs)), **PRICE)
    assert found.share == 1, found.reason


def test_a_price_below_its_cost_is_no_fitting_method(with_state, tool):
    low = requoted(tool, "gift", inputs={"reference": "20", "differences": "1"})
    assert "方法合适 2/3" in pricing(with_state(quotes=low), **PRICE).reason


def test_nothing_adopted_is_a_plain_zero_but_for_the_rivals(with_state):
    assert pricing(with_state(adopted={}), **PRICE).share == pytest.approx(0.2)


def plan_sheet(figures, **change):
    cells = {}
    for name in ITEMS:
        figure = figures.get(name)
        scale = 1 if figure is None or figure.unit == "pieces" else 100
        cells[name] = (
            ""
            if figure is None or figure.value is None
            else f"{figure.value / scale:,.{0 if scale == 1 else 2}f}"
        )
    cells |= change
    return {
        "04": {"columns": list(PLAN_COLUMNS), "rows": [[name, cell, "", ""] for name, cell in cells.items()]}
    }


def test_right_figures_and_the_chosen_plan_earn_all(with_state):
    assert forecast_sheet(with_state(), **PLAN).share == 1


def test_figures_are_read_with_separators_and_units(with_state):
    right, _ = truths(with_state())
    sheets = plan_sheet(right, 盈亏平衡销量=f"{right['盈亏平衡销量'].value:,} 件")
    assert forecast_sheet(with_state(sheets=sheets), **PLAN).share == 1


def test_a_unit_behind_a_rows_name_is_understood(with_state):
    right, _ = truths(with_state())
    sheets = plan_sheet(right)
    sheets["04"]["rows"] = [[f" {name}（单位） ", *rest] for name, *rest in sheets["04"]["rows"]]
    assert forecast_sheet(with_state(sheets=sheets), **PLAN).share == 1


@pytest.mark.parametrize("off", [-1, 1])
def test_a_break_even_that_is_a_piece_off_is_wrong_and_shown_with_its_numbers(off, with_state):
    right, _ = truths(with_state())
    sheets = plan_sheet(right, 盈亏平衡销量=str(right["盈亏平衡销量"].value + off))
    found = forecast_sheet(with_state(sheets=sheets), **PLAN)
    assert found.share == pytest.approx(11 / 12, abs=1e-3)
    assert right["盈亏平衡销量"].formula in found.reason


def test_commission_on_the_list_price_of_an_order_is_wrong(with_state, shop):
    right, _ = truths(with_state())
    listed = best_price(shop).price * 2 * shop.policy.commission_bp / 1_000_000
    found = forecast_sheet(with_state(sheets=plan_sheet(right, 活动佣金=f"{listed:.2f}")), **PLAN)
    assert found.share == pytest.approx(11 / 12, abs=1e-3)
    assert "实付" in found.reason


def test_discounts_in_another_order_are_wrong_and_the_right_order_is_shown(with_state, shop):
    right, _ = truths(with_state())
    rate, full, coupon = (one.tiers[0][1] for one in shop.policy.discounts)
    other = (best_price(shop).price * 2 - full - coupon) * rate / 10_000 / 100
    found = forecast_sheet(with_state(sheets=plan_sheet(right, 活动实付=f"{other:.2f}")), **PLAN)
    assert found.share == pytest.approx(11 / 12, abs=1e-3)
    assert "→" in found.reason


def test_what_follows_from_ones_own_table_earns_half(with_state, tool, shop):
    goods = next(voucher.no for voucher in shop.vouchers if voucher.kind == "goods")
    items = [{**row, "base": "shipped"} if row["voucher"] == goods else row for row in tool["items"]]
    _, own = truths(with_state(items=items))
    found = forecast_sheet(with_state(items=items, sheets=plan_sheet(own)), **PLAN)
    assert 0.5 < found.share < 1
    assert "你自己的成本表" in found.reason


def test_next_month_follows_the_price_that_was_adopted(with_state, tool, shop):
    cost = shop.sku("利润款").cost
    inputs = {"cost": f"{cost / 100:.2f}", "markup": f"{shop.policy.markup_low / 100 + 10:g}"}
    evidence = with_state(quotes=requoted(tool, "main", inputs=inputs))
    right, _ = truths(evidence)
    assert (
        right["下月收入"].value != wanted(shop, right_table(shop), best_price(shop).price)["下月收入"].value
    )
    found = forecast_sheet(
        with_state(quotes=requoted(tool, "main", inputs=inputs), sheets=plan_sheet(right)), **PLAN
    )
    assert "选定方案与定价和素材不一致：售价" in found.reason
    assert found.share == pytest.approx(11 / 12, abs=1e-3)


def test_without_an_adopted_price_there_is_no_next_month(with_state):
    right, _ = truths(with_state())
    found = forecast_sheet(with_state(adopted={}, sheets=plan_sheet(right)), **PLAN)
    assert found.share == pytest.approx(6 / 12, abs=1e-3)


def test_the_same_number_in_every_row_earns_nothing(with_state):
    sheets = plan_sheet({}, **dict.fromkeys(ITEMS, "1000"))
    assert forecast_sheet(with_state(sheets=sheets, chosen=0), **PLAN).share == 0


@pytest.mark.parametrize(
    "cell", ["=B2/B3", "=ROUND(1/3,2)", "=120/230*100", "＝120*2", "=-INT(-B2)", "=(1+2)*3", "=A1"]
)
def test_a_formula_works_something_out(cell):
    assert is_worked(cell)


@pytest.mark.parametrize("cell", ["", "12", "=12", "=-12.5", "= 1,234", "1/3", "=合计", "=="])
def test_a_typed_number_is_no_formula(cell):
    assert not is_worked(cell)


def retyped(evidence, field, old, new):
    """The evidence with what was typed in a sheet changed; its values stay."""
    states = {name: dict(state) for name, state in evidence.states.items()}
    drafts = dict(states["desk.sheet"]["drafts"])
    table = json.loads(drafts[field])
    table["rows"] = [[new if cell.startswith(old) else cell for cell in row] for row in table["rows"]]
    drafts[field] = json.dumps(table, ensure_ascii=False)
    states["desk.sheet"]["drafts"] = drafts
    return Evidence(evidence.given, evidence.seed, states, evidence.trace, 3600.0, "A0001")


def test_formulas_with_right_values_and_all_sources_earn_all(with_state):
    assert complete_and_traceable(with_state(), **TRACE).share == 1


def test_typed_numbers_earn_only_the_part_for_sources(with_state):
    evidence = retyped(retyped(with_state(), "01", "=", "12"), "04", "=", "12")
    assert complete_and_traceable(evidence, **TRACE).share == pytest.approx(0.4)


def test_formulas_around_wrong_constants_do_not_count(with_state):
    right, _ = truths(with_state())
    wrong = plan_sheet(right, **dict.fromkeys(ITEMS, "7"))
    found = complete_and_traceable(with_state(sheets=wrong), **TRACE)
    assert found.share == pytest.approx(0.4 + 0.6 * 18 / 29 / 0.9, abs=1e-3)


def test_a_tenth_of_typed_cells_is_forgiven(with_state):
    evidence = retyped(with_state(), "04", "=-INT", "12")
    assert complete_and_traceable(evidence, **TRACE).share == 1


BROKEN = [
    {},
    {"desk.sheet": {}},
    {"desk.sheet": {"values": None, "drafts": None}},
    {"desk.sheet": {"values": {"01": [], "04": {"columns": 3, "rows": "x"}}, "drafts": {"01": "[[["}}},
    {"operations.profit": {}},
    {"desk.doc": {"drafts": {"02": "：：：", "05": "第一大成本："}}},
]


@pytest.mark.parametrize("states", BROKEN)
def test_missing_or_broken_work_is_a_plain_zero(states, given):
    from workbench_plugins.operations.rubric.costs import cost_table, largest_costs
    from workbench_plugins.operations.rubric.service import kpi_table, new_weights, weak_spots

    evidence = Evidence(given, 1, states, (), 3600.0, "A0001")
    findings = [
        kpi_table(evidence, field="01"),
        weak_spots(evidence, sheet="01", doc="02"),
        new_weights(evidence, doc="02", rise_low=5, rise_high=10, least=5, sum_part=0.2, rise_part=0.3),
        cost_table(evidence, income_units=2, category_part=0.5),
        largest_costs(evidence, doc="05", tolerance=0.05, follow=0.5),
        pricing(evidence, **PRICE),
        forecast_sheet(evidence, **PLAN),
        complete_and_traceable(evidence, **TRACE),
    ]
    assert [finding.share for finding in findings] == [0] * 8
    assert all(finding.reason for finding in findings)
