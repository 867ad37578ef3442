"""The sealed archive of a sitting: everything of it in one file that can be verified without the program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workbench.domain.errors import Absent, Refused
from workbench.store import archive_rows, audit, sittings
from workbench.store.archive_rows import Row
from workbench.store.backing_up import pack_blobs
from workbench.store.engine import Connection
from workbench.store.packing import FORM, Manifest, Packing, packed, packing
from workbench.store.people import Person
from workbench.store.sittings import STATES, Sitting
from workbench.usecases.appealing import settle_fault
from workbench.usecases.keeping import program_version
from workbench.usecases.roles import require
from workbench.usecases.workbench import Workbench

KIND = "archive"
ARCHIVERS = ("administrator",)
FIRST_STATE = "closed"
NAMES = "names.jsonl"
"""The one member that holds names: of the people, and those typed into audit notes."""

_NAMES_TYPED = ("witnesses", "names")  # keys of an audit note's detail that hold names


@dataclass(frozen=True, slots=True)
class Verified:
    """An archive that was looked through: what it says of itself, and a line for each fault."""

    manifest: Manifest
    faults: tuple[str, ...]


def archive_sitting(
    wb: Workbench, by: Person, sitting_id: int, to: Path, *, with_names: bool = True, settle: bool = False
) -> Manifest:
    """Pack everything of the sitting into the new file ``to``; the manifest, whose seal goes on paper.

    Without names nothing but candidate numbers tells who is who. ``settle`` makes a released sitting
    archived, so that it changes no more. Raises Refused before the sitting is closed, where there is
    nothing to settle or appeals may still change something, and StoreError for a file that cannot be written.
    """
    require(by, *ARCHIVERS)
    with wb.store.seeing_one_moment() as conn:
        found = demand_archivable(conn, sitting_id, wb.clock(), settle=settle)
        with packing(to) as pack:
            manifest = _packed(wb, conn, pack, found, with_names=with_names)
    with wb.store.writing() as conn:
        if settle:
            demand_archivable(conn, sitting_id, wb.clock(), settle=True)  # things change while it is packed
            sittings.set_state(conn, sitting_id, "archived")
        detail = {"sitting": sitting_id, "seal": manifest.seal, "names": with_names, "settled": settle}
        audit.note(conn, at=wb.clock(), who=by.login, what="archive", detail=detail)
    return manifest


def demand_archivable(conn: Connection, sitting_id: int, now: float, *, settle: bool) -> Sitting:
    """The sitting, when it may be archived, and settled where that is asked. Raises Absent, Refused."""
    found = sittings.sitting(conn, sitting_id)
    if found is None:
        raise Absent("没有这个场次。")
    if STATES.index(found.state) < STATES.index(FIRST_STATE):
        raise Refused(f"“{found.name}”还没有结束，结束场次后才能归档封存。")
    if settle and found.state != "released":
        raise Refused(f"“{found.name}”的成绩还没有公布或已经归档，不能转为已归档。")
    if settle and (fault := settle_fault(conn, found, now)):
        raise Refused(f"{fault}，不能转为已归档。")
    return found


def _packed(
    wb: Workbench, conn: Connection, pack: Packing, sitting: Sitting, *, with_names: bool
) -> Manifest:
    members = _Members(pack)
    people: set[int] = set()
    blobs: list[str] = []
    for table in archive_rows.sitting_tables():
        rows = list(archive_rows.rows_of(conn, table, sitting.id))
        members.add(f"{table.name}.jsonl", rows)
        people |= archive_rows.people_in(table, rows)
        blobs += [row["blob"] for row in rows if "blob" in row]
    _add_notes(conn, members, sitting.id, people, with_names=with_names)
    faults = pack_blobs(pack, wb.store, sorted(set(blobs)))
    notes = {"sitting": sitting.id, "name": sitting.name, "state": sitting.state, "names": with_names}
    form, _newest = wb.store.forms()
    manifest = Manifest(
        KIND, FORM, program_version(), form or "", wb.clock(), members.rows, notes, tuple(faults),
        tuple(pack.members),
    )  # fmt: skip
    pack.finish(manifest)
    return manifest


@dataclass(frozen=True, slots=True)
class _Members:
    """JSON Lines members; ``rows`` counts them by member."""

    pack: Packing
    rows: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, rows: Iterable[Row]) -> None:
        """Write one row a line."""
        self.rows[name] = 0
        self.pack.add(name, self._lines(name, rows))

    def _lines(self, name: str, rows: Iterable[Row]) -> Iterator[bytes]:
        for row in rows:
            self.rows[name] += 1
            yield (json.dumps(dict(row), ensure_ascii=False, sort_keys=True) + "\n").encode()


def _add_notes(
    conn: Connection, members: _Members, sitting_id: int, ids: set[int], *, with_names: bool
) -> None:
    notes = list(archive_rows.notes_of(conn, sitting_id))
    people = list(archive_rows.people_of(conn, ids, {note["who"] for note in notes}))
    known = {row["login"]: row["id"] for row in people}
    blind = [_blind(note, known) for note in notes]
    members.add("audit.jsonl", (note for note, _ in blind))
    if with_names:
        typed = ({"audit": note["id"], **names} for note, names in blind if names)
        members.add(NAMES, [*({"person": row.pop("id"), **row} for row in map(dict, people)), *typed])


def _blind(note: Row, known: dict[str, int]) -> tuple[Row, dict[str, Any]]:  # Any: JSON of the note
    detail = dict(note["detail"])
    names = {key: detail.pop(key) for key in _NAMES_TYPED if key in detail}
    who = f"person {known[note['who']]}" if note["who"] in known else note["who"]
    return {**note, "who": who, "detail": detail}, names


def verify_archive(path: Path, *, seal: str | None = None) -> Verified:
    """Whether every member of an archive is as it was sealed, and the seal the one on paper.

    Raises StoreError for a file that is no archive, has another seal, or other members than it lists.
    """
    with packed(path, kind=KIND, seal=seal) as archive:
        return Verified(archive.manifest, archive.member_faults())
