"""Which modules of a sitting are released, in whose names. Append-only."""

from __future__ import annotations

from dataclasses import dataclass, fields

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.store import schema
from workbench.store.faults import doubles_refused

_RELEASES = schema.releases


@dataclass(frozen=True, slots=True)
class Release:
    """A released module. ``by`` and ``second`` are the ids of the two persons; ``at`` is epoch seconds."""

    sitting_id: int
    module: str
    by: int
    second: int
    shows_model: bool
    at: float


_COLUMNS = [_RELEASES.c[field.name] for field in fields(Release)]


def add_release(conn: Connection, new: Release) -> None:
    """Keep a release. Raises StoreError when the module is released already."""
    row = {field.name: getattr(new, field.name) for field in fields(Release)}
    with doubles_refused(conn, f"sitting {new.sitting_id}: {new.module} is released already"):
        conn.execute(sa.insert(_RELEASES), row)


def releases_of(conn: Connection, sitting_id: int) -> dict[str, Release]:
    """The sitting's releases by module, oldest first."""
    query = sa.select(*_COLUMNS).where(_RELEASES.c.sitting_id == sitting_id).order_by(_RELEASES.c.id)
    found = [Release(*row) for row in conn.execute(query)]
    return {one.module: one for one in found}
