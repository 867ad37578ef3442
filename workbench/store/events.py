"""The trace of each attempt, append-only, and snapshots that save replaying it from the start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.domain.module import JSON
from workbench.domain.trace import Event
from workbench.store import attempts, schema
from workbench.store.connecting import holds_rows
from workbench.store.upserts import for_each_database

_EVENTS, _SNAPSHOTS = schema.events, schema.snapshots
_LAST = sa.select(sa.func.max(_EVENTS.c.seq)).where(_EVENTS.c.attempt_id == sa.bindparam("attempt_id"))
_AFTER = (
    sa.select(*(_EVENTS.c[name] for name in ("seq", "at", "tool", "action", "params", "refused")))
    .where(_EVENTS.c.attempt_id == sa.bindparam("attempt_id"), _EVENTS.c.seq > sa.bindparam("after_seq"))
    .order_by(_EVENTS.c.seq)
)
_INSERT = sa.insert(_EVENTS)
_SNAPSHOT = sa.select(_SNAPSHOTS.c.seq, _SNAPSHOTS.c.states).where(
    _SNAPSHOTS.c.attempt_id == sa.bindparam("attempt_id")
)
_PUT_SNAPSHOT = for_each_database(
    _SNAPSHOTS,
    lambda insert: insert.on_conflict_do_update(
        index_elements=[_SNAPSHOTS.c.attempt_id],
        set_={"seq": insert.excluded.seq, "states": insert.excluded.states},
        where=insert.excluded.seq > _SNAPSHOTS.c.seq,
    ),
)


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
    if holds_rows(conn):
        attempts.attempt(conn, attempt_id)  # PostgreSQL: the next seq is this block's alone
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
class Step:
    """When a step was taken (seconds since the start), with which tool, on which draft; "" for none."""

    attempt_id: str
    task: str
    at: float
    tool: str
    field: str


def steps_in(conn: Connection, sitting_id: int) -> list[Step]:
    """The steps of every handed-in attempt of a sitting, by attempt in order, without what was done."""
    table = schema.attempts
    query = (
        sa.select(
            _EVENTS.c.attempt_id,
            table.c.task,
            _EVENTS.c.at,
            _EVENTS.c.tool,
            _EVENTS.c.params["field"].as_string(),
        )
        .join(table, table.c.id == _EVENTS.c.attempt_id)
        .where(table.c.sitting_id == sitting_id, table.c.state == "handed_in")
        .order_by(_EVENTS.c.attempt_id, _EVENTS.c.seq)
    )
    return [Step(*row[:4], str(row[4] or "")) for row in conn.execute(query)]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The tools' states after event ``seq``."""

    seq: int
    states: Mapping[str, JSON]


def put_snapshot(conn: Connection, attempt_id: str, *, seq: int, states: Mapping[str, JSON]) -> None:
    """Keep a snapshot in place of an older one; one that is older itself changes nothing."""
    row = {"attempt_id": attempt_id, "seq": seq, "states": dict(states)}
    conn.execute(_PUT_SNAPSHOT[conn.dialect.name], row)


def newest_snapshot(conn: Connection, attempt_id: str) -> Snapshot | None:
    """The newest snapshot, if any."""
    row = conn.execute(_SNAPSHOT, {"attempt_id": attempt_id}).first()
    return None if row is None else Snapshot(*row)
