"""What an examiner sees: the queue, and one script with its evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from workbench.domain.errors import Absent
from workbench.domain.module import JSON, STANDARD_MODULES
from workbench.domain.score import Outcome
from workbench.domain.second_marking import FIRST, SECOND, THIRD
from workbench.domain.total import Total, total
from workbench.domain.trace import Event
from workbench.host import replay
from workbench.host.paper import Paper
from workbench.store import attempts, events, mark_drafts, markings, releases, sittings
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.marks import Mark
from workbench.store.people import Person
from workbench.usecases.access import exam_attempt, refuse_practice
from workbench.usecases.modules import module_of
from workbench.usecases.roles import require
from workbench.usecases.totalling import Marked, marked, paper_of
from workbench.usecases.workbench import Workbench

MARKERS = ("examiner", "administrator")
COVER = "●"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One script in the queue, blind: its code, its task, and the lines that wait for this examiner.

    ``open_ids`` names them. ``points`` and ``passed`` are what this examiner may know: of a script that two
    mark, their own marks alone count until both are in. ``seat`` is theirs, or the one that they would take.
    """

    attempt_id: str
    code: str
    task: str
    title: str
    open_ids: tuple[str, ...]
    points: Decimal
    passed: bool | None
    seat: int

    @property
    def open_lines(self) -> int:
        """How many lines wait for this examiner."""
        return len(self.open_ids)


@dataclass(frozen=True, slots=True)
class Script:
    """One script with everything that a mark may rest on. It holds no name.

    ``settled`` says why it takes no mark any more, and is empty while it takes one.
    ``marks`` are those that this examiner may see: of a script that two mark, their own. ``drafts`` are what
    they typed that is no mark yet: (points, comment) by line. ``open_ids`` as in QueueRow. ``seat`` is None
    for who only looks.
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
    seat: int | None
    is_double: bool
    open_ids: tuple[str, ...]
    drafts: Mapping[str, tuple[str, str]]


def blind(paper: Paper, text: str) -> str:
    """``text`` with the candidate's number covered, sign for sign.

    File names must carry the number, and examiners must not know it.
    """
    number = paper.candidate
    return text.replace(number, COVER * len(number)) if number else text


def queue(wb: Workbench, examiner: Person, sitting_id: int) -> tuple[QueueRow, ...]:
    """The scripts that this examiner marks or may take, in an order that is their own and stays the same."""
    require(examiner, *MARKERS)
    with wb.store.reading() as conn:
        refuse_practice(conn, sitting_id)
        taken = markings.seats_in(conn, sitting_id)
        done = [found for found in attempts.attempts_in(conn, sitting_id) if found.state == "handed_in"]
        rows = [_queue_row(conn, found, taken.get(found.id, {}), examiner) for found in done]
    mine = [row for row in rows if row is not None]
    return tuple(sorted(mine, key=lambda row: _shuffled(row.code, examiner.id)))


def _shuffled(code: str, examiner_id: int) -> bytes:
    return hashlib.sha256(f"{examiner_id}|{code}".encode()).digest()


def _queue_row(
    conn: Connection, attempt: Attempt, taken: Mapping[int, int], examiner: Person
) -> QueueRow | None:
    paper = paper_of(conn, attempt)
    stands = marked(conn, attempt, paper)
    seat = seat_for(stands, taken, examiner)
    if seat is None:
        return None
    task, sums = paper.task, seen_total(stands, paper, seat)
    return QueueRow(
        attempt.id, attempt.code, task.id, task.title, open_for(stands, seat), sums.points, sums.passed, seat
    )


def seat_for(stands: Marked, taken: Mapping[int, int], examiner: Person) -> int | None:
    """The seat from which an examiner marks a script: theirs, else a free one, or None.

    The third is free once the two others differ. A script that one marks has one seat, which all share.
    Who sees every mark, as an administrator does, takes no seat among those who mark blind.
    """
    if not stands.is_double:
        return FIRST
    if examiner.role != "examiner":
        return None
    held = next((seat for seat, holder in taken.items() if holder == examiner.id), None)
    if held is not None:
        return held
    wanted = [FIRST, SECOND]
    if any(THIRD in seats for seats in stands.waiting.values()):
        wanted.append(THIRD)
    return next((seat for seat in wanted if seat not in taken), None)


def open_for(stands: Marked, seat: int) -> tuple[str, ...]:
    """The lines that wait for a mark from that seat, in the rubric's order."""
    return tuple(line for line, seats in stands.waiting.items() if seat in seats)


