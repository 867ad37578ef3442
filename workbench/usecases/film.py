"""A script as a film: what the student had in front of them after any step, and how a text grew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.domain.module import JSON
from workbench.domain.trace import Event
from workbench.host import replay
from workbench.host.registry import Registry
from workbench.store import attempts, audit
from workbench.store.people import Person
from workbench.usecases.marking import MARKERS, Script
from workbench.usecases.roles import require
from workbench.usecases.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Text:
    """A draft as it stood: ``body`` now and ``before`` the step."""

    tool: str
    field: str
    body: str
    before: str


@dataclass(frozen=True, slots=True)
class Moment:
    """What stood there after step ``seq``; 0 is the beginning. ``at`` is seconds since the start."""

    seq: int
    at: float
    event: Event | None
    states: Mapping[str, JSON]
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Absence:
    """A span in which the exam page had lost the focus, in seconds since the start."""

    begins: float
    ends: float


def moment(registry: Registry, script: Script, seq: int) -> Moment:
    """The moment after step ``seq``, by replaying the trace up to it."""
    past = [event for event in script.trace if event.seq <= seq]
    earlier = replay.states_after(registry, replay.first_states(registry, script.paper), past[:-1])
    states = replay.states_after(registry, earlier, past[-1:])
    last = past[-1] if past else None
    return Moment(last.seq if last else 0, last.at if last else 0.0, last, states, _texts(earlier, states))


def _texts(earlier: Mapping[str, JSON], states: Mapping[str, JSON]) -> tuple[Text, ...]:
    return tuple(
        Text(tool, field, str(body), str(earlier[tool].get("drafts", {}).get(field, "")))
        for tool, state in states.items()
        for field, body in state.get("drafts", {}).items()
    )


def seq_at(trace: Iterable[Event], seconds: float) -> int:
    """The last step taken up to ``seconds`` after the start; 0 before the first."""
    return max((event.seq for event in trace if event.at <= seconds), default=0)


def grown(before: str, after: str) -> tuple[str, str, str]:
    """``after`` in three: what stood there, what is new, what stood there. The new part is one stretch."""
    longest = min(len(before), len(after))
    head = next((at for at in range(longest) if before[at] != after[at]), longest)
    rest = longest - head
    tail = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    return after[:head], after[head : len(after) - tail], after[len(after) - tail :]


def absences(wb: Workbench, examiner: Person, script: Script) -> tuple[Absence, ...]:
    """When the exam page had lost the focus. A hint for a person, never points."""
    require(examiner, *MARKERS, "instructor")
    with wb.store.reading() as conn:
        attempt = attempts.attempt(conn, script.attempt_id)
        flags = audit.flags_of(conn, script.attempt_id)
    began = (attempt.began if attempt else None) or 0.0
    found, left = [], None
    for at, kind, _ in flags:
        if kind == "focus_lost" and left is None:
            left = at - began
        elif kind == "focus_back" and left is not None:
            found.append(Absence(left, at - began))
            left = None
    if left is not None:
        found.append(Absence(left, script.seconds))
    return tuple(found)
