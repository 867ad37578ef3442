"""Every test here runs on SQLite and on a real PostgreSQL that the suite starts itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import postgres
import pytest

from workbench.store.engine import Store


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory) -> Iterator[postgres.Server]:
    binaries = postgres.binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL is installed on this machine: initdb and postgres were not found")
    with postgres.started(binaries) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'workbench.db'}"
    return request.getfixturevalue("postgres_server").new_database()


@pytest.fixture
def store(url: str, tmp_path: Path) -> Iterator[Store]:
    kept = Store(url, tmp_path / "blobs")
    kept.upgrade()
    yield kept
    kept.close()