def seen_total(stands: Marked, paper: Paper, seat: int) -> Total:
    """The sums that the examiner in a seat may know: of a script that two mark, from their own marks.

    Whether such a script passes is not theirs alone to say: ``passed`` is None.
    """
    if not stands.is_double or seat == THIRD:
        return stands.total
    own = {line: seats[seat].points for line, seats in stands.by_seat.items() if seat in seats}
    upheld = {line: mark.points for line, mark in stands.upheld.items()}
    sums = total(paper.task.rubric, stands.outcomes, own, upheld=upheld, pass_points=stands.pass_points)
    return replace(sums, passed=None)


def script(wb: Workbench, examiner: Person, attempt_id: str) -> Script:
    """One handed-in script, as this examiner may see it. Raises Absent, also where two others mark it."""
    require(examiner, *MARKERS, "instructor")
    with wb.store.reading() as conn:
        attempt = handed_in(conn, attempt_id)
        paper = paper_of(conn, attempt)
        trace = tuple(events.events_of(conn, attempt_id))
        stands = marked(conn, attempt, paper)
        closed = settled(wb, conn, attempt)
        seat = seat_for(stands, markings.seats_of(conn, attempt_id), examiner)
        drafts = mark_drafts.drafts_of(conn, attempt_id, examiner.id)
    looks = examiner.role != "examiner"  # an administrator or instructor sees every mark
    if seat is None and not looks:
        raise Absent("这份答卷由另外两位考评员评分。")
    seconds = (attempt.ended or 0.0) - (attempt.began or 0.0)
    states = replay.evidence(wb.registry, paper, trace, seconds).states
    return Script(
        attempt_id=attempt_id,
        code=attempt.code,
        paper=paper,
        states=states,
        trace=trace,
        outcomes=stands.outcomes,
        marks=_seen_marks(stands, seat, looks=looks),
        upheld=stands.upheld,
        total=stands.total if seat is None or looks else seen_total(stands, paper, seat),
        settled=closed,
        seconds=seconds,
        ended_by=attempt.ended_by or "",
        seat=seat,
        is_double=stands.is_double,
        open_ids=open_for(stands, seat) if seat is not None else (),
        drafts=drafts,
    )


def _seen_marks(stands: Marked, seat: int | None, *, looks: bool) -> Mapping[str, Mark]:
    if not stands.is_double or seat is None or looks:
        return stands.marks
    return {line: seats[seat] for line, seats in stands.by_seat.items() if seat in seats}


def handed_in(conn: Connection, attempt_id: str) -> Attempt:
    """The attempt of that id in an exam, once it is handed in. Raises Absent."""
    attempt = exam_attempt(conn, attempt_id)
    if attempt.state != "handed_in":
        raise Absent("没有这份答卷，或者它还没有交。")
    return attempt


def settled(wb: Workbench, conn: Connection, attempt: Attempt) -> str:
    """Why the script takes no ordinary mark any more, in words; empty while it takes one."""
    found = sittings.sitting(conn, attempt.sitting_id)
    if found is None or found.state == "archived":
        return "本场考试已经归档，分数不能再变。"
    module = module_of(wb, attempt)
    if module in releases.releases_of(conn, attempt.sitting_id):
        return f"“{STANDARD_MODULES[module]}”的成绩已经公布，只有申诉成立才能改分。"
    return ""


def sittings_to_mark(wb: Workbench, examiner: Person) -> tuple[sittings.Sitting, ...]:
    """The sittings that have begun, newest first."""
    require(examiner, *MARKERS, "instructor")
    with wb.store.reading() as conn:
        found = sittings.sittings(conn)
    return tuple(
        sorted((s for s in found if s.state not in ("planned", "frozen", "drawn")), key=lambda s: -s.id)
    )
