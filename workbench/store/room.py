"""What those who watch a room ask for: every attempt of a sitting with who sits it and how it goes."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.store import schema
from workbench.store.attempts import Attempt, attempts_in
from workbench.store.people import COLUMNS, Person


@dataclass(frozen=True, slots=True)
class Place:
    """One candidate's place. ``saved`` is when the server last took something; counts are whole numbers.

    ``saved`` is None before the first save. ``reopened`` counts the pages that took the attempt over
    after the first; ``focus_lost`` the times that the exam page lost the focus.
    """

    person: Person
    attempt: Attempt
    saved: float | None
    reopened: int
    focus_lost: int


def places(conn: Connection, sitting_id: int) -> tuple[Place, ...]:
    """The places of a sitting, in the order of seats, then of candidate numbers."""
    ids = sa.select(schema.attempts.c.id).where(schema.attempts.c.sitting_id == sitting_id)
    saved = _newest(conn, schema.drafts.c.attempt_id, schema.drafts.c.saved_at, ids)
    flags = _counted(conn, ids)
    owners = _owners(conn, sitting_id)
    found = [
        Place(
            owners[attempt.person_id],
            attempt,
            saved.get(attempt.id),
            max(0, flags.get((attempt.id, "opened"), 0) - 1),
            flags.get((attempt.id, "focus_lost"), 0),
        )
        for attempt in attempts_in(conn, sitting_id)
    ]
    return tuple(sorted(found, key=lambda place: (place.person.seat, place.attempt.candidate)))


def _newest(
    conn: Connection, key: sa.Column[str], value: sa.Column[float], ids: sa.Select[tuple[str]]
) -> dict[str, float]:
    query = sa.select(key, sa.func.max(value)).where(key.in_(ids)).group_by(key)
    return {attempt: float(at) for attempt, at in conn.execute(query)}


def _counted(conn: Connection, ids: sa.Select[tuple[str]]) -> dict[tuple[str, str], int]:
    table = schema.flags
    query = sa.select(table.c.attempt_id, table.c.kind, sa.func.count()).where(table.c.attempt_id.in_(ids))
    rows = conn.execute(query.group_by(table.c.attempt_id, table.c.kind))
    return {(attempt, kind): int(count) for attempt, kind, count in rows}


def _owners(conn: Connection, sitting_id: int) -> dict[int, Person]:
    table = schema.attempts
    query = sa.select(*COLUMNS).join(table, table.c.person_id == schema.people.c.id)
    return {row[0]: Person(*row) for row in conn.execute(query.where(table.c.sitting_id == sitting_id))}
