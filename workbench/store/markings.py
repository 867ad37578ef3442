"""Who marks a script from which seat, where scripts are marked by two."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.store import attempts, schema
from workbench.store.faults import doubles_refused

_MARKINGS = schema.markings


def seats_of(conn: Connection, attempt_id: str) -> dict[int, int]:
    """The examiners of a script: ids by seat."""
    query = sa.select(_MARKINGS.c.seat, _MARKINGS.c.examiner_id).where(_MARKINGS.c.attempt_id == attempt_id)
    return {row.seat: row.examiner_id for row in conn.execute(query)}


def seats_in(conn: Connection, sitting_id: int) -> dict[str, dict[int, int]]:
    """The examiners of every script of a sitting: ids by seat, by attempt."""
    query = (
        sa.select(_MARKINGS.c.attempt_id, _MARKINGS.c.seat, _MARKINGS.c.examiner_id)
        .join(schema.attempts, schema.attempts.c.id == _MARKINGS.c.attempt_id)
        .where(schema.attempts.c.sitting_id == sitting_id)
    )
    found: dict[str, dict[int, int]] = {}
    for attempt_id, seat, examiner in conn.execute(query):
        found.setdefault(attempt_id, {})[seat] = examiner
    return found


def take_seat(conn: Connection, attempt_id: str, *, seat: int, examiner_id: int, at: float) -> None:
    """Give a script's seat to an examiner. Raises StoreError when it is taken, or they hold another."""
    attempts.attempt(conn, attempt_id)  # held, so that two do not take the same seat at once
    row = {"attempt_id": attempt_id, "seat": seat, "examiner_id": examiner_id, "at": at}
    with doubles_refused(conn, f"attempt {attempt_id}: seat {seat} is taken"):
        conn.execute(sa.insert(_MARKINGS), row)
