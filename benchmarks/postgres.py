"""A PostgreSQL of one's own: made in a temporary folder, never run as root, ended with what started it."""

from __future__ import annotations

import contextlib
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

START_SECONDS = 30
STOP_SECONDS = 15
USER = "workbench"


def binaries() -> Path | None:
    """The folder that holds initdb and postgres, or None where PostgreSQL is not installed."""
    found = [shutil.which(name) for name in ("postgres", "initdb")]
    places = [Path(name).resolve().parent for name in found if name is not None]
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    places += sorted(Path("/usr").glob("pgsql-*/bin"), reverse=True)
    return next((one for one in places if (one / "initdb").exists() and (one / "postgres").exists()), None)


@dataclass
class Server:
    """A running server, reached through a socket in its own folder."""

    folder: Path
    pid: int = 0
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def new_database(self) -> str:
        """The address of a new database without tables."""
        name = f"workbench_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://{USER}@/{name}?host={self.folder}"

    def drop(self, url: str) -> None:
        """Remove the database at ``url``, whoever is still connected."""
        self._run(f"DROP DATABASE {_name(url)} WITH (FORCE)")

    def empty(self, url: str) -> None:
        """Remove every row at ``url``; twenty times as fast as another database."""
        with self._connect(_name(url)) as conn:
            conn.execute("SET session_replication_role = replica")  # no triggers: not even append-only ones
            found = conn.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            for (table,) in found.fetchall():
                if table != "alembic_version":
                    conn.execute(f"DELETE FROM {table}")

    def answers(self) -> bool:
        """Whether the server takes a statement."""
        with contextlib.suppress(psycopg.OperationalError):
            self._run("SELECT 1")
            return True
        return False

    def _run(self, statement: str) -> None:
        with self._connect("postgres") as conn:
            conn.execute(statement)

    def _connect(self, database: str) -> psycopg.Connection:
        return psycopg.connect(f"postgresql://{USER}@/{database}?host={self.folder}", autocommit=True)


def _name(url: str) -> str:
    return url.partition("@/")[2].partition("?")[0]


def _owner() -> dict[str, Any]:
    # PostgreSQL refuses to run as root: use an account that the system has for such things.
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            account = pwd.getpwnam(name)
            return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise RuntimeError("PostgreSQL does not run as root; want an account postgres or nobody")


@contextlib.contextmanager
def started(bin_folder: Path, *, is_durable: bool = False) -> Iterator[Server]:
    """A server without a port, ended and removed at the end; ``is_durable``: it writes through to disk."""
    owner = _owner()
    # A short path that others may enter: a socket's name has at most 107 bytes.
    home = Path(tempfile.mkdtemp(prefix="wb-pg-", dir="/tmp"))
    if owner:
        os.chown(home, owner["user"], owner["group"])
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    try:
        with (home / "log").open("wb") as log:
            common = {"stdout": log, "stderr": log, "cwd": home, "env": clean | {"LC_ALL": "C"}, **owner}
            made = [bin_folder / "initdb", "-D", home / "data", "-U", USER, "-A", "trust", "-E", "UTF8", "-N"]
            if subprocess.run([*made, "--locale=C"], check=False, **common).returncode != 0:
                raise RuntimeError("initdb failed: " + _tail(home))
            with subprocess.Popen(_command(bin_folder, home, is_durable=is_durable), **common) as process:
                try:
                    yield _answering(Server(home, process.pid), process)
                finally:
                    _end(process)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _command(bin_folder: Path, home: Path, *, is_durable: bool) -> list[str]:
    # Nothing of a test outlives the machine's power, so nothing is synced there.
    written = "on" if is_durable else "off"
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(home),
        **dict.fromkeys(("fsync", "full_page_writes", "synchronous_commit"), written),
        "max_connections": "100",
    }
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    return [str(bin_folder / "postgres"), "-D", str(home / "data"), *options]


def _answering(server: Server, process: subprocess.Popen[bytes]) -> Server:
    until = time.monotonic() + START_SECONDS
    while not server.answers():
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError("PostgreSQL did not start: " + _tail(server.folder))
        time.sleep(0.05)
    return server


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)  # a fast shutdown: it waits for no client
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


def _tail(home: Path) -> str:
    return (home / "log").read_text(encoding="utf-8", errors="replace")[-2000:]
