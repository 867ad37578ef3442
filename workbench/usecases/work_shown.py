"""What a student handed in, and the model answer beside it: to look at, after the release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.domain.errors import Refused
from workbench.domain.module import JSON
from workbench.host import replay, samples
from workbench.host.paper import Paper
from workbench.store import events
from workbench.store.people import Person
from workbench.usecases.results import released_attempt
from workbench.usecases.totalling import paper_of
from workbench.usecases.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Work:
    """A paper and the states of its tools when it was done.

    A model answer belongs to nobody's attempt: its ``files`` are here, by SHA-256, and not in the store.
    """

    attempt_id: str
    paper: Paper
    states: Mapping[str, JSON]
    seconds: float
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    is_model: bool = False


def handed_in(wb: Workbench, student: Person, attempt_id: str) -> Work:
    """What the student handed in. Raises Absent, or Refused before the release."""
    with wb.store.reading() as conn:
        attempt = released_attempt(wb, conn, student, attempt_id).attempt
        paper = paper_of(conn, attempt)
        trace = tuple(events.events_of(conn, attempt_id))
    seconds = (attempt.ended or 0.0) - (attempt.began or 0.0)
    states = replay.evidence(wb.registry, paper, trace, seconds).states
    return Work(attempt_id, paper, states, seconds)


def model_answer(wb: Workbench, student: Person, attempt_id: str) -> Work | None:
    """The task's good worked answer on this student's own numbers; None where there is none that holds.

    Raises Absent, or Refused where the release does not show it.
    """
    with wb.store.reading() as conn:
        seen = released_attempt(wb, conn, student, attempt_id)
        if not seen.release.shows_model:
            raise Refused("这次公布不提供参考答案。")
        paper = paper_of(conn, seen.attempt)
    return worked_model(wb, attempt_id, paper)


def worked_model(wb: Workbench, attempt_id: str, paper: Paper) -> Work | None:
    """The good worked answer on the paper's own numbers, proved by the machine; None where none holds."""
    made = samples.model(wb.registry, paper)
    if made is None:
        return None
    seconds = made.trace[-1].at if made.trace else 0.0
    states = replay.states_after(wb.registry, replay.first_states(wb.registry, paper), made.trace)
    return Work(attempt_id, paper, states, seconds, made.files, is_model=True)
