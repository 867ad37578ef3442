"""Drafts: the newest acknowledged text of each field, one row each."""

from __future__ import annotations

from dataclasses import dataclass, fields

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.store import schema

_DRAFTS = schema.drafts


@dataclass(frozen=True, slots=True)
class Draft:
    """One field's newest text. ``logged_rev`` is the revision that the trace holds (0: none)."""

    attempt_id: str
    tool: str
    field: str
    rev: int
    body: str
    saved_at: float
    logged_rev: int
    logged_at: float | None


_COLUMNS = [_DRAFTS.c[field.name] for field in fields(Draft)]
_PLACE = (
    _DRAFTS.c.attempt_id == sa.bindparam("of_attempt"),
    _DRAFTS.c.tool == sa.bindparam("of_tool"),
    _DRAFTS.c.field == sa.bindparam("of_field"),
)
_ONE = sa.select(*_COLUMNS).where(*_PLACE)
_OF = sa.select(*_COLUMNS).where(_DRAFTS.c.attempt_id == sa.bindparam("of_attempt"))
_UPDATE = sa.update(_DRAFTS).where(*_PLACE, _DRAFTS.c.rev < sa.bindparam("new_rev"))
_UPDATE = _UPDATE.values(
    rev=sa.bindparam("new_rev"), body=sa.bindparam("new_body"), saved_at=sa.bindparam("now")
)


def save_draft(
    conn: Connection, attempt_id: str, tool: str, field: str, *, rev: int, body: str, at: float
) -> int:
    """Keep ``body`` unless a revision as new is kept already; the newest revision that is kept."""
    place = {"of_attempt": attempt_id, "of_tool": tool, "of_field": field}
    if conn.execute(_UPDATE, place | {"new_rev": rev, "new_body": body, "now": at}).rowcount == 1:
        return rev
    before = draft(conn, attempt_id, tool, field)
    if before is not None:
        return before.rev
    row = {"attempt_id": attempt_id, "tool": tool, "field": field, "rev": rev, "body": body, "saved_at": at}
    conn.execute(sa.insert(_DRAFTS), row | {"logged_rev": 0})
    return rev


def draft(conn: Connection, attempt_id: str, tool: str, field: str) -> Draft | None:
    """The newest draft of one field."""
    row = conn.execute(_ONE, {"of_attempt": attempt_id, "of_tool": tool, "of_field": field}).first()
    return None if row is None else Draft(*row)


def drafts_of(conn: Connection, attempt_id: str) -> tuple[Draft, ...]:
    """Every draft of an attempt."""
    return tuple(Draft(*row) for row in conn.execute(_OF, {"of_attempt": attempt_id}))


def unlogged(conn: Connection, attempt_id: str) -> tuple[Draft, ...]:
    """The drafts that are newer than what the trace holds."""
    return tuple(found for found in drafts_of(conn, attempt_id) if found.rev > found.logged_rev)


def mark_logged(conn: Connection, attempt_id: str, tool: str, field: str, *, rev: int, at: float) -> None:
    """Remember that the trace holds revision ``rev`` since ``at``."""
    place = {"of_attempt": attempt_id, "of_tool": tool, "of_field": field}
    conn.execute(sa.update(_DRAFTS).where(*_PLACE).values(logged_rev=rev, logged_at=at), place)
