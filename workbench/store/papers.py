"""Frozen papers by the hash of their text."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.store import schema

_PAPERS = schema.papers
_BY_HASH = sa.select(_PAPERS.c.body).where(_PAPERS.c.hash == sa.bindparam("hash"))


def put_paper(conn: Connection, body: str) -> str:
    """Keep ``body``; its SHA-256. The same text is kept once."""
    paper_hash = hashlib.sha256(body.encode()).hexdigest()
    if paper(conn, paper_hash) is None:
        conn.execute(sa.insert(_PAPERS), {"hash": paper_hash, "body": body})
    return paper_hash


def paper(conn: Connection, paper_hash: str) -> str | None:
    """The text kept under that hash."""
    found = conn.execute(_BY_HASH, {"hash": paper_hash}).scalar_one_or_none()
    return None if found is None else str(found)
