"""What those who run a room told its students. Append-only; what was read stands in ``presence``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.store import schema

_MESSAGES, _ATTEMPTS, _PRESENCE = schema.messages, schema.attempts, schema.presence


@dataclass(frozen=True, slots=True)
class Message:
    """One message to the whole room, or to the one attempt that is named. ``at``: epoch seconds."""

    id: int
    body: str
    at: float
    attempt_id: str | None


@dataclass(frozen=True, slots=True)
class Sent:
    """A message with the name it was sent to (empty: the room), and how many of ``asked`` confirmed it."""

    message: Message
    candidate: str
    read: int
    asked: int


def add(conn: Connection, sitting_id: int, body: str, *, attempt_id: str | None, by: int, at: float) -> int:
    """Keep a message; its id."""
    row = {"sitting_id": sitting_id, "attempt_id": attempt_id, "body": body, "by": by, "at": at}
    return int(conn.execute(sa.insert(_MESSAGES).returning(_MESSAGES.c.id), row).scalar_one())


def sent_in(conn: Connection, sitting_id: int) -> tuple[Sent, ...]:
    """The sitting's messages, newest first. Asked is who had not handed in when it was sent."""
    columns = [_MESSAGES.c[field.name] for field in fields(Message)]
    asked = sa.and_(
        _ATTEMPTS.c.sitting_id == _MESSAGES.c.sitting_id,
        _ATTEMPTS.c.state != "void",
        sa.or_(_MESSAGES.c.attempt_id.is_(sa.null()), _MESSAGES.c.attempt_id == _ATTEMPTS.c.id),
        sa.or_(_ATTEMPTS.c.ended.is_(sa.null()), _ATTEMPTS.c.ended > _MESSAGES.c.at),
    )
    has_read = sa.case((_PRESENCE.c.read_message >= _MESSAGES.c.id, 1), else_=0)
    query = (
        sa.select(
            *columns,
            sa.func.max(_ATTEMPTS.c.candidate),
            sa.func.coalesce(sa.func.sum(has_read), 0),
            sa.func.count(_ATTEMPTS.c.id),
        )
        .select_from(
            _MESSAGES.outerjoin(_ATTEMPTS, asked).outerjoin(
                _PRESENCE, _PRESENCE.c.attempt_id == _ATTEMPTS.c.id
            )
        )
        .where(_MESSAGES.c.sitting_id == sitting_id)
        .group_by(*columns)
        .order_by(_MESSAGES.c.id.desc())
    )
    return tuple(_sent(row, len(columns)) for row in conn.execute(query))


def _sent(row: Sequence[Any], width: int) -> Sent:  # Any: a row's values
    message, (candidate, read, asked) = Message(*row[:width]), row[width:]
    return Sent(message, "" if message.attempt_id is None else str(candidate or ""), int(read), int(asked))
