"""Outages that a person judges: credited with time, or dismissed. A closed browser looks the same."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workbench.domain.errors import Absent, Closed, Refused
from workbench.store import attempts, audit, room, sittings
from workbench.store import outages as kept
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.outages import Outage
from workbench.store.people import Person
from workbench.store.room import Place
from workbench.usecases.reasons import LONGEST_REASON, reason_given
from workbench.usecases.reopening import run_again
from workbench.usecases.roles import require
from workbench.usecases.running_sitting import RUNNERS
from workbench.usecases.turns import demand
from workbench.usecases.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Proposal:
    """One student's span. ``may_credit`` is false for one that handed in by hand."""

    outage: Outage
    candidate: str
    name: str
    seat: str
    may_credit: bool

    @property
    def seconds(self) -> float:
        """How long it was."""
        return self.outage.ended - self.outage.began


@dataclass(frozen=True, slots=True)
class Group:
    """Spans that overlap, as of one power cut. ``at_work``: others whose work was taken meanwhile."""

    proposals: tuple[Proposal, ...]
    at_work: int

    @property
    def began(self) -> float:
        """When the first of them began."""
        return min(one.outage.began for one in self.proposals)

    @property
    def ended(self) -> float:
        """When the last of them ended."""
        return max(one.outage.ended for one in self.proposals)


def proposals(wb: Workbench, by: Person, sitting_id: int) -> tuple[Group, ...]:
    """What nobody has judged yet, the oldest group first."""
    require(by, *RUNNERS)
    with wb.store.reading() as conn:
        found = kept.proposed_in(conn, sitting_id)
        if not found:
            return ()
        places = {place.attempt.id: place for place in room.places(conn, sitting_id)}
        groups = []
        for together in overlapping(found):
            began, ended = together[0].began, max(one.ended for one in together)
            others = kept.at_work_between(conn, sitting_id, began + 1, ended - 1)
            others -= {one.attempt_id for one in together}
            shown = [_proposal(one, places[one.attempt_id]) for one in together]
            groups.append(Group(tuple(sorted(shown, key=lambda one: (one.seat, one.candidate))), len(others)))
    return tuple(groups)


def waiting(wb: Workbench, by: Person, sitting_id: int) -> int:
    """How many spans wait for a person."""
    require(by, *RUNNERS)
    with wb.store.reading() as conn:
        return len(kept.proposed_in(conn, sitting_id))


def overlapping(found: Sequence[Outage]) -> tuple[tuple[Outage, ...], ...]:
    """``found``, sorted by their beginning, in groups in which each overlaps the ones before it."""
    groups: list[list[Outage]] = []
    until = -math.inf
    for one in sorted(found, key=lambda outage: outage.began):
        if one.began >= until:
            groups.append([])
        groups[-1].append(one)
        until = max(until, one.ended)
    return tuple(tuple(group) for group in groups)


def _proposal(outage: Outage, place: Place) -> Proposal:
    attempt = place.attempt
    may = attempt.state == "running" or (attempt.state == "handed_in" and attempt.ended_by == "time")
    return Proposal(outage, attempt.candidate, place.person.name, place.seat, may)


def credit(
    wb: Workbench, by: Person, outage_ids: Sequence[int], *, reason: str, whole_minutes: bool = False
) -> int:
    """Give back the time of these spans, all of them or none; how many. Rounded up to minutes if asked.

    Time that was credited for an overlapping span is left out. Who was handed in by time runs again with
    just the credited time. Raises Refused without a reason, Closed for a span that was judged before, an
    attempt handed in by hand, or a sitting that is over; Absent.
    """
    require(by, *RUNNERS)
    why = reason_given(reason)
    with wb.store.writing() as conn:
        now = wb.clock()
        given, chosen = {}, _chosen(conn, outage_ids)
        for outage, attempt in chosen:
            seconds = _owed(conn, outage, whole_minutes=whole_minutes)
            if seconds:
                _give(conn, attempt, by, seconds=seconds, now=now, reason=_for_grant(outage, why))
            _settle(conn, outage, by, ("credited", seconds, why), now)
            given[str(outage.id)] = seconds
        detail = {"outages": given, "attempts": [one.id for _, one in chosen], "reason": why}
        audit.note(conn, at=now, who=by.login, what="credit", detail=detail)
    return len(given)


