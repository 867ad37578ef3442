"""The shop: the same structure for every seed, other numbers; one good fits, each other one fails in one need."""

import pytest
from workbench_plugins.service.world.customers import NEEDS, misfits, reserve_of
from workbench_plugins.service.world.money import FEN, Offer, fen_of, floor_of, payable, yuan
from workbench_plugins.service.world.packs import phrases, shelf
from workbench_plugins.service.world.shop import build, vary

SEEDS = range(40)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_customer_has_one_fitting_good_and_one_failing_in_each_need(seed):
    shop = build(seed)
    assert len(shop.goods) == 12
    for customer in shop.customers.values():
        wrong = {name: misfits(customer, sku, shop.offer) for name, sku in shop.goods.items()}
        assert [name for name, faults in wrong.items() if not faults] == [customer.fit]
        single = {faults[0] for faults in wrong.values() if len(faults) == 1}
        assert single >= {"taste", "budget", "qty", "deadline", "taboo"}
        assert sum("use" in faults for faults in wrong.values()) == 6


@pytest.mark.parametrize("seed", SEEDS)
def test_customers_of_all_seeds_are_equally_hard(seed):
    shop = build(seed)
    assert [one.rounds for one in shop.customers.values()] == [2, 3]
    assert [one.arrives for one in shop.customers.values()] == [20, 240]
    assert all(len(one.hidden) == len(NEEDS) - 1 for one in shop.customers.values())
    for one in shop.customers.values():
        sku = shop.goods[one.fit]
        floor = shop.floor(sku.id)
        ladder = [reserve_of(one, sku, shop.offer, reasons) for reasons in range(one.rounds + 1)]
        assert ladder == sorted(ladder)
        assert floor < ladder[0]
        assert ladder[-1] == sku.price_fen


def test_two_seeds_differ_and_needs_are_in_no_material():
    one, other = vary({}, 1), vary({}, 2)
    assert one["goods_rows"] != other["goods_rows"]
    customer = build(1).customers["a"]
    shown = repr(one["customer_rows"])
    assert customer.taboo not in shown
    assert customer.taste not in shown


def test_short_names_are_not_part_of_each_other():
    names = [sku.short for sku in build(1).goods.values()]
    assert len(set(names)) == 12


def test_the_blueprints_examples_of_money():
    offer = Offer(200 * FEN, 20 * FEN, 8)
    assert payable(168 * FEN, 3, offer) == 464 * FEN
    assert yuan(floor_of(168 * FEN, offer)) == "154.56"


def test_money_is_read_exactly_or_not_at_all():
    assert fen_of("154.56") == 15456
    assert [fen_of(text) for text in ("1.005", "x", "NaN", "1e999")] == [None] * 4


def test_every_card_and_phrase_is_there():
    assert {card.id for card in shelf()} >= {"service-steps", "service-platform", "service-payable"}
    assert all(card.source for card in shelf())
    assert len(phrases()) == 8
