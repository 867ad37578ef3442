"""What an invigilator sees and does in a running room. Every act wants a reason and stands in the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.errors import Absent, Closed, Refused
from workbench.domain.module import STANDARD_MODULES
from workbench.store import attempts, audit, room, signins, sittings
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.store.room import Place
from workbench.usecases.access import timing
from workbench.usecases.reasons import reason_given
from workbench.usecases.roles import require
from workbench.usecases.running_sitting import RUNNERS
from workbench.usecases.scoring_attempts import score_attempt
from workbench.usecases.sitting_exam import close
from workbench.usecases.turns import demand
from workbench.usecases.workbench import Workbench

LONGEST_EXTENSION_MINUTES = 120

STATES = {"prepared": "未开始", "running": "作答中", "handed_in": "已交卷"}


@dataclass(frozen=True, slots=True)
class Seat:
    """One line of the board. ``seconds_left`` is None unless the attempt runs; times are epoch seconds.

    ``saved_ago`` is how many seconds ago the server last took something; None before the first save.
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
    reopened: int
    focus_lost: int
    ended_by: str


def board(wb: Workbench, by: Person, sitting_id: int) -> tuple[Seat, ...]:
    """Every place of the room as it is now, by seat. Focus losses are hints, never points."""
    require(by, *RUNNERS)
    with wb.store.reading() as conn:
        found = room.places(conn, sitting_id)
    now = wb.clock()
    return tuple(_seat(wb, place, now) for place in found)


def _seat(wb: Workbench, place: Place, now: float) -> Seat:
    attempt, person = place.attempt, place.person
    is_running = attempt.state == "running"
    return Seat(
        attempt_id=attempt.id,
        candidate=attempt.candidate,
        name=person.name,
        class_name=person.class_name,
        seat=person.seat,
        module=STANDARD_MODULES[wb.registry.plugins[attempt.plugin].module.module],
        state=attempt.state,
        seconds_left=timing(attempt).seconds_left(now) if is_running else None,
        extra_minutes=attempt.extra_seconds // 60,
        saved_ago=None if place.saved is None else max(0.0, now - place.saved),
        reopened=place.reopened,
        focus_lost=place.focus_lost,
        ended_by=attempt.ended_by or "",
    )


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
            if found.state == "handed_in":
                raise Closed(f"考生 {found.candidate} 已经交卷，不能加时；没有给任何人加时。")
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


def release(wb: Workbench, by: Person, attempt_id: str, *, reason: str) -> None:
    """Sign the student out everywhere and free the attempt, so that another computer can go on with it.

    Raises Refused without a reason, Closed once it is handed in, Absent.
    """
    require(by, *RUNNERS)
    why = reason_given(reason)
    with wb.store.writing() as conn:
        found = _attempt(conn, attempt_id, "换机")
        if found.state == "handed_in":
            raise Closed(f"考生 {found.candidate} 已经交卷，不用换机。")
        signins.revoke_person(conn, found.person_id)
        attempts.claim(conn, attempt_id, holder="", at=wb.clock())
        audit.note(
            conn, at=wb.clock(), who=by.login, what="release", detail={"attempt": attempt_id, "reason": why}
        )


def _attempt(conn: Connection, attempt_id: str, act: str) -> Attempt:
    found = attempts.attempt(conn, attempt_id)
    if found is None:
        raise Absent("没有这份试卷。")
    demand(conn, found.sitting_id, act, "drawn", "open")
    return found
