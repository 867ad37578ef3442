"""Giving marks: from an examiner's seat, beside those before, with what is half typed kept as a draft."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from workbench.domain.errors import Refused
from workbench.domain.rubric import Level, Line
from workbench.domain.second_marking import THIRD
from workbench.domain.total import judged_by_hand
from workbench.store import mark_drafts, markings, marks, sittings
from workbench.store.engine import Connection
from workbench.store.marks import Mark
from workbench.store.people import Person
from workbench.usecases.marking import MARKERS, handed_in, seat_for, settled
from workbench.usecases.roles import require
from workbench.usecases.totalling import Marked, marked, paper_of
from workbench.usecases.workbench import Workbench

LONGEST_COMMENT = 2000
LETTER_STEP = Decimal("0.1")
"""Points that stand for a letter are rounded to this, half up."""


@dataclass(frozen=True, slots=True)
class MarkIn:
    """A mark as typed: a number, or a level's letter for the middle of its span.

    ``seen_mark`` is the newest mark of the line that was on screen.
    """

    line: str
    points: str
    comment: str = ""
    seen_mark: int | None = None


def put_mark(wb: Workbench, examiner: Person, attempt_id: str, given: MarkIn) -> Mark:
    """Keep a mark beside those before it, from this examiner's seat, which their first mark takes.

    Raises Refused for points or a line that do not fit, or where others hold the seats. When another
    examiner marked the line of a script that is marked once meanwhile, both are kept and Refused says so.
    """
    require(examiner, *MARKERS)
    with wb.store.writing() as conn:
        attempt = handed_in(conn, attempt_id)
        sittings.hold(conn, attempt.sitting_id)  # so that no release comes between
        if said := settled(wb, conn, attempt):
            raise Refused(said)
        paper = paper_of(conn, attempt)
        line = _line(paper.task.rubric, given.line)
        stands = marked(conn, attempt, paper)
        seat = _seat(conn, stands, attempt_id, examiner, wb.clock())
        _refuse_agreed(stands, seat, line)
        limit = judged_by_hand(line, stands.outcomes.get(line.id))
        points = points_typed(given.points, limit, line)
        level = level_of(line, points, limit)
        before = stands.by_seat.get(line.id, {}).get(seat)
        kept = marks.add_mark(
            conn,
            attempt_id,
            line=line.id,
            examiner_id=examiner.id,
            points=points,
            level=level.letter if level else "",
            comment=given.comment.strip()[:LONGEST_COMMENT],
            at=wb.clock(),
            replaces=before.id if before else None,
            seat=seat,
        )
        mark_drafts.drop_draft(conn, attempt_id, line.id, examiner.id)
    if before is not None and before.id != given.seen_mark and before.examiner_id != examiner.id:
        raise Refused("另一位考评员刚给这一行评过分：两个分数都已留下，请刷新后核对。")
    return kept


def type_mark(wb: Workbench, examiner: Person, attempt_id: str, given: MarkIn) -> Mark | None:
    """Keep what was typed: as a mark, or, where it is none yet, as a draft, which is why None comes back.

    Raises Refused for points that do not fit; what was typed is kept then all the same.
    """
    require(examiner, *MARKERS)
    typed = (given.points.strip()[:20], given.comment[:LONGEST_COMMENT])
    with wb.store.writing() as conn:
        handed_in(conn, attempt_id)
        mark_drafts.put_draft(conn, attempt_id, given.line, examiner.id, typed=typed, at=wb.clock())
    return put_mark(wb, examiner, attempt_id, given) if typed[0] else None


def _line(rubric: tuple[Line, ...], line_id: str) -> Line:
    found = next((line for line in rubric if line.id == line_id), None)
    if found is None:
        raise Refused("评分表里没有这一行。")
    return found


def _seat(conn: Connection, stands: Marked, attempt_id: str, examiner: Person, now: float) -> int:
    taken = markings.seats_of(conn, attempt_id)
    seat = seat_for(stands, taken, examiner)
    if seat is None:
        raise Refused("这份答卷由另外两位考评员评分，您的分数没有记下。")
    if stands.is_double and seat not in taken:
        markings.take_seat(conn, attempt_id, seat=seat, examiner_id=examiner.id, at=now)
    return seat


def _refuse_agreed(stands: Marked, seat: int, line: Line) -> None:
    has_mark = seat in stands.by_seat.get(line.id, {})
    if seat == THIRD and not has_mark and THIRD not in stands.waiting.get(line.id, ()):
        raise Refused("这一行两位考评员的分数相差不大，不用第三位评。")


def points_typed(typed: str, limit: Decimal, line: Line | None = None) -> Decimal:
    """The points that were typed, or the middle of the level whose letter was.

    Raises Refused for what is no number from 0 to ``limit`` and no level of ``line``.
    """
    if limit == 0:
        raise Refused("这一行由系统评分，不用人工评分。")
    text = typed.strip()
    letter = next((one for one in line.levels if one.letter == text.upper()), None) if line else None
    if letter is not None:
        middle = Decimal(letter.low_percent + letter.high_percent) / 200 * limit
        return middle.quantize(LETTER_STEP, ROUND_HALF_UP)
    try:
        points = Decimal(text)
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
