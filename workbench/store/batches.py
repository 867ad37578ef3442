"""Batches: long work on a sitting, how far it is, what came of it, and who asked for it."""

from __future__ import annotations

from dataclasses import dataclass, fields

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.domain.errors import StoreError
from workbench.domain.module import JSON
from workbench.store import schema

_BATCHES = schema.batches


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch. ``state`` is running, done or failed; ``task`` is the one at work, blank for none.

    ``done`` of ``total`` scripts are read; ``detail`` is the kind's own.
    """

    id: int
    sitting_id: int
    kind: str
    task: str
    state: str
    done: int
    total: int
    detail: JSON
    by: int
    at: float
    ended: float | None


_COLUMNS = [_BATCHES.c[field.name] for field in fields(Batch)]


def add_batch(
    conn: Connection, *, sitting_id: int, kind: str, total: int, detail: JSON, begun: tuple[int, float]
) -> int:
    """The id of a new batch that runs; ``begun`` is by whom (id) and when."""
    row = {"sitting_id": sitting_id, "kind": kind, "task": "", "state": "running", "done": 0, "total": total}
    row |= {"detail": dict(detail), "by": begun[0], "at": begun[1]}
    return int(conn.execute(sa.insert(_BATCHES).returning(_BATCHES.c.id), row).scalar_one())


def batch(conn: Connection, batch_id: int) -> Batch | None:
    """The batch of that id."""
    row = conn.execute(sa.select(*_COLUMNS).where(_BATCHES.c.id == batch_id)).first()
    return None if row is None else Batch(*row)


def newest(conn: Connection, sitting_id: int, kind: str) -> Batch | None:
    """The sitting's newest batch of that kind."""
    which = (_BATCHES.c.sitting_id == sitting_id, _BATCHES.c.kind == kind)
    row = conn.execute(sa.select(*_COLUMNS).where(*which).order_by(_BATCHES.c.id.desc()).limit(1)).first()
    return None if row is None else Batch(*row)


def put(conn: Connection, new: Batch) -> None:
    """Keep how far a batch is, in the place of what stood there. Raises StoreError where there is none."""
    values = {
        name: getattr(new, name) for name in ("task", "state", "done", "total", "by", "ended")
    } | {"detail": dict(new.detail)}  # fmt: skip
    if conn.execute(sa.update(_BATCHES).where(_BATCHES.c.id == new.id).values(values)).rowcount != 1:
        raise StoreError(f"batch {new.id}: there is none")
