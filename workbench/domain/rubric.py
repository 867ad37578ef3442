"""The lines by which a paper is marked."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from workbench.domain.module import JSON

By = Literal["auto", "examiner", "both"]
Kind = Literal["process", "result"]


@dataclass(frozen=True, slots=True)
class Level:
    """A step of a judged line: letter, the percent of the line's points it spans, what earns it."""

    letter: str
    low_percent: int
    high_percent: int
    descriptor: str

    def __post_init__(self) -> None:
        if not 0 <= self.low_percent <= self.high_percent <= 100:  # noqa: PLR2004  a percentage
            raise ValueError(f"level {self.letter}: want 0 <= low <= high <= 100")


LEVELS: tuple[Level, ...] = (
    Level("A", 90, 100, "完全达到且有亮点"),
    Level("B", 75, 89, "达到，有小瑕疵"),
    Level("C", 60, 74, "基本达到，有明显不足"),
    Level("D", 0, 59, "未达到或缺失"),
)
"""The four levels of a judged line where its task names none (DESIGN 8, blueprints meta.levels)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the rubric.

    ``use`` names the criterion (None where only examiners mark); ``auto_points`` is the machine's
    part of ``points``: all of it for ``auto``, none for ``examiner``, something between for ``both``.
    """

    id: str
    title: str
    points: Decimal
    by: By
    kind: Kind
    clauses: tuple[str, ...]
    use: str | None = None
    params: JSON = field(default_factory=dict)
    auto_points: Decimal = Decimal(0)
    levels: tuple[Level, ...] = LEVELS

    def __post_init__(self) -> None:
        wanted = {"auto": self.auto_points == self.points, "examiner": self.auto_points == 0}
        if not wanted.get(self.by, 0 < self.auto_points < self.points):
            raise ValueError(f"{self.auto_points} automatic points of {self.points} do not fit by: {self.by}")
        if (self.use is None) != (self.by == "examiner"):
            raise ValueError("want 'use' for auto and both, and only for them")

    @property
    def judged_points(self) -> Decimal:
        """The part that examiners mark."""
        return self.points - self.auto_points
