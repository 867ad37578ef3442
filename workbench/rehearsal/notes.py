"""What the whole room notes: how long each answer took, and what was not answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from workbench.rehearsal.figures import Times, times
from workbench.rehearsal.wire import Lost

BROKEN_FACE = "暂时显示不了"
"""What the page says in place of a tool whose face failed."""


@dataclass(slots=True)
class Notes:
    """Milliseconds and faults by kind: start, page, look, file, save, beat. ``calm``: without accidents."""

    is_calm: bool = False
    calm: dict[str, list[float]] = field(default_factory=dict)
    rough: dict[str, list[float]] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)
    rough_faults: dict[str, list[str]] = field(default_factory=dict)
    broken_faces: set[str] = field(default_factory=set)

    def took(self, kind: str, milliseconds: float, *, was_calm: bool = True) -> None:
        """Note one answer; it is calm only where it was when it was asked for, and still is."""
        place = self.calm if self.is_calm and was_calm else self.rough
        place.setdefault(kind, []).append(milliseconds)

    def failed(self, kind: str, fault: Lost, *, was_calm: bool = True) -> None:
        """Note what was not answered."""
        place = self.faults if self.is_calm and was_calm else self.rough_faults
        place.setdefault(kind, []).append(str(fault))

    def drawn(self, texts: Collection[str], exceptions: Collection[str]) -> None:
        """Note what a page said that went wrong in a tool."""
        self.broken_faces |= {text[:60] for text in texts if BROKEN_FACE in text}
        self.broken_faces |= set(exceptions)

    def times(self, kind: str) -> Times:
        """The figures of ``kind`` while it was calm."""
        return times(self.calm.get(kind, ()), self.faults.get(kind, ()))

    def times_in_faults(self, kind: str) -> Times:
        """The figures of ``kind`` during accidents."""
        return times(self.rough.get(kind, ()), self.rough_faults.get(kind, ()))
