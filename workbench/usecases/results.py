"""What a student sees of an exam, and when: every line with its reason, after the release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.domain.errors import Absent, Refused
from workbench.domain.module import STANDARD_MODULES
from workbench.domain.rubric import Level, Line
from workbench.domain.sitting_rules import SittingRules
from workbench.domain.total import LineTotal, Total
from workbench.host.paper import Paper
from workbench.store import appeals, attempts, releases, sittings
from workbench.store.appeals import Appeal
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.marks import Mark
from workbench.store.people import Person
from workbench.store.releases import Release
from workbench.store.sittings import Sitting
from workbench.usecases.access import NOT_THERE
from workbench.usecases.giving_marks import level_of
from workbench.usecases.marking import Script
from workbench.usecases.modules import module_of
from workbench.usecases.roles import require
from workbench.usecases.totalling import Marked, marked, paper_of, pass_points
from workbench.usecases.workbench import Workbench

DAY_SECONDS = 86_400.0


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One line of the rubric as its student sees it: no examiner is named.

    ``machine`` and ``judged`` are the parts' points, None where there is no such part or it is open;
    ``reason`` is the machine's, ``level`` what the examiner's part reached. ``upheld`` is what an appeal
    gave the whole line.
    """

    line: Line
    points: Decimal
    is_open: bool
    machine: Decimal | None
    machine_max: Decimal
    reason: str
    judged: Decimal | None
    judged_max: Decimal
    level: Level | None
    comment: str
    upheld: Decimal | None = None


def result_lines(rubric: Sequence[Line], stands: Marked | Script) -> tuple[ResultLine, ...]:
    """Every line in the rubric's order. ``stands`` holds what was given, of whatever kind of sitting."""
    parts = {part.line.id: part for part in stands.total.lines}
    return tuple(_result_line(parts[line.id], stands) for line in rubric)


def _given(line: Line, stands: Marked | Script) -> tuple[Mark, ...]:
    if isinstance(stands, Marked):  # two may have marked it, and a third
        return tuple(stands.by_seat.get(line.id, {}).values())
    return (stands.marks[line.id],) if line.id in stands.marks else ()


def _result_line(part: LineTotal, stands: Marked | Script) -> ResultLine:
    line, outcome = part.line, stands.outcomes.get(part.line.id)
    given = _given(line, stands)
    is_scored = outcome is not None and outcome.status == "scored"
    judged_max = line.judged_points if is_scored else line.points
    return ResultLine(
        line=line,
        points=part.points,
        is_open=part.is_open,
        machine=part.machine,
        machine_max=line.auto_points,
        reason=outcome.reason if outcome is not None and line.use is not None else "",
        judged=part.judged,
        judged_max=judged_max,
        level=level_of(line, part.judged, judged_max) if part.judged is not None else None,
        comment="；".join(mark.comment for mark in given if mark.comment and part.judged is not None),
        upheld=part.upheld,
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """One script of a student. ``points`` and ``passed`` are None until its module is released."""

    attempt_id: str
    sitting: str
    date: str
    module: str
    released: float | None
    points: Decimal | None
    passed: bool | None


@dataclass(frozen=True, slots=True)
class Result:
    """A released script. ``appeal_until`` is epoch seconds, None where no appeal is taken (any more)."""

    attempt_id: str
    code: str
    sitting: str
    date: str
    module: str
    paper: Paper
    total: Total
    pass_points: Decimal
    lines: tuple[ResultLine, ...]
    appeals: Mapping[str, Appeal]
    appeal_until: float | None
    shows_model: bool


def my_results(wb: Workbench, student: Person) -> tuple[Waiting, ...]:
    """The student's own handed-in scripts of exams, the newest sitting first."""
    require(student, "student")
    with wb.store.reading() as conn:
        _refuse_at_work(conn, student)
        return tuple(
            _waiting(wb, conn, attempt, sitting) for attempt, sitting in reversed(_exams(conn, student))
        )


def _exams(conn: Connection, student: Person) -> list[tuple[Attempt, Sitting]]:
    found = [(one, sittings.sitting(conn, one.sitting_id)) for one in attempts.attempts_of(conn, student.id)]
    return [
        (attempt, sitting)
        for attempt, sitting in found
        if sitting is not None and sitting.kind == "exam" and attempt.state == "handed_in"
    ]


def _refuse_at_work(conn: Connection, student: Person) -> None:
    # An old result with its model answer would be a crib in a later exam.
    for attempt in attempts.attempts_of(conn, student.id):
        if attempt.state == "running":
            sitting = sittings.sitting(conn, attempt.sitting_id)
            if sitting is not None and sitting.kind == "exam":
                raise Refused("您正在考试。交卷以后才能看以前的成绩。")


def _waiting(wb: Workbench, conn: Connection, attempt: Attempt, sitting: Sitting) -> Waiting:
    module = module_of(wb, attempt)
    release = releases.releases_of(conn, sitting.id).get(module)
    sums = marked(conn, attempt, paper_of(conn, attempt)).total if release else None
    return Waiting(
        attempt_id=attempt.id,
        sitting=sitting.name,
        date=SittingRules.from_json(sitting.rules).date,
        module=STANDARD_MODULES[module],
        released=release.at if release else None,
        points=sums.points if sums else None,
        passed=sums.passed if sums else None,
    )


def result(wb: Workbench, student: Person, attempt_id: str) -> Result:
    """The student's own released script. Raises Absent, or Refused before its module is released."""
    with wb.store.reading() as conn:
        seen = released_attempt(wb, conn, student, attempt_id)
        paper = paper_of(conn, seen.attempt)
        stands = marked(conn, seen.attempt, paper)
        asked = {one.line: one for one in appeals.appeals_of(conn, attempt_id)}
        rules = SittingRules.from_json(seen.sitting.rules)
        return Result(
            attempt_id=attempt_id,
            code=seen.attempt.code,
            sitting=seen.sitting.name,
            date=rules.date,
            module=STANDARD_MODULES[seen.release.module],
            paper=paper,
            total=stands.total,
            pass_points=pass_points(conn, seen.sitting.id),
            lines=result_lines(paper.task.rubric, stands),
            appeals=asked,
            appeal_until=appeal_until(seen.sitting, seen.release, wb.clock()),
            shows_model=seen.release.shows_model,
        )


@dataclass(frozen=True, slots=True)
class ReleasedAttempt:
    """A student's own script whose module is released."""

    attempt: Attempt
    sitting: Sitting
    release: Release


def released_attempt(wb: Workbench, conn: Connection, student: Person, attempt_id: str) -> ReleasedAttempt:
    """The script, for its own student after the release. Raises Absent, Refused."""
    require(student, "student")
    _refuse_at_work(conn, student)
    attempt = attempts.attempt(conn, attempt_id)
    if attempt is None or attempt.person_id != student.id or attempt.state != "handed_in":
        raise Absent(NOT_THERE)
    sitting = sittings.sitting(conn, attempt.sitting_id)
    if sitting is None:
        raise Absent(NOT_THERE)
    release = releases.releases_of(conn, sitting.id).get(module_of(wb, attempt))
    if release is None:
        raise Refused("成绩还没有公布。")
    return ReleasedAttempt(attempt, sitting, release)


def appeal_until(sitting: Sitting, release: Release, now: float) -> float | None:
    """Until when (epoch seconds) the module's students may appeal; None when they may not, or no more."""
    until = release.at + SittingRules.from_json(sitting.rules).appeal_days * DAY_SECONDS
    return until if now < until and sitting.state in ("marked", "released") else None
