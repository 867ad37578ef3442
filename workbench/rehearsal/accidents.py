"""Accidents of an exam day, done on purpose: cables, power, two tabs, a wrong clock, a full disk."""

from __future__ import annotations

import asyncio
import json
import shlex
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from workbench.domain.errors import WorkbenchError
from workbench.rehearsal.figures import Outage
from workbench.rehearsal.server import RunningServer
from workbench.rehearsal.standin import StandIn
from workbench.rehearsal.student import Student
from workbench.rehearsal.wire import Lost

if sys.platform != "win32":
    import resource

PATIENCE_SECONDS = 90.0
"""How long is waited until everybody works again; then they count as lost."""

LOOK_SECONDS = 0.1
"""How often is looked whether something has come about; the room shares this process."""

TAKEN_OVER, STORE_DOWN = 409, 503
BANNER = "服务器暂时存不了东西"
OTHER_PAGE = "另一个页面"
HOURS_OFF_MS = 2 * 3600 * 1000
FULL_BYTES = 4096  # no file of the server may grow past this: its journal is full at once


class CannotKill(WorkbenchError):
    """The operator's own command did not do what it should."""


async def cut(room: Sequence[StandIn]) -> Outage:
    """Cut every connection at once, as a switch that loses power does; until all are back."""
    began = time.monotonic()
    for one in room:
        one.student.drop()
        one.dropped_at = began
    return await _until_back(room, began, began, saves=False)


async def kill(room: Sequence[StandIn], down: Callable[[], None], power: Callable[[], None]) -> Outage:
    """Let ``down`` kill the server and ``power`` give back one that answers; until all work again."""
    before = time.monotonic()
    await asyncio.to_thread(down)
    began = time.monotonic()
    await asyncio.to_thread(power)
    up = time.monotonic()
    back = await _until_back(room, before, up, saves=True)
    return replace(back, down_seconds=up - began)


async def _until_back(room: Sequence[StandIn], began: float, up: float, *, saves: bool) -> Outage:
    def is_out(one: StandIn) -> bool:
        # Behind nginx a kill reaches only those who were on that process.
        was_cut = one.dropped_at >= began and one.drawn_at < one.dropped_at
        return was_cut or (saves and one.writes and one.saved_at < up)

    await until(lambda: not any(map(is_out, room)), PATIENCE_SECONDS)
    return Outage(up - began, time.monotonic() - up, sum(map(is_out, room)))


async def until(is_so: Callable[[], bool], patience_seconds: float) -> None:
    """Wait until ``is_so``, or until patience has run out."""
    last = time.monotonic() + patience_seconds
    while not is_so() and time.monotonic() < last:  # noqa: ASYNC110  what is asked lies in a database
        await asyncio.sleep(LOOK_SECONDS)


def run_command(command: str) -> None:
    """Run the operator's own command that kills a server. Raises CannotKill when it fails."""
    try:
        subprocess.run(shlex.split(command), check=True, timeout=60)  # noqa: S603  the operator's own
    except (OSError, subprocess.SubprocessError) as error:
        raise CannotKill(f"--kill-command failed: {error}") from error


def wait_for(bases: Sequence[str]) -> None:
    """Wait until every server answers."""
    last = time.monotonic() + PATIENCE_SECONDS
    waiting = list(bases)
    while waiting and time.monotonic() < last:
        try:
            with urllib.request.urlopen(f"{waiting[0]}/healthz", timeout=2):  # noqa: S310  http only, as checked
                waiting.pop(0)
        except OSError:
            time.sleep(0.1)


async def two_tabs(one: StandIn) -> tuple[str, ...]:
    """The same attempt in a second page: the newer writes, the older is refused and says so."""
    older, faults = one.student, []
    newer = Student(older.base, older.login, older.pin, older.cookie)
    await newer.open()
    try:
        await one.save("student")
        faults.append("the older page could still save")
    except Lost as error:
        if error.status != TAKEN_OVER:
            faults.append(f"the older page heard: {error}")
    await older.rerun()
    if not any(OTHER_PAGE in text for text in older.texts):
        faults.append("the older page does not say that it was taken over")
    one.student = newer
    await one.save("student")
    one.student = older
    await newer.close()
    await older.use("take-back", True)
    await one.save("student")
    return tuple(faults)


async def wrong_clock(one: StandIn, deadline: float) -> tuple[str, ...]:
    """A computer whose clock and zone are wrong: the server's time rules. ``deadline``: as it is stored."""
    student, faults = one.student, []
    student.timezone = "America/Anchorage"
    await student.rerun()
    now = round(time.time() * 1000)
    for told in (now - HOURS_OFF_MS, now + HOURS_OFF_MS):
        note = {"attempt": student.attempt, "kind": "focus_lost", "at_ms": told}
        await asyncio.to_thread(
            student.request, "POST", "/flags", json.dumps(note).encode(), "application/json"
        )
        await one.save("timer")
        if abs(one.seconds_left - (deadline - time.time() - one.clock_off)) > 2:  # noqa: PLR2004  seconds
            faults.append(f"the server says {one.seconds_left:.0f} s are left")
    student.timezone = "Asia/Shanghai"
    return tuple(faults)


async def full_disk(one: StandIn, server: RunningServer) -> tuple[str, ...]:
    """The server's files may not grow: saves are refused in words, none is pretended, and it recovers."""
    faults, before = [], dict(one.newest)
    with _no_growth(server):
        for _ in range(3):
            try:
                await one.save("timer")
            except Lost as error:
                if error.status != STORE_DOWN or BANNER not in str(error):
                    faults.append(f"with a full disk the page hears: {error}")
    if one.newest != before:
        faults.append("a save was acknowledged that could not be written")
    try:
        await one.save("student")
    except Lost as error:
        faults.append(f"after room was made: {error}")
    return tuple(faults)


def can_fill_disk(*, is_sqlite: bool) -> bool:
    """Whether a full disk can be acted here: on Linux, with a database in the server's own files."""
    return is_sqlite and sys.platform == "linux"


@contextmanager
def _no_growth(server: RunningServer) -> Iterator[None]:
    if server.process is None:
        raise Lost("the server is not running")
    pid = server.process.pid
    soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (FULL_BYTES, hard))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))
