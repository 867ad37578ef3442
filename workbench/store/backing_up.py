"""One consistent file of everything that is kept, made while others write."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from workbench.domain.errors import StoreError
from workbench.store import schema
from workbench.store.connecting import BUSY_SECONDS
from workbench.store.engine import Store
from workbench.store.packing import CHUNK_BYTES, FORM, Manifest, Packing, blob_member, packing

KIND = "backup"
DATABASE = "workbench.db"
"""The member that holds the embedded database."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy of the embedded database holds: its form, its rows by table, the blobs that it names."""

    form: str
    rows: dict[str, int]
    blobs: tuple[str, ...]
    faults: tuple[str, ...]


def back_up(store: Store, to: Path, *, made: float, program: str) -> Manifest:
    """Pack the database and every blob that it names into the new file ``to``; its manifest.

    The blobs are read after the database, and a blob is kept before its row, so each named blob is
    there. One that is gone or damaged is told in the manifest's faults; the rest is packed. Of
    PostgreSQL only the blobs are packed: pg_dump, run before, takes the database.
    """
    with packing(to) as pack:
        if store.database_file is None:
            copied = _postgres(store)
        else:
            with tempfile.TemporaryDirectory(dir=to.parent, prefix=".backing-up-") as folder:
                copy = Path(folder) / DATABASE
                copy_database(store.database_file, copy)
                copied = look_into(copy)
                pack.add(DATABASE, _chunks(copy))
        faults = (*copied.faults, *pack_blobs(pack, store, copied.blobs))
        kind_of = "sqlite" if store.is_sqlite else "postgresql"
        manifest = Manifest(
            KIND, FORM, program, copied.form, made, copied.rows, {"database": kind_of}, faults,
            tuple(pack.members),
        )  # fmt: skip
        pack.finish(manifest)
    return manifest


def copy_database(source: Path, copy: Path) -> None:
    """Write the embedded database as it is at one moment to ``copy``; writers go on meanwhile.

    VACUUM INTO leaves out pages that are not used any more, and with them what was erased. Raises
    StoreError when there is no database, or it cannot be read.
    """
    if not source.is_file():
        raise StoreError(f"{source}: there is no database; want the home of a workbench")
    try:
        with closing(_opened(source)) as database:
            database.execute("VACUUM INTO ?", (str(copy),))
    except sqlite3.Error as error:
        raise StoreError(f"database {source}: {error}") from error


def look_into(copy: Path) -> Copied:
    """What the copy holds. Raises StoreError for a file that is no database of the workbench."""
    try:
        with closing(_opened(copy)) as database:
            wrong = [str(row[0]) for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"]
            tables = [str(row[0]) for row in database.execute(_TABLES)]
            # The names come from the database itself, but may be anything in a hostile one.
            counts = {name: database.execute(f"SELECT count(*) FROM {_quoted(name)}") for name in tables}  # noqa: S608
            rows = {name: int(count.fetchone()[0]) for name, count in counts.items()}
            (form,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
            blobs = tuple(str(row[0]) for row in database.execute(_BLOBS))
    except (sqlite3.Error, TypeError) as error:
        raise StoreError(f"database {copy.name}: it is none of the workbench: {error}") from error
    return Copied(str(form), rows, blobs, tuple(f"database: {fault}" for fault in wrong))


_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
_BLOBS = "SELECT DISTINCT blob FROM files ORDER BY blob"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _opened(path: Path) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def pack_blobs(pack: Packing, store: Store, blobs: Iterable[str]) -> list[str]:
    """Pack each blob; a line for each that is gone or is not what was kept, and so is left out."""
    faults = []
    for blob in blobs:
        try:
            body = store.blobs.read(blob)
        except StoreError as error:
            faults.append(f"{error}; it is left out")
        else:
            pack.add(blob_member(blob), (body,))
    return faults


def _postgres(store: Store) -> Copied:
    form, _newest = store.forms()
    with store.reading() as conn:
        named = conn.execute(sa.select(schema.files.c.blob).distinct().order_by(schema.files.c.blob))
        return Copied(form or "", {}, tuple(named.scalars()), ())
