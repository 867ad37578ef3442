"""Reading a class list: every fault by row, and nothing half imported."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.domain.errors import RosterError

COLUMNS = ("准考证号", "姓名", "班级", "座位", "加时")
"""The columns of a class list; the first two must be there. 加时 is in minutes."""

EXAMPLE = ("A0001", "张三（示例，请删去本行）", "网营2401", "01", "0")

MAX_EXTRA_MINUTES = 120
MAX_CANDIDATES = 2000
_ZIP = b"PK\x03\x04"  # how an xlsx file begins
_NUMBER = re.compile(r"[A-Za-z0-9]{1,20}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row of a class list."""

    number: str
    name: str
    class_name: str = ""
    seat: str = ""
    extra_minutes: int = 0


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A row as it was found, with what is wrong with it; ``line`` is its number in the file."""

    line: int
    cells: Mapping[str, str]
    faults: tuple[str, ...]

    @property
    def candidate(self) -> Candidate:
        """The candidate that a faultless row names."""
        cells = self.cells
        extra = int(cells.get("加时") or 0)
        return Candidate(
            cells["准考证号"], cells["姓名"], cells.get("班级", ""), cells.get("座位", ""), extra
        )


def read_roster(raw: bytes) -> tuple[Candidate, ...]:
    """The candidates of a class list, as ``preview`` reads it.

    Raises RosterError with one line for each fault.
    """
    lines = preview(raw)
    faults = [f"第 {line.line} 行：{fault}" for line in lines for fault in line.faults]
    if faults:
        raise RosterError(tuple(faults))
    return tuple(line.candidate for line in lines)


def typed(cells: Mapping[str, str]) -> Candidate:
    """The candidate that one row of ``COLUMNS``, typed into a form, names. Raises RosterError."""
    trimmed = {name: cell.strip() for name, cell in cells.items()}
    if faults := _row_faults(trimmed):
        raise RosterError(tuple(faults))
    return RosterLine(1, trimmed, ()).candidate


def preview(raw: bytes) -> tuple[RosterLine, ...]:
    """Every row of an xlsx file or a CSV file (UTF-8 with or without BOM, or GBK) with its faults.

    Raises RosterError where the file is no class list at all.
    """
    names, rows = _xlsx(raw) if raw.startswith(_ZIP) else _csv(raw)
    missing = [name for name in COLUMNS[:2] if name not in names]
    if missing:
        raise RosterError((f"第 1 行：缺少列“{'”“'.join(missing)}”，应有 {'、'.join(COLUMNS)}",))
    if not rows:
        raise RosterError(("名单里没有考生。",))
    if len(rows) > MAX_CANDIDATES:
        raise RosterError((f"名单有 {len(rows)} 行，一个场次最多 {MAX_CANDIDATES} 人。",))
    found: dict[str, int] = {}
    lines = []
    for at, cells in rows:
        wrong = _row_faults(cells)
        number = cells.get("准考证号", "")
        if number in found:
            wrong.append(f"准考证号 {number} 与第 {found[number]} 行重复")
        found.setdefault(number, at)
        lines.append(RosterLine(at, cells, tuple(wrong)))
    return tuple(lines)


Rows = list[tuple[int, dict[str, str]]]


def _csv(raw: bytes) -> tuple[list[str], Rows]:
    read = list(csv.reader(io.StringIO(_decoded(raw))))
    return _named(read)


def _xlsx(raw: bytes) -> tuple[list[str], Rows]:
    import openpyxl  # noqa: PLC0415  0.2 s that only an upload should pay

    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        cells = [[_text(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    except (OSError, KeyError, ValueError, IndexError, zipfile.BadZipFile) as error:
        raise RosterError(("这个 Excel 文件打不开：请另存为 .xlsx 后再试。",)) from error
    return _named(cells)


def _text(cell: object) -> str:
    # Excel keeps a number typed as 0001 or 20260001 as a number: a whole one is shown without ".0".
    return (
        "" if cell is None else f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell)
    )


def _named(read: Sequence[Sequence[str]]) -> tuple[list[str], Rows]:
    names = [name.strip() for name in read[0]] if read else []
    rows = [
        (at, {name: cell.strip() for name, cell in zip(names, row, strict=False)})
        for at, row in enumerate(read[1:], start=2)
        if any(cell.strip() for cell in row)
    ]
    return names, rows


def template() -> bytes:
    """An empty class list as xlsx: the heads, one row to show how, and text cells so that 0001 stays 0001."""
    import xlsxwriter  # noqa: PLC0415  as above

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    page = book.add_worksheet("名单")
    head, cell = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    page.set_column(0, len(COLUMNS) - 1, 16, cell)
    for column, (name, shown) in enumerate(zip(COLUMNS, EXAMPLE, strict=True)):
        page.write_string(0, column, name, head)
        page.write_string(1, column, shown, cell)
    book.close()
    return made.getvalue()


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RosterError(("文件不是文本名单：请存成 CSV（UTF-8 或 GBK）后再试。",))


def _row_faults(row: Mapping[str, str]) -> list[str]:
    faults = []
    if not _NUMBER.fullmatch(row.get("准考证号", "")):
        faults.append(f"准考证号要用 1—20 位字母或数字，现为“{row.get('准考证号', '')[:30]}”")
    if not 1 <= len(row.get("姓名", "")) <= 40:  # noqa: PLR2004  a name's length
        faults.append("姓名是空的或超过 40 字")
    extra = row.get("加时", "") or "0"
    if not extra.isascii() or not extra.isdigit() or int(extra) > MAX_EXTRA_MINUTES:
        faults.append(f"加时要写 0—{MAX_EXTRA_MINUTES} 的整数分钟，现为“{extra[:20]}”")
    return faults
