"""The report: sums by plan, unit, keyword and search term, and ratios of those sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workbench.api import Formula

from .campaign import Cell
from .money import half_up

LEVELS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "计划": ("plan",),
        "单元": ("plan", "unit"),
        "关键词": ("plan", "unit", "word"),
        "搜索词": ("plan", "unit", "word", "term"),
    }
)
"""What each view of the report sums by."""

ROI: Mapping[str, str] = MappingProxyType({"net": "ROI =（毛利 − 消费）÷ 消费", "gross": "ROI = 毛利 ÷ 消费"})
"""The definitions that a task may choose from; books and platforms use both."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its names by level, and sums. Money in fen. A ratio is None where its denominator is 0."""

    names: tuple[str, ...]
    impressions: int
    clicks: int
    cost: int
    orders: int
    margin: int
    place_sum: int
    match: str = ""

    @property
    def ctr(self) -> float | None:
        """Clicks / impressions, in [0, 1]."""
        return self.clicks / self.impressions if self.impressions else None

    @property
    def acp(self) -> int | None:
        """Cost / clicks in fen, half up."""
        return half_up(self.cost, self.clicks) if self.clicks else None

    @property
    def cvr(self) -> float | None:
        """Orders / clicks, in [0, 1]."""
        return self.orders / self.clicks if self.clicks else None

    @property
    def order_cost(self) -> int | None:
        """Cost / orders in fen, half up."""
        return half_up(self.cost, self.orders) if self.orders else None

    @property
    def place(self) -> float | None:
        """The mean place of its impressions, 1 is the first."""
        return self.place_sum / self.impressions if self.impressions else None

    def roi(self, definition: str) -> float | None:
        """The return by the task's definition; a key of ``ROI``."""
        if not self.cost:
            return None
        gained = self.margin - self.cost if definition == "net" else self.margin
        return gained / self.cost


def rows(cells: Iterable[Cell], level: str) -> tuple[Row, ...]:
    """The report at a level, dearest first."""
    groups: dict[tuple[str, ...], list[Cell]] = {}
    for cell in cells:
        groups.setdefault(tuple(getattr(cell, name) for name in LEVELS[level]), []).append(cell)
    found = [summed(names, group) for names, group in groups.items()]
    return tuple(sorted(found, key=lambda row: -row.cost))


def summed(names: tuple[str, ...], cells: Iterable[Cell]) -> Row:
    """One row of the sums of ``cells``."""
    cells = tuple(cells)
    return Row(
        names,
        sum(cell.impressions for cell in cells),
        sum(cell.clicks for cell in cells),
        sum(cell.cost for cell in cells),
        sum(cell.orders for cell in cells),
        sum(cell.margin for cell in cells),
        sum(cell.place_sum for cell in cells),
        "、".join(sorted({cell.match for cell in cells})),
    )


def formulas() -> tuple[Formula, ...]:
    """The definitions of the report's columns."""
    own = "百度推广报表字段（公开资料转引）；多行合计先加总再相除"
    return (
        Formula(
            "点击率 CTR", "点击 ÷ 展现；合计 = 总点击 ÷ 总展现，不是各行点击率的平均", own, verified=False
        ),
        Formula("平均点击价格 ACP", "消费 ÷ 点击，四舍五入到分", own, verified=False),
        Formula("转化率 CVR", "转化 ÷ 点击", own, verified=False),
        Formula("转化成本", "消费 ÷ 转化", own, verified=False),
        Formula(
            "ROI", "；".join(ROI.values()) + "。两种说法都有人用，本题用哪一种见报告上方和任务书", "试题规定"
        ),
    )
