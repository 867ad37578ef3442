"""The database and the blob folder: one value, handed to whoever keeps or reads something."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from workbench.domain.errors import StoreError
from workbench.store.blobs import Blobs
from workbench.store.connecting import engines
from workbench.store.faults import store_error

__all__ = ["Connection", "Store"]

_UPGRADE_LOCK = 7_304_702
"""An arbitrary number under which PostgreSQL lets one process at a time upgrade."""


class Store:
    """Where everything is kept. ``url`` is ``sqlite:///...`` or ``postgresql+psycopg://...``.

    ``blobs`` is a folder or an fsspec address. Raises StoreError for an address that is not taken.
    """

    def __init__(self, url: str, blobs: str | Path) -> None:
        self.blobs = Blobs(blobs)
        self._engines = engines(url)

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is the embedded one."""
        return self._engines.writer.dialect.name == "sqlite"

    @property
    def database_file(self) -> Path | None:
        """The embedded database's file; None for PostgreSQL."""
        return Path(str(self._engines.writer.url.database)) if self.is_sqlite else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with; it cannot write. Raises StoreError when the database does not answer."""
        try:
            with self._engines.reader.connect() as conn:
                yield conn
        except SQLAlchemyError as error:
            raise store_error(self._engines.shown, error) from error

    @contextmanager
    def seeing_one_moment(self) -> Iterator[Connection]:
        """A connection to read with that sees no change made after its first statement."""
        with self.reading() as conn:
            if not self.is_sqlite:  # SQLite's readers see one moment anyway
                conn.execution_options(isolation_level="REPEATABLE READ")
            yield conn

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are durable when the block ends, or undone when it raises.

        SQLite takes its one write lock at the beginning; PostgreSQL locks the attempt that the block
        reads. Either way what was read of it stays true in the block. Not to be nested.
        """
        try:
            with self._engines.writer.begin() as conn:
                yield conn
        except SQLAlchemyError as error:
            raise store_error(self._engines.shown, error) from error

    def upgrade(self) -> None:
        """Bring the database to the newest form; a second process waits for the first.

        Raises StoreError, and changes nothing then.
        """
        config = _config()
        try:
            with self._rebuilding(), self.writing() as conn:
                if not self.is_sqlite:
                    conn.execute(sa.text("SET LOCAL lock_timeout = '5min'"))
                    conn.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
                config.attributes["connection"] = conn
                command.upgrade(config, "head")
                self._demand_whole(conn)
        except CommandError as error:
            raise store_error(self._engines.shown, error) from error

    @contextmanager
    def _rebuilding(self) -> Iterator[None]:
        # SQLite changes a table by copying and dropping it, which its foreign keys would forbid; they can be
        # put off only between transactions. The writer has one connection, so this is the one that upgrades.
        if not self.is_sqlite:
            yield
            return
        self._say_foreign_keys("OFF")
        try:
            yield
        finally:
            self._say_foreign_keys("ON")

    def _demand_whole(self, conn: Connection) -> None:
        if self.is_sqlite and (lost := conn.exec_driver_sql("PRAGMA foreign_key_check").first()):
            raise StoreError(
                f"database {self._engines.shown}: table {lost[0]} refers to rows that are not there"
            )

    def _say_foreign_keys(self, word: str) -> None:
        try:
            with self._engines.writer.connect() as conn:
                conn.connection.cursor().execute(f"PRAGMA foreign_keys={word}")
        except SQLAlchemyError as error:
            raise store_error(self._engines.shown, error) from error

    def check(self) -> None:
        """Nothing, when the database answers in the newest form and blobs can be kept. Raises StoreError."""
        found, wanted = self.forms()
        if found != wanted:
            form = "has no tables" if found is None else f"has the form {found}"
            raise StoreError(f"database {self._engines.shown}: it {form}, want {wanted}; upgrade it first")
        self.blobs.check()

    def forms(self) -> tuple[str | None, str]:
        """The form that the database has, None without tables, and the newest that this program knows."""
        with self.reading() as conn:
            found = MigrationContext.configure(conn).get_current_revision()
        return found, known_forms()[0]

    def close(self) -> None:
        """Let go of all connections."""
        self._engines.dispose()


def known_forms() -> tuple[str, ...]:
    """The forms that this program can bring to the newest, the newest first."""
    return tuple(step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> Config:
    folder = str(resources.files("workbench.store") / "migrations")
    config = Config()
    config.set_main_option("script_location", folder.replace("%", "%%"))
    return config
