"""The sealed archives of a sitting that are kept beside the store: made from a page, listed, fetched."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.errors import Absent, Refused
from workbench.store import audit
from workbench.store.people import Person
from workbench.usecases.archiving import ARCHIVERS, archive_sitting, demand_archivable
from workbench.usecases.jobs import Job
from workbench.usecases.roles import require
from workbench.usecases.workbench import Workbench

SEAL_DIGITS = 12
"""So many digits of its seal stand in an archive's name."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An archive that was made. ``path`` is None where the file is not in the home's archives (any more)."""

    at: float
    by: str
    seal: str
    with_names: bool
    settled: bool
    path: Path | None


def start(wb: Workbench, by: Person, sitting_id: int, *, with_names: bool, settle: bool) -> Job:
    """Make an archive in the background. What is refused is refused at once."""
    require(by, *ARCHIVERS)
    with wb.store.reading() as conn:
        demand_archivable(conn, sitting_id, wb.clock(), settle=settle)
    folder = _folder(wb)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Refused(f"服务器上的归档文件夹写不进去：{error.strerror}。") from error
    to = folder / f"sitting-{sitting_id}-{secrets.token_hex(4)}.zip"

    def make() -> Path:
        manifest = archive_sitting(wb, by, sitting_id, to, with_names=with_names, settle=settle)
        return to.rename(_place(wb, sitting_id, manifest.seal))

    return wb.jobs.start(_name(sitting_id), to.with_name(f"{to.name}.part"), make)


def running(wb: Workbench, by: Person, sitting_id: int) -> Job | None:
    """The newest job of the sitting's archives in this process."""
    require(by, *ARCHIVERS)
    return wb.jobs.of(_name(sitting_id))


def kept(wb: Workbench, by: Person, sitting_id: int) -> tuple[Kept, ...]:
    """Every archive that was made of the sitting, newest first."""
    require(by, *ARCHIVERS)
    with wb.store.reading() as conn:
        found = [
            (at, who, detail)
            for at, who, what, detail in audit.notes(conn)
            if what == "archive" and detail.get("sitting") == sitting_id
        ]
    return tuple(
        Kept(at, who, one["seal"], one["names"], one["settled"], _existing(wb, sitting_id, one["seal"]))
        for at, who, one in reversed(found)
    )


def file(wb: Workbench, by: Person, sitting_id: int, seal: str) -> Path:
    """The file of the archive with that seal. Raises Absent."""
    require(by, *ARCHIVERS)
    found = {one.seal: one.path for one in kept(wb, by, sitting_id)}.get(seal)
    if found is None:
        raise Absent("没有这个归档文件，它可能已经移走。")
    return found


def _existing(wb: Workbench, sitting_id: int, seal: str) -> Path | None:
    place = _place(wb, sitting_id, seal)
    return place if place.is_file() else None


def _place(wb: Workbench, sitting_id: int, seal: str) -> Path:
    return _folder(wb) / f"sitting-{sitting_id}-{seal[:SEAL_DIGITS]}.zip"


def _folder(wb: Workbench) -> Path:
    return wb.settings.home / "archives"


def _name(sitting_id: int) -> str:
    return f"archive-{sitting_id}"
