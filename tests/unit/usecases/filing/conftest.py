from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from class_to_file import Class, with_pictures, worked

from tests.conftest import Time
from workbench.settings import Settings
from workbench.store.engine import Store
from workbench.usecases.workbench import Workbench


@pytest.fixture(scope="session")
def over(tmp_path_factory):
    # Made once and copied for each test: an hour of six candidates takes a second.
    made = worked(tmp_path_factory.mktemp("over") / "home")
    made.wb.store.close()
    return made


@pytest.fixture(scope="session")
def drawn_pictures(tmp_path_factory):
    made = with_pictures(tmp_path_factory.mktemp("pictures") / "home")
    made.wb.store.close()
    return made


def copied(made: Class, home: Path) -> Iterator[Class]:
    shutil.copytree(made.wb.settings.home, home)
    settings = Settings.read({"WORKBENCH_HOME": str(home)})
    time = Time(made.time.now)
    wb = Workbench(settings, Store(settings.database_url, settings.blobs_url), made.wb.registry, time)
    yield dataclasses.replace(made, wb=wb, time=time)
    wb.store.close()


@pytest.fixture
def room(over, tmp_path) -> Iterator[Class]:
    yield from copied(over, tmp_path / "home")


@pytest.fixture
def pictures(drawn_pictures, tmp_path) -> Iterator[Class]:
    yield from copied(drawn_pictures, tmp_path / "home")
