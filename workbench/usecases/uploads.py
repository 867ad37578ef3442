"""Files that a student hands in beside the typed work."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.domain.errors import Absent, Refused, TooLarge
from workbench.store import files
from workbench.store.engine import Connection
from workbench.store.files import StoredFile
from workbench.store.people import Person
from workbench.usecases.access import own_attempt, receivable, seen_attempt
from workbench.usecases.workbench import Workbench

MAX_FILE_BYTES = 50 * 2**20
MAX_ATTEMPT_BYTES = 200 * 2**20
"""What one attempt may upload in all, replaced files included."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """An uploaded file with its bytes."""

    name: str
    media_type: str
    body: bytes


def add(
    wb: Workbench,
    person: Person,
    attempt_id: str,
    tool: str,
    name: str,
    media_type: str,
    chunks: Iterable[bytes],
) -> StoredFile:
    """Keep a file durably as it arrives. Raises Absent, Closed, Refused or TooLarge; nothing is kept then."""
    with wb.store.reading() as conn:
        _demand_open(conn, wb, person, attempt_id)
        attempt = own_attempt(conn, person, attempt_id)
        if tool not in wb.live.bench(conn, wb.registry, attempt).states:
            raise Refused("本题没有这个工具，文件没有保存。")
        left = MAX_ATTEMPT_BYTES - files.used_bytes(conn, attempt_id)
    if left <= 0:
        raise TooLarge(f"这份试卷上传的文件已满 {MAX_ATTEMPT_BYTES // 2**20} MB。")
    blob, size = wb.store.blobs.put(chunks, max_bytes=min(left, MAX_FILE_BYTES))
    kept = StoredFile(secrets.token_urlsafe(18), attempt_id, tool, name, media_type, blob, size, wb.clock())
    with wb.store.writing() as conn:
        # The file may have taken its time, and others may have come in beside it.
        _demand_open(conn, wb, person, attempt_id)
        if files.used_bytes(conn, attempt_id) + size > MAX_ATTEMPT_BYTES:
            raise TooLarge(f"这份试卷上传的文件已满 {MAX_ATTEMPT_BYTES // 2**20} MB。")
        files.add_file(conn, kept)
    return kept


def file(wb: Workbench, person: Person, file_id: str) -> SentFile:
    """One file, for its owner and, once handed in, for those who mark. Raises Absent."""
    with wb.store.reading() as conn:
        found = files.file(conn, file_id)
        if found is None:
            raise Absent("没有这个文件，或者它不属于您。")
        seen_attempt(conn, person, found.attempt_id)
    return SentFile(found.name, found.media_type, wb.store.blobs.read(found.blob))


def _demand_open(conn: Connection, wb: Workbench, person: Person, attempt_id: str) -> None:
    holder = own_attempt(conn, person, attempt_id).holder or ""  # an upload belongs to no one page
    receivable(conn, person, attempt_id, holder, wb.clock())
