"""A real ``workbench run`` in a process of its own, on loopback, to be killed and started again."""

from __future__ import annotations

import csv
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

START_SECONDS = 60


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class RunningServer:
    """One server and its home. The same port is kept when it is started again."""

    home: Path
    port: int = field(default_factory=free_port)
    demo: bool = True
    plugins_dir: Path | None = None
    database_url: str = ""
    process: subprocess.Popen[bytes] | None = None

    @property
    def base(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What the server printed, over all its lives."""
        return self.home.parent / f"{self.home.name}.log"

    def start(self) -> None:
        """Start the server and wait until it answers. Raises RuntimeError with its last words."""
        if self.process is not None:
            raise RuntimeError("the server runs already")
        command = [
            sys.executable,
            "-m",
            "workbench.cli",
            "run",
            "--home",
            str(self.home),
            "--port",
            str(self.port),
        ]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("WORKBENCH_")}
        if self.database_url:
            environment["WORKBENCH_DATABASE_URL"] = self.database_url
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603  our own command line
                [*command, *["--demo"] * self.demo, *self._plugins],
                stdout=log,
                stderr=log,
                env=environment,
                cwd=self.home.parent,
            )
        until = time.monotonic() + START_SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(self.log.read_text(errors="replace")[-3000:])
            time.sleep(0.05)

    @property
    def _plugins(self) -> list[str]:
        return [] if self.plugins_dir is None else ["--plugins-dir", str(self.plugins_dir)]

    def answers(self) -> bool:
        """Whether the server is up."""
        try:
            with urllib.request.urlopen(f"{self.base}/healthz", timeout=2):  # noqa: S310  our own http
                return True
        except OSError:  # HTTPError is one
            return False

    def kill(self) -> None:
        """End the server at once, as a power cut would: SIGKILL, no farewell."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(10)
            self.process = None

    def stop(self) -> None:
        """Ask the server to stop."""
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()
            self.process = None

    def accounts(self) -> dict[str, str]:
        """The demo accounts: login to secret."""
        with (self.home / "demo-accounts.csv").open(encoding="utf-8-sig", newline="") as file:
            return {row["账号"]: row["密码"] for row in csv.DictReader(file)}
