"""Who uses the machine while the room works."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import statistics
import sys
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from workbench.rehearsal.figures import Load, Used

if sys.platform != "win32":
    import resource

TURN_SECONDS = 1.0


@dataclass(slots=True)
class Family:
    """A server by name: its first process and all that came of it."""

    name: str
    pid: int
    _percents: list[float] = field(default_factory=list)
    _busiest: list[float] = field(default_factory=list)
    _megabytes: list[float] = field(default_factory=list)
    _files: int = 0
    _known: dict[int, psutil.Process] = field(default_factory=dict)

    def look(self) -> None:
        """Take one sample; nothing where the server is gone."""
        with contextlib.suppress(psutil.Error):
            first = self._known.setdefault(self.pid, psutil.Process(self.pid))
            together = [
                first,
                *(self._known.setdefault(one.pid, one) for one in first.children(recursive=True)),
            ]
            percents = [_of(one, "cpu_percent") for one in together]
            self._percents.append(sum(percents))
            self._busiest.append(max(percents))
            self._megabytes.append(sum(_megabytes(one) for one in together))
            self._files = sum(int(_of(one, "num_fds")) for one in together)

    def forget(self) -> None:
        """Begin anew; what the server had in memory at first is kept."""
        self._percents, self._busiest = [], []

    @property
    def used(self) -> Used:
        """The medians."""
        first, last = (self._megabytes[0], self._megabytes[-1]) if self._megabytes else (0.0, 0.0)
        return Used(self.name, _median(self._percents), _median(self._busiest), last, first, self._files)


@dataclass(slots=True)
class Watch:
    """Samples of CPU, memory and open files of the servers that run on this machine."""

    families: tuple[Family, ...]
    _client: list[float] = field(default_factory=list)
    _machine: list[float] = field(default_factory=list)

    def look(self) -> None:
        """Take one sample now."""
        for family in self.families:
            family.look()

    async def run(self) -> None:
        """Sample until cancelled."""
        own = psutil.Process()
        for meter in (own.cpu_percent, psutil.cpu_percent, self.look):
            meter()  # the first reading says nothing
        for family in self.families:
            family.forget()
        while True:
            await asyncio.sleep(TURN_SECONDS)
            self._client.append(own.cpu_percent())
            self._machine.append(psutil.cpu_percent())
            self.look()

    @property
    def load(self) -> Load:
        """The medians."""
        servers = tuple(family.used for family in self.families)
        return Load(servers, _median(self._client), _median(self._machine))


def _of(process: psutil.Process, figure: str) -> float:
    # A process may end between two looks, and an open file is counted on POSIX alone.
    with contextlib.suppress(psutil.Error, AttributeError):
        return float(getattr(process, figure)())
    return 0.0


def _megabytes(process: psutil.Process) -> float:
    # What is shared between processes (PostgreSQL's buffers) is counted once where the system says so.
    with contextlib.suppress(psutil.Error):
        found = process.memory_info()
        return float(found.rss - getattr(found, "shared", 0)) / 2**20
    return 0.0


def _median(values: list[float]) -> float:
    return statistics.median(values) if values else 0.0


def descriptors() -> int | None:
    """How many files a server started here may have open: the hard limit, to which it raises itself."""
    if sys.platform == "win32":
        return None
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    return None if limit == resource.RLIM_INFINITY else limit


def free_megabytes(folder: Path) -> float:
    """Free space where ``folder`` lies."""
    return shutil.disk_usage(folder).free / 2**20
