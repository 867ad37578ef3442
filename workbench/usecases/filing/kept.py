"""Bundles that were made on a page and wait to be fetched; they hold names and do not stay long."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.errors import Absent, StoreError
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.usecases.filing.bundle import Wanted, bundle
from workbench.usecases.filing.papers import Progress, no_progress
from workbench.usecases.filing.rights import Asking, demand
from workbench.usecases.workbench import Workbench

FOLDER = "exports"
KEPT_SECONDS = 24 * 3600.0
"""After this long a bundle is removed: whoever wanted it has it."""

_NAME = re.compile(
    r"(?P<sitting>\d+)-(?P<names>names|blind)-(?P<by>\d+)-(?P<made>\d+)-[A-Za-z0-9_-]{16,}\.zip"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A bundle that waits. ``made`` is in seconds since the epoch, ``size`` in bytes."""

    name: str
    path: Path
    made: float
    size: int
    shown: str


def make(wb: Workbench, asking: Asking, wanted: Wanted, *, progress: Progress = no_progress) -> str:
    """Make a bundle to be fetched; its name. Raises what ``bundle`` raises."""
    folder = _folder(wb)
    _tidy(wb)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror or error}") from error
    kind = "names" if asking.names else "blind"
    name = f"{asking.sitting_id}-{kind}-{asking.by.id}-{int(wb.clock())}-{secrets.token_urlsafe(12)}.zip"
    bundle(wb, asking, folder / name, wanted, progress=progress)
    return name


def waiting(wb: Workbench, asking: Asking) -> tuple[Kept, ...]:
    """The asker's own bundles of that sitting, names or blind as asked, newest first."""
    with wb.store.reading() as conn:
        sitting = demand(conn, asking)
    found = [one for path in _files(wb) if (one := _kept(wb, sitting, asking, path)) is not None]
    return tuple(sorted(found, key=lambda one: -one.made))


def fetch(wb: Workbench, by: Person, name: str) -> Kept:
    """A bundle of one's own. Raises Absent, and what ``rights.demand`` raises by then."""
    found = None
    if parts := _NAME.fullmatch(name):
        asking = Asking(by, int(parts["sitting"]), names=parts["names"] == "names")
        found = next((one for one in waiting(wb, asking) if one.name == name), None)
    if found is None:
        raise Absent("没有这个材料包，或者它已经过期删除。请重新生成。")
    return found


def forget(wb: Workbench, sitting_id: int) -> None:
    """Remove every bundle of a sitting that waits, as erasure must."""
    for path in _files(wb):
        parts = _NAME.fullmatch(path.name)
        if parts and int(parts["sitting"]) == sitting_id:
            path.unlink(missing_ok=True)


def _folder(wb: Workbench) -> Path:
    return wb.settings.home / FOLDER


def _files(wb: Workbench) -> Iterator[Path]:
    folder = _folder(wb)
    return iter(sorted(folder.glob("*.zip"))) if folder.is_dir() else iter(())


def _tidy(wb: Workbench) -> None:
    for path in _files(wb):
        parts = _NAME.fullmatch(path.name)
        if parts and wb.clock() - int(parts["made"]) > KEPT_SECONDS:
            path.unlink(missing_ok=True)


def _kept(wb: Workbench, sitting: Sitting, asking: Asking, path: Path) -> Kept | None:
    parts = _NAME.fullmatch(path.name)
    if parts is None or (int(parts["sitting"]), int(parts["by"])) != (asking.sitting_id, asking.by.id):
        return None
    made, names = float(parts["made"]), parts["names"] == "names"
    if names != asking.names or wb.clock() - made > KEPT_SECONDS:
        return None
    stamp = time.strftime("%Y%m%d-%H%M", time.localtime(made))
    shown = f"{sitting.name[:60]}_材料包_{'' if names else '盲评_'}{stamp}.zip"
    return Kept(path.name, path, made, path.stat().st_size, shown)
