"""Signs of life: heartbeats, saves and steps. A long silence is proposed as an outage."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.errors import Absent
from workbench.store import attempts, outages
from workbench.store import presence as kept
from workbench.store.attempts import Attempt
from workbench.store.messages import Message
from workbench.store.people import Person
from workbench.store.presence import Sign
from workbench.usecases.access import NOT_THERE, timing
from workbench.usecases.seen import FORGOTTEN_SECONDS, newer
from workbench.usecases.workbench import Workbench

OUTAGE_SECONDS = 75.0
"""A longer silence is proposed as an outage. A page is heard every 16-24 s: three beats have failed then.
60 s would be too little: Chromium lets the timers of a page that has been hidden for five minutes run once
a minute, and a student who reads a simulated site in another tab has lost nothing."""

OFFLINE_SECONDS = 45.0
"""After so long without a sign of life the board says offline: two beats have failed."""

KEEP_SECONDS = 10.0
"""How often signs of life are written to the store; so much is at most forgotten by a killed server."""


@dataclass(frozen=True, slots=True)
class Beat:
    """One heartbeat as the browser sends it. ``read_message``: the newest message confirmed, 0 for none."""

    attempt: str
    holder: str
    read_message: int
    address: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """The answer. ``state`` is the attempt's, or ``ready`` where it may be started now."""

    now: float
    seconds_left: float
    state: str
    holder_ok: bool
    messages: tuple[Message, ...]


def beat(wb: Workbench, person: Person, said: Beat) -> Heard:
    """Note that the page lives, and say how things stand. Raises Absent for what is not the person's own.

    One indexed query; nothing is written but after a silence. A page that lost the attempt to another
    one is answered, and counts as no sign of life.
    """
    now = wb.clock()
    with wb.store.reading() as conn:
        found = kept.beaten(conn, said.attempt)
    if found is None or found.attempt.person_id != person.id:
        raise Absent(NOT_THERE)
    attempt = found.attempt
    holder_ok = attempt.holder == said.holder
    confirmed = min(said.read_message, _newest(found))
    read = max(confirmed, found.sign.read_message if found.sign else 0)
    if (known := wb.seen.of(attempt.id)) is not None:
        read = max(read, known.read_message)
    if holder_ok:
        sign = Sign(now, said.address, 0, read)
        _note(wb, attempt, sign, [one for one in (known, found.sign) if one is not None])
    unread = tuple(one for one in found.messages if one.id > read)
    state = state_of(attempt.state, found.sitting_state)
    return Heard(now, _seconds_left(attempt, now), state, holder_ok, unread)


def _newest(found: kept.Beaten) -> int:
    # A page cannot confirm what was not sent yet.
    before = found.sign.read_message if found.sign else 0
    return max((before, *(one.id for one in found.messages)))


def _seconds_left(attempt: Attempt, now: float) -> float:
    if attempt.began is None:
        return float(attempt.minutes * 60 + attempt.extra_seconds)
    return timing(attempt).seconds_left(now)


def state_of(attempt_state: str, sitting_state: str) -> str:
    """What a student's page shows: the attempt's state, or ``ready`` where it may be started now."""
    return "ready" if attempt_state == "prepared" and sitting_state == "open" else attempt_state


def alive(wb: Workbench, attempt: Attempt, now: float) -> None:
    """Note that the attempt's page was heard at ``now``: before its save or step is kept, never after.

    So the first that arrives after an outage ends it, and what was kept before ``now`` began it. A page
    that never had a heartbeat is quiet while its student reads: there is nothing to note.
    """
    known = [one for one in (wb.seen.of(attempt.id),) if one is not None]
    if not known or now - known[0].seen > OUTAGE_SECONDS:
        with wb.store.reading() as conn:
            stored = kept.sign(conn, attempt.id)
        known += [stored] if stored is not None else []
    if known:
        _note(wb, attempt, Sign(now), known)


def _note(wb: Workbench, attempt: Attempt, sign: Sign, known: list[Sign]) -> None:
    for one in known:
        sign = newer(one, sign)
    last = max((one.seen for one in known), default=sign.seen)
    silence = sign.seen - last
    if silence > OFFLINE_SECONDS:
        sign = Sign(sign.seen, sign.address, sign.reconnects + 1, sign.read_message)
    if silence > OUTAGE_SECONDS and _counts(attempt):
        _end_silence(wb, attempt.id, sign)
    wb.seen.note(attempt.id, sign)


def _counts(attempt: Attempt) -> bool:
    # Who was handed in by time may have been cut off then; who handed in by hand was there.
    return attempt.state == "running" or attempt.ended_by == "time"


def _end_silence(wb: Workbench, attempt_id: str, sign: Sign) -> None:
    # The store decides: another process may have heard the student meanwhile, or noted this silence.
    with wb.store.writing() as conn:
        attempt = attempts.attempt(conn, attempt_id)
        stored = kept.sign(conn, attempt_id)
        if attempt is None or attempt.began is None or stored is None:
            return
        # What the server itself put into the trace at the end stands at the deadline, and is no sign.
        work = kept.last_work(conn, attempt, before=min(sign.seen, timing(attempt).deadline))
        last = max(stored.seen, work or 0.0)
        span = fair_span(attempt, last, sign.seen)
        if span is not None:
            outages.propose(conn, attempt_id, began=span[0], ended=span[1])
        kept.keep(conn, {attempt_id: sign})


def fair_span(attempt: Attempt, last: float, now: float) -> tuple[float, float] | None:
    """The part of the silence from ``last`` to ``now`` that lies in the attempt's hour; None for no outage.

    Waiting before the start and what follows the deadline cost a student nothing. What is left must be
    longer than two beats: so much lies between the last beat and the end of every hour.
    """
    if now - last <= OUTAGE_SECONDS or attempt.began is None:
        return None
    began, ended = max(last, attempt.began), min(now, timing(attempt).deadline)
    return (began, ended) if ended - began > OFFLINE_SECONDS else None


def keep_signs(wb: Workbench) -> int:
    """Write to the store what this process has heard since the last time; how many attempts."""
    taken = wb.seen.take_unkept()
    if taken:
        try:
            with wb.store.writing() as conn:
                kept.keep(conn, taken)
        except BaseException:
            wb.seen.give_back(taken)
            raise
    wb.seen.forget(before=wb.clock() - FORGOTTEN_SECONDS)
    return len(taken)


def unread(wb: Workbench, person: Person, attempt_id: str) -> tuple[Message, ...]:
    """The messages that the student has not confirmed, oldest first. Raises Absent."""
    with wb.store.reading() as conn:
        found = kept.beaten(conn, attempt_id)
    if found is None or found.attempt.person_id != person.id:
        raise Absent(NOT_THERE)
    known = wb.seen.of(attempt_id)
    read = 0 if known is None else known.read_message
    return tuple(one for one in found.messages if one.id > read)
