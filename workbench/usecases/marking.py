"""The examiner's work: the queue, one script with its evidence, marks, totals."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from workbench.domain.errors import Absent, Refused
from workbench.domain.module import JSON, STANDARD_MODULES
from workbench.domain.rubric import Level, Line
from workbench.domain.score import Outcome
from workbench.domain.total import Total, judged_by_hand
from workbench.domain.trace import Event
from workbench.host import replay
from workbench.host.paper import Paper
from workbench.store import attempts, events, marks, releases, sittings
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.marks import Mark
from workbench.store.people import Person
from workbench.usecases.access import exam_attempt, refuse_practice
from workbench.usecases.modules import module_of
from workbench.usecases.roles import require
from workbench.usecases.totalling import marked, paper_of
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
    """One script with everything that a mark may rest on. It holds no name.

    ``settled`` says why it takes no mark any more, and is empty while it takes one.
    """

    attempt_id: str
    code: str
    paper: Paper
    states: Mapping[str, JSON]
    trace: tuple[Event, ...]
    outcomes: Mapping[str, Outcome]
    marks: Mapping[str, Mark]
    upheld: Mapping[str, Mark]
    total: Total
    settled: str
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
    paper = paper_of(conn, attempt)
    sums = marked(conn, attempt, paper).total
    task = paper.task
    return QueueRow(attempt.id, attempt.code, task.id, task.title, sums.open_lines, sums.points, sums.passed)


def script(wb: Workbench, examiner: Person, attempt_id: str) -> Script:
    """One handed-in script. Raises Absent."""
    require(examiner, *MARKERS, "instructor")
    with wb.store.reading() as conn:
        attempt = _handed_in(conn, attempt_id)
        paper = paper_of(conn, attempt)
        trace = tuple(events.events_of(conn, attempt_id))
        given = marked(conn, attempt, paper)
        settled = _settled(wb, conn, attempt)
    seconds = (attempt.ended or 0.0) - (attempt.began or 0.0)
    states = replay.evidence(wb.registry, paper, trace, seconds).states
    return Script(
        attempt_id=attempt_id,
        code=attempt.code,
        paper=paper,
        states=states,
        trace=trace,
        outcomes=given.outcomes,
        marks=given.marks,
        upheld=given.upheld,
        total=given.total,
        settled=settled,
        seconds=seconds,
        ended_by=attempt.ended_by or "",
    )


def _handed_in(conn: Connection, attempt_id: str) -> Attempt:
    attempt = exam_attempt(conn, attempt_id)
    if attempt.state != "handed_in":
        raise Absent("没有这份答卷，或者它还没有交。")
    return attempt


@dataclass(frozen=True, slots=True)
class MarkIn:
    """A mark as typed; ``seen_mark`` is the newest mark of the line that was on screen."""

    line: str
    points: str
    comment: str = ""
    seen_mark: int | None = None


def put_mark(wb: Workbench, examiner: Person, attempt_id: str, given: MarkIn) -> Mark:
    """Keep a mark beside those before it. Raises Refused for points or a line that do not fit, and once
    the script's module is released.

    When another examiner marked the line meanwhile, both marks are kept and Refused says so.
    """
    require(examiner, *MARKERS)
    with wb.store.writing() as conn:
        attempt = _handed_in(conn, attempt_id)
        sittings.hold(conn, attempt.sitting_id)  # so that no release comes between
        if settled := _settled(wb, conn, attempt):
            raise Refused(settled)
        paper = paper_of(conn, attempt)
        line = next((line for line in paper.task.rubric if line.id == given.line), None)
        if line is None:
            raise Refused("评分表里没有这一行。")
        stands = marked(conn, attempt, paper)
        limit = judged_by_hand(line, stands.outcomes.get(line.id))
        points = points_typed(given.points, limit)
        level = level_of(line, points, limit)
        before = stands.marks.get(line.id)
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


def _settled(wb: Workbench, conn: Connection, attempt: Attempt) -> str:
    """Why the script takes no ordinary mark any more, in words; empty while it takes one."""
    found = sittings.sitting(conn, attempt.sitting_id)
    if found is None or found.state == "archived":
        return "本场考试已经归档，分数不能再变。"
    module = module_of(wb, attempt)
    if module in releases.releases_of(conn, attempt.sitting_id):
        return f"“{STANDARD_MODULES[module]}”的成绩已经公布，只有申诉成立才能改分。"
    return ""


def points_typed(typed: str, limit: Decimal) -> Decimal:
    """The points that were typed. Raises Refused for what is no number from 0 to ``limit``."""
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
