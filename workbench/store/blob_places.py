"""The two kinds of place where blobs lie."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import urlsplit
from urllib.request import url2pathname

import fsspec


class Folder:
    """A folder of this machine or of a shared disk; blobs lie in sub-folders by their first two letters."""

    def __init__(self, place: str | Path) -> None:
        text = str(place)
        self._folder = Path(url2pathname(urlsplit(text).path)) if text.startswith("file://") else Path(place)

    def ready(self) -> Path:
        """The folder itself: a file that arrives in it can be renamed into place."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder

    def take(self, arrived: Path, blob: str) -> None:
        """Rename the file into place and make the new name durable."""
        home = self._path(blob)
        home.parent.mkdir(exist_ok=True)
        arrived.replace(home)
        sync_folder(home.parent)
        sync_folder(self._folder)

    def open(self, blob: str) -> BinaryIO:
        """The kept bytes, to read."""
        return self._path(blob).open("rb")

    def exists(self, blob: str) -> bool:
        """Whether the blob is there."""
        return self._path(blob).is_file()

    def _path(self, blob: str) -> Path:
        return self._folder / blob[:2] / blob


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable."""
    if os.name == "nt":  # Windows opens no folders; NTFS keeps its names in a journal
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Remote:
    """Storage that fsspec reaches, such as ``s3://bucket/blobs``."""

    def __init__(self, url: str) -> None:
        self._fs, self._root = fsspec.core.url_to_fs(url)

    def ready(self) -> Path:
        """The machine's folder for temporary files."""
        return Path(tempfile.gettempdir())

    def take(self, arrived: Path, blob: str) -> None:
        """Send the file under a passing name, then give it its own, so that no half file is ever seen."""
        home = self._path(blob)
        passing = f"{self._root}/incoming-{secrets.token_hex(8)}"
        self._fs.makedirs(home.rpartition("/")[0], exist_ok=True)
        self._fs.put_file(str(arrived), passing)
        self._fs.mv(passing, home)

    def open(self, blob: str) -> BinaryIO:
        """The kept bytes, to read."""
        return cast("BinaryIO", self._fs.open(self._path(blob), "rb"))

    def exists(self, blob: str) -> bool:
        """Whether the blob is there."""
        return bool(self._fs.isfile(self._path(blob)))

    def _path(self, blob: str) -> str:
        return f"{self._root}/{blob[:2]}/{blob}"
