"""Sign-ins that are good, and those that failed."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.store import schema
from workbench.store.people import COLUMNS, Person

_SIGNINS, _FAILURES = schema.signins, schema.signin_failures
_BY_HASH = (
    sa.select(*COLUMNS)
    .join(_SIGNINS, _SIGNINS.c.person_id == schema.people.c.id)
    .where(
        _SIGNINS.c.token_hash == sa.bindparam("token_hash"),
        _SIGNINS.c.expires > sa.bindparam("now"),
        _SIGNINS.c.revoked.is_(False),
    )
)


def add_signin(conn: Connection, *, token_hash: str, person_id: int, created: float, expires: float) -> None:
    """Keep a new session; only the token's hash is kept."""
    row = {"token_hash": token_hash, "person_id": person_id, "created": created, "expires": expires}
    conn.execute(sa.insert(_SIGNINS), row | {"revoked": False})


def signin_by_hash(conn: Connection, token_hash: str, *, now: float) -> Person | None:
    """Whose session it is; None when it is unknown, expired or revoked."""
    row = conn.execute(_BY_HASH, {"token_hash": token_hash, "now": now}).first()
    return None if row is None else Person(*row)


def revoke_signin(conn: Connection, token_hash: str) -> None:
    """End one session."""
    conn.execute(sa.update(_SIGNINS).where(_SIGNINS.c.token_hash == token_hash).values(revoked=True))


def revoke_person(conn: Connection, person_id: int) -> None:
    """End every session of a person."""
    conn.execute(sa.update(_SIGNINS).where(_SIGNINS.c.person_id == person_id).values(revoked=True))


def note_failure(conn: Connection, *, login: str, at: float) -> None:
    """Keep that a wrong secret was tried."""
    conn.execute(sa.insert(_FAILURES), {"login": login, "at": at})


def failures_since(conn: Connection, *, login: str, since: float) -> int:
    """How often a wrong secret was tried for ``login`` since then."""
    query = sa.select(sa.func.count()).where(_FAILURES.c.login == login, _FAILURES.c.at > since)
    return int(conn.execute(query).scalar_one())


def clear_failures(conn: Connection, *, login: str) -> None:
    """Forget the wrong tries, after a right one."""
    conn.execute(sa.delete(_FAILURES).where(_FAILURES.c.login == login))
