"""The examiner's work: the queue, one script with its evidence, marks, totals."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from workbench.domain.errors import Absent, Refused
from workbench.domain.module import JSON
from workbench.domain.rubric import Level, Line
from workbench.domain.score import Outcome
from workbench.domain.sitting_rules import SittingRules
from workbench.domain.total import Total, judged_by_hand, total
from workbench.domain.trace import Event
from workbench.host import replay
from workbench.host.paper import Paper, thaw
from workbench.store import attempts, events, marks, papers, sittings
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.marks import Mark
from workbench.store.people import Person
from workbench.usecases.access import exam_attempt, refuse_practice
from workbench.usecases.roles import require
from workbench.usecases.workbench import Workbench

MARKERS = ("examiner", "administrator")


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One script in the queue, blind: its code, its task, and what is still open."""

    attempt_id: str
    code: str
    task: str
    title: str
    open_lines: int
    points: Decimal
    passed: bool | None


@dataclass(frozen=True, slots=True)
class Script:
    """One script with everything that a mark may rest on. It holds no name."""

    attempt_id: str
    code: str
    paper: Paper
    states: Mapping[str, JSON]
    trace: tuple[Event, ...]
    outcomes: Mapping[str, Outcome]
    marks: Mapping[str, Mark]
    total: Total
    seconds: float
    ended_by: str


def queue(wb: Workbench, examiner: Person, sitting_id: int) -> tuple[QueueRow, ...]:
    """Every script handed in, in an order that is this examiner's own and stays the same."""
    require(examiner, *MARKERS)
    with wb.store.reading() as conn:
        refuse_practice(conn, sitting_id)
        done = [found for found in attempts.attempts_in(conn, sitting_id) if found.state == "handed_in"]
        rows = [_queue_row(conn, found) for found in done]
    return tuple(sorted(rows, key=lambda row: _shuffled(row.code, examiner.id)))


def _shuffled(code: str, examiner_id: int) -> bytes:

    return hashlib.sha256(f"{examiner_id}|{code}".encode()).digest()


def _queue_row(conn: Connection, attempt: Attempt) -> QueueRow:
    paper = _paper(conn, attempt)
    sums = _total(conn, attempt, paper)
    task = paper.task
    return QueueRow(attempt.id, attempt.code, task.id, task.title, sums.open_lines, sums.points, sums.passed)


def script(wb: Workbench, examiner: Person, attempt_id: str) -> Script:
    """One handed-in script. Raises Absent."""
    require(examiner, *MARKERS, "instructor")
    with wb.store.reading() as conn:
        attempt = _handed_in(conn, attempt_id)
        paper = _paper(conn, attempt)
        trace = tuple(events.events_of(conn, attempt_id))
        outcomes = {outcome.line: outcome for outcome in marks.newest_outcomes(conn, attempt_id)}
        given = _newest(marks.marks_of(conn, attempt_id))
        pass_points = _pass_points(conn, attempt.sitting_id)
    seconds = (attempt.ended or 0.0) - (attempt.began or 0.0)
    states = replay.evidence(wb.registry, paper, trace, seconds).states
    by_hand = {line: mark.points for line, mark in given.items()}
    sums = total(paper.task.rubric, outcomes, by_hand, pass_points=pass_points)
    return Script(
        attempt_id=attempt_id,
        code=attempt.code,
        paper=paper,
        states=states,
        trace=trace,
        outcomes=outcomes,
        marks=given,
        total=sums,
        seconds=seconds,
        ended_by=attempt.ended_by or "",
    )


def _handed_in(conn: Connection, attempt_id: str) -> Attempt:
    attempt = exam_attempt(conn, attempt_id)
    if attempt.state != "handed_in":
        raise Absent("没有这份答卷，或者它还没有交。")
    return attempt


def _paper(conn: Connection, attempt: Attempt) -> Paper:
    body = papers.paper(conn, attempt.paper_hash)
    if body is None:
        raise Absent("这份答卷的试题不在库中，请联系管理员。")
    return thaw(body)


