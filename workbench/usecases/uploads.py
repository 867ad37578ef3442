"""Files that a student brings in: kept by content, shown to their owner and to those who mark."""

from __future__ import annotations

import mimetypes
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.domain.errors import Absent, Closed, Refused, TooLarge
from workbench.store import files
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.files import StoredFile
from workbench.store.people import Person
from workbench.usecases.access import VOIDED, may_arrive, own_attempt, seen_attempt
from workbench.usecases.workbench import Workbench

MAX_FILE_BYTES = 50 * 2**20
MAX_ATTEMPT_BYTES = 200 * 2**20
"""How much one attempt may upload in all."""


@dataclass(frozen=True, slots=True)
class FileOut:
    """A file to hand out."""

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
    """Keep an uploaded file durably. Raises Absent, Refused (closed, or no such tool) or TooLarge."""
    with wb.store.reading() as conn:
        attempt = own_attempt(conn, person, attempt_id)
        used = files.used_bytes(conn, attempt_id)
        _refuse_closed(conn, attempt, wb.clock())
    if tool not in wb.registry.tasks[attempt.task].tools:
        raise Refused("本题没有这个工具，文件没有保存。")
    room = min(MAX_FILE_BYTES, MAX_ATTEMPT_BYTES - used)
    if room <= 0:
        raise TooLarge(f"上传总量已满：一份试卷最多 {MAX_ATTEMPT_BYTES // 2**20} MB。")
    blob, size = wb.store.blobs.put(chunks, max_bytes=room)
    kept = StoredFile(
        secrets.token_urlsafe(16), attempt_id, tool, name[:160], media_type, blob, size, wb.clock()
    )
    with wb.store.writing() as conn:
        # A slow upload may end after the hand-in: what counts is when the last byte is here.
        _refuse_closed(conn, own_attempt(conn, person, attempt_id), wb.clock())
        files.add_file(conn, kept)
    return kept


def keep(wb: Workbench, person: Person, attempt_id: str, tool: str, name: str, body: bytes) -> StoredFile:
    """Keep a file that a tool made, as ``add`` keeps an uploaded one."""
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return add(wb, person, attempt_id, tool, name, media_type, (body,))


def _refuse_closed(conn: Connection, attempt: Attempt, now: float) -> None:
    if attempt.state == "void":
        raise Closed(VOIDED)
    if attempt.state != "running" or not may_arrive(conn, attempt, now):
        raise Closed("现在不能上传：考试没有开始、已经结束或已经交卷。")


def file(wb: Workbench, person: Person, attempt_id: str, blob: str) -> FileOut:
    """The file, for its owner at any time and for those who mark once it is handed in. Raises Absent."""
    with wb.store.reading() as conn:
        seen_attempt(conn, person, attempt_id)
        found = files.file(conn, attempt_id, blob)
    if found is None:
        raise Absent("没有这个文件，或者它不属于您。")
    return FileOut(found.name, found.media_type, wb.store.blobs.read(found.blob))
