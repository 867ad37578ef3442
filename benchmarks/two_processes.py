"""A room on two processes behind nginx and PostgreSQL, all started here on loopback, and rehearsed.

    python benchmarks/two_processes.py --candidates 400 [--minutes-compressed 3] [--kills 3] [--json]

Everything stands in a temporary folder and is ended by its own process id. What is not said here is passed on
to ``workbench rehearse``. nginx is filled in from deploy/nginx.conf.template; PostgreSQL writes through.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import pwd
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import postgres

from workbench.rehearsal.server import free_port

DEPLOY = Path(__file__).parents[1] / "deploy"
RESTART_SECONDS = 1.0
"""As RestartSec= in deploy/workbench@.service."""

START_SECONDS = 60.0
PROCESSES = 2
CONNECTIONS = 16384


@dataclass
class Process:
    """One ``workbench run``, started again a second after it ended, as systemd does it."""

    port: int
    home: Path
    database_url: str
    running: subprocess.Popen[bytes] | None = None
    _is_over: threading.Event = field(default_factory=threading.Event)
    _keeper: threading.Thread | None = None

    def start(self) -> None:
        """Start it, and a thread that starts it again."""
        self._start()
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()

    def _start(self) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("WORKBENCH_")}
        told = {"WORKBENCH_DATABASE_URL": self.database_url, "WORKBENCH_TRUSTED_PROXIES": "127.0.0.1"}
        command = [
            sys.executable,
            "-m",
            "workbench.cli",
            "run",
            "--port",
            str(self.port),
            "--home",
            self.home,
        ]
        with (self.home.parent / f"{self.port}.log").open("ab") as log:
            self.running = subprocess.Popen(command, env=clean | told, stdout=log, stderr=log, cwd=self.home)
        (self.home.parent / f"{self.port}.pid").write_text(str(self.running.pid))

    def _keep(self) -> None:
        while self.running is not None and not self._is_over.is_set():
            self.running.wait()
            if not self._is_over.wait(RESTART_SECONDS):
                self._start()

    def stop(self) -> None:
        """End it for good."""
        self._is_over.set()
        if self.running is not None:
            self.running.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.running.wait(15)
            self.running.kill()
        if self._keeper is not None:
            self._keeper.join(5)


@dataclass(frozen=True)
class House:
    """What runs: where students knock, the database, how a process is killed, and the processes by name."""

    base: str
    database_url: str
    kill_command: str
    pids: dict[str, int]

    @property
    def options(self) -> list[str]:
        """The options of ``workbench rehearse`` that drive it."""
        watched = [word for name, pid in self.pids.items() for word in ("--watch", f"{name}={pid}")]
        given = ["--base-url", self.base, "--database-url", self.database_url]
        return [*given, "--kill-command", self.kill_command, *watched]


@contextlib.contextmanager
def house(folder: Path) -> Iterator[House]:
    """PostgreSQL, two processes and nginx, ended in the end. Raises RuntimeError where one does not start."""
    binaries = postgres.binaries()
    if binaries is None or shutil.which("nginx") is None:
        raise RuntimeError("want PostgreSQL (initdb, postgres) and nginx on this machine")
    home = folder / "home"
    home.mkdir()
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(postgres.started(binaries, is_durable=True))
        url = server.new_database()
        ports = [free_port() for _ in range(PROCESSES)]
        processes = [Process(port, home, url) for port in ports]
        for one in processes:  # one after the other: the first brings the database to its newest form
            stack.callback(one.stop)
            one.start()
            wait_for(f"http://127.0.0.1:{one.port}", folder)
        base, nginx = stack.enter_context(_nginx(folder, ports))
        pids = {f"workbench {at}": one.running.pid for at, one in enumerate(processes, 1) if one.running}
        killer = shlex.join([sys.executable, __file__, "--kill", str(folder), *map(str, ports)])
        yield House(base, url, killer, {**pids, "PostgreSQL": server.pid, "nginx": nginx})


@contextlib.contextmanager
def _nginx(folder: Path, ports: list[int]) -> Iterator[tuple[str, int]]:
    port = free_port()
    (folder / "site.conf").write_text(site(port, ports))
    (folder / "nginx.conf").write_text(around(folder))
    command = ["nginx", "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "nginx.log"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as nginx:
        try:
            base = f"http://127.0.0.1:{port}"
            wait_for(base, folder)
            yield base, nginx.pid
        finally:
            nginx.send_signal(signal.SIGTERM)
            nginx.wait(15)


def site(port: int, ports: list[int]) -> str:
    """deploy/nginx.conf.template with its blanks filled."""
    streamlit = importlib.util.find_spec("streamlit")
    static = Path(str(streamlit.origin)).parent / "static" if streamlit else Path()
    text = (DEPLOY / "nginx.conf.template").read_text(encoding="utf-8")
    text = text.replace("${SERVER_NAME}", "localhost").replace("${STATIC}", str(static))
    text = text.replace("listen 80;", f"listen 127.0.0.1:{port};")
    for written, found in zip(("127.0.0.1:8601", "127.0.0.1:8602"), ports, strict=True):
        text = text.replace(written, f"127.0.0.1:{found}")
    return text


def around(folder: Path) -> str:
    """What Debian's nginx.conf says around a site, for an nginx that keeps everything in ``folder``."""
    temporary = "\n".join(
        f"  {name}_temp_path {folder}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = f"user {pwd.getpwuid(0).pw_name};" if os.geteuid() == 0 else ""
    return f"""{user}
daemon off;
pid {folder}/nginx.pid;
worker_processes auto;
worker_rlimit_nofile {2 * CONNECTIONS};
events {{ worker_connections {CONNECTIONS}; }}
http {{
  types {{
    text/html html; text/css css; application/javascript js mjs; image/svg+xml svg; font/woff2 woff2;
  }}
  access_log off;
{temporary}
  include {folder}/site.conf;
}}
"""


def wait_for(base: str, folder: Path) -> None:
    """Wait until ``base`` answers. Raises RuntimeError with the last words of the logs."""
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"{base}/healthz", timeout=2):
                return
        except OSError:
            if time.monotonic() > until:
                logs = "\n".join(log.read_text(errors="replace")[-1500:] for log in folder.glob("*.log"))
                raise RuntimeError(f"{base} does not answer:\n{logs}") from None
            time.sleep(0.1)


