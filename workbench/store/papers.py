"""Frozen papers by the hash of their text."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.store import schema
from workbench.store.upserts import for_each_database

_PAPERS = schema.papers
_BY_HASH = sa.select(_PAPERS.c.body).where(_PAPERS.c.hash == sa.bindparam("hash"))
_KEEP = for_each_database(
    _PAPERS, lambda insert: insert.on_conflict_do_nothing(index_elements=[_PAPERS.c.hash])
)


def put_paper(conn: Connection, body: str) -> str:
    """Keep ``body``; its SHA-256. The same text is kept once."""
    paper_hash = hashlib.sha256(body.encode()).hexdigest()
    conn.execute(_KEEP[conn.dialect.name], {"hash": paper_hash, "body": body})
    return paper_hash


def paper(conn: Connection, paper_hash: str) -> str | None:
    """The text kept under that hash."""
    found = conn.execute(_BY_HASH, {"hash": paper_hash}).scalar_one_or_none()
    return None if found is None else str(found)


def papers_in(conn: Connection, sitting_id: int) -> dict[str, str]:
    """The texts of the papers of a sitting's attempts, by hash."""
    of_sitting = sa.select(schema.attempts.c.paper_hash).where(schema.attempts.c.sitting_id == sitting_id)
    query = sa.select(_PAPERS.c.hash, _PAPERS.c.body).where(_PAPERS.c.hash.in_(of_sitting))
    return {row.hash: row.body for row in conn.execute(query)}
