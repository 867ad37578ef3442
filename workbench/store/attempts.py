"""Attempts: one student's hour with one paper."""

from __future__ import annotations

from dataclasses import dataclass, fields

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.store import schema

_ATTEMPTS, _GRANTS = schema.attempts, schema.grants


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt. Times are seconds since the epoch; ``seed`` is hexadecimal; ``holder`` is the page that writes.

    ``state`` is prepared, running or handed_in; ``ended_by`` is student, time or invigilator.
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


_COLUMNS = [_ATTEMPTS.c[field.name] for field in fields(Attempt)]
_ONE = sa.select(*_COLUMNS).where(_ATTEMPTS.c.id == sa.bindparam("id"))
_DEADLINE = _ATTEMPTS.c.began + _ATTEMPTS.c.minutes * 60 + _ATTEMPTS.c.extra_seconds


def add_attempt(conn: Connection, new: Attempt) -> None:
    """Keep a new attempt. Raises StoreError when the person has one in this sitting, or the code is taken."""
    conn.execute(sa.insert(_ATTEMPTS), {field.name: getattr(new, field.name) for field in fields(Attempt)})


def attempt(conn: Connection, attempt_id: str) -> Attempt | None:
    """The attempt of that id."""
    row = conn.execute(_ONE, {"id": attempt_id}).first()
    return None if row is None else Attempt(*row)


def attempts_of(conn: Connection, person_id: int) -> tuple[Attempt, ...]:
    """A person's attempts, the oldest sitting first."""
    query = sa.select(*_COLUMNS).where(_ATTEMPTS.c.person_id == person_id).order_by(_ATTEMPTS.c.sitting_id)
    return tuple(Attempt(*row) for row in conn.execute(query))


def attempts_in(conn: Connection, sitting_id: int) -> tuple[Attempt, ...]:
    """A sitting's attempts, by code."""
    query = sa.select(*_COLUMNS).where(_ATTEMPTS.c.sitting_id == sitting_id).order_by(_ATTEMPTS.c.code)
    return tuple(Attempt(*row) for row in conn.execute(query))


def begin(conn: Connection, attempt_id: str, *, at: float) -> None:
    """Start the hour of a prepared attempt; one that runs or has ended stays as it is."""
    which = (_ATTEMPTS.c.id == attempt_id, _ATTEMPTS.c.state == "prepared")
    conn.execute(sa.update(_ATTEMPTS).where(*which).values(state="running", began=at))


def claim(conn: Connection, attempt_id: str, *, holder: str) -> None:
    """Make ``holder`` the one page that may write."""
    conn.execute(sa.update(_ATTEMPTS).where(_ATTEMPTS.c.id == attempt_id).values(holder=holder))


def end(conn: Connection, attempt_id: str, *, at: float, by: str) -> None:
    """End a running attempt; one that has ended stays as it is."""
    which = (_ATTEMPTS.c.id == attempt_id, _ATTEMPTS.c.state == "running")
    conn.execute(sa.update(_ATTEMPTS).where(*which).values(state="handed_in", ended=at, ended_by=by))


def due(conn: Connection, *, now: float) -> tuple[Attempt, ...]:
    """The running attempts whose deadline is ``now`` or earlier."""
    query = sa.select(*_COLUMNS).where(_ATTEMPTS.c.state == "running", now >= _DEADLINE)
    return tuple(Attempt(*row) for row in conn.execute(query))


def grant(conn: Connection, attempt_id: str, *, seconds: int, reason: str, by: int, at: float) -> None:
    """Give extra time, and keep who gave it and why."""
    row = {"attempt_id": attempt_id, "seconds": seconds, "reason": reason, "by": by, "at": at}
    conn.execute(sa.insert(_GRANTS), row)
    more = {"extra_seconds": _ATTEMPTS.c.extra_seconds + seconds}
    conn.execute(sa.update(_ATTEMPTS).where(_ATTEMPTS.c.id == attempt_id).values(more))