def _newest(given: Sequence[Mark]) -> dict[str, Mark]:
    return {mark.line: mark for mark in sorted(given, key=lambda mark: mark.id)}


def _total(conn: Connection, attempt: Attempt, paper: Paper) -> Total:
    outcomes = {outcome.line: outcome for outcome in marks.newest_outcomes(conn, attempt.id)}
    given = _newest(marks.marks_of(conn, attempt.id))
    by_hand = {line: mark.points for line, mark in given.items()}
    pass_points = _pass_points(conn, attempt.sitting_id)
    return total(paper.task.rubric, outcomes, by_hand, pass_points=pass_points)


def _pass_points(conn: Connection, sitting_id: int) -> Decimal:
    found = sittings.sitting(conn, sitting_id)
    return Decimal(SittingRules.from_json(found.rules if found else None).pass_points)


@dataclass(frozen=True, slots=True)
class MarkIn:
    """A mark as typed; ``seen_mark`` is the newest mark of the line that was on screen."""

    line: str
    points: str
    comment: str = ""
    seen_mark: int | None = None


def put_mark(wb: Workbench, examiner: Person, attempt_id: str, given: MarkIn) -> Mark:
    """Keep a mark beside those before it. Raises Refused for points or a line that do not fit.

    When another examiner marked the line meanwhile, both marks are kept and Refused says so.
    """
    require(examiner, *MARKERS)
    with wb.store.writing() as conn:
        attempt = _handed_in(conn, attempt_id)
        paper = _paper(conn, attempt)
        line = next((line for line in paper.task.rubric if line.id == given.line), None)
        if line is None:
            raise Refused("评分表里没有这一行。")
        outcomes = {outcome.line: outcome for outcome in marks.newest_outcomes(conn, attempt_id)}
        limit = judged_by_hand(line, outcomes.get(line.id))
        points = _points(given.points, limit)
        level = level_of(line, points, limit)
        before = _newest(marks.marks_of(conn, attempt_id)).get(line.id)
        kept = marks.add_mark(
            conn,
            attempt_id,
            line=line.id,
            examiner_id=examiner.id,
            points=points,
            level=level.letter if level else "",
            comment=given.comment.strip()[:2000],
            at=wb.clock(),
            replaces=before.id if before else None,
        )
    if before is not None and before.id != given.seen_mark and before.examiner_id != examiner.id:
        raise Refused("另一位考评员刚给这一行评过分：两个分数都已留下，请刷新后核对。")
    return kept


def _points(typed: str, limit: Decimal) -> Decimal:
    if limit == 0:
        raise Refused("这一行由系统评分，不用人工评分。")
    try:
        points = Decimal(typed.strip())
    except InvalidOperation:
        raise Refused(f"分数要写成数字，例如 {limit}，您写的是“{typed[:20]}”。") from None
    if not points.is_finite() or not 0 <= points <= limit or points != points.quantize(Decimal("0.01")):
        raise Refused(f"这一行的分数在 0 到 {limit} 之间，最多两位小数，您写的是“{typed[:20]}”。")
    return points


def level_of(line: Line, points: Decimal, limit: Decimal) -> Level | None:
    """The level that ``points`` of ``limit`` reach: the highest whose lower bound they meet."""
    percent = points / limit * 100
    reached = [level for level in line.levels if percent >= level.low_percent]
    return max(reached, key=lambda level: level.low_percent, default=None)


def sittings_to_mark(wb: Workbench, examiner: Person) -> tuple[sittings.Sitting, ...]:
    """The sittings that have begun, newest first."""
    require(examiner, *MARKERS, "instructor")
    with wb.store.reading() as conn:
        found = sittings.sittings(conn)
    return tuple(
        sorted((s for s in found if s.state not in ("planned", "frozen", "drawn")), key=lambda s: -s.id)
    )
