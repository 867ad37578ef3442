"""Pseudonyms in the place of people's names and accounts."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.store import schema
from workbench.store.people import COLUMNS, Person

_PEOPLE, _CANDIDATES, _ATTEMPTS = schema.people, schema.candidates, schema.attempts


def sitters(conn: Connection, sitting_id: int) -> tuple[Person, ...]:
    """The students on the sitting's roster or with an attempt in it, by id."""
    query = sa.select(*COLUMNS).where(
        _PEOPLE.c.role == "student",
        sa.or_(*(_PEOPLE.c.id.in_(_ids(table, sitting_id)) for table in (_CANDIDATES, _ATTEMPTS))),
    )
    return tuple(Person(*row) for row in conn.execute(query.order_by(_PEOPLE.c.id)))


def _ids(table: sa.Table, sitting_id: int) -> sa.Select[tuple[int]]:
    return sa.select(table.c.person_id).where(table.c.sitting_id == sitting_id)


def needed_elsewhere(conn: Connection, sitting_id: int) -> set[int]:
    """The ids of people who sit in another exam that is not archived; practice needs no names."""
    found: set[int] = set()
    for table in (_CANDIDATES, _ATTEMPTS):
        query = (
            sa.select(table.c.person_id)
            .join(schema.sittings, schema.sittings.c.id == table.c.sitting_id)
            .where(table.c.sitting_id != sitting_id, schema.sittings.c.state != "archived")
            .where(schema.sittings.c.kind == "exam")
        )
        found |= set(conn.execute(query).scalars())
    return found


def overwrite_erased(conn: Connection) -> None:
    """Let the embedded database overwrite what this connection erases from now on, not only forget it."""
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql("PRAGMA secure_delete=ON").close()


def pseudonymise(conn: Connection, person: Person, pseudonym: str) -> None:
    """Put ``pseudonym`` in the place of name and login; nobody can sign in with the account any more."""
    blank = {"class_name": "", "seat": "", "extra_minutes": 0, "secret_hash": ""}
    values = {"login": pseudonym, "name": pseudonym, **blank}
    conn.execute(sa.update(_PEOPLE).where(_PEOPLE.c.id == person.id).values(values))
    conn.execute(sa.update(_CANDIDATES).where(_CANDIDATES.c.person_id == person.id).values(seat=""))
    theirs = sa.select(_ATTEMPTS.c.id).where(_ATTEMPTS.c.person_id == person.id)
    conn.execute(
        sa.update(schema.presence).where(schema.presence.c.attempt_id.in_(theirs)).values(address="")
    )
    conn.execute(sa.delete(schema.signins).where(schema.signins.c.person_id == person.id))
    conn.execute(sa.delete(schema.signin_failures).where(schema.signin_failures.c.login == person.login))
