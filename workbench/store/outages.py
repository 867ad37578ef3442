"""Spans in which nothing was heard of a running attempt: proposed, then credited or dismissed by a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.store import schema

_OUTAGES, _ATTEMPTS = schema.outages, schema.attempts


@dataclass(frozen=True, slots=True)
class Outage:
    """One span of one attempt, from the last sign of life to the next; epoch seconds.

    ``state`` is proposed, credited or dismissed; ``seconds`` is what was credited.
    """

    id: int
    attempt_id: str
    began: float
    ended: float
    state: str
    seconds: int | None
    reason: str | None


_COLUMNS = [_OUTAGES.c[field.name] for field in fields(Outage)]


def propose(conn: Connection, attempt_id: str, *, began: float, ended: float) -> int:
    """Keep a new span for a person to judge; its id."""
    row = {"attempt_id": attempt_id, "began": began, "ended": ended, "state": "proposed"}
    return int(conn.execute(sa.insert(_OUTAGES).returning(_OUTAGES.c.id), row).scalar_one())


def proposed_in(conn: Connection, sitting_id: int) -> tuple[Outage, ...]:
    """The sitting's spans that nobody has judged yet, by their beginning. Void attempts are left out."""
    query = (
        sa.select(*_COLUMNS)
        .join(_ATTEMPTS, _ATTEMPTS.c.id == _OUTAGES.c.attempt_id)
        .where(
            _ATTEMPTS.c.sitting_id == sitting_id,
            _ATTEMPTS.c.state != "void",
            _OUTAGES.c.state == "proposed",
        )
        .order_by(_OUTAGES.c.began, _OUTAGES.c.id)
    )
    return tuple(Outage(*row) for row in conn.execute(query))


def outages(conn: Connection, ids: Sequence[int]) -> tuple[Outage, ...]:
    """The spans of those ids, by id."""
    query = sa.select(*_COLUMNS).where(_OUTAGES.c.id.in_(ids)).order_by(_OUTAGES.c.id)
    return tuple(Outage(*row) for row in conn.execute(query))


def outages_of(conn: Connection, attempt_id: str) -> tuple[Outage, ...]:
    """Every span of an attempt, oldest first."""
    query = sa.select(*_COLUMNS).where(_OUTAGES.c.attempt_id == attempt_id).order_by(_OUTAGES.c.began)
    return tuple(Outage(*row) for row in conn.execute(query))


def settle(
    conn: Connection, outage_id: int, *, state: str, seconds: int | None, reason: str, by: int, at: float
) -> bool:
    """Keep what a person decided; False, and no change, for a span that was decided before."""
    which = (_OUTAGES.c.id == outage_id, _OUTAGES.c.state == "proposed")
    values = {"state": state, "seconds": seconds, "reason": reason, "by": by, "at": at}
    return conn.execute(sa.update(_OUTAGES).where(*which).values(values)).rowcount == 1


def at_work_between(conn: Connection, sitting_id: int, began: float, ended: float) -> set[str]:
    """The attempts of which the trace took something between two moments, the moments left out."""
    events = schema.events
    at = _ATTEMPTS.c.began + events.c.at
    query = (
        sa.select(events.c.attempt_id)
        .join(_ATTEMPTS, _ATTEMPTS.c.id == events.c.attempt_id)
        .where(_ATTEMPTS.c.sitting_id == sitting_id, _ATTEMPTS.c.state != "void", at > began, at < ended)
        .distinct()
    )
    return set(conn.execute(query).scalars())
