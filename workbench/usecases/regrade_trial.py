"""What scoring a task's scripts again would change. A trial: it writes nothing.

A mark that an examiner gave in the machine's place stays: such a line keeps its outcome.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workbench.domain.errors import Absent, Refused
from workbench.domain.module import JSON
from workbench.domain.score import Outcome
from workbench.domain.total import Total
from workbench.host.asking import param_faults
from workbench.host.paper import Paper, thaw
from workbench.store import attempts, events, papers
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.usecases.access import refuse_practice
from workbench.usecases.roles import require
from workbench.usecases.scoring_jobs import Job, Scored, Spread, score_all
from workbench.usecases.totalling import marked, paper_of
from workbench.usecases.workbench import Workbench

TRIERS = ("administrator", "instructor")

Progress = Callable[[int, int], None]
"""Told how many scripts of how many are done."""


@dataclass(frozen=True, slots=True)
class Spec:
    """What is to be scored again: a task's scripts, with corrected parameters for some lines.

    Without parameters the criteria as they are installed now are run on the papers as they were.
    """

    task: str
    params: Mapping[str, JSON]


@dataclass(frozen=True, slots=True)
class Change:
    """One line of one script that the machine sees otherwise now. A protected one will not be changed."""

    attempt_id: str
    code: str
    line: str
    title: str
    before: Outcome
    after: Outcome
    is_protected: bool


@dataclass(frozen=True, slots=True)
class Script:
    """One script's sums before and after; ``passed`` is None while a line is open."""

    attempt_id: str
    code: str
    before: Total
    after: Total


@dataclass(frozen=True, slots=True)
class Trial:
    """What a regrade would do. ``faults`` names scripts that cannot be scored.

    ``seal`` is the same for the same changes: who signs compares it with what was on screen.
    """

    spec: Spec
    scripts: tuple[Script, ...]
    changes: tuple[Change, ...]
    faults: tuple[str, ...]
    seal: str
    outcomes: Mapping[str, tuple[Outcome, ...]]


def trial(
    wb: Workbench,
    by: Person,
    sitting_id: int,
    spec: Spec,
    *,
    spread: Spread | None = None,
    progress: Progress | None = None,
) -> Trial:
    """Score every handed-in script of the task again, and compare; nothing is written.

    Raises Refused for a line or a parameter that does not fit, or where nobody handed the task in.
    """
    require(by, *TRIERS)
    with wb.store.reading() as conn:
        refuse_practice(conn, sitting_id)
        found = [one for one in attempts.attempts_in(conn, sitting_id) if _is_of(one, spec.task)]
        jobs = [job_of(conn, one, spec.params) for one in found]
    if not jobs:
        raise Refused("这场考试还没有人交这道题的答卷。")
    _demand_fit(wb, thaw(jobs[0].paper), spec)
    scored: dict[str, Scored] = {}
    for one in score_all(wb.registry, jobs, spread):
        scored[one.attempt_id] = one
        if progress is not None:
            progress(len(scored), len(jobs))
    with wb.store.reading() as conn:
        compared = [_compared(conn, one, scored[one.id]) for one in found]
    return _trial(spec, compared)


def tasks_in(wb: Workbench, by: Person, sitting_id: int) -> dict[str, dict[str, JSON]]:
    """The tasks that were handed in, each with the parameters of the lines that the machine scores."""
    require(by, *TRIERS)
    with wb.store.reading() as conn:
        refuse_practice(conn, sitting_id)
        found = {one.task: one for one in attempts.attempts_in(conn, sitting_id) if one.state == "handed_in"}
        rubrics = {task: paper_of(conn, one).task.rubric for task, one in sorted(found.items())}
    return {
        task: {line.id: line.params for line in lines if line.use is not None}
        for task, lines in rubrics.items()
    }


def _is_of(attempt: Attempt, task: str) -> bool:
    return attempt.state == "handed_in" and attempt.task == task


def job_of(conn: Connection, attempt: Attempt, params: Mapping[str, JSON]) -> Job:
    """What scoring a handed-in attempt needs. Raises Absent when its paper or times are not in the store."""
    body = papers.paper(conn, attempt.paper_hash)
    if body is None or attempt.began is None or attempt.ended is None:
        raise Absent(f"答卷 {attempt.code} 的试题或时间不在库中，请联系管理员。")
    seconds = min(attempt.ended - attempt.began, attempt.minutes * 60 + attempt.extra_seconds)
    return Job(attempt.id, body, tuple(events.events_of(conn, attempt.id)), seconds, params)


def _demand_fit(wb: Workbench, paper: Paper, spec: Spec) -> None:
    lines = {line.id: line for line in paper.task.rubric}
    faults = []
    for line_id, params in spec.params.items():
        line = lines.get(line_id)
        if line is None or line.use is None:
            machine = "、".join(line.id for line in lines.values() if line.use is not None)
            faults.append(f"第 {line_id} 行不由系统评分；由系统评分的是 {machine}")
            continue
        criterion = wb.registry.criterion(paper.task, line.use)
        wrong = param_faults(criterion, {**line.params, **params})
        faults += [f"第 {line_id} 行 {name or '参数'}：{text}" for name, text in wrong]
    if faults:
        raise Refused("；".join(faults))


@dataclass(frozen=True, slots=True)
class _Compared:
    script: Script | None
    changes: tuple[Change, ...]
    outcomes: tuple[Outcome, ...]
    fault: str


def _compared(conn: Connection, attempt: Attempt, scored: Scored) -> _Compared:
    if scored.fault:
        return _Compared(None, (), (), f"{attempt.code}: {scored.fault}")
    paper = paper_of(conn, attempt)
    now = marked(conn, attempt, paper)
    titles = {line.id: line.title for line in paper.task.rubric}
    changes, kept = [], []
    for after in scored.outcomes:
        before = now.outcomes.get(after.line)
        if before is None or is_same(before, after):
            kept.append(after if before is None else before)
            continue
        is_protected = before.status != "scored" and after.line in now.marks
        changes.append(
            Change(attempt.id, attempt.code, after.line, titles[after.line], before, after, is_protected)
        )
        kept.append(before if is_protected else after)
    then = marked(conn, attempt, paper, instead=kept)
    script = Script(attempt.id, attempt.code, now.total, then.total)
    return _Compared(script, tuple(changes), tuple(kept), "")


def is_same(before: Outcome, after: Outcome) -> bool:
    """Whether two outcomes of a line come to the same."""
    # A new version of the file alone is no change; neither are other words for the same points.
    return (before.status, before.points, before.max_points) == (after.status, after.points, after.max_points)


def _trial(spec: Spec, compared: Sequence[_Compared]) -> Trial:
    scripts = tuple(one.script for one in compared if one.script is not None)
    changes = tuple(change for one in compared for change in one.changes)
    outcomes = {
        one.script.attempt_id: one.outcomes
        for one in compared
        if one.script is not None and any(not change.is_protected for change in one.changes)
    }
    said = [
        [one.attempt_id, one.line, one.before.status, str(one.before.points), one.after.status,
         str(one.after.points), one.is_protected]
        for one in changes
    ]  # fmt: skip
    plain = json.dumps([spec.task, dict(spec.params), said], ensure_ascii=False, sort_keys=True, default=str)
    seal = hashlib.sha256(plain.encode()).hexdigest()
    return Trial(spec, scripts, changes, tuple(one.fault for one in compared if one.fault), seal, outcomes)
