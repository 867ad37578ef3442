"""What a paper earns in all: machine points and examiners' marks put together, in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from workbench.domain.rubric import Line
from workbench.domain.score import POINT_STEP, Outcome
from workbench.domain.sitting_rules import PASS_POINTS

NOTHING: Mapping[str, Decimal] = MappingProxyType({})
"""No line."""


@dataclass(frozen=True, slots=True)
class LineTotal:
    """One line: the machine's points, the examiner's, and whether either is still to come.

    ``upheld`` is what an upheld appeal gave the whole line: it stands in the place of both, which are kept.
    """

    line: Line
    machine: Decimal | None
    judged: Decimal | None
    is_open: bool
    upheld: Decimal | None = None

    @property
    def points(self) -> Decimal:
        """What is decided so far."""
        if self.upheld is not None:
            return self.upheld
        return (self.machine or Decimal(0)) + (self.judged or Decimal(0))


@dataclass(frozen=True, slots=True)
class Total:
    """A paper's lines and sums. ``passed`` is None while a line is open."""

    lines: tuple[LineTotal, ...]
    points: Decimal
    process: Decimal
    result: Decimal
    passed: bool | None

    @property
    def open_lines(self) -> int:
        """How many lines still wait for an examiner."""
        return sum(line.is_open for line in self.lines)


def judged_by_hand(line: Line, outcome: Outcome | None) -> Decimal:
    """The points that an examiner decides: the judged part, and the machine's where it could not score."""
    failed = outcome is None or outcome.status != "scored"
    return line.judged_points + (line.auto_points if failed else Decimal(0))


def total(
    rubric: Sequence[Line],
    outcomes: Mapping[str, Outcome],
    marks: Mapping[str, Decimal],
    *,
    upheld: Mapping[str, Decimal] = NOTHING,
    pass_points: Decimal = Decimal(PASS_POINTS),
) -> Total:
    """The sums of a paper. ``outcomes`` and ``marks`` are by line id; an absent mark is not a 0.

    ``upheld`` holds the points that upheld appeals gave to whole lines, the machine's part included.
    The only place that rounds a sum: half up, to the hundredth.
    """
    lines = tuple(
        _line(line, outcomes.get(line.id), marks.get(line.id), upheld.get(line.id)) for line in rubric
    )
    kinds = {
        kind: _rounded([item for item in lines if item.line.kind == kind]) for kind in ("process", "result")
    }
    points = _rounded(lines)
    is_open = any(item.is_open for item in lines)
    return Total(lines, points, kinds["process"], kinds["result"], None if is_open else points >= pass_points)


def _line(line: Line, outcome: Outcome | None, mark: Decimal | None, upheld: Decimal | None) -> LineTotal:
    machine = outcome.points if outcome is not None and outcome.status == "scored" else None
    by_hand = judged_by_hand(line, outcome)
    is_open = by_hand > 0 and mark is None and upheld is None
    return LineTotal(line, machine, mark if by_hand else None, is_open, upheld)


def _rounded(lines: Sequence[LineTotal]) -> Decimal:
    return sum((line.points for line in lines), Decimal(0)).quantize(POINT_STEP, ROUND_HALF_UP)
