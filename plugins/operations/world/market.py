"""The market half of a seeded shop: articles, competitors, price tests, and what the paper prescribes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.api import Dice

from ..tools.bases import Month
from ..tools.money import half_up
from ..tools.pricing import main_band
from ..tools.scenario import Demand
from .packs import Brand, rival_names

Rows = list[dict[str, Any]]
"""JSON rows; the leaves are texts and whole numbers."""

BAND_FEN = 500
"""Width of a price band on the paper: 5 yuan."""

COMPARABLE = 8
"""Competitors that fit the paper's rule; an even number, so that the median is between two."""

ATTEMPTS = 500
"""Draws of the comparable prices before giving up; about one in three will do."""

TEST_STEP_FEN = 400
TESTS_EACH_SIDE = 3


def make_skus(dice: Dice, brand: Brand, goods: int) -> Rows:
    """The three articles with their unit costs in fen; the main one costs what the voucher says."""
    small = half_up(goods * dice.between(50, 54), 100)
    gift = half_up(goods * dice.between(215, 240), 100)
    return [
        _sku("small", brand.small, "引流款", (small, dice.between(45, 60), dice.between(120, 180))),
        _sku("main", brand.main, "利润款", (goods, dice.between(70, 95), dice.between(240, 320))),
        _sku("gift", brand.gift, "形象款", (gift, dice.between(1180, 1680), dice.between(560, 780))),
    ]


def _sku(name: str, title: str, role: str, costs: tuple[int, int, int]) -> dict[str, Any]:  # Any: JSON leaves
    goods, packing, freight = costs
    return {"id": name, "name": title, "role": role, "goods": goods, "packing": packing, "freight": freight}


def make_demand(dice: Dice, month: Month, rates: Mapping[str, int]) -> tuple[Demand, int]:
    """Price tests on a straight line around this month's price, and that price in fen.

    The line is laid so that the best price stands off this month's by up to 5 yuan, within the tests.
    """
    middle = half_up(half_up(month.paid, month.shipped), 10) * 10
    unit = rates["goods"] + half_up((rates["courier"] + rates["packers"] + rates["insurance"]) * 3, 4)
    unit += rates["pouch"] + half_up(middle * (rates["commission"] + 170), 10_000)
    best = middle + dice.pick((-4, -3, 3, 4, 5)) * 100
    top = 2 * best - unit  # where nobody buys any more
    pieces = month.net
    prices = [middle + TEST_STEP_FEN * at for at in range(-TESTS_EACH_SIDE, TESTS_EACH_SIDE + 1)]
    return tuple((price, half_up(pieces * (top - price), top - middle)) for price in prices), middle


def make_rivals(dice: Dice, brand: Brand, small: Mapping[str, Any]) -> Rows:
    """Fourteen offers, eight of them comparable with the small bag, their fullest band without a tie."""
    cost = small["goods"] + small["packing"] + small["freight"]
    centre = half_up(cost * dice.between(172, 188), 100)
    prices = _comparable_prices(dice, centre)
    odd = [
        ("250 g", "标价", "正常销售", half_up(centre * 165, 1000) * 10),
        ("250 g", "标价", "正常销售", half_up(centre * 152, 1000) * 10),
        ("250 g", "到手价", "临期清仓", half_up(centre * 52, 1000) * 10),
        ("500 g", "到手价", "正常销售", half_up(centre * 186, 1000) * 10),
        ("500 g", "到手价", "正常销售", half_up(centre * 194, 1000) * 10),
        ("礼盒", "到手价", "正常销售", half_up(centre * 505, 1000) * 10),
    ]
    offers = [("250 g", "到手价", "正常销售", price) for price in prices] + odd
    names = dice.shuffled([name for name in rival_names() if name not in brand.shop])
    found = enumerate(zip(names, dice.shuffled(offers), strict=False), start=1)
    return [
        {"id": f"K{number:02d}", "shop": name}
        | {"size": size, "price_kind": kind, "remark": remark, "price": price}
        for number, (name, (size, kind, remark, price)) in found
    ]


def _comparable_prices(dice: Dice, centre: int) -> list[int]:
    for _ in range(ATTEMPTS):
        prices = [half_up(centre + dice.between(-620, 620), 10) * 10 for _ in range(COMPARABLE)]
        start, inside = main_band(prices, BAND_FEN)
        others = [price for price in prices if not start <= price < start + BAND_FEN]
        if len(set(prices)) == COMPARABLE and (not others or main_band(others, BAND_FEN)[1] < inside):
            return prices
    raise ValueError(f"no prices with a single fullest band in {ATTEMPTS} attempts")


def make_policy(dice: Dice, skus: Sequence[Mapping[str, Any]], middle: int, month: Month) -> dict[str, Any]:
    """What the paper prescribes (see world.shop.Policy); Any: JSON leaves."""
    main, gift = skus[1], skus[2]
    cost = main["goods"] + main["packing"] + main["freight"]
    lowest, highest = middle - 1000, middle + 1000  # the markup's range stays within the price tests
    gift_cost = gift["goods"] + gift["packing"] + gift["freight"]
    return {
        "markup_low": -(-(lowest - cost) * 100 // cost) * 100,
        "markup_high": (highest - cost) * 100 // cost * 100,
        "offset_bp": -100 * dice.between(3, 7),
        "band": BAND_FEN,
        "reference": half_up(gift_cost * dice.between(150, 165), 10_000) * 100,
        "differences": [100 * dice.between(14, 22), 100 * dice.between(8, 13), -100 * dice.between(5, 9)],
        "target": half_up(month.paid * dice.between(19, 22), 10_000_000) * 100_000,
        "volume_bp": 100 * dice.pick((-8, -6, -5, 4, 6, 8)),
        "ads_bp": 100 * dice.pick((-10, -5, 10, 15, 20)),
        "commission_bp": dice.pick((420, 460, 530, 560)),
        "order_pieces": 2,
        "discounts": _offer(dice, middle),
    }


def _offer(dice: Dice, middle: int) -> Rows:
    # Two pieces reach the first tier of the ladder, never the second.
    first = middle * 17 // 10_000 * 1000
    off = 100 * dice.between(6, 10)
    return [
        {"kind": "rate", "tiers": [[0, dice.pick((9000, 9200, 9500))]]},
        {"kind": "full", "tiers": [[first, off], [first + 7000, off + 100 * dice.between(9, 14)]]},
        {"kind": "coupon", "tiers": [[0, 100 * dice.between(3, 5)]]},
    ]
