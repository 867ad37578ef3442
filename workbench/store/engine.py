"""The database and the blob folder: one value, handed to whoever keeps or reads something."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from workbench.domain.errors import StoreError
from workbench.store.blobs import Blobs

__all__ = ["Connection", "Store"]

BUSY_SECONDS = 10
"""How long a writer of SQLite waits for the one before it."""

_UPGRADE_LOCK = 7_304_702
"""An arbitrary number under which PostgreSQL lets one process at a time upgrade."""


class Store:
    """Where everything is kept. ``url`` is a SQLAlchemy address, SQLite or ``postgresql+psycopg``."""

    def __init__(self, url: str, blobs: str | Path) -> None:
        self.url = url
        self.blobs = Blobs(blobs)
        self._engine = _engine(url)
        self._writer = self._engine.execution_options(workbench_writes=True)

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is the embedded one."""
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with. Raises StoreError when the database does not answer."""
        try:
            with self._engine.connect() as conn:
                yield conn
        except DBAPIError as error:
            raise _store_error(error) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are durable when the block ends, or undone when it raises.

        SQLite takes its one write lock at the beginning, so that what is read in the block stays true.
        """
        try:
            with self._writer.begin() as conn:
                yield conn
        except DBAPIError as error:
            raise _store_error(error) from error

    def upgrade(self) -> None:
        """Bring the database to the newest form; a second process waits for the first."""
        config = Config()
        config.set_main_option("script_location", str(resources.files("workbench.store") / "migrations"))
        try:
            with self._writer.begin() as conn:
                if not self.is_sqlite:
                    conn.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
                config.attributes["connection"] = conn
                command.upgrade(config, "head")
        except SQLAlchemyError as error:
            raise _store_error(error) from error

    def check(self) -> None:
        """Nothing, when the database answers and is at the newest form. Raises StoreError."""
        with self.reading() as conn:
            conn.execute(sa.text("SELECT count(*) FROM people")).scalar_one()

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()


def _engine(url: str) -> sa.Engine:
    try:
        if not url.startswith("sqlite"):
            return sa.create_engine(url, pool_size=20, max_overflow=20, pool_pre_ping=True)
        engine = sa.create_engine(url, connect_args={"timeout": BUSY_SECONDS}, pool_size=40, max_overflow=40)
    except SQLAlchemyError as error:
        raise StoreError(
            f"database address: want sqlite:/// or postgresql+psycopg://, found {url!r}"
        ) from error
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: object, _record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]  # we say BEGIN ourselves
    cursor = connection.cursor()  # type: ignore[attr-defined]  # a DBAPI connection
    for line in (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
        "PRAGMA foreign_keys=ON",
    ):
        cursor.execute(line)
    cursor.close()


def _begin_sqlite(conn: Connection) -> None:
    is_writer = conn.get_execution_options().get("workbench_writes", False)
    conn.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")


def _store_error(error: Exception) -> StoreError:
    first = str(getattr(error, "orig", None) or error).splitlines()[0]
    return StoreError(f"database: {first}")
