"""The trace: every step that was taken, in order. Replaying it gives the states."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.domain.module import JSON


@dataclass(frozen=True, slots=True)
class Event:
    """One step. ``seq`` counts from 1; ``at`` is seconds since the attempt began, by the server.

    ``refused`` is the text that the student was shown when the step was not allowed; such an event is
    evidence and changes no state.
    """

    seq: int
    at: float
    tool: str
    action: str
    params: JSON = field(default_factory=dict)
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a criterion may look at: the variant, the last states by tool id, and the trace.

    ``candidate`` is the number that file names must carry; ``seconds`` is the working time.
    """

    given: JSON
    seed: int
    states: dict[str, JSON]
    trace: tuple[Event, ...]
    seconds: float
    candidate: str = ""

    def steps(self, tool: str, action: str | None = None) -> tuple[Event, ...]:
        """The steps of ``tool`` that were allowed, in order; only those of ``action`` when it is given."""
        return tuple(
            event
            for event in self.trace
            if event.tool == tool and event.refused is None and action in (None, event.action)
        )
