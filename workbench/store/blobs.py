"""Files by their content: what is kept once under its SHA-256 is never changed."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from workbench.domain.errors import StoreError, TooLarge

_HASH = re.compile(r"[0-9a-f]{64}")


class Blobs:
    """A folder of files named by their hash, two levels deep."""

    def __init__(self, folder: str | Path) -> None:
        self._folder = Path(folder)

    def put(self, chunks: Iterable[bytes], *, max_bytes: int) -> tuple[str, int]:
        """Keep the bytes durably; their SHA-256 and size. Raises TooLarge, and keeps nothing then."""
        self._folder.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        descriptor, name = tempfile.mkstemp(dir=self._folder, prefix="incoming-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                for chunk in chunks:
                    size += len(chunk)
                    if size > max_bytes:
                        raise TooLarge(f"文件太大：最多 {max_bytes // 2**20} MB。")
                    digest.update(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            home = self._path(digest.hexdigest())
            home.parent.mkdir(exist_ok=True)
            Path(name).replace(home)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return digest.hexdigest(), size

    def read(self, blob: str) -> bytes:
        """The bytes kept under ``blob``. Raises StoreError when they are gone or were tampered with."""
        try:
            found = self._path(blob).read_bytes()
        except OSError as error:
            raise StoreError(f"blob {blob}: {error}") from error
        if hashlib.sha256(found).hexdigest() != blob:
            raise StoreError(f"blob {blob}: its content is not what was kept")
        return found

    def _path(self, blob: str) -> Path:
        if not _HASH.fullmatch(blob):
            raise StoreError(f"blob: want a SHA-256 in hexadecimal, found {blob[:80]!r}")
        return self._folder / blob[:2] / blob
