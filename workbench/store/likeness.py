"""Pairs of scripts that are alike, for a person to look at, and what that person said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.domain.errors import StoreError
from workbench.domain.module import JSON
from workbench.store import schema

_PAIRS, _ATTEMPTS = schema.likeness_pairs, schema.attempts
_UNJUDGED = _PAIRS.c.verdict.is_(sa.null())


@dataclass(frozen=True, slots=True)
class Found:
    """A pair as a run found it: two attempts' ids, its kind (text, picture, numbers), share in (0, 1].

    Of numbers ``first`` holds those that the data of ``second`` lead to; else ``first`` < ``second``.
    """

    kind: str
    first: str
    second: str
    share: float
    detail: JSON


@dataclass(frozen=True, slots=True)
class StoredPair:
    """A pair as it is kept. ``verdict`` is a person's (what, by, reason, at); None until one looked."""

    id: int
    batch_id: int
    sitting_id: int
    kind: str
    first: str
    second: str
    share: float
    detail: JSON
    verdict: JSON | None


_COLUMNS = [_PAIRS.c[field.name] for field in fields(StoredPair)]


def replace_unjudged(
    conn: Connection, sitting_id: int, task: str, batch_id: int, found: Iterable[Found]
) -> int:
    """Put ``found`` in the place of the task's pairs that nobody has judged; how many are new.

    A pair that a person has judged stays as it was seen then, and is not put beside itself.
    """
    of_task = sa.select(_ATTEMPTS.c.id).where(
        _ATTEMPTS.c.sitting_id == sitting_id, _ATTEMPTS.c.task == task
    )  # fmt: skip
    here = (_PAIRS.c.sitting_id == sitting_id, _PAIRS.c.first.in_(of_task))
    conn.execute(sa.delete(_PAIRS).where(*here, _UNJUDGED))
    judged = conn.execute(sa.select(_PAIRS.c.kind, _PAIRS.c.first, _PAIRS.c.second).where(*here))
    kept = {tuple(row) for row in judged}
    rows = [
        {"batch_id": batch_id, "sitting_id": sitting_id, "kind": one.kind, "first": one.first,
         "second": one.second, "share": one.share, "detail": dict(one.detail)}
        for one in found
        if (one.kind, one.first, one.second) not in kept
    ]  # fmt: skip
    if rows:
        conn.execute(sa.insert(_PAIRS), rows)
    return len(rows)


def drop_older(conn: Connection, sitting_id: int, batch_id: int) -> None:
    """Let go of pairs that an earlier batch found and nobody judged: no script of them is compared now."""
    which = (_PAIRS.c.sitting_id == sitting_id, _PAIRS.c.batch_id != batch_id)
    conn.execute(sa.delete(_PAIRS).where(*which, _UNJUDGED))


def pairs_in(conn: Connection, sitting_id: int) -> tuple[StoredPair, ...]:
    """A sitting's pairs, the most alike first."""
    query = sa.select(*_COLUMNS).where(_PAIRS.c.sitting_id == sitting_id)
    return tuple(StoredPair(*row) for row in conn.execute(query.order_by(_PAIRS.c.share.desc(), _PAIRS.c.id)))


def pair(conn: Connection, pair_id: int) -> StoredPair | None:
    """The pair of that id."""
    row = conn.execute(sa.select(*_COLUMNS).where(_PAIRS.c.id == pair_id)).first()
    return None if row is None else StoredPair(*row)


def put_verdict(conn: Connection, pair_id: int, verdict: JSON) -> None:
    """Keep what a person says of a pair. Raises StoreError where there is none."""
    done = sa.update(_PAIRS).where(_PAIRS.c.id == pair_id).values(verdict=dict(verdict))
    if conn.execute(done).rowcount != 1:
        raise StoreError(f"pair {pair_id}: there is none")
