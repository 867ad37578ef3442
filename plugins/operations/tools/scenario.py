"""Next month in several scenarios: demand at a price, the forecast, and what moves the profit most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from workbench.api import Refused

from .costs import UnitFigures
from .figures import Figure
from .money import WHOLE_BP, half_up, part, percent, yuan

Demand = tuple[tuple[int, int], ...]
"""Past price tests: (price in fen, pieces a month), prices rising, at least two."""

SWING_BP = 1_000
"""How far each factor is moved in the sensitivity analysis: 10 % up and down."""


def pieces_at(demand: Demand, price: int) -> int:
    """Pieces a month at ``price`` (fen), between the two tests beside it in a straight line, rounded.

    Raises Refused outside the tested prices: a demand that nobody saw is not made up.
    """
    low, high = demand[0][0], demand[-1][0]
    if not low <= price <= high:
        raise Refused(
            f"{yuan(price)} 元不在试销记录的 {yuan(low)}—{yuan(high)} 元之内，没有依据推算销量，不能外推。"
        )
    for (left, more), (right, fewer) in pairwise(demand):
        if left <= price <= right:
            return half_up(more * (right - price) + fewer * (price - left), right - left)
    return demand[0][1]


@dataclass(frozen=True, slots=True)
class Change:
    """One scenario: the price in fen, the commission rate, and changes in basis points.

    ``volume_bp`` comes on top of what the price does; ``goods_bp`` and ``ads_bp`` change these costs.
    """

    price: int
    commission_bp: int
    volume_bp: int = 0
    ads_bp: int = 0
    goods_bp: int = 0


@dataclass(frozen=True, slots=True)
class Forecast:
    """Next month under one scenario, in fen and whole pieces."""

    pieces: int
    income: int
    variable: int
    commission: int
    ads: int
    other_fixed: int
    unit_other: int

    @property
    def net(self) -> int:
        """Forecast net profit."""
        return self.income - self.variable - self.commission - self.ads - self.other_fixed


def forecast(units: UnitFigures, demand: Demand, change: Change) -> Forecast:
    """The forecast from this month's unit figures. Raises Refused for a price outside the tests."""
    return _with_pieces(units, change, _grown(pieces_at(demand, change.price), change.volume_bp))


def _grown(count: int, bp: int) -> int:
    return half_up(count * (WHOLE_BP + bp), WHOLE_BP)


def _with_pieces(units: UnitFigures, change: Change, pieces: int) -> Forecast:
    income = change.price * pieces
    unit_other = units.other + part(units.goods, change.goods_bp)
    return Forecast(
        pieces=pieces,
        income=income,
        variable=unit_other * pieces,
        commission=part(income, change.commission_bp),
        ads=_grown(units.ads, change.ads_bp),
        other_fixed=units.fixed - units.ads,
        unit_other=unit_other,
    )


def forecast_figures(units: UnitFigures, demand: Demand, change: Change) -> tuple[Figure, ...]:
    """The forecast line by line, each with its numbers."""
    found = forecast(units, demand, change)
    tested = pieces_at(demand, change.price)
    price, sold = yuan(change.price), f"{found.pieces:,}"
    parts = (found.income, found.variable, found.commission, found.ads, found.other_fixed)
    return (
        Figure("试销销量", tested, "pieces", f"试销记录中 {price} 元处，两点之间按直线"),
        Figure("预计销量", found.pieces, "pieces", f"{tested:,} ×（1 {_signed(change.volume_bp)}），取整件"),
        Figure("预计收入", found.income, "fen", f"{price} × {sold}"),
        Figure("变动成本（不含佣金）", found.variable, "fen", f"每件 {yuan(found.unit_other)} × {sold}"),
        Figure(
            "平台佣金", found.commission, "fen", f"{yuan(found.income)} × {percent(change.commission_bp)}"
        ),
        Figure("推广费", found.ads, "fen", f"{yuan(units.ads)} ×（1 {_signed(change.ads_bp)}）"),
        Figure("其他固定费用", found.other_fixed, "fen", f"{yuan(units.fixed)} − {yuan(units.ads)}"),
        Figure("预计净利润", found.net, "fen", " − ".join(yuan(one) for one in parts)),
    )


def _signed(bp: int) -> str:
    return f"{'−' if bp < 0 else '+'} {percent(abs(bp))}"


@dataclass(frozen=True, slots=True)
class Swing:
    """A factor and the net profit (fen) when it falls and rises by a tenth, the rest held still."""

    factor: str
    low: int
    high: int

    @property
    def width(self) -> int:
        """How far the profit moves from one end to the other."""
        return abs(self.high - self.low)


def sensitivity(units: UnitFigures, demand: Demand, change: Change) -> tuple[Swing, ...]:
    """One swing a factor, the widest first. The volume is held while the price moves: one at a time."""
    pieces = _grown(pieces_at(demand, change.price), change.volume_bp)
    return tuple(sorted(_swings(units, change, pieces), key=lambda swing: -swing.width))


def _swings(units: UnitFigures, change: Change, pieces: int) -> Iterator[Swing]:
    def net(changed: Change, count: int = pieces) -> int:
        return _with_pieces(units, changed, count).net

    def both(make: Sequence[Change]) -> tuple[int, int]:
        return net(make[0]), net(make[1])

    ends = (-SWING_BP, SWING_BP)
    yield Swing("售价", *both([replace(change, price=_grown(change.price, bp)) for bp in ends]))
    yield Swing("销量", *(net(change, _grown(pieces, bp)) for bp in ends))
    yield Swing("货品成本", *both([replace(change, goods_bp=_more(change.goods_bp, bp)) for bp in ends]))
    yield Swing("推广费", *both([replace(change, ads_bp=_more(change.ads_bp, bp)) for bp in ends]))
    rates = [replace(change, commission_bp=_grown(change.commission_bp, bp)) for bp in ends]
    yield Swing("佣金率", *both(rates))


def _more(before: int, bp: int) -> int:
    return half_up((WHOLE_BP + before) * (WHOLE_BP + bp), WHOLE_BP) - WHOLE_BP
