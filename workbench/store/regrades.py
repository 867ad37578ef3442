"""Regrades: a task's scripts scored again, why, in whose names, and whether it was undone."""

from __future__ import annotations

from dataclasses import dataclass, fields

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.domain.errors import StoreError
from workbench.domain.module import JSON
from workbench.store import schema

_REGRADES = schema.regrades


@dataclass(frozen=True, slots=True)
class Regrade:
    """One regrade. ``spec`` holds corrected parameters by line; ``undone`` is None while it is in force."""

    id: int
    sitting_id: int
    task: str
    spec: JSON
    reason: str
    by: int
    second: int
    at: float
    undone: JSON | None


_COLUMNS = [_REGRADES.c[field.name] for field in fields(Regrade)]


def add_regrade(
    conn: Connection,
    *,
    sitting_id: int,
    task: str,
    spec: JSON,
    reason: str,
    signed: tuple[int, int],
    at: float,
) -> int:
    """The id of a new regrade, in force; ``signed`` are the ids of two people."""
    row = {"sitting_id": sitting_id, "task": task, "spec": dict(spec), "reason": reason, "at": at}
    row |= {"by": signed[0], "second": signed[1]}
    return int(conn.execute(sa.insert(_REGRADES).returning(_REGRADES.c.id), row).scalar_one())


def regrade(conn: Connection, regrade_id: int) -> Regrade | None:
    """The regrade of that id."""
    row = conn.execute(sa.select(*_COLUMNS).where(_REGRADES.c.id == regrade_id)).first()
    return None if row is None else Regrade(*row)


def regrades_in(conn: Connection, sitting_id: int) -> tuple[Regrade, ...]:
    """A sitting's regrades, oldest first, undone ones among them."""
    query = sa.select(*_COLUMNS).where(_REGRADES.c.sitting_id == sitting_id).order_by(_REGRADES.c.id)
    return tuple(Regrade(*row) for row in conn.execute(query))


def undo(conn: Connection, regrade_id: int, undone: JSON) -> None:
    """Put a regrade out of force. Raises StoreError when it is not in force."""
    which = (_REGRADES.c.id == regrade_id, _REGRADES.c.undone.is_(sa.null()))
    if conn.execute(sa.update(_REGRADES).where(*which).values(undone=dict(undone))).rowcount != 1:
        raise StoreError(f"regrade {regrade_id}: it is not in force")
