"""Long work off the click path: it goes on in a thread of its own, and any page may ask how far it is."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.errors import WorkbenchError

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Job:
    """A file that is being made. ``fault`` says in words why there will be none; ``path`` is where it is."""

    part: Path
    path: Path | None = None
    fault: str | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing more will happen."""
        return self.path is not None or self.fault is not None

    @property
    def written_bytes(self) -> int:
        """How much is written so far."""
        place = self.path or self.part
        return place.stat().st_size if place.exists() else 0


class Jobs:
    """The jobs of this process by name. Only a memory: what a job made is on disk and in the log."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def of(self, name: str) -> Job | None:
        """The newest job of that name."""
        with self._lock:
            return self._jobs.get(name)

    def start(self, name: str, part: Path, make: Callable[[], Path]) -> Job:
        """Let ``make`` write its file, by way of ``part``; while one of that name runs, that one."""
        with self._lock:
            known = self._jobs.get(name)
            if known is not None and not known.is_done:
                return known
            job = self._jobs[name] = Job(part)
        threading.Thread(target=_run, args=(job, make), name=name, daemon=True).start()
        return job


def _run(job: Job, make: Callable[[], Path]) -> None:
    fault = "没有做成，原因在服务器的日志里。"
    try:
        job.path, fault = make(), ""
    except WorkbenchError as error:
        fault = str(error)
    finally:
        if job.path is None:
            logger.error("%s: %s", threading.current_thread().name, fault)
            job.fault = fault
