"""Who did what with a sitting, and notes on how an attempt went. Append-only."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.domain.module import JSON
from workbench.store import schema


def note(conn: Connection, *, at: float, who: str, what: str, detail: JSON) -> None:
    """Keep that ``who`` did ``what``."""
    conn.execute(sa.insert(schema.audit), {"at": at, "who": who, "what": what, "detail": dict(detail)})


def notes(conn: Connection) -> tuple[tuple[float, str, str, JSON], ...]:
    """Everything that was noted, oldest first: at, who, what, detail."""
    table = schema.audit
    query = sa.select(table.c.at, table.c.who, table.c.what, table.c.detail).order_by(table.c.id)
    return tuple((row[0], row[1], row[2], row[3]) for row in conn.execute(query))


def notes_of(conn: Connection, what: str) -> tuple[tuple[float, JSON], ...]:
    """When ``what`` was done and its detail, oldest first."""
    table = schema.audit
    query = sa.select(table.c.at, table.c.detail).where(table.c.what == what).order_by(table.c.id)
    return tuple((row[0], row[1]) for row in conn.execute(query))


def add_flag(conn: Connection, attempt_id: str, *, at: float, kind: str, detail: JSON) -> None:
    """Keep an integrity note of an attempt, such as a lost focus: for a person to look at, never points."""
    row = {"attempt_id": attempt_id, "at": at, "kind": kind, "detail": dict(detail)}
    conn.execute(sa.insert(schema.flags), row)


def flags_of(conn: Connection, attempt_id: str) -> tuple[tuple[float, str, JSON], ...]:
    """An attempt's integrity notes, oldest first: at, kind, detail."""
    table = schema.flags
    query = sa.select(table.c.at, table.c.kind, table.c.detail).where(table.c.attempt_id == attempt_id)
    return tuple((row[0], row[1], row[2]) for row in conn.execute(query.order_by(table.c.id)))
