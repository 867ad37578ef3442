"""What a criterion finds and what a line of the rubric earns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Status = Literal["scored", "needs_examiner", "failed"]

POINT_STEP = Decimal("0.01")
"""Points are kept to the hundredth; the paper's total is rounded to this, half up, in one place."""


@dataclass(frozen=True, slots=True)
class Cite:
    """A place that supports a finding: an event of the trace, or a stretch of a draft's text.

    For an event ``event`` is its seq. For text ``tool`` and ``field`` name the draft and ``start``
    and ``end`` count characters, end exclusive.
    """

    event: int | None = None
    tool: str = ""
    field: str = ""
    start: int | None = None
    end: int | None = None

    def as_json(self) -> dict[str, object]:
        """Only the parts that are set."""
        names = ("event", "tool", "field", "start", "end")
        parts = {name: getattr(self, name) for name in names}
        return {name: value for name, value in parts.items() if value not in (None, "")}


def cite_events(*seqs: int) -> tuple[Cite, ...]:
    """Cites of events by their seq."""
    return tuple(Cite(event=seq) for seq in seqs)


def cite_text(tool: str, field: str, start: int | None = None, end: int | None = None) -> tuple[Cite, ...]:
    """A cite of a stretch of a draft's text, or of the whole draft."""
    return (Cite(tool=tool, field=field, start=start, end=end),)


@dataclass(frozen=True, slots=True)
class Finding:
    """One criterion's verdict. ``share`` lies in [0, 1]; None means that an examiner must look.

    ``reason`` carries the student's own numbers and the formula, in Chinese. ``facts`` are the numbers
    and names behind it, by a short id, for the plugin's score panels; nothing is scored by them.
    """

    share: float | None
    reason: str
    cites: tuple[Cite, ...] = ()
    facts: Mapping[str, str | int | float | bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.share is not None and not 0.0 <= self.share <= 1.0:
            raise ValueError(f"share must lie in [0, 1], got {self.share!r}")
        if not self.reason.strip():
            raise ValueError("a finding needs a reason")


Criterion = Callable[..., Finding]
"""``(evidence, *, name: type, ...) -> Finding``. The keyword parameters are what a task file may set."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the machine says of one line. ``points`` is None unless ``status`` is ``scored``.

    ``max_points`` is the machine's part: the whole line for ``auto``, its share for ``both``, 0 for a
    line that only examiners mark.
    """

    line: str
    criterion: str
    status: Status
    points: Decimal | None
    max_points: Decimal
    reason: str
    cites: tuple[Cite, ...] = ()
    version: str = ""
    facts: Mapping[str, str | int | float | bool] = field(default_factory=dict)


def points_of(share: float, max_points: Decimal) -> Decimal:
    """``share`` of ``max_points``, to the hundredth, half up. The only place that rounds points."""
    return (Decimal(repr(share)) * max_points).quantize(POINT_STEP, ROUND_HALF_UP)
