"""Drafts: the newest acknowledged text of each field, one row each."""

from __future__ import annotations

from dataclasses import dataclass, fields

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.domain.errors import Refused
from workbench.store import schema
from workbench.store.upserts import for_each_database

_DRAFTS = schema.drafts
_UNKEEPABLE = "内容里有无法保存的字符（可能是粘贴带来的），请删去后再保存。"


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
_OF = (
    sa.select(*_COLUMNS)
    .where(_DRAFTS.c.attempt_id == sa.bindparam("of_attempt"))
    .order_by(_DRAFTS.c.tool, _DRAFTS.c.field)
)
_UNLOGGED = _OF.where(_DRAFTS.c.rev > _DRAFTS.c.logged_rev)
_SAVE = for_each_database(
    _DRAFTS,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[_DRAFTS.c.attempt_id, _DRAFTS.c.tool, _DRAFTS.c.field],
        set_={name: insert.excluded[name] for name in ("rev", "body", "saved_at")},
        where=insert.excluded.rev > _DRAFTS.c.rev,
    ).returning(_DRAFTS.c.rev),
)
_LOGGED = (
    sa.update(_DRAFTS)
    .where(*_PLACE, _DRAFTS.c.logged_rev <= sa.bindparam("new_rev"))
    .values(logged_rev=sa.bindparam("new_rev"), logged_at=sa.bindparam("now"))
)


def save_draft(
    conn: Connection, attempt_id: str, tool: str, field: str, *, rev: int, body: str, at: float
) -> int:
    """Keep ``body`` unless a revision as new is kept already; the newest revision that is kept.

    Raises Refused for a body that is no text which both databases can keep.
    """
    _refuse_unkeepable(body)
    row = {"attempt_id": attempt_id, "tool": tool, "field": field, "rev": rev, "body": body, "saved_at": at}
    kept = conn.execute(_SAVE[conn.dialect.name], row | {"logged_rev": 0}).scalar_one_or_none()
    if kept is not None:
        return rev
    before = draft(conn, attempt_id, tool, field)
    return rev if before is None else before.rev


def _refuse_unkeepable(body: str) -> None:
    # PostgreSQL takes no NUL in a text, and neither database a half of a surrogate pair.
    try:
        body.encode()
    except UnicodeEncodeError as error:
        raise Refused(_UNKEEPABLE) from error
    if "\x00" in body:
        raise Refused(_UNKEEPABLE)


def draft(conn: Connection, attempt_id: str, tool: str, field: str) -> Draft | None:
    """The newest draft of one field."""
    row = conn.execute(_ONE, {"of_attempt": attempt_id, "of_tool": tool, "of_field": field}).first()
    return None if row is None else Draft(*row)


def drafts_of(conn: Connection, attempt_id: str) -> tuple[Draft, ...]:
    """Every draft of an attempt, by tool and field."""
    return tuple(Draft(*row) for row in conn.execute(_OF, {"of_attempt": attempt_id}))


def unlogged(conn: Connection, attempt_id: str) -> tuple[Draft, ...]:
    """The drafts that are newer than what the trace holds."""
    return tuple(Draft(*row) for row in conn.execute(_UNLOGGED, {"of_attempt": attempt_id}))


def mark_logged(conn: Connection, attempt_id: str, tool: str, field: str, *, rev: int, at: float) -> None:
    """Remember that the trace holds revision ``rev`` since ``at``; never goes back to an older one."""
    place = {"of_attempt": attempt_id, "of_tool": tool, "of_field": field}
    conn.execute(_LOGGED, place | {"new_rev": rev, "now": at})
