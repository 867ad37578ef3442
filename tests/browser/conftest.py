"""A real Chromium and a real server."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from one_task import make_home
from playwright.sync_api import Browser, sync_playwright

from workbench.rehearsal.server import RunningServer

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="module")  # not longer: while it is open, an event loop runs in this thread
def chromium() -> Iterator[Browser]:
    # An installed browser first; else playwright's own, which `make test` fetches where it can.
    installed = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory) -> Path:
    # Made once by a first start and copied for each test: hashing the demo class's secrets takes seconds.
    first = RunningServer(tmp_path_factory.mktemp("demo") / "home")
    first.start()
    first.stop()
    return first.home


@pytest.fixture
def demo_server(tmp_path: Path, demo_home: Path) -> Iterator[RunningServer]:
    running = RunningServer(tmp_path / "home")
    shutil.copytree(demo_home, running.home)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def serve_task(tmp_path: Path) -> Iterator[Callable[..., RunningServer]]:
    """A running server in which student A0001 has drawn the given task."""
    running: list[RunningServer] = []

    def serve(
        task_id: str, students: Sequence[str] = ("A0001",), plugins_dir: Path | None = None
    ) -> RunningServer:
        server = RunningServer(tmp_path / f"home-{task_id}", demo=False, plugins_dir=plugins_dir)
        make_home(server.home, task_id, students, plugins_dir=plugins_dir)
        server.start()
        running.append(server)
        return server

    yield serve
    for server in running:
        server.stop()


@pytest.fixture(scope="session")
def shots() -> Path:
    folder = Path(__file__).parent / "shots"
    folder.mkdir(exist_ok=True)
    return folder
