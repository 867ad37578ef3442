"""Attempts: one student's hour with one paper."""

from __future__ import annotations

from dataclasses import dataclass, fields

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.store import schema
from workbench.store.connecting import holds_rows
from workbench.store.faults import doubles_refused

_ATTEMPTS, _GRANTS = schema.attempts, schema.grants


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt. Times are seconds since the epoch; ``seed`` is hexadecimal.

    ``holder`` is the page that may write; ``code`` is the blind number within the sitting. ``state``
    is prepared, running, handed_in or void; ``ended_by`` is student, time or invigilator. ``number``
    counts the person's attempts in the sitting: an exam has a second one only after the first was void.
    """

    id: str
    code: str
    sitting_id: int
    person_id: int
    candidate: str
    plugin: str
    task: str
    seed: str
    paper_hash: str
    state: str
    began: float | None
    minutes: int
    extra_seconds: int
    ended: float | None
    ended_by: str | None
    holder: str | None
    holder_since: float | None = None
    number: int = 1


_COLUMNS = [_ATTEMPTS.c[field.name] for field in fields(Attempt)]
_ONE = sa.select(*_COLUMNS).where(_ATTEMPTS.c.id == sa.bindparam("id"))
_HELD = _ONE.with_for_update(key_share=True)
_OF = sa.select(*_COLUMNS).where(_ATTEMPTS.c.person_id == sa.bindparam("person_id"))
_COUNTS = _ATTEMPTS.c.state != "void"
_IN_EXAMS = (
    _OF.join(schema.sittings, schema.sittings.c.id == _ATTEMPTS.c.sitting_id)
    .where(schema.sittings.c.kind == "exam", _COUNTS)
    .order_by(_ATTEMPTS.c.sitting_id, _ATTEMPTS.c.number)
)
_DEADLINE = _ATTEMPTS.c.began + _ATTEMPTS.c.minutes * 60 + _ATTEMPTS.c.extra_seconds


def add_attempt(conn: Connection, new: Attempt) -> None:
    """Keep a new attempt. Raises StoreError when the person has one in this sitting, or the code is taken."""
    row = {field.name: getattr(new, field.name) for field in fields(Attempt)}
    said = f"sitting {new.sitting_id}: person {new.person_id} has an attempt, or code {new.code!r} is taken"
    with doubles_refused(conn, said):
        conn.execute(sa.insert(_ATTEMPTS), row)


def attempt(conn: Connection, attempt_id: str) -> Attempt | None:
    """The attempt of that id. In a writing block nobody else changes it until the block ends."""
    row = conn.execute(_HELD if holds_rows(conn) else _ONE, {"id": attempt_id}).first()
    return None if row is None else Attempt(*row)


def attempt_of(conn: Connection, *, person_id: int, sitting_id: int) -> Attempt | None:
    """A person's attempt in a sitting that counts: the one that is not void."""
    query = _OF.where(_ATTEMPTS.c.sitting_id == sitting_id, _COUNTS)
    row = conn.execute(query, {"person_id": person_id}).first()
    return None if row is None else Attempt(*row)


def attempt_by_code(conn: Connection, *, sitting_id: int, code: str) -> Attempt | None:
    """The attempt with that blind number in a sitting."""
    query = sa.select(*_COLUMNS).where(_ATTEMPTS.c.sitting_id == sitting_id, _ATTEMPTS.c.code == code)
    row = conn.execute(query).first()
    return None if row is None else Attempt(*row)


def attempts_of(conn: Connection, person_id: int) -> tuple[Attempt, ...]:
    """A person's attempts in exams that count, the oldest sitting first; practice is not among them."""
    rows = conn.execute(_IN_EXAMS, {"person_id": person_id})
    return tuple(Attempt(*row) for row in rows)


def attempts_in(conn: Connection, sitting_id: int) -> tuple[Attempt, ...]:
    """A sitting's attempts that count, by code."""
    return tuple(one for one in every_attempt_in(conn, sitting_id) if one.state != "void")


