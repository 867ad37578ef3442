"""The cost table and what follows by the piece, with the traps that a toy falls into."""

from dataclasses import replace

import pytest
from workbench_plugins.operations.tools.bases import BASES, INCOMES, Month
from workbench_plugins.operations.tools.breakeven import (
    break_even,
    month_figures,
    quantity,
    safety,
    target_quantity,
)
from workbench_plugins.operations.tools.costs import CostItem, CostTable, UnitFigures, results, unit_figures

MONTH = Month(
    list=10_000_000, paid=8_000_000, refund=200_000, cps=1_000_000, purchased=1500, shipped=1000, returned=25,
    damaged=10, orders=800, buyers=700,
)  # fmt: skip


def table(*items: CostItem, income: str = "net_paid") -> CostTable:
    return CostTable(MONTH, income, items)


def test_commission_is_reckoned_on_what_was_paid_and_not_on_the_list_price():
    paid = table(CostItem("D1", "commission", "net_paid", 500))
    listed = table(CostItem("D1", "commission", "list", 500))
    assert paid.total() == 390_000
    assert listed.total() == 500_000
    assert paid.formula(paid.items[0]) == "78,000.00 × 5.00 %"


def test_goods_are_reckoned_on_pieces_that_stayed_sold():
    assert table(CostItem("D1", "goods", "net", 2_000)).total() == 2_000 * 975
    assert table(CostItem("D1", "goods", "purchased", 2_000)).total() == 2_000 * 1500


def test_freight_goes_by_orders_and_packing_by_pieces_sent():
    assert table(CostItem("D1", "freight", "orders", 300)).total() == 240_000
    assert table(CostItem("D1", "packing", "shipped", 80)).total() == 80_000


def test_a_yearly_fee_is_spread_over_twelve_months_and_rounded_once():
    yearly = table(CostItem("D1", "fixed", "year", 100_000))
    assert yearly.total() == 8_333
    assert yearly.formula(yearly.items[0]) == "1,000.00 ÷ 12"


def test_refunds_are_taken_off_or_not_as_the_income_that_is_chosen_says():
    assert [table(income=base).income for base in INCOMES] == [7_800_000, 8_000_000, 10_000_000]


def test_a_cost_that_is_entered_twice_counts_twice():
    ads = CostItem("D1", "promotion", "month", 50_000)
    assert table(ads, ads).total("promotion") == 100_000


def test_gross_profit_takes_off_the_goods_alone_and_net_profit_all():
    made = table(CostItem("D1", "goods", "net", 4_000), CostItem("D2", "fixed", "month", 900_000))
    by_name = {figure.name: figure for figure in results(made)}
    assert by_name["毛利"].value == 7_800_000 - 3_900_000
    assert by_name["净利润"].value == 7_800_000 - 3_900_000 - 900_000
    assert by_name["净利率"].value == 3846
    assert by_name["净利率"].formula == "30,000.00 ÷ 78,000.00"


def test_every_figure_carries_its_formula_with_its_numbers(right):
    for figure in (*results(right), *month_figures(right, 3_000_000)):
        assert any(digit in figure.formula for digit in "0123456789") or figure.name == "收入", figure


def test_without_income_a_rate_cannot_be_worked_out_and_says_so():
    empty = CostTable(replace(MONTH, paid=0, refund=0), "net_paid", ())
    rate = next(figure for figure in results(empty) if figure.name == "净利率")
    assert rate.value is None
    assert rate.shown == "算不出"
    assert "收入为 0" in rate.formula


def test_a_month_in_which_all_came_back_has_no_unit_figures():
    assert unit_figures(CostTable(replace(MONTH, returned=1000), "net_paid", ())) is None
    assert month_figures(CostTable(replace(MONTH, returned=1000), "net_paid", ()), 0) == ()


def test_shares_are_of_all_costs_and_come_largest_first():
    made = table(CostItem("D1", "fixed", "month", 300), CostItem("D2", "goods", "month", 700))
    assert made.shares() == {"goods": 7000, "fixed": 3000}
    assert list(made.shares()) == ["goods", "fixed"]
    assert table().shares() == {}


def test_fixed_and_variable_costs_are_told_apart_by_their_base():
    assert {base.id for base in BASES.values() if base.is_fixed} == {"month", "year"}
    made = table(CostItem("D1", "labour", "orders", 100), CostItem("D2", "labour", "month", 500_000))
    assert made.total(is_fixed=True) == 500_000
    assert made.total(is_fixed=False) == 80_000


def units(**changes: int) -> UnitFigures:
    whole = {
        "price": 5900,
        "variable": 4100,
        "other": 3800,
        "goods": 2500,
        "fixed": 1_800_000,
        "ads": 0,
        "pieces": 1200,
    }
    return UnitFigures(**{**whole, **changes})


def test_the_blueprints_break_even_comes_out():
    assert break_even(units()).value == 1000


def test_break_even_is_rounded_up_to_a_whole_piece():
    assert break_even(units(fixed=1_800_001)).value == 1001
    assert "不足一件进一件" in break_even(units(fixed=1_800_001)).formula


@pytest.mark.parametrize("price", [4100, 4099, 0])
def test_break_even_is_impossible_where_a_piece_brings_no_more_than_it_costs(price):
    found = break_even(units(price=price))
    assert found.value is None
    assert "永远不能保本" in found.formula
    assert safety(units(price=price)).value is None
    assert target_quantity(units(price=price), 100).value is None


def test_without_fixed_costs_nothing_must_be_sold():
    assert break_even(units(fixed=0)).value == 0
    assert safety(units(fixed=0)).value == 10_000


def test_margin_of_safety_is_of_what_is_sold_and_negative_below_break_even():
    assert safety(units()).value == 1667  # (1200 - 1000) / 1200
    assert safety(units(pieces=800)).value == -2500


def test_a_target_profit_is_added_to_the_fixed_costs():
    assert target_quantity(units(), 900_000).value == 1500
    assert quantity("x", -5, 10, 5).value == 0
