"""Break-even, margin of safety, and the quantity that a target profit needs."""

from __future__ import annotations

from .bases import BASES
from .costs import CostTable, UnitFigures, unit_figures
from .figures import Figure
from .money import ceil_div, ratio_bp, yuan


def quantity(name: str, amount: int, price: int, variable: int) -> Figure:
    """Whole pieces whose contribution covers ``amount`` (fen), a broken piece rounded up.

    None where a piece brings in no more than it costs. Source: ENGINES 1.3, Q* = fixed / (price − unit
    variable), to whole pieces.
    """
    margin = price - variable
    if margin <= 0:
        why = f"单价 {yuan(price)} 不高于单位变动成本 {yuan(variable)}，卖得越多亏得越多，永远不能保本"
        return Figure(name, None, "pieces", why)
    pieces = max(0, ceil_div(amount, margin))
    exact = f"{yuan(amount)} ÷（{yuan(price)} − {yuan(variable)}）"
    return Figure(name, pieces, "pieces", f"{exact}，不足一件进一件")


def break_even(units: UnitFigures) -> Figure:
    """The month's break-even quantity."""
    return quantity("盈亏平衡销量", units.fixed, units.price, units.variable)


def target_quantity(units: UnitFigures, target: int) -> Figure:
    """How many pieces a profit of ``target`` fen needs."""
    return quantity("目标利润销量", units.fixed + target, units.price, units.variable)


def safety(units: UnitFigures) -> Figure:
    """Margin of safety: (Q − Q*) ÷ Q in basis points; negative below break-even."""
    even = break_even(units)
    if even.value is None:
        return Figure("安全边际率", None, "bp", even.formula)
    bp = ratio_bp(units.pieces - even.value, units.pieces)
    return Figure("安全边际率", bp, "bp", f"（{units.pieces:,} − {even.value:,}）÷ {units.pieces:,}")


def month_figures(table: CostTable, target: int) -> tuple[Figure, ...]:
    """The month by the piece: price, unit variable cost, break-even, safety, target quantity."""
    units = unit_figures(table)
    if units is None:
        return ()
    variable = table.total(is_fixed=False)
    pieces = f"{units.pieces:,}"
    return (
        Figure("固定费用合计", units.fixed, "fen", _terms(table, is_fixed=True)),
        Figure("平均售价", units.price, "fen", f"收入 {yuan(table.income)} ÷ 净销售 {pieces} 件"),
        Figure("单位变动成本", units.variable, "fen", f"变动成本 {yuan(variable)} ÷ 净销售 {pieces} 件"),
        break_even(units),
        safety(units),
        target_quantity(units, target),
    )


def _terms(table: CostTable, *, is_fixed: bool) -> str:
    found = [yuan(table.amount(item)) for item in table.items if BASES[item.base].is_fixed is is_fixed]
    return " + ".join(found) or "没有按“当月金额”“年费”计的成本项"
