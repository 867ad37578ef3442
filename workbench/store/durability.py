"""Whether the database writes through to the disk before it says that it has."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy import Connection

_SQLITE: Mapping[str, tuple[str, str]] = {
    "journal_mode": ("PRAGMA journal_mode", "wal"),
    "synchronous": ("PRAGMA synchronous", "2"),  # 2 is FULL
}
_POSTGRES: Mapping[str, tuple[str, str]] = {
    name: (f"SHOW {name}", "on") for name in ("fsync", "synchronous_commit", "full_page_writes")
}


def settings(conn: Connection) -> dict[str, str]:
    """The settings by which a commit is durable, as this connection has them."""
    return {name: _found(conn, query) for name, (query, _) in _wanted(conn).items()}


def unsafe(conn: Connection) -> tuple[str, ...]:
    """One line for each setting under which a power cut could lose what was acknowledged."""
    return tuple(
        f"{name}: found {found}, want {wanted}"
        for name, (query, wanted) in _wanted(conn).items()
        if (found := _found(conn, query)) != wanted
    )


def _wanted(conn: Connection) -> Mapping[str, tuple[str, str]]:
    return _SQLITE if conn.dialect.name == "sqlite" else _POSTGRES


def _found(conn: Connection, query: str) -> str:
    return str(conn.execute(sa.text(query)).scalar_one()).lower()
