"""Pricing methods, charm endings, competitors' figures and stacked discounts."""

import pytest
from workbench_plugins.operations.tools.discounts import Discount, Order, order_figures, paid
from workbench_plugins.operations.tools.pricing import (
    ENDINGS,
    METHODS,
    Quote,
    amounts,
    main_band,
    rival_figures,
    with_ending,
)

from workbench.api import Refused


def price(method, **inputs):
    return METHODS[method].work(inputs)


def test_the_blueprints_cost_plus_and_target_prices_come_out():
    assert price("cost_plus", cost="18.5", markup="80").value == 3330
    assert price("target_margin", cost="26", margin="40", commission="5").value == 4727


def test_a_worked_price_shows_the_numbers_that_were_put_in():
    assert price("cost_plus", cost="18.5", markup="80").formula == "18.50 ×（1 + 80.00 %）"
    assert price("competition", reference="100", offset="-5").formula == "100.00 ×（1 − 5.00 %）"
    assert price("value", reference="168", differences="18 12 -8").formula == "168.00 + 18.00 + 12.00 − 8.00"


def test_margin_and_commission_of_a_whole_leave_no_price(refusal):
    assert "没有一个价格" in refusal(lambda: price("target_margin", cost="26", margin="95", commission="5"))


def test_a_margin_is_of_the_price_and_a_markup_of_the_cost():
    assert price("cost_plus", cost="60", markup="40").value == 8400
    assert price("target_margin", cost="60", margin="40", commission="0").value == 10000


def test_a_bundle_needs_two_articles_and_gives_away_a_part(refusal):
    assert price("bundle", parts="29.9 59.9", discount="10").value == 8082
    assert "至少要有两件" in refusal(lambda: price("bundle", parts="29.9", discount="10"))


def test_differences_may_be_typed_in_many_ways_and_not_sum_below_zero(refusal):
    assert amounts("18、12；−8", "差异价值", may_be_negative=True) == [1800, 1200, -800]
    assert amounts("1,200 8", "单价") == [120_000, 800]
    assert "负数" in refusal(lambda: price("value", reference="5", differences="-8"))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("junk", ["", "abc", "<script>", "=1/0", "9" * 90, "１２．３４５"])
def test_junk_in_any_input_is_refused_and_never_crashes(method, junk):
    with pytest.raises(Refused):
        METHODS[method].work({one.id: junk for one in METHODS[method].inputs})
    with pytest.raises(Refused):
        METHODS[method].work({})


@pytest.mark.parametrize(
    ("fen", "ending", "right"),
    [
        (5987, "none", 5987),
        (5987, "point9", 5890),
        (5990, "point9", 5990),
        (5987, "nine", 5900),
        (5899, "nine", 4900),
        (16000, "eight", 15800),
        (15800, "eight", 15800),
    ],
)
def test_an_ending_is_the_highest_price_not_above(fen, ending, right):
    assert with_ending(fen, ending) == right


def test_every_ending_is_kept_for_every_price():
    for ending, (_, step, last) in ENDINGS.items():
        for fen in range(1000, 20_000, 7):
            found = with_ending(fen, ending)
            assert fen - step < found <= fen
            assert found % step == last % step


def test_a_price_below_its_ending_is_refused(refusal):
    assert "没有" in refusal(lambda: with_ending(50, "nine"))


def test_a_quote_is_its_methods_price_with_its_ending():
    assert Quote("main", "cost_plus", {"cost": "31.2", "markup": "90"}, "point9").price() == 5890


def test_the_median_of_an_even_number_lies_between_two():
    mean, median, band = rival_figures([1000, 2000, 2100, 9000], 500)
    assert (mean.value, median.value) == (3525, 2050)
    assert median.formula == "（20.00 + 21.00）÷ 2"
    assert band.value == 2000


def test_the_median_of_an_odd_number_is_one_of_them_and_of_none_nothing():
    assert rival_figures([1000, 2000, 9000], 500)[1].value == 2000
    assert rival_figures([], 500) == ()


def test_of_bands_equally_full_the_lower_counts():
    assert main_band([2100, 1100, 2200, 1200], 500) == (1000, 2)
    assert main_band([1500, 1499], 500) == (1000, 1)


RATE, FULL, COUPON = (
    Discount("rate", ((0, 9500),)),
    Discount("full", ((9900, 800), (19_900, 2000))),
    Discount("coupon", ((0, 500),)),
)
ORDER = Order(5990, 2, 3000, 500)


def last(*discounts, order=ORDER):
    return paid(order, discounts)[-1].value


def test_the_order_of_stacked_discounts_changes_what_is_paid():
    assert last(RATE, FULL, COUPON) == 11_381 - 800 - 500
    assert last(FULL, RATE, COUPON) == 10_621 - 500
    assert last(RATE, FULL, COUPON) != last(FULL, RATE, COUPON)


def test_a_threshold_looks_at_what_is_left_at_that_moment():
    tight = Discount("full", ((11_900, 1000),))
    assert last(tight, COUPON) == 11_980 - 1000 - 500
    steps = paid(ORDER, (COUPON, tight))
    assert steps[-1].value == 11_480
    assert "不满 119.00，不能用" in steps[-1].formula


def test_of_a_ladder_only_the_highest_tier_that_is_reached_counts():
    assert last(FULL) == 11_980 - 800
    assert last(FULL, order=Order(5990, 4, 3000, 500)) == 23_960 - 2000
    assert last(FULL, order=Order(4900, 2, 3000, 500)) == 9800


def test_nobody_is_paid_for_buying():
    assert last(Discount("coupon", ((0, 99_999),))) == 0


def test_commission_on_an_order_is_of_what_was_paid():
    by_name = {figure.name: figure for figure in order_figures(ORDER, (RATE, FULL, COUPON))}
    assert by_name["平台佣金"].value == 504  # 5 % of 100.81, not of 119.80
    assert by_name["平台佣金"].formula == "实付 100.81 × 5.00 %"
    assert by_name["这一单的毛利"].value == 10_081 - 6000 - 504
