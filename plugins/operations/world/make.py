"""A seeded shop: numbers that hang together, so that every trap has its price in every variant."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from workbench.api import JSON, Dice

from ..tools.bases import Month
from ..tools.money import half_up, part, percent, yuan
from .market import make_demand, make_policy, make_rivals, make_skus
from .packs import Brand, brands, voucher_kinds

TASK = "operations-06"


def brand_of(seed: int) -> Brand:
    """The shop that a seed draws."""
    return Dice(TASK, seed, "brand").pick(brands())


def make_shop(seed: int) -> JSON:
    """The shop of a seed as JSON (see world.shop.Shop)."""
    brand = brand_of(seed)
    month = make_month(Dice(TASK, seed, "month"))
    rates = make_rates(Dice(TASK, seed, "rates"), month)
    skus = make_skus(Dice(TASK, seed, "skus"), brand, rates["goods"])
    demand, middle = make_demand(Dice(TASK, seed, "demand"), month, rates)
    policy = make_policy(Dice(TASK, seed, "policy"), skus, middle, month)
    return {
        "month": asdict(month),
        "vouchers": _vouchers(Dice(TASK, seed, "vouchers"), brand, month, rates),
        "skus": skus,
        "rivals": make_rivals(Dice(TASK, seed, "rivals"), brand, skus[0]),
        "demand": [list(point) for point in demand],
        "policy": policy,
    }


def make_month(dice: Dice) -> Month:
    """Counts and amounts of one month; income lies within the blueprint's 80,000 to 300,000 yuan."""
    shipped = dice.between(2600, 3400)
    returned = half_up(shipped * dice.between(26, 40), 1000)
    damaged = half_up(returned * dice.between(30, 48), 100)
    orders = half_up(shipped * 100, dice.between(124, 138))
    tag = 100 * dice.pick((69, 72, 76, 79))  # fen a piece on the price tag
    paid = half_up(shipped * tag * dice.between(750, 800), 1000) + dice.between(11, 89)
    refund = half_up(paid * returned, shipped)
    return Month(
        list=shipped * tag,
        paid=paid,
        refund=refund,
        cps=part(paid - refund, 100 * dice.between(13, 20)) + dice.between(1, 49),
        purchased=half_up(shipped * dice.between(118, 140), 100),
        shipped=shipped,
        returned=returned,
        damaged=damaged,
        orders=orders,
        buyers=half_up(orders * dice.between(88, 94), 100),
    )


def make_rates(dice: Dice, month: Month) -> dict[str, int]:
    """What each voucher states: fen a unit, basis points, or fen at once."""
    price = half_up(month.paid, month.shipped)
    goods = half_up(price * dice.between(445, 475), 1000)
    ads = 100 * dice.between(9_600, 13_800)
    commission = dice.pick((450, 480, 500, 520, 550))
    return {
        "goods": goods,
        "courier": dice.between(31, 42) * 10,
        "pouch": dice.between(65, 95),
        "commission": commission,
        "ads": ads,
        "cps": 100 * dice.between(8, 12),
        "damage": goods,
        "insurance": dice.between(32, 58),
        "packers": dice.between(70, 95),
        "salary": half_up(month.paid * dice.between(125, 138), 10_000_000) * 10_000,
        "rent": 100 * dice.between(30, 44) * 100,
        "software": 100 * 12 * dice.between(210, 380),
        "deposit": 100 * 1000 * dice.between(5, 10),
        "bill": part(month.paid - month.refund, commission) + ads,
        "prepaid": 100 * 100 * dice.between(180, 320),
        "drawing": 100 * 100 * dice.between(60, 120),
    }


def _vouchers(dice: Dice, brand: Brand, month: Month, rates: dict[str, int]) -> list[dict[str, Any]]:
    # Any: JSON leaves. The numbers on the paper say nothing of what is a cost: the order is drawn.
    rows: list[dict[str, Any]] = []
    topup = rates["ads"] + 100 * 100 * dice.between(12, 34)
    for number, kind in enumerate(dice.shuffled(list(voucher_kinds().values())), start=1):
        rate = rates[kind.kind]
        is_percent = kind.kind in ("commission", "cps")
        said = percent(rate).removesuffix(" %") if is_percent else yuan(rate)
        text = kind.text.format(
            rate=said, topup=yuan(topup), main=brand.main, purchased=f"{month.purchased:,}",
            returned=month.returned, damaged=month.damaged,
        )  # fmt: skip
        row = {"no": f"D{number:02d}", "kind": kind.kind, "rate": rate, "text": f"{kind.name}：{text}"}
        rows.append(row)
    return rows
