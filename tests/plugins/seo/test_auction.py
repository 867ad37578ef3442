"""The auction engine: its rules one by one, and equality with the plain loop of benchmarks/auction.py."""

import numpy as np
import pytest
from auction import is_equal, make_auctions, plain
from hypothesis import given, settings
from hypothesis import strategies as st
from workbench_plugins.seo.tools.auction import MILLION, Auctions, Rules, settle
from workbench_plugins.seo.tools.money import half_up

RULES = Rules((1000, 500), 3000)


def auctions(bids, quality, *, days=None, budgets=None, shared=10**9, clicks=True, priority=None):
    """Auctions in which every shown ad is clicked (or none), with purses that never run dry unless given."""
    bids, quality = np.array(bids, np.int64), np.array(quality, np.int64)
    count, columns = bids.shape
    return Auctions(
        day=np.array(days if days is not None else [0] * count, np.int64),
        bids=bids,
        quality=quality,
        click_ppm=np.full(bids.shape, MILLION * 2 if clicks else 0),
        draw=np.zeros(bids.shape, np.int64),
        priority=np.array(priority if priority is not None else [[1]] * count, np.int64),
        budgets=np.array(budgets if budgets is not None else [10**9] * columns, np.int64),
        shared=shared,
    )


def one(bids, quality, **more):
    settled = settle(auctions([bids], [quality], **more), RULES)
    return settled.place[0].tolist(), settled.price[0].tolist()


def test_rank_is_bid_times_quality():
    assert one([300, 200], [40, 80])[0] == [2, 1]


def test_a_click_costs_next_bid_times_next_quality_by_own_quality_and_a_cent():
    # blueprint seo-05: 2.40 x 6 / 8 + 0.01 = 1.81
    assert one([240, 500], [60, 80])[1][1] == 181


def test_the_price_is_rounded_half_up_and_never_to_even():
    # 2.41 x 5 / 10 = 1.205 yuan: half up 1.21, and a cent
    assert one([241, 500], [50, 100])[1][1] == 122
    assert half_up(5, 2) == 3
    assert half_up(3, 2) == 2
    assert half_up(np.array([5, 3, 1]), np.array([2, 2, 2])).tolist() == [3, 2, 1]


def test_binary_rounding_would_be_wrong_on_many_prices():
    numerators, denominators = np.meshgrid(np.arange(1, 300), np.arange(1, 100))
    right = half_up(numerators, denominators)
    assert (np.round(numerators / denominators).astype(int) != right).any()


def test_a_price_never_exceeds_the_own_bid():
    # 2.41 x 6 / 8 = 1.8075, and a cent = 1.82; the bid is 1.81
    assert one([241, 181], [60, 80])[1][1] == 181


def test_the_last_ad_pays_the_lowest_display_price_and_not_nothing():
    places, prices = one([240, 500], [60, 80])
    assert places == [2, 1]
    assert prices[0] == 50  # 3.00 / 6


def test_an_only_ad_pays_the_lowest_display_price_and_less_with_higher_quality():
    assert one([500], [60])[1] == [50]
    assert one([500], [100])[1] == [30]


def test_the_last_shown_ad_pays_by_the_first_that_is_not_shown():
    assert one([300, 250, 200], [100, 100, 100]) == ([1, 2, 0], [251, 201, 0])


def test_equal_scores_go_to_the_higher_quality_then_to_the_earlier_account():
    assert one([200, 400], [80, 40])[0] == [1, 2]
    assert one([200, 200], [80, 80])[0] == [1, 2]


def test_equal_scores_cost_the_own_bid():
    assert one([200, 200], [80, 80])[1][0] == 200


@pytest.mark.parametrize(("bid", "quality"), [(0, 80), (300, 0), (37, 80)])
def test_no_bid_no_quality_and_a_bid_below_the_lowest_display_price_are_not_shown(bid, quality):
    # 3.00 / 8 = 0.375, half up 0.38
    assert one([bid, 500], [quality, 60]) == ([0, 1], [0, 50])


def test_a_bid_at_the_lowest_display_price_is_shown():
    assert one([38, 500], [80, 60])[0] == [2, 1]


def test_nobody_at_all_is_no_fault():
    assert one([0, 0], [0, 0]) == ([0, 0], [0, 0])


def test_no_auctions_at_all_are_no_fault():
    empty = auctions(np.zeros((0, 2)), np.zeros((0, 2)), priority=np.zeros((0, 1)))
    assert settle(empty, RULES).place.shape == (0, 2)


