"""Files by their content: what is kept once under its SHA-256 is never changed."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from workbench.domain.errors import StoreError, TooLarge
from workbench.store.blob_places import Folder, Remote

_HASH = re.compile(r"[0-9a-f]{64}")


class Place(Protocol):
    """Where blobs lie: a folder, or storage that fsspec reaches. Its methods raise OSError."""

    def ready(self) -> Path:
        """The folder in which arriving bytes are collected; made when it is not there."""
        ...

    def take(self, arrived: Path, blob: str) -> None:
        """Put the collected file in its final place, at once or not at all."""
        ...

    def open(self, blob: str) -> BinaryIO:
        """The kept bytes, to read."""
        ...

    def exists(self, blob: str) -> bool:
        """Whether the blob is there."""
        ...


class Blobs:
    """Files named by their hash, in a folder or at an fsspec address such as ``s3://bucket/blobs``."""

    def __init__(self, place: str | Path) -> None:
        is_address = "://" in str(place) and not str(place).startswith("file://")
        self._shown = str(place)
        self._place: Place = Remote(str(place)) if is_address else Folder(place)

    def put(self, chunks: bytes | Iterable[bytes], *, max_bytes: int | None = None) -> tuple[str, int]:
        """Keep the bytes durably; their SHA-256 and size. The same bytes are kept once.

        Raises TooLarge above ``max_bytes`` and StoreError when they cannot be kept; nothing is kept then.
        """
        try:
            descriptor, name = tempfile.mkstemp(dir=self._place.ready(), prefix="incoming-")
            arrived = Path(name)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    blob, size = _collect(file, (chunks,) if isinstance(chunks, bytes) else chunks, max_bytes)
                self._place.take(arrived, blob)
            finally:
                with suppress(OSError):
                    arrived.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"blobs {self._shown}: {error.strerror or error}") from error
        return blob, size

    def open(self, blob: str) -> BinaryIO:
        """The bytes kept under ``blob``, to stream; unlike ``read``, not compared with the hash."""
        try:
            return self._place.open(_checked(blob))
        except OSError as error:
            raise StoreError(f"blob {blob}: {error.strerror or error}") from error

    def read(self, blob: str) -> bytes:
        """The bytes kept under ``blob``. Raises StoreError when they are gone or were tampered with."""
        with self.open(blob) as file:
            found = file.read()
        if hashlib.sha256(found).hexdigest() != blob:
            raise StoreError(f"blob {blob}: its content is not what was kept")
        return found

    def exists(self, blob: str) -> bool:
        """Whether bytes are kept under ``blob``."""
        return self._place.exists(_checked(blob))

    def check(self) -> None:
        """Nothing, when blobs can be kept. Raises StoreError."""
        try:
            with tempfile.TemporaryFile(dir=self._place.ready()):
                return
        except OSError as error:
            raise StoreError(f"blobs {self._shown}: {error.strerror or error}") from error


def _collect(file: BinaryIO, chunks: Iterable[bytes], max_bytes: int | None) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        if max_bytes is not None and size > max_bytes:
            raise TooLarge(f"文件太大：最多 {max_bytes / 2**20:g} MB。")
        digest.update(chunk)
        file.write(chunk)
    file.flush()
    os.fsync(file.fileno())
    return digest.hexdigest(), size


def _checked(blob: str) -> str:
    if not _HASH.fullmatch(blob):
        raise StoreError(f"blob: want a SHA-256 in hexadecimal, found {blob[:80]!r}")
    return blob
