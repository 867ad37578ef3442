"""How the two databases are reached: SQLite in WAL mode, PostgreSQL by psycopg."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from psycopg import Connection as PostgresConnection
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from workbench.domain.errors import StoreError

WANTED = "want sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME"

BUSY_SECONDS = 10
"""How long a writer waits for the one before it."""

_READERS = 40
"""Connections that a SQLite process keeps to read with: as many as Streamlit has script threads at work."""

_POSTGRES_CONNECTIONS = 10
"""Connections that a process keeps, and as many more at a peak; PostgreSQL takes 100 in all by default."""


@dataclass(frozen=True, slots=True)
class Engines:
    """The two ways in. ``shown`` is the address without its password."""

    reader: sa.Engine
    writer: sa.Engine
    shown: str

    def dispose(self) -> None:
        """Let go of all connections."""
        self.reader.dispose()
        self.writer.dispose()


def engines(url: str) -> Engines:
    """The engines for ``url``; nothing is opened yet. Raises StoreError for an address we do not take."""
    try:
        parsed = sa.make_url(url)
        if parsed.drivername in {"sqlite", "sqlite+pysqlite"}:
            return _sqlite(parsed)
        if parsed.drivername == "postgresql+psycopg":
            return _postgres(parsed)
    except SQLAlchemyError as error:
        raise StoreError(f"database address: {WANTED}; it cannot be read") from error
    raise StoreError(f"database address: {WANTED}, found {parsed.drivername}://")


def holds_rows(conn: Connection) -> bool:
    """Whether a row must be locked to stay as it was read: in a writing block of PostgreSQL.

    SQLite has one writer at a time, so there everything that a writing block reads stays.
    """
    return bool(conn.get_execution_options().get("workbench_holds_rows", False))


def _sqlite(url: sa.URL) -> Engines:
    if url.database in {None, "", ":memory:"}:
        raise StoreError(f"database address: {WANTED}; a database in memory would lose an exam")
    shared = {"connect_args": {"timeout": BUSY_SECONDS}}
    reader = sa.create_engine(url, pool_size=_READERS, max_overflow=_READERS, **shared)
    # One connection to write with: threads queue for it here, in order, and do not poll the file's lock.
    writer = sa.create_engine(url, pool_size=1, max_overflow=0, pool_timeout=BUSY_SECONDS, **shared)
    for engine, begin, query_only in ((reader, "BEGIN", "ON"), (writer, "BEGIN IMMEDIATE", "OFF")):
        sa.event.listen(engine, "connect", _prepare_sqlite(query_only))
        sa.event.listen(engine, "begin", _begin_sqlite(begin))
    return Engines(reader, writer, url.render_as_string())


def _prepare_sqlite(query_only: str) -> Callable[..., None]:
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for line in (
            f"busy_timeout={BUSY_SECONDS * 1000:.0f}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "recursive_triggers=ON",  # else INSERT OR REPLACE passes by the append-only triggers
            f"query_only={query_only}",
        ):
            connection.execute(f"PRAGMA {line}").close()

    return prepare


def _begin_sqlite(line: str) -> Callable[..., None]:
    def begin(conn: Connection) -> None:
        conn.exec_driver_sql(line)

    return begin


def _postgres(url: sa.URL) -> Engines:
    engine = sa.create_engine(
        url,
        pool_size=_POSTGRES_CONNECTIONS,
        max_overflow=_POSTGRES_CONNECTIONS,
        pool_timeout=BUSY_SECONDS,
        pool_pre_ping=True,
        connect_args={"connect_timeout": BUSY_SECONDS},
    )
    sa.event.listen(engine, "connect", _prepare_postgres)
    reader = engine.execution_options(postgresql_readonly=True)
    writer = engine.execution_options(workbench_holds_rows=True)
    return Engines(reader, writer, url.render_as_string())


def _prepare_postgres(connection: PostgresConnection, _record: object) -> None:
    connection.execute(f"SET lock_timeout = '{BUSY_SECONDS}s'")
    connection.commit()
