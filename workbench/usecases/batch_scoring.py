"""Scoring what is handed in and not scored yet, many scripts at once; what is kept is not done again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workbench.domain.errors import Absent, Refused
from workbench.store import attempts, audit, marks, sittings
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.usecases.access import refuse_practice
from workbench.usecases.regrade_trial import job_of
from workbench.usecases.roles import require
from workbench.usecases.scoring_attempts import keep_outcomes
from workbench.usecases.scoring_jobs import Job, Scored, Spread, score_all
from workbench.usecases.workbench import Workbench

SCORERS = ("administrator",)

KEPT_TOGETHER = 50
"""Scripts that are written in one piece: a break costs these at most, and a write waits for the disk."""

Progress = Callable[[int, int], None]
"""Told how many scripts of how many are done."""


@dataclass(frozen=True, slots=True)
class Scoring:
    """What a batch did: scripts that it scored, those that were scored before, and what cannot be scored."""

    scored: int
    before: int
    faults: tuple[str, ...]


def score_sitting(
    wb: Workbench,
    by: Person,
    sitting_id: int,
    *,
    task: str | None = None,
    spread: Spread | None = None,
    progress: Progress | None = None,
) -> Scoring:
    """Score every script of the sitting, or of one task, that is handed in and has no outcomes since.

    Raises Absent for no sitting and for practice, and Refused for an archived one.
    """
    require(by, *SCORERS)
    with wb.store.reading() as conn:
        refuse_practice(conn, sitting_id)
        _demand_alive(conn, sitting_id)
        held = [one for one in attempts.attempts_in(conn, sitting_id) if _is_wanted(one, task)]
        waiting = [one for one in held if not marks.is_scored(conn, one.id, since=one.ended or 0.0)]
    codes = {one.id: one.code for one in waiting}
    faults: list[str] = []
    done = 0
    for part in _parts(score_all(wb.registry, _jobs(wb, waiting, faults), spread)):
        done += _kept(wb, waiting, part)
        faults += [f"{codes[one.attempt_id]}: {one.fault}" for one in part if one.fault]
        if progress is not None:
            progress(done + len(faults), len(waiting))
    with wb.store.writing() as conn:
        detail = {"sitting": sitting_id, "task": task, "scripts": done, "faults": len(faults)}
        audit.note(conn, at=wb.clock(), who=by.login, what="score", detail=detail)
    return Scoring(done, len(held) - len(waiting), tuple(faults))


def _demand_alive(conn: Connection, sitting_id: int) -> None:
    found = sittings.sitting(conn, sitting_id)
    if found is None:
        raise Absent("没有这个场次。")
    if found.state == "archived":
        raise Refused(f"“{found.name}”已经归档，分数不再变动。")


def _is_wanted(attempt: Attempt, task: str | None) -> bool:
    return attempt.state == "handed_in" and task in (None, attempt.task)


def _jobs(wb: Workbench, waiting: list[Attempt], faults: list[str]) -> Iterator[Job]:
    """The jobs one after another, as they are asked for; what is not in the store becomes a fault."""
    for one in waiting:
        try:
            with wb.store.reading() as conn:
                job = job_of(conn, one, {})
        except Absent as error:
            faults.append(f"{one.code}: {error.text}")
            continue
        yield job


def _parts(scored: Iterator[Scored]) -> Iterator[list[Scored]]:
    part: list[Scored] = []
    for one in scored:
        part.append(one)
        if len(part) == KEPT_TOGETHER:
            yield part
            part = []
    if part:
        yield part


def _kept(wb: Workbench, waiting: list[Attempt], part: list[Scored]) -> int:
    ended = {one.id: one.ended or 0.0 for one in waiting}
    with wb.store.writing() as conn:
        return sum(
            keep_outcomes(conn, one.attempt_id, one.outcomes, ended=ended[one.attempt_id], now=wb.clock())
            for one in part
            if not one.fault
        )
