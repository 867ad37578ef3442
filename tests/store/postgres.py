"""A PostgreSQL of the suite's own: made in a temporary folder, run as a person who is not root, ended with it."""

from __future__ import annotations

import contextlib
import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

START_SECONDS = 30


def binaries() -> Path | None:
    """The folder that holds initdb and postgres, or None where PostgreSQL is not installed."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for name in ("initdb", "postgres"):
        found = shutil.which(name)
        if found is not None:
            places.append(Path(found).resolve().parent)
    return next((place for place in places if (place / "initdb").exists() and (place / "postgres").exists()), None)


@dataclass
class Server:
    """A running server; every test gets an empty database of its own."""

    port: int
    user: str
    _numbers: itertools.count = field(default_factory=itertools.count)

    def new_database(self) -> str:
        name = f"test_{next(self._numbers)}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as conn:
            conn.execute(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://{self.user}@127.0.0.1:{self.port}/{name}"

    def _address(self, database: str) -> str:
        return f"postgresql://{self.user}@127.0.0.1:{self.port}/{database}"

    def answers(self) -> bool:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(self._address("postgres"), connect_timeout=2).close()
            return True
        return False


def _owner() -> dict[str, object]:
    # PostgreSQL refuses to run as root: use an account that the system has for such things.
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            account = pwd.getpwnam(name)
            return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise RuntimeError("PostgreSQL does not run as root, and there is neither an account 'postgres' nor 'nobody'")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def started(folder: Path) -> Iterator[Server]:
    """A server on a free port of the loopback address, ended and removed at the end."""
    owner = _owner()
    home = Path(tempfile.mkdtemp(prefix="wb-pg-"))
    home.chmod(0o700)
    if owner:
        os.chown(home, int(str(owner["user"])), int(str(owner["group"])))
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "cwd": home, **owner}
    data = home / "data"
    try:
        made = [folder / "initdb", "-D", data, "-U", "workbench", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(made, check=True, **quiet)
        port = _free_port()
        options = ["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", f"unix_socket_directories={home}"]
        with subprocess.Popen([folder / "postgres", "-D", data, "-p", str(port), *options], **quiet) as process:
            server = Server(port, "workbench")
            until = time.monotonic() + START_SECONDS
            while not server.answers():
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError("PostgreSQL did not start: " + process.stderr.read().decode()[-2000:])
                time.sleep(0.1)
            yield server
            process.terminate()
            process.wait(10)
    finally:
        shutil.rmtree(home, ignore_errors=True)