def test_a_purse_closes_for_the_day_when_it_no_longer_holds_the_bid():
    settled = settle(auctions([[100]] * 4, [[100]] * 4, budgets=[150]), RULES)
    # 30 fen a click: 150, 120; at 90 the bid of 100 is no longer covered
    assert settled.place[:, 0].tolist() == [1, 1, 0, 0]
    assert settled.cost.sum() == 60


def test_a_closed_purse_stays_closed_for_a_lower_bid_and_opens_on_the_next_day():
    bids = [[100], [100], [100], [40], [100]]
    settled = settle(auctions(bids, [[100]] * 5, budgets=[150], days=[0, 0, 0, 0, 1]), RULES)
    assert settled.place[:, 0].tolist() == [1, 1, 0, 0, 1]


def test_prices_fall_when_a_rival_has_run_out():
    settled = settle(auctions([[200, 300]] * 2, [[100, 100]] * 2, budgets=[200, 10**6]), RULES)
    # the rival's first click costs 0.30 and leaves 1.70, less than its bid
    assert settled.price[:, 1].tolist() == [201, 30]


def test_a_budget_is_never_overspent():
    made = make_auctions(4000, 3)
    settled = settle(made, Rules((1000, 700, 500), 3000))
    for day in range(7):
        spent = settled.cost[made.day == day].sum(axis=0)
        assert (spent <= made.budgets).all()
        assert spent[made.first_own :].sum() <= made.shared


def test_one_plan_of_an_account_is_shown_at_a_time_and_the_other_when_it_has_run_out():
    made = auctions([[100, 100]] * 3, [[100, 100]] * 3, budgets=[10**6, 120], priority=[[1, 2]] * 3)
    assert settle(made, RULES).place.tolist() == [[0, 1], [1, 0], [1, 0]]


def test_the_accounts_own_budget_closes_all_its_plans():
    made = auctions([[100, 100]] * 3, [[100, 100]] * 3, shared=120, priority=[[1, 2]] * 3)
    assert settle(made, RULES).place.tolist() == [[0, 1], [0, 0], [0, 0]]


def test_clicks_fall_with_the_place():
    made = auctions([[100, 90]], [[100, 100]])
    half = Auctions(
        **{name: getattr(made, name) for name in made.__slots__}
        | {
            "click_ppm": np.full((1, 2), 600_000),
            "draw": np.full((1, 2), 400_000),
        }
    )
    assert settle(half, RULES).clicked.tolist() == [[True, False]]


@pytest.mark.parametrize("seed", range(3))
def test_the_engine_equals_the_plain_loop_with_budgets_to_the_fen(seed):
    made = make_auctions(3000, seed)
    rules = Rules((1000, 700, 500, 380, 300, 240, 200, 160), 3000)
    assert is_equal(settle(made, rules), plain(made, rules))


SMALL = st.integers(0, 4)


@st.composite
def small(draw):
    """Few columns, few values: ties, zeros, single bidders and empty purses are common."""
    count, columns = draw(st.integers(1, 12)), draw(st.integers(1, 5))
    own = draw(st.integers(1, columns))

    def table(values):
        return np.array(
            draw(
                st.lists(st.lists(values, min_size=columns, max_size=columns), min_size=count, max_size=count)
            )
        )

    return Auctions(
        day=np.sort(np.array(draw(st.lists(st.integers(0, 2), min_size=count, max_size=count)))),
        bids=table(st.sampled_from([0, 40, 60, 60, 100, 300])),
        quality=table(st.sampled_from([0, 50, 50, 80, 100])),
        click_ppm=np.full((count, columns), MILLION),
        draw=table(st.sampled_from([0, MILLION - 1])),
        priority=np.array([draw(st.permutations(range(1, own + 1))) for _ in range(count)]),
        budgets=np.array(
            draw(st.lists(st.sampled_from([0, 50, 120, 300, 10**6]), min_size=columns, max_size=columns))
        ),
        shared=draw(st.sampled_from([0, 90, 250, 10**6])),
    )


@settings(max_examples=150, deadline=None, derandomize=True)
@given(small(), st.integers(1, 4))
def test_the_engine_equals_the_plain_loop_on_small_cases(made, places):
    rules = Rules(tuple(1000 - 300 * place for place in range(places)), 3000)
    assert is_equal(settle(made, rules), plain(made, rules))
