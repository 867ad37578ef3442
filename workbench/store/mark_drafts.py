"""What an examiner typed for a line and that is no mark yet."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.store import schema
from workbench.store.upserts import for_each_database

_DRAFTS = schema.mark_drafts
_PUT = for_each_database(
    _DRAFTS,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[_DRAFTS.c.attempt_id, _DRAFTS.c.line, _DRAFTS.c.examiner_id],
        set_={name: insert.excluded[name] for name in ("points", "comment", "at")},
    ),
)


def put_draft(
    conn: Connection, attempt_id: str, line: str, examiner_id: int, *, typed: tuple[str, str], at: float
) -> None:
    """Keep the points and the comment as they were typed, in the place of those before."""
    row = {"attempt_id": attempt_id, "line": line, "examiner_id": examiner_id, "at": at}
    conn.execute(_PUT[conn.dialect.name], row | {"points": typed[0], "comment": typed[1]})


def drafts_of(conn: Connection, attempt_id: str, examiner_id: int) -> dict[str, tuple[str, str]]:
    """An examiner's drafts for a script: (points, comment) by line."""
    query = sa.select(_DRAFTS.c.line, _DRAFTS.c.points, _DRAFTS.c.comment).where(
        _DRAFTS.c.attempt_id == attempt_id, _DRAFTS.c.examiner_id == examiner_id
    )
    return {line: (points, comment) for line, points, comment in conn.execute(query)}


def drop_draft(conn: Connection, attempt_id: str, line: str, examiner_id: int) -> None:
    """Forget a draft: it has become a mark, or was cleared."""
    which = (
        _DRAFTS.c.attempt_id == attempt_id, _DRAFTS.c.line == line, _DRAFTS.c.examiner_id == examiner_id,
    )  # fmt: skip
    conn.execute(sa.delete(_DRAFTS).where(*which))
