"""What a candidate handed in, piece by piece: to print, and as the files that the student named."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal

from workbench.domain.errors import StoreError
from workbench.domain.module import JSON
from workbench.usecases.filing.file_names import safe, with_suffix
from workbench.usecases.filing.json_lines import readable
from workbench.usecases.workbench import Workbench

MAX_ROWS = 200
"""Rows of a table file that are printed; as many as the desk's own table takes."""

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp")
TEXTS = (".txt", ".md", ".json", ".csv", ".html", ".htm", ".css", ".xml")
MAX_TEXT_BYTES = 256 * 1024
CARD = "desk.card"

Kind = Literal["text", "table", "picture", "file", "nothing"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing handed in. ``wanted`` is what the brief calls it, ``named`` what the student did.

    ``blob`` is the SHA-256 of its file where the tool made one; ``text`` and ``columns`` with ``rows``
    are its content to print.
    """

    field: str
    wanted: str
    tool: str
    named: str = ""
    is_listed: bool = False
    kind: Kind = "nothing"
    text: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    blob: str = ""
    size: int = 0


def pieces(wb: Workbench, given: JSON, states: Mapping[str, JSON]) -> tuple[Piece, ...]:
    """Everything handed in, in the order of the sub-tasks, and the answered question card last."""
    named = states.get("desk.folder", {}).get("files", {})
    made = [
        _piece(wb, one, states.get(one["tool"], {}), named.get(one["id"], {}))
        for one in given.get("desk", {}).get("deliverables", [])
    ]
    if given.get("card") and CARD in states:
        made.append(_card(given["card"], states[CARD].get("answers", {})))
    return tuple(made)


def _piece(wb: Workbench, wanted: JSON, state: JSON, file: JSON) -> Piece:
    known: dict[str, Any] = {  # Any: the fields of a Piece
        "field": wanted["id"], "wanted": wanted["name"], "tool": wanted["tool"],
        "named": str(file.get("name", "")), "is_listed": bool(file.get("listed")),
    }  # fmt: skip
    if table := state.get("values", {}).get(wanted["id"]):
        rows = [tuple(map(str, row)) for row in table["rows"] if any(str(cell).strip() for cell in row)]
        kind: Kind = "table" if rows else "nothing"
        return Piece(**known, kind=kind, columns=tuple(map(str, table["columns"])), rows=tuple(rows))
    if made := state.get("files", {}).get(wanted["id"]):
        return Piece(**known, blob=made["file"], size=made["size"], **_looked_into(wb, made))
    body = str(state.get("drafts", {}).get(wanted["id"], ""))
    return Piece(**known, kind="text" if body.strip() else "nothing", text=_of_json(wanted, body))


def _of_json(wanted: JSON, body: str) -> str:
    if not str(wanted["name"]).lower().endswith(".json"):
        return body
    try:
        return readable(json.loads(body))
    except (ValueError, RecursionError):
        return body


def _looked_into(wb: Workbench, made: JSON) -> dict[str, Any]:  # Any: fields of a Piece
    suffix = PurePosixPath(str(made["name"])).suffix.lower()
    if suffix in PICTURES:
        return {"kind": "picture"}
    try:
        if suffix in TEXTS and made["size"] <= MAX_TEXT_BYTES:
            text = wb.store.blobs.read(made["file"]).decode("utf-8-sig")
            return {"kind": "text", "text": readable(json.loads(text)) if suffix == ".json" else text}
        if suffix == ".xlsx":
            heads, rows = _first_sheet(wb.store.blobs.read(made["file"]))
            return {"kind": "table", "columns": heads, "rows": rows}
    except (StoreError, ValueError, RecursionError, KeyError, IndexError, OSError, zipfile.BadZipFile):
        pass  # what cannot be shown is named with size and hash; the file itself is in the zip
    return {"kind": "file"}


def _first_sheet(raw: bytes) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    import openpyxl  # noqa: PLC0415  0.2 s that only an export should pay

    book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    found = book.worksheets[0].iter_rows(max_row=MAX_ROWS + 1, max_col=40, values_only=True)
    rows = [tuple("" if cell is None else str(cell) for cell in row) for row in found]
    rows = [row for row in rows if any(row)]
    width = max((at + 1 for row in rows for at, cell in enumerate(row) if cell), default=0)
    if not width:
        raise ValueError("the sheet is empty")
    cut = [(*row, *[""] * width)[:width] for row in rows]
    return cut[0], tuple(cut[1:])


def _card(questions: Sequence[JSON], answers: JSON) -> Piece:
    rows = [(str(one.get("text", one["id"])), _answer(answers.get(one["id"]))) for one in questions]
    return Piece(
        "card", "题卡", CARD, named="题卡.txt", is_listed=True, kind="table", columns=("题目", "作答"),
        rows=tuple(rows),
    )  # fmt: skip


def _answer(value: Any) -> str:  # Any: one of a card's values
    if value is None:
        return "没有作答"
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, dict):
        return "；".join(f"{left} → {right}" for left, right in value.items())
    return str(value)


@dataclass(frozen=True, slots=True)
class HandedFile:
    """One file of the zip: the student's name for it made safe, and its bytes."""

    name: str
    body: bytes


def files(wb: Workbench, found: Sequence[Piece], states: Mapping[str, JSON]) -> Iterator[HandedFile]:
    """The files handed in; those whose content is nothing are left out.

    Raises StoreError where kept bytes are gone.
    """
    for piece in found:
        if (made := _file(wb, piece, states.get(piece.tool, {}))) is not None:
            suffix, body = made
            typed = safe(piece.named, otherwise=safe(piece.wanted))
            yield HandedFile(with_suffix(typed, suffix), body)


def _file(wb: Workbench, piece: Piece, state: JSON) -> tuple[str, bytes] | None:
    if piece.blob:
        return PurePosixPath(piece.wanted).suffix, wb.store.blobs.read(piece.blob)
    if piece.kind == "nothing":
        return None
    if piece.tool == CARD:
        return ".txt", "\r\n".join(f"{asked}\r\n  {said}" for asked, said in piece.rows).encode("utf-8-sig")
    tool = wb.registry.tools.get(piece.tool)
    if tool is not None and tool.export is not None and piece.field in tool.export.fields(state):
        return tool.export.suffix, tool.export.make(state, piece.field)
    return ".txt", (piece.text or json.dumps(piece.rows, ensure_ascii=False)).encode("utf-8-sig")