def every_attempt_in(conn: Connection, sitting_id: int) -> tuple[Attempt, ...]:
    """A sitting's attempts, the void ones with them, by code."""
    query = sa.select(*_COLUMNS).where(_ATTEMPTS.c.sitting_id == sitting_id).order_by(_ATTEMPTS.c.code)
    return tuple(Attempt(*row) for row in conn.execute(query))


def begin(conn: Connection, attempt_id: str, *, at: float) -> bool:
    """Start the hour of a prepared attempt; False, and no change, for one that runs or has ended."""
    which = (_ATTEMPTS.c.id == attempt_id, _ATTEMPTS.c.state == "prepared")
    return conn.execute(sa.update(_ATTEMPTS).where(*which).values(state="running", began=at)).rowcount == 1


def claim(conn: Connection, attempt_id: str, *, holder: str, at: float | None = None) -> None:
    """Make ``holder`` the one page that may write, since ``at``."""
    which = sa.update(_ATTEMPTS).where(_ATTEMPTS.c.id == attempt_id)
    conn.execute(which.values(holder=holder, holder_since=at))


def end(conn: Connection, attempt_id: str, *, at: float, by: str) -> bool:
    """End a running attempt; False, and no change, for one that has ended or not begun."""
    which = (_ATTEMPTS.c.id == attempt_id, _ATTEMPTS.c.state == "running")
    done = sa.update(_ATTEMPTS).where(*which).values(state="handed_in", ended=at, ended_by=by)
    return conn.execute(done).rowcount == 1


def reopen(conn: Connection, attempt_id: str) -> bool:
    """Let a handed-in attempt run again; False, and no change, for one that is not handed in."""
    which = (_ATTEMPTS.c.id == attempt_id, _ATTEMPTS.c.state == "handed_in")
    again = sa.update(_ATTEMPTS).where(*which).values(state="running", ended=None, ended_by=None)
    return conn.execute(again).rowcount == 1


def void(conn: Connection, attempt_id: str, *, at: float) -> bool:
    """Put away an attempt that was never handed in: it is kept, and counts no more.

    One that ran is kept with ``at`` as its end. False, and no change, for any other.
    """
    which = (_ATTEMPTS.c.id == attempt_id, _ATTEMPTS.c.state.in_(("prepared", "running")))
    ended = sa.case((_ATTEMPTS.c.state == "running", at), else_=None)
    return conn.execute(sa.update(_ATTEMPTS).where(*which).values(state="void", ended=ended)).rowcount == 1


def due(conn: Connection, *, now: float) -> tuple[Attempt, ...]:
    """The running attempts whose deadline is ``now`` or earlier, the longest overdue first."""
    late = (_ATTEMPTS.c.state == "running", now >= _DEADLINE)
    query = sa.select(*_COLUMNS).where(*late).order_by(_DEADLINE, _ATTEMPTS.c.id)
    return tuple(Attempt(*row) for row in conn.execute(query))


def grant(conn: Connection, attempt_id: str, *, seconds: int, reason: str, by: int, at: float) -> None:
    """Give extra time, and keep who gave it and why."""
    row = {"attempt_id": attempt_id, "seconds": seconds, "reason": reason, "by": by, "at": at}
    conn.execute(sa.insert(_GRANTS), row)
    more = {"extra_seconds": _ATTEMPTS.c.extra_seconds + seconds}
    conn.execute(sa.update(_ATTEMPTS).where(_ATTEMPTS.c.id == attempt_id).values(more))


@dataclass(frozen=True, slots=True)
class Grant:
    """Extra time that was given: how much, why, by whom and when."""

    seconds: int
    reason: str
    by: int
    at: float


def grants_of(conn: Connection, attempt_id: str) -> tuple[Grant, ...]:
    """The extra time that an attempt was given, oldest first."""
    columns = [_GRANTS.c[field.name] for field in fields(Grant)]
    query = sa.select(*columns).where(_GRANTS.c.attempt_id == attempt_id).order_by(_GRANTS.c.id)
    return tuple(Grant(*row) for row in conn.execute(query))
