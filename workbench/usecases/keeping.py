"""Backup and restore, by whoever has the machine; the log says that it was done."""

from __future__ import annotations

import logging
import time
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from workbench.domain.clock import Clock
from workbench.domain.errors import StoreError
from workbench.settings import Settings
from workbench.store import audit, backing_up, restoring
from workbench.store.engine import Store
from workbench.store.packing import Manifest

logger = logging.getLogger(__name__)

COMMAND_LINE = "command line"
"""Who the log says did what is done on the machine itself, where nobody signs in."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that was made or restored: where it is, and what it says of itself."""

    path: Path
    manifest: Manifest


def program_version() -> str:
    """The version of this program."""
    return version("practical-task-workbench")


def back_up(settings: Settings, to: Path | None = None, *, clock: Clock = time.time) -> Kept:
    """Pack the whole store into a new file, by default named after the time; writers go on meanwhile.

    Raises StoreError when there is nothing to back up or the file cannot be written.
    """
    now = clock()
    stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(now))
    path = (to or Path(f"workbench-backup-{stamp}.zip")).absolute()
    with closing(Store(settings.database_url, settings.blobs_url)) as store:
        _refuse_absent(store)
        _note(store, now, "backup", {"to": path.name})
        return Kept(path, backing_up.back_up(store, path, made=now, program=program_version()))


def _refuse_absent(store: Store) -> None:
    # Opening a database that is not there would make an empty one.
    if store.database_file is not None and not store.database_file.is_file():
        raise StoreError(f"{store.database_file}: there is no database; want the home of a workbench")


def _note(store: Store, now: float, what: str, detail: dict[str, str]) -> None:
    try:
        with store.writing() as conn:
            audit.note(conn, at=now, who=COMMAND_LINE, what=what, detail=detail)
    except StoreError as error:  # a full disk is a reason for a backup, not against one
        logger.warning("the log does not hold this %s: %s", what, error)


def restore(path: Path, home: Path, *, seal: str | None = None, clock: Clock = time.time) -> Kept:
    """Make the new home of a backup, all of it or nothing. Raises StoreError with what is wrong."""
    home = home.expanduser().absolute()
    manifest = restoring.restore(path, home, seal=seal)
    settings = Settings.read({}, home=home)
    if manifest.notes.get("database") == "sqlite":
        with closing(Store(settings.database_url, settings.blobs_url)) as store:
            _note(store, clock(), "restore", {"from": path.name, "seal": manifest.seal})
    return Kept(home, manifest)
