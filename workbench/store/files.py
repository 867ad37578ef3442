"""Files that were uploaded, by attempt; their bytes are blobs."""

from __future__ import annotations

from dataclasses import dataclass, fields

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.store import schema

_FILES = schema.files


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One uploaded file: its typed name, its type as the browser said it, and the blob with its bytes."""

    id: str
    attempt_id: str
    tool: str
    name: str
    media_type: str
    blob: str
    size: int
    at: float


_COLUMNS = [_FILES.c[field.name] for field in fields(StoredFile)]


def add_file(conn: Connection, new: StoredFile) -> None:
    """Keep a file's row; its blob is kept already."""
    conn.execute(sa.insert(_FILES), {field.name: getattr(new, field.name) for field in fields(StoredFile)})


def file(conn: Connection, attempt_id: str, blob: str) -> StoredFile | None:
    """The newest file of the attempt with that content."""
    query = sa.select(*_COLUMNS).where(_FILES.c.attempt_id == attempt_id, _FILES.c.blob == blob)
    row = conn.execute(query.order_by(_FILES.c.at.desc()).limit(1)).first()
    return None if row is None else StoredFile(*row)


def files_of(conn: Connection, attempt_id: str) -> tuple[StoredFile, ...]:
    """An attempt's files, oldest first."""
    query = sa.select(*_COLUMNS).where(_FILES.c.attempt_id == attempt_id).order_by(_FILES.c.at, _FILES.c.id)
    return tuple(StoredFile(*row) for row in conn.execute(query))


def used_bytes(conn: Connection, attempt_id: str) -> int:
    """How much an attempt has uploaded."""
    query = sa.select(sa.func.sum(_FILES.c.size)).where(_FILES.c.attempt_id == attempt_id)
    return int(conn.execute(query).scalar_one() or 0)
