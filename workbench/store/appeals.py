"""What students appeal against, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.domain.errors import StoreError
from workbench.store import schema
from workbench.store.faults import doubles_refused

_APPEALS, _ATTEMPTS = schema.appeals, schema.attempts

Verdict = Literal["upheld", "rejected"]


@dataclass(frozen=True, slots=True)
class Appeal:
    """One appeal. ``line`` is empty where the whole script is meant; ``state`` is open or a verdict.

    ``answer``, ``by`` (the examiner's id) and ``answered`` (epoch seconds) are None while it is open.
    """

    id: int
    attempt_id: str
    line: str
    body: str
    at: float
    state: str
    answer: str | None = None
    by: int | None = None
    answered: float | None = None


_COLUMNS = [_APPEALS.c[field.name] for field in fields(Appeal)]


def add_appeal(conn: Connection, attempt_id: str, *, line: str, body: str, at: float) -> Appeal:
    """Keep a new appeal. Raises StoreError when there is one against that line."""
    row = {"attempt_id": attempt_id, "line": line, "body": body, "at": at, "state": "open"}
    with doubles_refused(conn, f"attempt {attempt_id}: line {line!r} has an appeal"):
        made = conn.execute(sa.insert(_APPEALS).returning(_APPEALS.c.id), row).scalar_one()
    return Appeal(made, attempt_id, line, body, at, "open")


def appeal(conn: Connection, appeal_id: int) -> Appeal | None:
    """The appeal of that id."""
    row = conn.execute(sa.select(*_COLUMNS).where(_APPEALS.c.id == appeal_id)).first()
    return None if row is None else Appeal(*row)


def appeals_of(conn: Connection, attempt_id: str) -> tuple[Appeal, ...]:
    """An attempt's appeals, oldest first."""
    query = sa.select(*_COLUMNS).where(_APPEALS.c.attempt_id == attempt_id).order_by(_APPEALS.c.id)
    return tuple(Appeal(*row) for row in conn.execute(query))


def appeals_in(
    conn: Connection, sitting_id: int | None = None, *, state: str | None = None
) -> tuple[Appeal, ...]:
    """A sitting's appeals, or all there are, of one state or any, oldest first."""
    query = sa.select(*_COLUMNS).order_by(_APPEALS.c.id)
    if sitting_id is not None:
        query = query.join(_ATTEMPTS, _ATTEMPTS.c.id == _APPEALS.c.attempt_id)
        query = query.where(_ATTEMPTS.c.sitting_id == sitting_id)
    if state is not None:
        query = query.where(_APPEALS.c.state == state)
    return tuple(Appeal(*row) for row in conn.execute(query))


def answer(conn: Connection, appeal_id: int, *, verdict: Verdict, words: str, by: int, at: float) -> None:
    """Answer an open appeal. Raises StoreError, and changes nothing, unless it is open."""
    query = sa.update(_APPEALS).where(_APPEALS.c.id == appeal_id, _APPEALS.c.state == "open")
    values = {"state": verdict, "answer": words, "by": by, "answered": at}
    if conn.execute(query.values(values)).rowcount != 1:
        raise StoreError(f"appeal {appeal_id}: it is answered, or there is none")
