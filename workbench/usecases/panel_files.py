"""The table behind a panel as a workbook. ``Any`` in here: xlsxwriter ships no types."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from workbench.store import audit
from workbench.store.people import Person
from workbench.usecases.roles import require
from workbench.usecases.score_panels import READERS
from workbench.usecases.workbench import Workbench

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 48
LONGEST_CELL = 32_000  # characters; Excel takes 32,767
WIDE_SIGN = 0x2E80  # from here on signs are as wide as two letters


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is written: the panel's id, title and words, a line each, and its table."""

    panel: str
    title: str
    words: tuple[str, ...]
    table: pd.DataFrame


def taken(wb: Workbench, person: Person, sitting_id: int, sheet: Sheet) -> bytes:
    """``sheet`` as xlsx; the log keeps who took it."""
    require(person, *READERS)
    made = workbook(sheet)
    detail = {"sitting": sitting_id, "paper": f"panel {sheet.panel}", "names": False}
    with wb.store.writing() as conn:
        audit.note(conn, at=wb.clock(), who=person.login, what="export", detail=detail)
    return made


def workbook(sheet: Sheet) -> bytes:
    """``sheet`` as xlsx: the table, and a second sheet with the words. What is text stays text.

    A cell without a value is blank, never 0.
    """
    import xlsxwriter  # noqa: PLC0415  0.1 s that only a download should pay

    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(made, options)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    _table(book.add_worksheet("数据"), sheet.table, head)
    told = book.add_worksheet("说明")
    told.set_column(0, 0, 100, book.add_format({"text_wrap": True, "valign": "top"}))
    for at, line in enumerate((sheet.title, *sheet.words)):
        told.write_string(at, 0, line[:LONGEST_CELL], head if at == 0 else None)
    book.close()
    return made.getvalue()


def _table(page: Any, table: pd.DataFrame, head: Any) -> None:
    page.freeze_panes(1, 0)
    for column, name in enumerate(table.columns):
        values = table.iloc[:, column].tolist()
        page.write_string(0, column, str(name), head)
        for row, value in enumerate(values, 1):
            _cell(page, row, column, value)
        widest = max((_width(str(value)) for value in (name, *values[:200])), default=8)
        page.set_column(column, column, min(WIDEST, max(8, widest + 2)))


def _cell(page: Any, row: int, column: int, value: object) -> None:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return
    if isinstance(value, bool):
        page.write_string(row, column, "是" if value else "否")
    elif isinstance(value, int | float):
        page.write_number(row, column, value)
    else:
        page.write_string(row, column, str(value)[:LONGEST_CELL])


def _width(text: str) -> int:
    return sum(2 if ord(sign) >= WIDE_SIGN else 1 for sign in text[:WIDEST])
