"""Examiners' notes on scripts, and their common comments."""

from __future__ import annotations

from dataclasses import dataclass, fields

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.domain.module import JSON
from workbench.store import schema

_REMARKS, _COMMENTS = schema.remarks, schema.comments


@dataclass(frozen=True, slots=True)
class Remark:
    """A note on a script. ``place`` says where; ``line`` is the rubric's, or empty; ``at`` epoch seconds."""

    id: int
    attempt_id: str
    examiner_id: int
    line: str
    place: JSON
    body: str
    at: float


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that examiners of one line of one task share."""

    id: int
    task: str
    line: str
    body: str
    examiner_id: int


_NOTE = [_REMARKS.c[field.name] for field in fields(Remark)]
_SHARED = [_COMMENTS.c[field.name] for field in fields(Comment)]


def add_remark(
    conn: Connection, attempt_id: str, *, examiner_id: int, line: str, place: JSON, body: str, at: float
) -> int:
    """The id of a new note."""
    row = {"attempt_id": attempt_id, "examiner_id": examiner_id, "line": line, "at": at}
    row |= {"place": dict(place), "body": body}
    return int(conn.execute(sa.insert(_REMARKS).returning(_REMARKS.c.id), row).scalar_one())


def remarks_of(conn: Connection, attempt_id: str) -> tuple[Remark, ...]:
    """The notes on a script that were not removed, oldest first."""
    query = sa.select(*_NOTE).where(_REMARKS.c.attempt_id == attempt_id, _REMARKS.c.removed.is_(None))
    return tuple(Remark(*row) for row in conn.execute(query.order_by(_REMARKS.c.id)))


def remove_remark(conn: Connection, remark_id: int, *, examiner_id: int, at: float) -> bool:
    """Remove one's own note; it stays in the store. False when there is none of theirs."""
    which = (_REMARKS.c.id == remark_id, _REMARKS.c.examiner_id == examiner_id, _REMARKS.c.removed.is_(None))
    return conn.execute(sa.update(_REMARKS).where(*which).values(removed=at)).rowcount == 1


def add_comment(conn: Connection, *, task: str, line: str, body: str, examiner_id: int, at: float) -> None:
    """Keep a comment for the others, unless the line has the same already."""
    same = (_COMMENTS.c.task == task, _COMMENTS.c.line == line, _COMMENTS.c.body == body)
    if conn.execute(sa.select(_COMMENTS.c.id).where(*same, _COMMENTS.c.removed.is_(None))).first() is None:
        row = {"task": task, "line": line, "body": body, "examiner_id": examiner_id, "at": at}
        conn.execute(sa.insert(_COMMENTS), row)


def comments_for(conn: Connection, task: str) -> tuple[Comment, ...]:
    """The common comments of a task's lines, oldest first."""
    query = sa.select(*_SHARED).where(_COMMENTS.c.task == task, _COMMENTS.c.removed.is_(None))
    return tuple(Comment(*row) for row in conn.execute(query.order_by(_COMMENTS.c.id)))


def remove_comment(conn: Connection, comment_id: int, *, examiner_id: int, at: float) -> bool:
    """Remove one's own common comment. False when there is none of theirs."""
    which = (
        _COMMENTS.c.id == comment_id,
        _COMMENTS.c.examiner_id == examiner_id,
        _COMMENTS.c.removed.is_(None),
    )
    return conn.execute(sa.update(_COMMENTS).where(*which).values(removed=at)).rowcount == 1
