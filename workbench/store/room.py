"""What those who watch a room ask for: every attempt of a sitting with who sits it and how it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.store import schema
from workbench.store.attempts import Attempt
from workbench.store.people import COLUMNS, Person
from workbench.store.presence import Sign

_ATTEMPTS, _CANDIDATES, _PRESENCE = schema.attempts, schema.candidates, schema.presence


@dataclass(frozen=True, slots=True)
class Place:
    """One candidate's place. ``saved`` is when the server last took something; counts are whole numbers.

    ``seat`` is the roster's, or the person's where it names none. ``saved`` is None before the first
    save, ``sign`` before the first sign of life. ``reopened`` counts the pages that took the attempt
    over after the first; ``focus_lost`` the times that the exam page lost the focus.
    """

    person: Person
    attempt: Attempt
    seat: str
    sign: Sign | None
    saved: float | None
    reopened: int
    focus_lost: int


def places(conn: Connection, sitting_id: int) -> tuple[Place, ...]:
    """The places of a sitting, void attempts left out, by seat and then by number. Two queries."""
    flags = _counted(conn, sitting_id)
    found = [_place(row, flags) for row in conn.execute(_PLACES, {"sitting": sitting_id})]
    return tuple(sorted(found, key=lambda place: (place.seat, place.attempt.candidate)))


_ATTEMPT = [_ATTEMPTS.c[field.name] for field in fields(Attempt)]
_SIGN = [_PRESENCE.c[field.name] for field in fields(Sign)]
_SAVED = (
    sa.select(sa.func.max(schema.drafts.c.saved_at))
    .where(schema.drafts.c.attempt_id == _ATTEMPTS.c.id)
    .correlate(_ATTEMPTS)
    .scalar_subquery()
)
_PLACES = (
    sa.select(_CANDIDATES.c.seat.label("at_seat"), _SAVED.label("saved"), *_SIGN, *COLUMNS, *_ATTEMPT)
    .select_from(
        _ATTEMPTS.join(schema.people, schema.people.c.id == _ATTEMPTS.c.person_id)
        .outerjoin(
            _CANDIDATES,
            sa.and_(
                _CANDIDATES.c.sitting_id == _ATTEMPTS.c.sitting_id,
                _CANDIDATES.c.person_id == _ATTEMPTS.c.person_id,
            ),
        )
        .outerjoin(_PRESENCE, _PRESENCE.c.attempt_id == _ATTEMPTS.c.id)
    )
    .where(_ATTEMPTS.c.sitting_id == sa.bindparam("sitting"), _ATTEMPTS.c.state != "void")
)


def _place(row: Sequence[Any], flags: dict[tuple[str, str], int]) -> Place:  # Any: a row's values
    seat, saved, *rest = row
    at, to = len(_SIGN), len(_SIGN) + len(COLUMNS)
    person, attempt = Person(*rest[at:to]), Attempt(*rest[to:])
    return Place(
        person=person,
        attempt=attempt,
        seat=seat or person.seat,
        sign=None if rest[0] is None else Sign(*rest[:at]),
        saved=None if saved is None else float(saved),
        reopened=max(0, flags.get((attempt.id, "opened"), 0) - 1),
        focus_lost=flags.get((attempt.id, "focus_lost"), 0),
    )


def _counted(conn: Connection, sitting_id: int) -> dict[tuple[str, str], int]:
    flags = schema.flags
    query = (
        sa.select(flags.c.attempt_id, flags.c.kind, sa.func.count())
        .join(_ATTEMPTS, _ATTEMPTS.c.id == flags.c.attempt_id)
        .where(_ATTEMPTS.c.sitting_id == sitting_id)
        .group_by(flags.c.attempt_id, flags.c.kind)
    )
    return {(attempt, kind): int(count) for attempt, kind, count in conn.execute(query)}
