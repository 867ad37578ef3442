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

from workbench.rehearsal.figures import Load

if sys.platform != "win32":
    import resource

TURN_SECONDS = 1.0


@dataclass(slots=True)
class Watch:
    """Samples of CPU, memory and open files; ``pid`` None where the server is another's."""

    pid: int | None
    _server: list[float] = field(default_factory=list)
    _client: list[float] = field(default_factory=list)
    _machine: list[float] = field(default_factory=list)
    _memory: float = 0.0
    _files: int = 0

    async def run(self) -> None:
        """Sample until cancelled."""
        own = psutil.Process()
        server = None if self.pid is None else psutil.Process(self.pid)
        for meter in (
            own.cpu_percent,
            psutil.cpu_percent,
            *(() if server is None else (server.cpu_percent,)),
        ):
            meter()  # the first reading says nothing
        while True:
            await asyncio.sleep(TURN_SECONDS)
            self._client.append(own.cpu_percent())
            self._machine.append(psutil.cpu_percent())
            with contextlib.suppress(psutil.Error):  # the server may be gone
                if server is not None:
                    self._server.append(server.cpu_percent())
                    self._memory = server.memory_info().rss / 2**20
                    self._files = len(server.open_files()) if sys.platform == "win32" else server.num_fds()

    @property
    def load(self) -> Load:
        """The medians."""
        server = None if self.pid is None else _median(self._server)
        return Load(server, _median(self._client), _median(self._machine), self._memory, self._files)


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
