"""Who is to sit a sitting: its roster, before and after the draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.store import schema
from workbench.store.people import COLUMNS, Person

_CANDIDATES = schema.candidates


@dataclass(frozen=True, slots=True)
class Entry:
    """One candidate of a sitting: the account, the seat there, and the minutes that this person has more."""

    person: Person
    seat: str
    extra_minutes: int


def add_candidates(conn: Connection, sitting_id: int, rows: Sequence[tuple[int, str, int]]) -> None:
    """Put people (id, seat, extra minutes) on the roster; whoever is there gets the new values."""
    for person_id, seat, extra_minutes in rows:
        at = (_CANDIDATES.c.sitting_id == sitting_id, _CANDIDATES.c.person_id == person_id)
        values = {"seat": seat, "extra_minutes": extra_minutes}
        if conn.execute(sa.update(_CANDIDATES).where(*at).values(values)).rowcount == 0:
            whole = {"sitting_id": sitting_id, "person_id": person_id, **values}
            conn.execute(sa.insert(_CANDIDATES), whole)


def remove_candidates(conn: Connection, sitting_id: int) -> None:
    """Empty the roster."""
    conn.execute(sa.delete(_CANDIDATES).where(_CANDIDATES.c.sitting_id == sitting_id))


def roster_of(conn: Connection, sitting_id: int) -> tuple[Entry, ...]:
    """The roster, by login."""
    query = (
        sa.select(*COLUMNS, _CANDIDATES.c.seat.label("place"), _CANDIDATES.c.extra_minutes.label("more"))
        .join(_CANDIDATES, _CANDIDATES.c.person_id == schema.people.c.id)
        .where(_CANDIDATES.c.sitting_id == sitting_id)
        .order_by(schema.people.c.login)
    )
    width = len(COLUMNS)
    return tuple(Entry(Person(*row[:width]), row[width], row[width + 1]) for row in conn.execute(query))
