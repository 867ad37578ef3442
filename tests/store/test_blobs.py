from __future__ import annotations

import pytest

from workbench.domain.errors import StoreError, TooLarge
from workbench.store.blobs import Blobs


def test_bytes_come_back_under_their_hash(tmp_path) -> None:
    blobs = Blobs(tmp_path / "blobs")
    name, size = blobs.put([b"ab", b"c"], max_bytes=10)
    assert (name[:8], size) == ("ba7816bf", 3)
    assert blobs.read(name) == b"abc"
    assert blobs.put([b"abc"], max_bytes=10) == (name, 3)


def test_a_file_that_is_too_large_leaves_nothing_behind(tmp_path) -> None:
    blobs = Blobs(tmp_path / "blobs")
    with pytest.raises(TooLarge):
        blobs.put([b"x" * 11], max_bytes=10)
    assert list((tmp_path / "blobs").iterdir()) == []


def test_a_name_that_is_no_hash_reaches_no_file(tmp_path) -> None:
    with pytest.raises(StoreError, match="want a SHA-256"):
        Blobs(tmp_path).read("../../etc/passwd")


def test_tampered_bytes_are_noticed(tmp_path) -> None:
    blobs = Blobs(tmp_path)
    name, _ = blobs.put([b"abc"], max_bytes=10)
    (tmp_path / name[:2] / name).write_bytes(b"abd")
    with pytest.raises(StoreError, match="not what was kept"):
        blobs.read(name)