def kill_one(folder: Path, ports: list[str]) -> None:
    """Kill the processes in turns, each when both are up: a power cut of one computer, then of the other."""
    for port in ports:
        wait_for(f"http://127.0.0.1:{port}", folder)
    turn = folder / "kills"
    number = int(turn.read_text()) if turn.exists() else 0
    turn.write_text(str(number + 1))
    os.kill(int((folder / f"{ports[number % len(ports)]}.pid").read_text()), signal.SIGKILL)


def rehearsed(options: list[str], folder: Path, *, bound_seconds: float | None = None) -> tuple[int, str]:
    """Exit code and output of ``workbench rehearse`` against a house in ``folder``.

    Raises subprocess.TimeoutExpired where it is not over in time; everything is ended all the same.
    """
    with house(folder) as made:
        return bounded(["rehearse", *options, *made.options], bound_seconds)


def bounded(arguments: list[str], seconds: float | None) -> tuple[int, str]:
    """Exit code and output of a ``workbench`` command; what it started is ended with it when time is up."""
    command = [sys.executable, "-m", "workbench.cli", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as running:
        try:
            told, _ = running.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGINT)  # it stops its server and goes
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.wait(30)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            raise
        return running.returncode, told


def main() -> int:
    """Start, rehearse, stop; or kill one of those that run."""
    if sys.argv[1:2] == ["--kill"]:
        kill_one(Path(sys.argv[2]), sys.argv[3:])
        return 0
    with tempfile.TemporaryDirectory(prefix="wb-two-") as folder:
        code, told = rehearsed(sys.argv[1:], Path(folder))
    print(told, end="")
    return code


if __name__ == "__main__":
    sys.exit(main())
