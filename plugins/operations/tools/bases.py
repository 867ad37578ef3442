"""What a cost is reckoned on: pieces, orders, amounts, a month, a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from .money import half_up, part, percent, yuan

MONTHS_A_YEAR = 12

Kind = Literal["count", "money", "month", "year"]


@dataclass(frozen=True, slots=True)
class Base:
    """A basis. ``count``: the rate is yuan a piece or order; ``money``: percent; the rest: yuan at once."""

    id: str
    zh: str
    kind: Kind

    @property
    def is_fixed(self) -> bool:
        """Whether a cost on this basis stays the same when more is sold."""
        return self.kind in ("month", "year")


BASES: Mapping[str, Base] = MappingProxyType(
    {
        base.id: base
        for base in (
            Base("net", "净销售件数（发货−退回）", "count"),
            Base("shipped", "发货件数", "count"),
            Base("returned", "退回件数", "count"),
            Base("damaged", "报损件数", "count"),
            Base("purchased", "进货件数", "count"),
            Base("orders", "订单数", "count"),
            Base("buyers", "支付买家数", "count"),
            Base("net_paid", "实付净额（支付−退款）", "money"),
            Base("paid", "支付金额（退款前）", "money"),
            Base("list", "标价总额", "money"),
            Base("cps", "淘宝客成交实付", "money"),
            Base("month", "当月金额", "month"),
            Base("year", "年费（÷12 分摊）", "year"),
        )
    }
)
"""Every basis by id, in the order of the choice."""

INCOMES = ("net_paid", "paid", "list")
"""The bases that can be called income."""


@dataclass(frozen=True, slots=True)
class Month:
    """The shop's month: counts in whole pieces, orders and buyers; amounts in fen."""

    list: int
    paid: int
    refund: int
    cps: int
    purchased: int
    shipped: int
    returned: int
    damaged: int
    orders: int
    buyers: int

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Month:  # Any: JSON leaves, each a whole number
        """The month from JSON."""
        return cls(**{name: int(plain[name]) for name in cls.__slots__})

    @property
    def net(self) -> int:
        """Pieces sent less pieces that came back."""
        return self.shipped - self.returned

    @property
    def net_paid(self) -> int:
        """What buyers paid less what was refunded, in fen."""
        return self.paid - self.refund

    def on(self, base: Base) -> int:
        """The size of ``base``: a count, or fen."""
        return int(getattr(self, base.id))

    def amount(self, base: Base, rate: int) -> int:
        """The cost in fen: ``rate`` is fen a unit, basis points of an amount, or fen at once."""
        if base.kind == "count":
            return rate * self.on(base)
        if base.kind == "money":
            return part(self.on(base), rate)
        return rate if base.kind == "month" else half_up(rate, MONTHS_A_YEAR)

    def formula(self, base: Base, rate: int) -> str:
        """The calculation of ``amount`` with its numbers."""
        if base.kind == "count":
            return f"{yuan(rate)} × {self.on(base):,}"
        if base.kind == "money":
            return f"{yuan(self.on(base))} × {percent(rate)}"
        return yuan(rate) if base.kind == "month" else f"{yuan(rate)} ÷ {MONTHS_A_YEAR}"
