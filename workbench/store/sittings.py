"""Sittings: one exam of one roster."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import pairwise

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.domain.errors import StoreError
from workbench.domain.module import JSON
from workbench.store import schema
from workbench.store.connecting import holds_rows

STATES = ("planned", "frozen", "drawn", "open", "closed", "marked", "released", "archived")
"""The states of a sitting, in the only order in which they follow each other."""

_SITTINGS = schema.sittings


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sitting. ``record`` is the draw's record once it is drawn; times are seconds since the epoch.

    ``rules`` is None for a sitting older than rules; ``frozen`` holds what the draw may draw from.
    ``kind`` is exam or practice; ``supplements`` are the records of draws for late candidates.
    """

    id: int
    name: str
    state: str
    minutes: int
    policy: JSON
    record: JSON | None
    created: float
    opened: float | None
    closed: float | None
    rules: JSON | None = None
    frozen: JSON | None = None
    kind: str = "exam"
    supplements: list[JSON] | None = None


_COLUMNS = [_SITTINGS.c[field.name] for field in fields(Sitting)]


def add_sitting(
    conn: Connection, *, name: str, minutes: int, policy: JSON, created: float, rules: JSON | None = None
) -> int:
    """The id of a new sitting, planned."""
    row = {"name": name, "minutes": minutes, "policy": dict(policy), "created": created, "state": STATES[0]}
    row["rules"] = None if rules is None else dict(rules)
    return int(conn.execute(sa.insert(_SITTINGS).returning(_SITTINGS.c.id), row).scalar_one())


def sitting(conn: Connection, sitting_id: int) -> Sitting | None:
    """The sitting of that id."""
    row = conn.execute(sa.select(*_COLUMNS).where(_SITTINGS.c.id == sitting_id)).first()
    return None if row is None else Sitting(*row)


def hold(conn: Connection, sitting_id: int) -> None:
    """Let nobody else who holds the sitting go on until this writing block ends."""
    if holds_rows(conn):
        conn.execute(
            sa.select(_SITTINGS.c.id).where(_SITTINGS.c.id == sitting_id).with_for_update(key_share=True)
        )


def sittings(conn: Connection, *, with_practice: bool = False) -> tuple[Sitting, ...]:
    """All exams, oldest first; the sitting that holds practice only where it is asked for."""
    query = sa.select(*_COLUMNS).order_by(_SITTINGS.c.id)
    if not with_practice:
        query = query.where(_SITTINGS.c.kind == "exam")
    return tuple(Sitting(*row) for row in conn.execute(query))


def set_state(conn: Connection, sitting_id: int, state: str, *, at: float | None = None) -> None:
    """Go on to ``state``; ``at`` is kept as the time of opening or closing.

    Raises StoreError, and changes nothing, unless ``state`` is the one that follows. Practice stays open.
    """
    before = {later: earlier for earlier, later in pairwise(STATES)}.get(state)
    time = {"open": {"opened": at}, "closed": {"closed": at}}.get(state, {})
    which = (_SITTINGS.c.id == sitting_id, _SITTINGS.c.state == before, _SITTINGS.c.kind == "exam")
    if conn.execute(sa.update(_SITTINGS).where(*which).values(state=state, **time)).rowcount == 1:
        return
    found = sitting(conn, sitting_id)
    if found is None:
        raise StoreError(f"sitting {sitting_id}: there is none")
    if found.kind == "practice":
        raise StoreError(f"sitting {sitting_id}: it holds practice and stays open")
    follows = dict(pairwise(STATES)).get(found.state, "nothing")
    raise StoreError(f"sitting {sitting_id}: after {found.state} comes {follows}, not {state}")


def change_plan(
    conn: Connection, sitting_id: int, *, name: str, minutes: int, policy: JSON, rules: JSON
) -> None:
    """Change what was planned. Raises StoreError unless the sitting is planned still."""
    query = sa.update(_SITTINGS).where(_SITTINGS.c.id == sitting_id, _SITTINGS.c.state == STATES[0])
    values = {"name": name, "minutes": minutes, "policy": dict(policy), "rules": dict(rules)}
    if conn.execute(query.values(values)).rowcount != 1:
        raise StoreError(f"sitting {sitting_id}: it is not planned any more")


def set_frozen(conn: Connection, sitting_id: int, frozen: JSON) -> None:
    """Keep what the draw may draw from, and go on to frozen. Raises StoreError unless it is planned."""
    set_state(conn, sitting_id, "frozen")
    conn.execute(sa.update(_SITTINGS).where(_SITTINGS.c.id == sitting_id).values(frozen=dict(frozen)))


def set_redrawn(conn: Connection, sitting_id: int, *, record: JSON, supplements: list[JSON] | None) -> None:
    """Keep a record and supplements to which a line was added; None leaves the supplements.

    Raises StoreError unless the sitting is drawn or open.
    """
    query = sa.update(_SITTINGS).where(_SITTINGS.c.id == sitting_id, _SITTINGS.c.state.in_(("drawn", "open")))
    values = {"record": dict(record)} | ({} if supplements is None else {"supplements": supplements})
    if conn.execute(query.values(values)).rowcount != 1:
        raise StoreError(f"sitting {sitting_id}: it is not drawn, or closed already")


def set_record(conn: Connection, sitting_id: int, record: JSON) -> None:
    """Keep the draw's record. Raises StoreError unless it is frozen and has none."""
    query = sa.update(_SITTINGS).where(
        _SITTINGS.c.id == sitting_id, _SITTINGS.c.state == "frozen", _SITTINGS.c.record.is_(sa.null())
    )
    if conn.execute(query.values(record=dict(record))).rowcount != 1:
        raise StoreError(f"sitting {sitting_id}: it is not frozen, or was drawn already")
