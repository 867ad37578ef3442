"""The cost and profit table: from the student's items to gross and net profit and the parts' weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from .bases import BASES, Month
from .figures import Figure
from .money import half_up, ratio_bp, yuan

CATEGORIES: Mapping[str, str] = MappingProxyType(
    {
        "goods": "货品",
        "freight": "运费",
        "packing": "包装",
        "commission": "平台佣金",
        "promotion": "推广",
        "returns": "退货损耗",
        "labour": "人工",
        "fixed": "固定费用",
    }
)
"""The kinds of cost by id, in the order of the table."""


@dataclass(frozen=True, slots=True)
class CostItem:
    """One entry: the voucher that it comes from, its category, its base, its rate (see Month.amount)."""

    voucher: str
    category: str
    base: str
    rate: int


@dataclass(frozen=True, slots=True)
class CostTable:
    """A month's income and costs, in fen."""

    month: Month
    income_base: str
    items: tuple[CostItem, ...]

    def amount(self, item: CostItem) -> int:
        """What ``item`` costs."""
        return self.month.amount(BASES[item.base], item.rate)

    def formula(self, item: CostItem) -> str:
        """How that comes about."""
        return self.month.formula(BASES[item.base], item.rate)

    def total(self, category: str | None = None, *, is_fixed: bool | None = None) -> int:
        """The sum of the items of a category, and of fixed or variable ones where that is asked."""
        return sum(
            self.amount(item)
            for item in self.items
            if category in (None, item.category) and is_fixed in (None, BASES[item.base].is_fixed)
        )

    @property
    def income(self) -> int:
        """Income on the base that was chosen; 0 before that."""
        return self.month.on(BASES[self.income_base]) if self.income_base else 0

    @property
    def gross(self) -> int:
        """毛利 = 收入 − 货品成本."""
        return self.income - self.total("goods")

    @property
    def net(self) -> int:
        """净利润 = 收入 − 成本费用合计."""
        return self.income - self.total()

    def shares(self) -> dict[str, int]:
        """Each category's part of all costs in basis points, the largest first; empty without costs."""
        whole = self.total()
        sums = {category: self.total(category) for category in CATEGORIES}
        ordered = sorted((name for name in sums if sums[name]), key=lambda name: -sums[name])
        return {name: ratio_bp(sums[name], whole) or 0 for name in ordered}


def results(table: CostTable) -> tuple[Figure, ...]:
    """The table's bottom lines, each with its formula and numbers."""
    income, goods, costs = table.income, table.total("goods"), table.total()
    return (
        Figure("收入", income, "fen", _income(table)),
        Figure("毛利", table.gross, "fen", f"收入 {yuan(income)} − 货品 {yuan(goods)}"),
        _rate("毛利率", table.gross, income),
        Figure("成本费用合计", costs, "fen", " + ".join(_sums(table)) or "还没有成本项"),
        Figure("净利润", table.net, "fen", f"收入 {yuan(income)} − 成本费用 {yuan(costs)}"),
        _rate("净利率", table.net, income),
    )


def _income(table: CostTable) -> str:
    month = table.month
    if not table.income_base:
        return "还没有选收入口径"
    if table.income_base == "net_paid":
        return f"支付 {yuan(month.paid)} − 退款 {yuan(month.refund)}"
    return f"{BASES[table.income_base].zh} {yuan(table.income)}"


def _sums(table: CostTable) -> Sequence[str]:
    sums = {category: table.total(category) for category in CATEGORIES}
    return [f"{zh} {yuan(sums[category])}" for category, zh in CATEGORIES.items() if sums[category]]


def _rate(name: str, amount: int, income: int) -> Figure:
    bp = ratio_bp(amount, income)
    formula = f"{yuan(amount)} ÷ {yuan(income)}" if bp is not None else "收入为 0，不能求率"
    return Figure(name, bp, "bp", formula)


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """What one piece stands for, in fen, rounded to the fen; ``fixed`` is the month's fixed cost.

    ``other`` is the unit variable cost without the platform's commission, ``goods`` its goods part.
    """

    price: int
    variable: int
    other: int
    goods: int
    fixed: int
    ads: int
    pieces: int


def unit_figures(table: CostTable) -> UnitFigures | None:
    """The table by the piece of net sales; None where nothing was sold."""
    pieces = table.month.net
    if pieces <= 0:
        return None
    variable = table.total(is_fixed=False)
    commission = table.total("commission", is_fixed=False)
    return UnitFigures(
        price=half_up(table.income, pieces),
        variable=half_up(variable, pieces),
        other=half_up(variable - commission, pieces),
        goods=half_up(table.total("goods"), pieces),
        fixed=table.total(is_fixed=True),
        ads=table.total("promotion", is_fixed=True),
        pieces=pieces,
    )
