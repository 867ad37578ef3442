"""All rows that belong to one sitting, table by table. Tables are found by what they refer to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.store import schema

Row = Mapping[str, Any]  # Any: a row's own values, as JSON writes them

ELSEWHERE = ("people", "audit")
"""Tables of which a sitting's rows are found another way: see ``people_of`` and ``notes_of``."""

LEFT_OUT = ("signins", "signin_failures", "practice_tasks", "comments")
"""Tables that say nothing about an exam."""


def sitting_tables() -> tuple[sa.Table, ...]:
    """The tables whose rows belong to a sitting: it, what refers to it or to its attempts, and its papers."""
    skipped = (*ELSEWHERE, *LEFT_OUT)
    return tuple(table for table in schema.metadata.sorted_tables if table.name not in skipped)


def rows_of(conn: Connection, table: sa.Table, sitting_id: int) -> Iterator[Row]:
    """The sitting's rows of one of ``sitting_tables``, by primary key."""
    query = sa.select(table).where(_belongs(table, sitting_id)).order_by(*table.primary_key)
    for row in conn.execute(query).mappings():
        yield dict(row)


def _belongs(table: sa.Table, sitting_id: int) -> sa.ColumnElement[bool]:
    attempts = schema.attempts
    ids = sa.select(attempts.c.id).where(attempts.c.sitting_id == sitting_id)
    if table is schema.sittings:
        return table.c.id == sitting_id
    if table is schema.papers:
        hashes = sa.select(attempts.c.paper_hash).where(attempts.c.sitting_id == sitting_id)
        return table.c.hash.in_(hashes)
    if "sitting_id" in table.c:
        return table.c.sitting_id == sitting_id
    return table.c.attempt_id.in_(ids)


def people_in(table: sa.Table, rows: Iterable[Row]) -> set[int]:
    """The ids of all people to whom ``rows`` of ``table`` refer."""
    columns = [
        column.name
        for column in table.c
        if any(key.column.table is schema.people for key in column.foreign_keys)
    ]
    return {row[column] for row in rows for column in columns if row[column] is not None}


def people_of(conn: Connection, ids: Iterable[int], logins: Iterable[str]) -> Iterator[Row]:
    """Those people without their secrets, by id."""
    table = schema.people
    shown = [column for column in table.c if column.name != "secret_hash"]
    which = sa.or_(table.c.id.in_(sorted(ids)), table.c.login.in_(sorted(logins)))
    for row in conn.execute(sa.select(*shown).where(which).order_by(table.c.id)).mappings():
        yield dict(row)


def notes_of(conn: Connection, sitting_id: int) -> Iterator[Row]:
    """The audit notes that name the sitting or one of its attempts, oldest first."""
    attempts = schema.attempts
    query = sa.select(attempts.c.id).where(attempts.c.sitting_id == sitting_id)
    ids = set(conn.execute(query).scalars())
    for row in conn.execute(sa.select(schema.audit).order_by(schema.audit.c.id)).mappings():
        detail = row["detail"]
        named = {detail.get("attempt"), *detail.get("attempts", ())}
        if detail.get("sitting") == sitting_id or named & ids:
            yield dict(row)
