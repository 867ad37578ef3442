"""A folder and storage reached by fsspec (its memory file system) hold the same promises."""

from __future__ import annotations

import errno
import hashlib
import io
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote

import fsspec
import pytest

from workbench.domain.errors import StoreError, TooLarge
from workbench.store.blobs import Blobs

ABC = hashlib.sha256(b"abc").hexdigest()


@pytest.fixture(params=["folder", "file address", "fsspec address"])
def place(request, tmp_path: Path) -> str:
    return {
        "folder": str(tmp_path / "blobs"),
        "file address": (tmp_path / "my blobs").as_uri(),
        "fsspec address": f"memory://{tmp_path.name}/blobs",
    }[request.param]


@pytest.fixture
def blobs(place: str) -> Blobs:
    return Blobs(place)


def kept_names(place: str) -> list[str]:
    files, root = fsspec.core.url_to_fs(unquote(place))
    return sorted(Path(name).name for name in files.find(root)) if files.exists(root) else []


@pytest.mark.parametrize(
    "wrap", [bytes, lambda raw: [raw[:2], raw[2:]], io.BytesIO], ids=["bytes", "chunks", "stream"]
)
def test_bytes_come_back_under_their_hash(blobs, wrap) -> None:
    assert not blobs.exists(ABC)
    assert blobs.put(wrap(b"abc")) == (ABC, 3)
    assert blobs.exists(ABC)
    assert blobs.read(ABC) == b"abc"
    with blobs.open(ABC) as file:
        assert file.read(2) == b"ab"


def test_the_same_bytes_are_kept_once_even_when_they_arrive_together(blobs, place) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: blobs.put([b"abc"]), range(8))) == {(ABC, 3)}
    assert kept_names(place) == [ABC]
    assert blobs.read(ABC) == b"abc"


def test_a_file_that_is_too_large_leaves_nothing_behind(blobs, place) -> None:
    with pytest.raises(TooLarge, match="最多 1 MB"):
        blobs.put([b"x" * 2**20, b"x"], max_bytes=2**20)
    assert kept_names(place) == []


def test_a_sender_that_breaks_off_leaves_nothing_behind(blobs, place) -> None:
    def broken():
        yield b"abc"
        raise ConnectionAbortedError

    with pytest.raises(StoreError):
        blobs.put(broken())
    assert kept_names(place) == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "", ABC + "\n", ABC.upper(), f"../{ABC[3:]}", ABC[:63]])
def test_a_name_that_is_no_hash_reaches_no_file(blobs, name) -> None:
    for ask in (blobs.read, blobs.open, blobs.exists):
        with pytest.raises(StoreError, match="want a SHA-256"):
            ask(name)


def test_bytes_that_are_gone_are_said_to_be(blobs) -> None:
    with pytest.raises(StoreError, match=ABC):
        blobs.read(ABC)


def test_tampered_bytes_are_noticed_and_healed_by_the_right_ones(tmp_path) -> None:
    blobs = Blobs(tmp_path)
    blobs.put(b"abc")
    (tmp_path / ABC[:2] / ABC).write_bytes(b"abd")
    with pytest.raises(StoreError, match="not what was kept"):
        blobs.read(ABC)
    blobs.put(b"abc")
    assert blobs.read(ABC) == b"abc"


def test_a_full_disk_is_said_and_leaves_nothing_behind(tmp_path, monkeypatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="No space left"):
        Blobs(tmp_path).put(b"abc")
    assert list(tmp_path.iterdir()) == []


def test_a_check_leaves_nothing_behind(blobs, place) -> None:
    blobs.check()
    assert kept_names(place) == []
