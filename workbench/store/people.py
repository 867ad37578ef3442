"""People and their accounts."""

from __future__ import annotations

from dataclasses import dataclass, fields

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.store import schema
from workbench.store.faults import doubles_refused

_PEOPLE = schema.people


@dataclass(frozen=True, slots=True)
class Person:
    """One account. ``role`` is student, examiner, invigilator, instructor or administrator."""

    id: int
    login: str
    name: str
    role: str
    secret_hash: str
    class_name: str
    seat: str
    extra_minutes: int
    created: float


COLUMNS = [_PEOPLE.c[field.name] for field in fields(Person)]
_BY_ID = sa.select(*COLUMNS).where(_PEOPLE.c.id == sa.bindparam("id"))
_BY_LOGIN = sa.select(*COLUMNS).where(_PEOPLE.c.login == sa.bindparam("login"))


def add_person(
    conn: Connection,
    *,
    login: str,
    name: str,
    role: str,
    secret_hash: str,
    created: float,
    class_name: str = "",
    seat: str = "",
    extra_minutes: int = 0,
) -> int:
    """The id of a new person. Raises StoreError for a login that is taken or an unknown role."""
    row = {
        "login": login,
        "name": name,
        "role": role,
        "secret_hash": secret_hash,
        "class_name": class_name,
        "seat": seat,
        "extra_minutes": extra_minutes,
        "created": created,
    }
    with doubles_refused(conn, f"login {login!r} is taken, or role {role!r} is unknown"):
        return int(conn.execute(sa.insert(_PEOPLE).returning(_PEOPLE.c.id), row).scalar_one())


def change_secret(conn: Connection, person_id: int, secret_hash: str) -> None:
    """Keep a new secret for a person."""
    query = sa.update(_PEOPLE).where(_PEOPLE.c.id == person_id)
    conn.execute(query.values(secret_hash=secret_hash))


def person(conn: Connection, person_id: int) -> Person | None:
    """The person of that id."""
    row = conn.execute(_BY_ID, {"id": person_id}).first()
    return None if row is None else Person(*row)


def person_by_login(conn: Connection, login: str) -> Person | None:
    """The person of that login."""
    row = conn.execute(_BY_LOGIN, {"login": login}).first()
    return None if row is None else Person(*row)


def people(conn: Connection, role: str | None = None) -> tuple[Person, ...]:
    """Everybody, or everybody of a role, by login."""
    query = sa.select(*COLUMNS).order_by(_PEOPLE.c.login)
    if role is not None:
        query = query.where(_PEOPLE.c.role == role)
    return tuple(Person(*row) for row in conn.execute(query))


def class_names(conn: Connection, sitting_id: int) -> dict[int, str]:
    """The class of everybody who has an attempt in a sitting, by id."""
    table = schema.attempts
    query = (
        sa.select(_PEOPLE.c.id, _PEOPLE.c.class_name)
        .join(table, table.c.person_id == _PEOPLE.c.id)
        .where(table.c.sitting_id == sitting_id)
    )
    return {row.id: row.class_name for row in conn.execute(query)}
