"""Time as the server counts it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Clock = Callable[[], float]
"""Seconds since the epoch, by the server. Passed in, so that tests own the time."""

GRACE_SECONDS = 5.0
"""How long after the deadline a save that was already on its way is still taken."""


@dataclass(frozen=True, slots=True)
class Timing:
    """One attempt's hour. Times are seconds since the epoch; ``extra_seconds`` was granted with a reason."""

    began: float
    minutes: int
    extra_seconds: int = 0

    @property
    def deadline(self) -> float:
        """When editing ends."""
        return self.began + self.minutes * 60 + self.extra_seconds

    def seconds_left(self, now: float) -> float:
        """Seconds until the deadline, never negative."""
        return max(0.0, self.deadline - now)

    def may_edit(self, now: float) -> bool:
        """Whether new work may still be done."""
        return now < self.deadline

    def may_arrive(self, now: float, grace_seconds: float = GRACE_SECONDS) -> bool:
        """Whether work that was under way at the deadline may still be taken in."""
        return now < self.deadline + grace_seconds
