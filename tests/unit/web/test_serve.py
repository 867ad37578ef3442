"""One real server process: what holds only when everything runs together."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from workbench.settings import Settings
from workbench.store import people
from workbench.usecases.signing_in import hash_secret
from workbench.usecases.workbench import open_workbench
from workbench.web.names import COOKIE

PROGRAM = """
import os, sys
from workbench.settings import Settings
from workbench.web.serve import serve
serve(Settings.read(os.environ, port=0))
"""


def start(home: Path, cwd: Path) -> tuple[subprocess.Popen[str], str]:
    env = {
        name: value for name, value in os.environ.items() if not name.startswith(("STREAMLIT", "WORKBENCH"))
    }
    env |= {"WORKBENCH_HOME": str(home), "STREAMLIT_RUNNER_POST_SCRIPT_GC": "true", "PYTHONUTF8": "1"}
    server = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=cwd,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert server.stdout is not None
    seen = []
    for line in server.stdout:
        seen.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            return server, found[0]
    raise AssertionError("".join(seen))


def stop(server: subprocess.Popen[str], number: int = signal.SIGTERM) -> tuple[int, str]:
    server.send_signal(number)
    told, _ = server.communicate(timeout=20)
    return server.returncode, told


@pytest.fixture
def home(tmp_path) -> Path:
    wb = open_workbench(Settings.read({}, home=tmp_path / "home"))
    with wb.store.writing() as conn:
        people.add_person(
            conn, login="A0001", name="张三", role="student", secret_hash=hash_secret("482913"), created=0.0
        )
    wb.store.close()
    return tmp_path / "home"


def test_two_servers_share_a_home_from_any_folder_and_stop_cleanly(home, tmp_path) -> None:
    first, one = start(home, tmp_path)
    second, two = start(home, Path("/"))
    try:
        with httpx2.Client(base_url=one, trust_env=False) as client:
            page = client.get("/", headers={"accept": "text/html"})
            assert (page.status_code, page.headers["location"]) == (303, "/signin")
            assert client.get("/_stcore/metrics").status_code == 404
            assert client.get("/_stcore/host-config").json()["blockErrorDialogs"] is True
            entered = client.post("/signin", data={"login": "A0001", "secret": "482913"})
            assert entered.status_code == 303
            shell = client.get("/", headers={"accept": "text/html"})
            assert '<html lang="zh-CN">' in shell.text
            assert "content-security-policy" in shell.headers
            token = client.cookies[COOKIE]
        for address in (one, two):  # a sign-in holds on both
            stream = address.replace("http", "ws") + "/_stcore/stream"
            with pytest.raises(InvalidStatus), connect(stream, proxy=None):
                pass
            headers = {"Cookie": f"{COOKIE}={token}"}
            with connect(stream, additional_headers=headers, subprotocols=["streamlit"], proxy=None):  # type: ignore[list-item]
                pass
    finally:
        ended = [stop(first), stop(second, signal.SIGINT)]
    for code, told in ended:
        assert code == 0, told
        assert "已停止" in told
        assert "Traceback" not in told
