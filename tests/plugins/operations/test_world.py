"""The seeded shop: the same for a seed, of equal difficulty, and every trap has its price in it."""

import json

import pytest
from workbench_plugins.operations.rubric.truth import (
    best_price,
    kind_of,
    plan_net,
    right_item,
    right_quotes,
    right_table,
    units_of,
)
from workbench_plugins.operations.tools.bases import BASES
from workbench_plugins.operations.tools.breakeven import break_even, target_quantity
from workbench_plugins.operations.tools.costs import CATEGORIES
from workbench_plugins.operations.tools.pricing import main_band
from workbench_plugins.operations.world.packs import brands, rival_names, shelf, voucher_kinds
from workbench_plugins.operations.world.shop import shop_of
from workbench_plugins.operations.world.variant import vary

SEEDS = range(0, 60, 3)
SHOPS = [pytest.param(shop_of(vary({}, seed)["shop"]), id=f"seed-{seed}") for seed in SEEDS]


def test_one_seed_gives_one_variant_and_two_seeds_two():
    assert vary({}, 5) == vary({}, 5)
    assert vary({}, 5)["shop"]["month"] != vary({}, 6)["shop"]["month"]


def test_a_variant_is_json_and_small():
    variant = vary({}, 5)
    assert json.loads(json.dumps(variant)) == variant
    assert len(json.dumps(variant["shop"])) < 10_000


def test_no_paper_shows_how_a_voucher_enters_the_table():
    variant = vary({}, 5)
    shown = {name: value for name, value in variant.items() if name not in ("shop", "service")}
    text = json.dumps(shown, ensure_ascii=False)
    for kind in voucher_kinds().values():
        assert kind.why not in text
    assert '"kind"' not in text


@pytest.mark.parametrize("shop", SHOPS)
def test_the_month_is_a_plausible_shops(shop):
    table, month = right_table(shop), shop.month
    assert 8_000_000 <= table.income <= 30_000_000  # the blueprint's 80,000 to 300,000 yuan
    assert 0.05 < table.net / table.income < 0.25
    assert month.damaged < month.returned < month.shipped < month.purchased
    assert month.buyers < month.orders < month.shipped
    assert month.cps < month.net_paid < month.paid < month.list


@pytest.mark.parametrize("shop", SHOPS)
def test_break_even_lies_below_and_the_target_above_what_is_sold(shop):
    units = units_of(right_table(shop))
    assert break_even(units).value < units.pieces
    assert target_quantity(units, shop.policy.target).value > units.pieces * 0.95


@pytest.mark.parametrize("shop", SHOPS)
def test_every_wrong_base_of_every_voucher_gives_another_amount(shop):
    for voucher in shop.vouchers:
        if not kind_of(voucher).is_cost:
            continue
        right = BASES[right_item(voucher).base]
        same_kind = [base for base in BASES.values() if (base.kind == "money") == (right.kind == "money")]
        amounts = [shop.month.amount(base, voucher.rate) for base in same_kind]
        assert len(set(amounts)) == len(amounts), voucher


@pytest.mark.parametrize("shop", SHOPS)
def test_twelve_vouchers_are_costs_in_every_category_and_four_are_none(shop):
    kinds = [kind_of(voucher) for voucher in shop.vouchers]
    assert sum(kind.is_cost for kind in kinds) == 12
    assert len(kinds) == 16
    assert {kind.category for kind in kinds if kind.is_cost} == set(CATEGORIES)


@pytest.mark.parametrize("shop", SHOPS)
def test_the_summary_bill_holds_the_two_costs_that_it_repeats(shop):
    by_kind = {voucher.kind: voucher for voucher in shop.vouchers}
    amounts = [right_table(shop).amount(right_item(by_kind[kind])) for kind in ("commission", "ads")]
    assert by_kind["bill"].rate == sum(amounts)


@pytest.mark.parametrize("shop", SHOPS)
def test_a_voucher_states_its_rate_in_words(shop):
    for voucher in shop.vouchers:
        if voucher.kind != "damage":  # its unit price stands on the purchase voucher
            assert f"{voucher.rate / 100:,.2f}" in voucher.text, voucher


@pytest.mark.parametrize("shop", SHOPS)
def test_a_price_decision_matters_and_its_best_lies_inside_the_tests(shop):
    best = best_price(shop)
    assert shop.demand[0][0] < best.price < shop.demand[-1][0]
    ends = [plan_net(shop, shop.demand[1][0]), plan_net(shop, shop.demand[-2][0])]
    assert best.net > 0
    assert min(ends) < 0.92 * best.net
    assert all(right.pieces >= 1 for right in [units_of(right_table(shop))])


@pytest.mark.parametrize("shop", SHOPS)
def test_the_range_of_markups_stays_within_the_price_tests(shop):
    cost = shop.sku("利润款").cost
    for markup in (shop.policy.markup_low, shop.policy.markup_high):
        plan_net(shop, cost * (10_000 + markup) // 10_000)


@pytest.mark.parametrize("shop", SHOPS)
def test_demand_falls_as_the_price_rises(shop):
    assert [price for price, _ in shop.demand] == sorted(price for price, _ in shop.demand)
    pieces = [count for _, count in shop.demand]
    assert pieces == sorted(pieces, reverse=True)
    assert pieces[-1] > 0


@pytest.mark.parametrize("shop", SHOPS)
def test_eight_rivals_are_comparable_and_the_fullest_band_is_the_only_one(shop):
    prices = [rival.price for rival in shop.rivals if rival.is_comparable]
    assert len(prices) == 8
    assert len(shop.rivals) == 14
    start, inside = main_band(prices, shop.policy.band)
    others = [price for price in prices if not start <= price < start + shop.policy.band]
    assert not others or main_band(others, shop.policy.band)[1] < inside


@pytest.mark.parametrize("shop", SHOPS)
def test_every_right_price_covers_its_cost_and_the_order_of_discounts_matters(shop):
    for role, quote in right_quotes(shop).items():
        assert quote.price() > shop.sku(role).cost
    rate, full, _ = shop.policy.discounts
    assert rate.tiers[0][1] < 10_000
    assert full.tiers[0][0] < full.tiers[1][0]


def test_the_reference_and_its_differences_end_differently_from_eight_sometimes():
    raws = {right_quotes(shop_of(vary({}, seed)["shop"]))["形象款"].raw().value % 1000 for seed in range(30)}
    assert len(raws) > 3


def test_shops_rivals_and_cards_are_whole_and_our_own():
    assert len(brands()) >= 3
    assert len(rival_names()) >= 14
    assert all(card.source and card.text for card in shelf())
    assert not any(card.verified and ("未核对" in card.source or "转引" in card.source) for card in shelf())
