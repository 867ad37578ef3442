"""材料包: everything that a school files of a sitting in one zip, with a manifest of hashes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from workbench.domain.errors import Refused, StoreError
from workbench.printing.pdf import Printer, printer
from workbench.store.engine import Connection
from workbench.store.packing import FORM, Manifest, Packing, packing
from workbench.usecases.filing import handed_in, rights
from workbench.usecases.filing.blinding import blinder
from workbench.usecases.filing.file_names import safe, unlike
from workbench.usecases.filing.papers import TABLES, Progress, no_progress, one_sheet, scripts_of
from workbench.usecases.filing.records import Filed, filed
from workbench.usecases.filing.rights import Asking
from workbench.usecases.filing.score_sheet import TEMPLATE, Occasion
from workbench.usecases.filing.scripts import Script
from workbench.usecases.keeping import program_version
from workbench.usecases.workbench import Workbench

KIND = "papers"
SHEETS, ANSWERS, RECORD = "评分表", "答卷", "抽签记录"
PARTS = (*TABLES, "sheets", "answers", "record")
"""What may be in a bundle, by short name."""

NO_CLASS = "未编班"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a bundle shall hold: some of ``PARTS``, and the school's name over the score sheets."""

    parts: Collection[str] = PARTS
    school: str = ""

    def __post_init__(self) -> None:
        if strangers := set(self.parts) - set(PARTS):
            raise Refused(f"没有这些材料：{'、'.join(sorted(strangers))}；有 {'、'.join(PARTS)}。")
        if not self.parts:
            raise Refused("请至少选一种材料。")


def bundle(
    wb: Workbench, asking: Asking, to: Path, wanted: Wanted | None = None, *, progress: Progress = no_progress
) -> Manifest:
    """Pack the papers of a sitting, all of one moment, into the new file ``to``; its manifest.

    The file appears whole or not at all; a run that was broken off is simply begun again. Raises what
    ``rights.demand`` raises, and StoreError for a file that cannot be written.
    """
    wish = wanted or Wanted()
    with wb.store.seeing_one_moment() as conn:
        found = filed(wb, conn, asking)
        with packing(to) as pack:
            members = _Members(pack)
            for kind in TABLES:
                if kind in wish.parts:
                    name, _, make = TABLES[kind]
                    members.add(name, make(found))
            if "record" in wish.parts and found.names:  # it names candidates
                _add_records(members, found)
            if {"sheets", "answers"} & set(wish.parts):
                _add_scripts(wb, conn, members, found, wish, progress)
            manifest = _manifest(wb, found, members)
            pack.finish(manifest)
    rights.note(wb, asking, "bundle", candidates=len(found.records), seal=manifest.seal)
    return manifest


def _manifest(wb: Workbench, found: Filed, members: _Members) -> Manifest:
    sitting = found.sitting
    notes = {"sitting": sitting.id, "name": sitting.name, "state": sitting.state, "names": found.names}
    form, _newest = wb.store.forms()
    rows = {"candidates": len(found.records), "scripts": members.scripts}
    return Manifest(
        KIND, FORM, program_version(), form or "", wb.clock(), rows, notes, tuple(members.faults),
        tuple(members.pack.members),
    )  # fmt: skip


@dataclass(slots=True)
class _Members:
    pack: Packing
    scripts: int = 0
    faults: list[str] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set)

    def add(self, path: str, body: bytes) -> None:
        name = unlike(path, self._taken)
        self._taken.add(name.casefold())
        self.pack.add(name, (body,))


def _add_records(members: _Members, found: Filed) -> None:
    for at, record in enumerate((found.sitting.record, *(found.sitting.supplements or ()))):
        if record is not None:
            name = f"{RECORD}.json" if at == 0 else f"{RECORD}_补抽{at}.json"
            members.add(name, json.dumps(record, ensure_ascii=False, indent=1).encode())


def _add_scripts(
    wb: Workbench, conn: Connection, members: _Members, found: Filed, wanted: Wanted, progress: Progress
) -> None:
    chosen = [one for one in found.records if one.total is not None]
    occasion = Occasion(found, wanted.school, wb.clock())
    progress(0, len(chosen))
    with printer(TEMPLATE) as printing:
        for done, one in enumerate(scripts_of(wb, conn, found, chosen), start=1):
            if "sheets" in wanted.parts:
                _add_sheet(wb, members, occasion, one, printing)
            if "answers" in wanted.parts:
                _add_answers(wb, members, found, one)
            members.scripts = done
            progress(done, len(chosen))


def _add_sheet(wb: Workbench, members: _Members, occasion: Occasion, one: Script, printing: Printer) -> None:
    members.add(
        f"{_place(SHEETS, occasion.filed, one)}.pdf", one_sheet(occasion, one, printing, wb.store.blobs.read)
    )


def _add_answers(wb: Workbench, members: _Members, found: Filed, one: Script) -> None:
    folder = _place(ANSWERS, found, one)
    blind = None if found.names else blinder(one.attempt.candidate, one.owner.name, one.record.number)
    if one.note:
        members.faults.append(f"{folder}: {one.note}")
    for piece in one.pieces:
        try:
            files: Iterable[handed_in.HandedFile] = list(handed_in.files(wb, [piece], one.states))
        except StoreError as error:
            members.faults.append(f"{folder}/{safe(piece.wanted)}: {error}; it is left out")
            continue
        for file in files:
            name = safe(blind(file.name)) if blind else file.name
            members.add(f"{folder}/{name}", file.body)


def _place(top: str, found: Filed, one: Script) -> str:
    record = one.record
    if not found.names:
        return f"{top}/{safe(f'{record.number}_{record.task.upper()}')}"
    name = safe(f"{record.number}_{record.name}_{record.task.upper()}")
    return f"{top}/{safe(record.class_name[:40], NO_CLASS)}/{name}"
