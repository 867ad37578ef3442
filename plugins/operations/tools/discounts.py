"""Stacked discounts in the order in which they are taken, and what is left of an order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from .figures import Figure
from .money import part, percent, yuan

KINDS: Mapping[str, str] = MappingProxyType(
    {"rate": "单品折扣", "full": "店铺满减（可分档）", "coupon": "平台优惠券"}
)
"""Kinds of discount by id."""


@dataclass(frozen=True, slots=True)
class Discount:
    """``tiers`` are (threshold, value), thresholds rising: of those that are reached the last one counts.

    A threshold is fen that the amount must reach at that moment, 0 for none. The value of a ``rate`` is
    what is still paid in basis points (95 折 = 9500), of the other kinds fen taken off.
    """

    kind: str
    tiers: tuple[tuple[int, int], ...]

    def value(self, amount: int) -> int | None:
        """The value that ``amount`` (fen) earns; None below the lowest threshold."""
        return next((value for threshold, value in reversed(self.tiers) if amount >= threshold), None)


@dataclass(frozen=True, slots=True)
class Order:
    """A buyer's order: ``price`` fen a piece, ``cost`` fen a piece, the shop's commission rate."""

    price: int
    pieces: int
    cost: int
    commission_bp: int


def paid(order: Order, discounts: Sequence[Discount]) -> tuple[Figure, ...]:
    """What is left after each discount, in order; the last one is what the buyer pays."""
    left = order.price * order.pieces
    found = [Figure("标价合计", left, "fen", f"{yuan(order.price)} × {order.pieces}")]
    for discount in discounts:
        left, formula = _after(left, discount)
        found.append(Figure(f"{KINDS[discount.kind].partition('（')[0]}后", left, "fen", formula))
    return tuple(found)


def _after(left: int, discount: Discount) -> tuple[int, str]:
    value = discount.value(left)
    if value is None:
        return left, f"{yuan(left)} 不满 {yuan(discount.tiers[0][0])}，不能用"
    if discount.kind == "rate":
        return part(left, value), f"{yuan(left)} × {percent(value)}"
    off = min(left, value)  # nobody is paid for buying
    return left - off, f"{yuan(left)} − {yuan(off)}"


def order_figures(order: Order, discounts: Sequence[Discount]) -> tuple[Figure, ...]:
    """The steps of the discounts, the commission on what is paid (not on the list price), the profit."""
    steps = paid(order, discounts)
    last = steps[-1].value or 0
    fee, cost = part(last, order.commission_bp), order.cost * order.pieces
    return (
        *steps,
        Figure("平台佣金", fee, "fen", f"实付 {yuan(last)} × {percent(order.commission_bp)}"),
        Figure(
            "这一单的毛利",
            last - cost - fee,
            "fen",
            f"实付 {yuan(last)} − 成本 {yuan(cost)} − 佣金 {yuan(fee)}",
        ),
    )
