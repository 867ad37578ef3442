"""Who was last seen when: one row for each attempt, written in batches by every process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.store import schema
from workbench.store.attempts import Attempt
from workbench.store.messages import Message
from workbench.store.upserts import for_each_database

_PRESENCE, _ATTEMPTS, _MESSAGES = schema.presence, schema.attempts, schema.messages


@dataclass(frozen=True, slots=True)
class Sign:
    """The last sign of life of one attempt's page. ``seen`` is seconds since the epoch.

    ``reconnects`` counts the times that it came back after a silence; ``read_message`` is the newest
    message that the student has confirmed, 0 for none.
    """

    seen: float
    address: str = ""
    reconnects: int = 0
    read_message: int = 0


@dataclass(frozen=True, slots=True)
class Beaten:
    """All that a heartbeat is answered from. ``sign`` is None before the attempt's first sign of life."""

    attempt: Attempt
    sitting_state: str
    sign: Sign | None
    messages: tuple[Message, ...]


_SIGN = [_PRESENCE.c[field.name] for field in fields(Sign)]
_ATTEMPT = [_ATTEMPTS.c[field.name] for field in fields(Attempt)]
_MESSAGE = [_MESSAGES.c[field.name] for field in fields(Message)]
_UNREAD = sa.and_(
    _MESSAGES.c.sitting_id == _ATTEMPTS.c.sitting_id,
    sa.or_(_MESSAGES.c.attempt_id.is_(sa.null()), _MESSAGES.c.attempt_id == _ATTEMPTS.c.id),
    _MESSAGES.c.id > sa.func.coalesce(_PRESENCE.c.read_message, 0),
)
_BEATEN = (
    sa.select(schema.sittings.c.state, *_SIGN, *_MESSAGE, *_ATTEMPT)
    .select_from(
        _ATTEMPTS.join(schema.sittings, schema.sittings.c.id == _ATTEMPTS.c.sitting_id)
        .outerjoin(_PRESENCE, _PRESENCE.c.attempt_id == _ATTEMPTS.c.id)
        .outerjoin(_MESSAGES, _UNREAD)
    )
    .where(_ATTEMPTS.c.id == sa.bindparam("id"))
    .order_by(_MESSAGES.c.id)
)
_ONE = sa.select(*_SIGN).where(_PRESENCE.c.attempt_id == sa.bindparam("id"))
_KEEP = for_each_database(
    _PRESENCE,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[_PRESENCE.c.attempt_id],
        # Another process may know better: nothing that is kept goes back.
        set_={
            "address": sa.case(
                (insert.excluded.seen >= _PRESENCE.c.seen, insert.excluded.address),
                else_=_PRESENCE.c.address,
            ),
            **{
                name: sa.case(
                    (insert.excluded[name] > _PRESENCE.c[name], insert.excluded[name]),
                    else_=_PRESENCE.c[name],
                )
                for name in ("seen", "reconnects", "read_message")
            },
        },
    ),
)


def beaten(conn: Connection, attempt_id: str) -> Beaten | None:
    """The attempt, its newest sign of life and its unread messages, in one query."""
    rows = conn.execute(_BEATEN, {"id": attempt_id}).all()
    if not rows:
        return None
    first, at = rows[0], 1 + len(_SIGN)
    to = at + len(_MESSAGE)
    sign = None if first[1] is None else Sign(*first[1:at])
    messages = tuple(Message(*row[at:to]) for row in rows if row[at] is not None)
    return Beaten(Attempt(*first[to:]), first[0], sign, messages)


def sign(conn: Connection, attempt_id: str) -> Sign | None:
    """The newest sign of life that the store has."""
    row = conn.execute(_ONE, {"id": attempt_id}).first()
    return None if row is None else Sign(*row)


def keep(conn: Connection, signs: Mapping[str, Sign]) -> None:
    """Keep signs of life by attempt; a newer one that another process kept stays."""
    rows = [
        {"attempt_id": attempt_id} | {field.name: getattr(one, field.name) for field in fields(Sign)}
        for attempt_id, one in sorted(
            signs.items()
        )  # in one order, so that two processes never wait in a ring
    ]
    if rows:
        conn.execute(_KEEP[conn.dialect.name], rows)


def last_work(conn: Connection, attempt: Attempt, *, before: float) -> float | None:
    """When the store last took something of the attempt before ``before``: a save or a step; or None."""
    drafts, events = schema.drafts, schema.events
    saved = sa.select(sa.func.max(drafts.c.saved_at)).where(
        drafts.c.attempt_id == attempt.id, drafts.c.saved_at < before
    )
    began = attempt.began or 0.0
    stepped = sa.select(sa.func.max(events.c.at)).where(
        events.c.attempt_id == attempt.id, events.c.at < before - began
    )
    found = [conn.execute(saved).scalar_one()]
    at = conn.execute(stepped).scalar_one()
    found.append(None if at is None else began + at)
    return max((float(one) for one in found if one is not None), default=None)
