"""Demand at a price, forecasts, and what moves the profit."""

import pytest
from workbench_plugins.operations.rubric.truth import best_price, plan_change, plan_net, units_of
from workbench_plugins.operations.tools.costs import UnitFigures
from workbench_plugins.operations.tools.scenario import (
    Change,
    forecast,
    forecast_figures,
    pieces_at,
    sensitivity,
)

DEMAND = ((5000, 1200), (5400, 1000), (5800, 801))
UNITS = UnitFigures(
    price=5400, variable=3500, other=3200, goods=2500, fixed=1_000_000, ads=400_000, pieces=1000
)


def test_demand_lies_on_a_straight_line_between_two_tests():
    assert pieces_at(DEMAND, 5000) == 1200
    assert pieces_at(DEMAND, 5100) == 1150
    assert pieces_at(DEMAND, 5400) == 1000
    assert pieces_at(DEMAND, 5590) == 905  # 1000 - 199 x 190/400 = 905.475
    assert pieces_at(DEMAND, 5800) == 801


@pytest.mark.parametrize("price", [4999, 5801, 0, 10**9])
def test_demand_is_never_extrapolated(price, refusal):
    assert "不能外推" in refusal(lambda: pieces_at(DEMAND, price))


def test_a_forecast_adds_up_line_by_line():
    found = forecast(UNITS, DEMAND, Change(5400, 500, volume_bp=-500, ads_bp=1000))
    assert found.pieces == 950
    assert found.income == 5_130_000
    assert found.commission == 256_500
    assert found.variable == 3200 * 950
    assert found.ads == 440_000
    assert found.other_fixed == 600_000
    assert found.net == 5_130_000 - 256_500 - 3_040_000 - 440_000 - 600_000


def test_the_season_is_taken_on_whole_pieces_and_rounded_half_up():
    assert forecast(UNITS, DEMAND, Change(5800, 500, volume_bp=-5000)).pieces == 401  # 400.5


def test_commission_follows_the_income_and_not_the_unit_cost():
    cheap = forecast(UNITS, DEMAND, Change(5000, 500))
    assert cheap.commission == 300_000
    assert cheap.unit_other == UNITS.other


def test_the_last_line_of_a_forecast_shows_every_number():
    net = forecast_figures(UNITS, DEMAND, Change(5400, 500))[-1]
    assert net.formula == "54,000.00 − 32,000.00 − 2,700.00 − 4,000.00 − 6,000.00"
    assert net.value == 930_000


def test_sensitivity_moves_one_factor_at_a_time_and_the_widest_comes_first():
    change = Change(5400, 500)
    net = forecast(UNITS, DEMAND, change).net
    swings = {swing.factor: swing for swing in sensitivity(UNITS, DEMAND, change)}
    assert next(iter(swings)) == "售价"
    assert swings["售价"].high - net == 540_000 - 27_000
    assert swings["推广费"].low - net == 40_000
    assert swings["货品成本"].high - net == -250_000
    assert swings["佣金率"].high - net == -27_000
    widths = [swing.width for swing in swings.values()]
    assert widths == sorted(widths, reverse=True)


def test_a_price_or_cost_swing_moves_profit_the_right_way():
    net = forecast(UNITS, DEMAND, Change(5400, 500)).net
    for swing in sensitivity(UNITS, DEMAND, Change(5400, 500)):
        is_income = swing.factor in ("售价", "销量")
        assert (swing.high > net) is is_income
        assert (swing.low < net) is is_income


def test_sensitivity_stands_on_a_scenario_that_has_changed_already():
    change = Change(5400, 500, ads_bp=5000)
    net = forecast(UNITS, DEMAND, change).net
    ads = next(swing for swing in sensitivity(UNITS, DEMAND, change) if swing.factor == "推广费")
    assert ads.high - net == -60_000  # a tenth of the raised 6,000 yuan


def test_no_price_of_the_papers_range_beats_the_best(shop):
    best = best_price(shop)
    low = shop.sku("利润款").cost * (10_000 + shop.policy.markup_low) // 10_000
    high = shop.sku("利润款").cost * (10_000 + shop.policy.markup_high) // 10_000
    prices = [price for price in range(low // 100 * 100 + 90, high, 100) if price >= shop.demand[0][0]]
    assert max(plan_net(shop, price) for price in prices) == best.net


def test_the_true_forecast_starts_from_the_true_table(shop, right):
    price = best_price(shop).price
    assert plan_net(shop, price) == forecast(units_of(right), shop.demand, plan_change(shop, price)).net
