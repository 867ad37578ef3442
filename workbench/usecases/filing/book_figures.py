"""The figures under a list of candidates, as the grade book's formulas work them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.usecases.filing.records import Record

NOTHING = "—"
"""What stands where there is no candidate to take a figure of."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of candidates. ``points`` are the totals of those whose every line is decided."""

    listed: int
    absent: int
    waiting: int
    passed: int
    points: tuple[Decimal, ...]

    @property
    def sat(self) -> int:
        """Who handed in."""
        return self.waiting + len(self.points)

    @property
    def mean(self) -> float | str:
        """The average total, not rounded; the sheet shows two digits."""
        return float(sum(self.points) / len(self.points)) if self.points else NOTHING

    @property
    def highest(self) -> float | str:
        """The highest total."""
        return float(max(self.points)) if self.points else NOTHING

    @property
    def lowest(self) -> float | str:
        """The lowest total."""
        return float(min(self.points)) if self.points else NOTHING

    @property
    def pass_share(self) -> float | str:
        """The share of passes among those whose every line is decided, in [0, 1]."""
        return self.passed / len(self.points) if self.points else NOTHING


def figures(records: Sequence[Record]) -> Figures:
    """The figures of ``records``."""
    decided = [one.total for one in records if one.total is not None and one.total.passed is not None]
    return Figures(
        listed=len(records),
        absent=sum(one.standing == "absent" for one in records),
        waiting=sum(one.standing == "waiting" for one in records),
        passed=sum(bool(one.passed) for one in decided),
        points=tuple(one.points for one in decided),
    )


def ranks(records: Sequence[Record]) -> tuple[int | None, ...]:
    """Each candidate's place among ``records``, 1 the best, equals alike; None without a total."""
    points = sorted(figures(records).points, reverse=True)
    return tuple(points.index(one.points) + 1 if isinstance(one.points, Decimal) else None for one in records)
