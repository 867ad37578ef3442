"""Stacked discounts in the order in which they are taken, and what is left of an order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from .figures import Figure
from .money import part, percent, yuan

KINDS: Mapping[str, str] = MappingProxyType(
    {"rate": "单品折扣", "full": "店铺满减", "coupon": "平台优惠券"}
)
"""Kinds of discount by id."""


@dataclass(frozen=True, slots=True)
class Discount:
    """``rate``: ``value`` is what is still paid, in basis points (95 折 = 9500). Else fen taken off.

    ``threshold`` (fen) is what the amount must reach at that moment; 0 for none.
    """

    kind: str
    value: int
    threshold: int = 0


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
        found.append(Figure(f"{KINDS[discount.kind]}后", left, "fen", formula))
    return tuple(found)


def _after(left: int, discount: Discount) -> tuple[int, str]:
    if left < discount.threshold:
        return left, f"{yuan(left)} 不满 {yuan(discount.threshold)}，不能用"
    if discount.kind == "rate":
        return part(left, discount.value), f"{yuan(left)} × {percent(discount.value)}"
    off = min(left, discount.value)  # nobody is paid for buying
    return left - off, f"{yuan(left)} − {yuan(off)}"


def order_figures(order: Order, discounts: Sequence[Discount]) -> tuple[Figure, ...]:
    """The steps of the discounts, the commission on what is paid (not on the list price), the profit."""
    steps = paid(order, discounts)
    last = steps[-1].value or 0
    fee, cost = part(last, order.commission_bp), order.cost * order.pieces
    return (
        *steps,
        Figure("平台佣金", fee, "fen", f"实付 {yuan(last)} × {percent(order.commission_bp)}"),
        Figure("这一单的毛利", last - cost - fee, "fen", f"实付 {yuan(last)} − 成本 {yuan(cost)} − 佣金 {yuan(fee)}"),
    )
