"""Every test here runs on SQLite and on a real PostgreSQL that the suite starts itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import postgres
import pytest

from workbench.store.engine import Store


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    binaries = postgres.binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL is installed on this machine: initdb and postgres were not found")
    with postgres.started(binaries) as server:
        yield server


@pytest.fixture(scope="session")
def upgraded_postgres(postgres_server: postgres.Server, tmp_path_factory) -> str:
    return _upgraded(postgres_server.new_database(), tmp_path_factory.mktemp("postgres"))


@pytest.fixture(scope="session")
def upgraded_sqlite(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sqlite")
    _upgraded(f"sqlite:///{folder / 'workbench.db'}", folder)
    return folder / "workbench.db"


def _upgraded(url: str, folder: Path) -> str:
    store = Store(url, folder / "blobs")
    store.upgrade()
    store.close()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request) -> str:
    return request.param


@pytest.fixture
def url(database: str, request, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if database == "sqlite":
        yield f"sqlite:///{tmp_path / 'workbench.db'}"
        return
    server = request.getfixturevalue("postgres_server")
    made = server.new_database()
    yield made
    server.drop(made)


@pytest.fixture
def upgraded(database: str, request, tmp_path: Path) -> str:
    """The address of a database in its newest form, without a row."""
    if database == "sqlite":
        shutil.copyfile(request.getfixturevalue("upgraded_sqlite"), tmp_path / "workbench.db")
        return f"sqlite:///{tmp_path / 'workbench.db'}"
    kept = request.getfixturevalue("upgraded_postgres")
    request.getfixturevalue("postgres_server").empty(kept)
    return kept


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[str], Store]]:
    """Opens stores, and closes them after the test."""
    stores: list[Store] = []

    def open_store(url: str) -> Store:
        stores.append(Store(url, tmp_path / "blobs"))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()


@pytest.fixture
def store(upgraded: str, opened) -> Store:
    return opened(upgraded)
