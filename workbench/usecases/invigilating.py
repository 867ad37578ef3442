"""What an invigilator sees and does in a running room. Every act wants a reason and stands in the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.errors import Closed, Refused
from workbench.domain.module import STANDARD_MODULES
from workbench.store import attempts, audit, room, signins, sittings
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.store.presence import Sign
from workbench.store.room import Place
from workbench.usecases.access import exam_attempt, refuse_practice, timing
from workbench.usecases.presence import OFFLINE_SECONDS
from workbench.usecases.reasons import reason_given
from workbench.usecases.reopening import run_again
from workbench.usecases.roles import require
from workbench.usecases.running_sitting import RUNNERS
from workbench.usecases.scoring_attempts import score_attempt
from workbench.usecases.seen import newer
from workbench.usecases.sitting_exam import close
from workbench.usecases.turns import demand
from workbench.usecases.workbench import Workbench

LONGEST_EXTENSION_MINUTES = 120

STATES = {"prepared": "未开始", "running": "作答中", "handed_in": "已交卷", "void": "已作废"}

AT_WORK = ("prepared", "running")
"""The states in which an attempt may still be worked on."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One line of the board. ``seconds_left`` is None unless the attempt runs.

    ``saved_ago`` is how many seconds ago the server last took something, ``seen_ago`` how many ago the
    page was last heard; None before the first time. ``reconnects`` counts its returns after a silence.
    """

    attempt_id: str
    candidate: str
    name: str
    class_name: str
    seat: str
    module: str
    state: str
    seconds_left: float | None
    extra_minutes: int
    saved_ago: float | None
    seen_ago: float | None
    reconnects: int
    reopened: int
    focus_lost: int
    ended_by: str

    @property
    def is_online(self) -> bool:
        """Whether the page was heard in time for two beats."""
        return self.seen_ago is not None and self.seen_ago <= OFFLINE_SECONDS

    @property
    def is_offline(self) -> bool:
        """Whether the student should be at work and is not heard. Who never was heard has no beats."""
        return self.state == "running" and self.seen_ago is not None and not self.is_online


def board(wb: Workbench, by: Person, sitting_id: int) -> tuple[Seat, ...]:
    """Every place of the room as it is now, by seat. Focus losses are hints, never points."""
    require(by, *RUNNERS)
    with wb.store.reading() as conn:
        refuse_practice(conn, sitting_id)
        found = room.places(conn, sitting_id)
    now = wb.clock()
    return tuple(_seat(wb, place, now) for place in found)


def _seat(wb: Workbench, place: Place, now: float) -> Seat:
    attempt, person = place.attempt, place.person
    is_running = attempt.state == "running"
    sign = _newest_sign(place.sign, wb.seen.of(attempt.id))
    return Seat(
        attempt_id=attempt.id,
        candidate=attempt.candidate,
        name=person.name,
        class_name=person.class_name,
        seat=place.seat,
        module=STANDARD_MODULES[wb.registry.plugins[attempt.plugin].module.module],
        state=attempt.state,
        seconds_left=timing(attempt).seconds_left(now) if is_running else None,
        extra_minutes=attempt.extra_seconds // 60,
        saved_ago=None if place.saved is None else max(0.0, now - place.saved),
        seen_ago=None if sign is None else max(0.0, now - sign.seen),
        reconnects=0 if sign is None else sign.reconnects,
        reopened=place.reopened,
        focus_lost=place.focus_lost,
        ended_by=attempt.ended_by or "",
    )


def _newest_sign(stored: Sign | None, known: Sign | None) -> Sign | None:
    if stored is None or known is None:
        return stored or known
    return newer(stored, known)


def open_room(wb: Workbench, by: Person) -> sittings.Sitting | None:
    """The newest sitting that is drawn, open or closed: the one whose board opens first."""
    require(by, *RUNNERS)
    with wb.store.reading() as conn:
        found = [one for one in sittings.sittings(conn) if one.state in ("drawn", "open", "closed")]
    return found[-1] if found else None


def extend(wb: Workbench, by: Person, attempt_ids: Sequence[str], *, minutes: int, reason: str) -> int:
    """Give the attempts ``minutes`` more, all of them or none; how many.

    Raises Refused for a span or reason that does not fit, Closed where one is handed in, Absent.
    """
    require(by, *RUNNERS)
    if not 1 <= minutes <= LONGEST_EXTENSION_MINUTES:
        raise Refused(f"加时要写 1—{LONGEST_EXTENSION_MINUTES} 的整数分钟，您写的是 {minutes}。")
    why = reason_given(reason)
    ids = tuple(dict.fromkeys(attempt_ids))
    if not ids:
        raise Refused("请先选考生。")
    with wb.store.writing() as conn:
        for attempt_id in ids:
            found = _attempt(conn, attempt_id, "加时")
            if found.state not in AT_WORK:
                told = STATES[found.state]
                raise Closed(f"考生 {found.candidate} {told}，不能加时；没有给任何人加时。")
            attempts.grant(conn, attempt_id, seconds=minutes * 60, reason=why, by=by.id, at=wb.clock())
        detail = {"attempts": list(ids), "minutes": minutes, "reason": why}
        audit.note(conn, at=wb.clock(), who=by.login, what="extend", detail=detail)
    return len(ids)


def hand_in_for(wb: Workbench, by: Person, attempt_id: str, *, reason: str) -> None:
    """End a running attempt on the student's behalf, with the newest acknowledged drafts, and score it.

    Raises Refused without a reason, Closed for an attempt that does not run, Absent.
    """
    require(by, *RUNNERS)
    why = reason_given(reason)
    with wb.store.writing() as conn:
        found = _attempt(conn, attempt_id, "代交卷")
        if found.state != "running":
            raise Closed(f"考生 {found.candidate} {STATES[found.state]}，不能代交卷。")
        close(conn, wb, found, wb.clock(), by="invigilator")
        audit.note(
            conn, at=wb.clock(), who=by.login, what="hand_in", detail={"attempt": attempt_id, "reason": why}
        )
    score_attempt(wb, attempt_id)


def reopen(wb: Workbench, by: Person, attempt_id: str, *, minutes: int, reason: str) -> None:
    """Let a handed-in attempt run again: with what was left when it ended, and ``minutes`` more.

    The pause is granted; outcomes stay and the next hand-in is scored anew. Raises Refused without a
    reason, for a span that does not fit or where no time would be left; Closed once the sitting is closed
    or an examiner has marked; Absent.
    """
    require(by, *RUNNERS)
    if not 0 <= minutes <= LONGEST_EXTENSION_MINUTES:
        raise Refused(f"另加的时间要写 0—{LONGEST_EXTENSION_MINUTES} 的整数分钟，您写的是 {minutes}。")
    why = reason_given(reason)
    with wb.store.writing() as conn:
        found, now = exam_attempt(conn, attempt_id), wb.clock()
        if found.state != "handed_in" or found.ended is None:
            raise Closed(f"考生 {found.candidate} {STATES[found.state]}，不用恢复作答。")
        left = timing(found).seconds_left(found.ended) + minutes * 60
        if left < 1:
            raise Refused(f"考生 {found.candidate} 的时间已经用完，请写明另加几分钟。")
        run_again(conn, found, by, seconds_left=left, now=now, reason=f"恢复作答：{why}")
        detail = {"attempt": attempt_id, "minutes": minutes, "seconds_left": round(left), "reason": why}
        audit.note(conn, at=now, who=by.login, what="reopen", detail=detail)


def release(wb: Workbench, by: Person, attempt_id: str, *, reason: str) -> None:
    """Sign the student out everywhere and free the attempt, so that another computer can go on with it.

    Raises Refused without a reason, Closed once it is handed in, Absent.
    """
    require(by, *RUNNERS)
    why = reason_given(reason)
    with wb.store.writing() as conn:
        found = _attempt(conn, attempt_id, "换机")
        if found.state not in AT_WORK:
            raise Closed(f"考生 {found.candidate} {STATES[found.state]}，不用换机。")
        signins.revoke_person(conn, found.person_id)
        attempts.claim(conn, attempt_id, holder="", at=wb.clock())
        audit.note(
            conn, at=wb.clock(), who=by.login, what="release", detail={"attempt": attempt_id, "reason": why}
        )


def _attempt(conn: Connection, attempt_id: str, act: str) -> Attempt:
    found = exam_attempt(conn, attempt_id)
    demand(conn, found.sitting_id, act, "drawn", "open")
    if found.state == "void":
        raise Closed(f"考生 {found.candidate} 已经重新抽题，原来的试卷已作废。请刷新后再操作。")
    return found
