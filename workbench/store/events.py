"""The trace of each attempt, append-only, and snapshots that save replaying it from the start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.domain.module import JSON
from workbench.domain.trace import Event
from workbench.store import schema

_EVENTS, _SNAPSHOTS = schema.events, schema.snapshots
_LAST = sa.select(sa.func.max(_EVENTS.c.seq)).where(_EVENTS.c.attempt_id == sa.bindparam("attempt_id"))
_AFTER = (
    sa.select(*(_EVENTS.c[name] for name in ("seq", "at", "tool", "action", "params", "refused")))
    .where(_EVENTS.c.attempt_id == sa.bindparam("attempt_id"), _EVENTS.c.seq > sa.bindparam("after_seq"))
    .order_by(_EVENTS.c.seq)
)
_INSERT = sa.insert(_EVENTS)


def append_event(
    conn: Connection,
    attempt_id: str,
    *,
    at: float,
    tool: str,
    action: str,
    params: JSON,
    refused: str | None = None,
) -> int:
    """Keep one step at the end of the trace; its seq, without gaps from 1."""
    seq = last_seq(conn, attempt_id) + 1
    row = {"attempt_id": attempt_id, "seq": seq, "at": at, "tool": tool, "action": action}
    conn.execute(_INSERT, row | {"params": dict(params), "refused": refused})
    return seq


def last_seq(conn: Connection, attempt_id: str) -> int:
    """The seq of the newest event, 0 when there is none."""
    return int(conn.execute(_LAST, {"attempt_id": attempt_id}).scalar_one() or 0)


def events_of(conn: Connection, attempt_id: str, *, after_seq: int = 0) -> tuple[Event, ...]:
    """The trace in order, or what came after ``after_seq``."""
    rows = conn.execute(_AFTER, {"attempt_id": attempt_id, "after_seq": after_seq})
    return tuple(Event(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The tools' states after event ``seq``."""

    seq: int
    states: Mapping[str, JSON]


def put_snapshot(conn: Connection, attempt_id: str, *, seq: int, states: Mapping[str, JSON]) -> None:
    """Keep the newest snapshot in place of the one before it."""
    values = {"seq": seq, "states": dict(states)}
    which = sa.update(_SNAPSHOTS).where(_SNAPSHOTS.c.attempt_id == attempt_id)
    if conn.execute(which.values(values)).rowcount == 0:
        conn.execute(sa.insert(_SNAPSHOTS), {"attempt_id": attempt_id} | values)


def newest_snapshot(conn: Connection, attempt_id: str) -> Snapshot | None:
    """The newest snapshot, if any."""
    query = sa.select(_SNAPSHOTS.c.seq, _SNAPSHOTS.c.states).where(_SNAPSHOTS.c.attempt_id == attempt_id)
    row = conn.execute(query).first()
    return None if row is None else Snapshot(*row)
