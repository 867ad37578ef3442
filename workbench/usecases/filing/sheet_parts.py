"""The parts of a score sheet: a line of the rubric, a piece that was handed in."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from workbench.domain.errors import StoreError
from workbench.domain.rubric import Line
from workbench.domain.score import Outcome
from workbench.domain.total import LineTotal
from workbench.printing.legible import legible
from workbench.printing.pdf import Printer
from workbench.store.marks import Mark
from workbench.usecases.filing.handed_in import Piece
from workbench.usecases.filing.records import WAITING
from workbench.usecases.filing.scripts import Script

KINDS = {"process": "过程", "result": "结果"}
MACHINE = {"needs_examiner": "没有评，由考评员评", "failed": "出错，没有评"}
NARROWEST, WIDEST = 4, 30
"""Bounds of a column's width, in digits; a Han character is two."""

MAX_LINES = 4000
"""Lines of one text that are printed: some sixty pages. The whole is among the handed-in files."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Makes parts for one sheet. ``text`` makes a text fit to print, and blind where the sheet is."""

    text: Callable[[str], str]
    printer: Printer
    read: Callable[[str], bytes]
    names: bool = field(kw_only=True)

    def line(self, part: LineTotal, script: Script) -> dict[str, Any]:  # Any: JSON for the template
        """A line of the rubric with all that was said to it."""
        line, outcome = part.line, script.scored.outcomes.get(part.line.id)
        given = [mark for mark in script.scored.marks if mark.line == line.id]
        level, descriptor = _level(line, given)
        has_machine = outcome is not None and line.use is not None
        return {
            "no": line.id,
            "title": self.text(line.title),
            "kind": KINDS[line.kind],
            "points": number(line.points),
            "got": WAITING if part.is_open else f"{part.points:.2f}",
            "level": level,
            "descriptor": self.text(descriptor),
            "machine": _machine(outcome) if outcome is not None else "",
            "reason": self.text(outcome.reason) if outcome is not None and has_machine else "",
            "marks": [self._mark(at, mark, script) for at, mark in enumerate(given, start=1)],
        }

    def _mark(self, at: int, mark: Mark, script: Script) -> dict[str, str]:
        examiner = script.examiners.get(mark.examiner_id)
        who = examiner.name if examiner is not None and self.names else f"考评员{at}"
        points = f"{number(mark.points)} 分"
        return {
            "who": legible(who), "points": points, "level": mark.level, "comment": self.text(mark.comment)
        }  # fmt: skip

    def piece(self, piece: Piece) -> dict[str, Any]:  # Any: JSON for the template
        """Something handed in: its content, or a line that says why it is not shown."""
        body = self.text("\n".join(piece.text.splitlines()[:MAX_LINES]))
        made: dict[str, Any] = {  # Any: as above
            "wanted": self.text(piece.wanted),
            "named": self.text(piece.named or "没有命名"),
            "listed": "已列入清单" if piece.is_listed else "没有列入清单",
            "kind": piece.kind,
            "text": body,
            "columns": [self.text(name) for name in piece.columns],
            "rows": [[self.text(cell) for cell in row] for row in piece.rows],
            "widths": _widths(piece),
            "note": f"文件 {piece.size} 字节　SHA-256 {legible(piece.blob)}" if piece.blob else "",
        }
        if piece.kind == "picture":
            made |= self._picture(piece)
        if made["kind"] == "file":
            made["note"] += "\n这份文件不能在纸上显示，原件在材料包的“答卷”里。"
        if piece.kind == "nothing":
            made["note"] = "没有内容。"
        return made

    def _picture(self, piece: Piece) -> dict[str, Any]:  # Any: as above
        try:
            shown = self.printer.picture(piece.blob, self.read(piece.blob))
        except StoreError:
            shown = None
        if shown is None:
            return {"kind": "file"}
        return {"picture": shown.name, "width": shown.width_cm, "height": shown.height_cm}


def number(points: Decimal) -> str:
    """Points without idle zeros."""
    return f"{points.normalize():f}"


def _machine(outcome: Outcome) -> str:
    if outcome.points is None:
        return MACHINE[outcome.status]
    return f"{number(outcome.points)} / {number(outcome.max_points)}"


def _level(line: Line, given: Sequence[Mark]) -> tuple[str, str]:
    letter = given[-1].level if given else ""
    return letter, next((one.descriptor for one in line.levels if one.letter == letter), "")


def _widths(piece: Piece) -> list[int]:
    columns = zip(*(piece.columns, *piece.rows), strict=True) if piece.kind == "table" else ()
    return [max(NARROWEST, min(WIDEST, max(map(_width, column)))) for column in columns]


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in text[:WIDEST])