def dismiss(wb: Workbench, by: Person, outage_ids: Sequence[int], *, reason: str) -> int:
    """Keep that these spans earn no time, all of them or none; how many. Raises as ``credit`` does."""
    require(by, *RUNNERS)
    why = reason_given(reason)
    with wb.store.writing() as conn:
        chosen = _chosen(conn, outage_ids)
        for outage, attempt in chosen:
            demand(conn, attempt.sitting_id, "处理断线", "open", "closed")
            _settle(conn, outage, by, ("dismissed", None, why), wb.clock())
        detail = {
            "outages": [outage.id for outage, _ in chosen], "attempts": [one.id for _, one in chosen],
            "reason": why,
        }  # fmt: skip
        audit.note(conn, at=wb.clock(), who=by.login, what="dismiss", detail=detail)
    return len(chosen)


def _chosen(conn: Connection, outage_ids: Sequence[int]) -> list[tuple[Outage, Attempt]]:
    ids = sorted(set(outage_ids))
    if not ids:
        raise Refused("请先选断线。")
    chosen = []
    for outage in kept.outages(conn, ids):
        attempt = attempts.attempt(conn, outage.attempt_id)
        if attempt is not None:
            chosen.append((outage, attempt))
    if len(chosen) != len(ids):
        raise Absent("没有这条断线记录。")
    return chosen


def _owed(conn: Connection, outage: Outage, *, whole_minutes: bool) -> int:
    covered = [
        (one.began, one.ended)
        for one in kept.outages_of(conn, outage.attempt_id)
        if one.state == "credited" and one.id != outage.id
    ]
    seconds = math.ceil(uncovered(outage.began, outage.ended, covered))
    return -(-seconds // 60) * 60 if whole_minutes else seconds


def uncovered(began: float, ended: float, covered: Sequence[tuple[float, float]]) -> float:
    """Seconds of the span that none of ``covered`` has."""
    left, at = 0.0, began
    for start, stop in sorted(covered):
        left += max(0.0, min(start, ended) - at)
        at = max(at, stop)
    return left + max(0.0, ended - at)


def _give(conn: Connection, attempt: Attempt, by: Person, *, seconds: int, now: float, reason: str) -> None:
    attempt = attempts.attempt(conn, attempt.id) or attempt  # a span before may have reopened it
    if attempt.state == "running":
        _demand_open(conn, attempt)
        attempts.grant(conn, attempt.id, seconds=seconds, reason=reason, by=by.id, at=now)
    elif attempt.state == "handed_in" and attempt.ended_by == "time":
        run_again(conn, attempt, by, seconds_left=seconds, now=now, reason=reason)
    else:
        raise Closed(f"考生 {attempt.candidate} 不是到时交卷的，不能补时；没有给任何人补时。")


def _demand_open(conn: Connection, attempt: Attempt) -> None:
    sitting = sittings.sitting(conn, attempt.sitting_id)
    if sitting is None or sitting.state != "open":
        raise Closed("场次已经结束，不能补时。")


def _for_grant(outage: Outage, why: str) -> str:
    began, ended = (clock_time(at) for at in (outage.began, outage.ended))
    return f"断线补时 {began}—{ended}：{why}"[: LONGEST_REASON + 40]


def _settle(
    conn: Connection, outage: Outage, by: Person, said: tuple[str, int | None, str], now: float
) -> None:
    state, seconds, why = said
    if not kept.settle(conn, outage.id, state=state, seconds=seconds, reason=why, by=by.id, at=now):
        raise Closed(f"{clock_time(outage.began)} 起的这段断线已经处理过，没有再改。请看最新的列表。")


def clock_time(at: float) -> str:
    """A moment as the room's clock shows it."""
    return datetime.fromtimestamp(at).astimezone().strftime("%H:%M:%S")
