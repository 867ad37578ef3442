"""The papers one by one: what a page or a command asks for, checked for rights and noted in the log."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from workbench.domain.errors import Absent
from workbench.printing.pdf import Printer, printer
from workbench.store.engine import Connection
from workbench.usecases.exporting import ExportFile
from workbench.usecases.filing import grade_book as book
from workbench.usecases.filing import rights, score_rows
from workbench.usecases.filing.file_names import safe
from workbench.usecases.filing.records import Filed, Record, filed
from workbench.usecases.filing.rights import Asking
from workbench.usecases.filing.score_sheet import TEMPLATE, Occasion, sheet
from workbench.usecases.filing.scripts import Script, notes_by_attempt, script
from workbench.usecases.workbench import Workbench

Progress = Callable[[int, int], None]
"""Told after each candidate how many are done, and of how many."""

TABLES: Mapping[str, tuple[str, str, Callable[[Filed], bytes]]] = {
    "book": ("成绩册.xlsx", book.MEDIA_TYPE, book.grade_book),
    "csv": ("成绩.csv", "text/csv", score_rows.scores_csv),
    "lines": ("评分明细.csv", "text/csv", score_rows.lines_csv),
    "json": ("成绩.json", "application/json", score_rows.scores_json),
}
"""Papers of the whole sitting by their short name: file name, media type, what makes them."""


def no_progress(done: int, of: int) -> None:
    """Nothing: whoever asks does not want to be told."""


def candidates(wb: Workbench, asking: Asking) -> Filed:
    """The candidates of a sitting as the papers show them. Raises what ``rights.demand`` raises."""
    with wb.store.seeing_one_moment() as conn:
        return filed(wb, conn, asking)


def table(wb: Workbench, asking: Asking, kind: str) -> ExportFile:
    """A paper of ``TABLES``. Raises what ``rights.demand`` raises, and Absent for an unknown kind."""
    if kind not in TABLES:
        raise Absent(f"没有“{kind:.20}”这种材料。")
    name, media_type, make = TABLES[kind]
    found = candidates(wb, asking)
    made = make(found)
    rights.note(wb, asking, kind, candidates=len(found.records))
    return ExportFile(file_name(found, name), media_type, made)


def file_name(found: Filed, name: str) -> str:
    """A paper's name outside a zip: the sitting, the paper, and that it is blind."""
    blind = "" if found.names else "盲评_"
    return safe(f"{found.sitting.name[:60]}_{blind}{name}")


def score_sheets(
    wb: Workbench,
    asking: Asking,
    numbers: Sequence[str] = (),
    *,
    school: str = "",
    progress: Progress = no_progress,
) -> ExportFile:
    """The score sheets of the candidates with these numbers (codes in blind papers) in one PDF to print.

    No numbers means everybody who handed in. Raises Absent where there is no such script.
    """
    with wb.store.seeing_one_moment() as conn, printer(TEMPLATE) as printing:
        found = filed(wb, conn, asking)
        chosen = chosen_records(found, numbers)
        occasion = Occasion(found, school, wb.clock())
        sheets = []
        for done, one in enumerate(scripts_of(wb, conn, found, chosen), start=1):
            sheets.append(sheet(occasion, one, printing, wb.store.blobs.read))
            progress(done, len(chosen))
        made = printing.printed({"sheets": sheets}, at=occasion.printed)
    rights.note(wb, asking, "sheets", candidates=len(chosen))
    name = f"评分表_{chosen[0].number}_{chosen[0].name}.pdf" if len(chosen) == 1 else "评分表.pdf"
    return ExportFile(file_name(found, name), "application/pdf", made)


def chosen_records(found: Filed, numbers: Sequence[str] = ()) -> tuple[Record, ...]:
    """The records with a script, those of ``numbers`` where some are given. Raises Absent for none."""
    having = tuple(one for one in found.records if one.total is not None)
    chosen = tuple(one for one in having if one.number in numbers) if numbers else having
    if missing := set(numbers) - {one.number for one in chosen}:
        raise Absent(f"没有这些考生的答卷：{'、'.join(sorted(missing))}。")
    if not chosen:
        raise Absent("这个场次还没有人交卷。")
    return chosen


def scripts_of(wb: Workbench, conn: Connection, found: Filed, chosen: Sequence[Record]) -> Iterator[Script]:
    """The scripts of some records, read one after the other."""
    notes = notes_by_attempt(conn, found.sitting.id)
    for one in chosen:
        yield script(wb, conn, found, one, notes.get(one.attempt.id, ()) if one.attempt else ())


def one_sheet(occasion: Occasion, one: Script, printing: Printer, read: Callable[[str], bytes]) -> bytes:
    """The PDF of one candidate's score sheet."""
    made = printing.printed({"sheets": [sheet(occasion, one, printing, read)]}, at=occasion.printed)
    printing.forget_pictures()
    return made
