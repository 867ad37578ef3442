"""A table as an Excel file."""

from __future__ import annotations

import io
import unicodedata
from datetime import UTC, datetime
from typing import Any

from workbench.api import JSON
from workbench.desk.arithmetic import Fault, Value, shown, typed
from workbench.desk.calculate import CIRCULAR, TOO_MUCH, is_formula, values
from workbench.desk.formula import FormulaFault, parse
from workbench.desk.sheet import rows_of

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

NARROWEST, WIDEST = 8, 48
"""Column widths in Excel's unit, the width of a digit; a Han character takes two."""


def make(state: JSON, field: str) -> bytes:
    """The .xlsx of draft ``field``: bold heads, real formulas with their values. The same bytes each time.

    A text that only looks like a formula, or a formula that Excel would not take, is written as text.
    """
    import xlsxwriter  # noqa: PLC0415  0.1 s that only a download should pay

    columns = list(state["values"][field]["columns"])
    rows = rows_of(str(state["drafts"][field]), columns)
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})
    page = book.add_worksheet("表")
    head = book.add_format({"bold": True, "bg_color": "#EEF2F7", "border": 1, "text_wrap": True})
    cell = book.add_format({"text_wrap": True, "valign": "top"})
    for column, name in enumerate(columns):
        page.write_string(0, column, name, head)
        page.set_column(column, column, _width([name, *(row[column] for row in rows)]))
    for at, (row, found) in enumerate(zip(rows, values(columns, rows), strict=True), start=1):
        for column, (text, value) in enumerate(zip(row, found, strict=True)):
            _write(page, (at, column), text, value, cell)
    page.freeze_panes(1, 0)
    book.close()
    return made.getvalue()


def _write(page: Any, place: tuple[int, int], text: str, value: Value, style: Any) -> None:
    # Any: xlsxwriter ships no types
    if (formula := _formula(text, value)) is not None:
        cached = shown(value) if isinstance(value, Fault) or value is None else value
        page.write_formula(*place, formula, style, cached)
    elif isinstance(number := typed(text), float) and shown(number) == text:
        page.write_number(*place, number, style)
    elif text:
        page.write_string(*place, text, style)


def _formula(text: str, value: Value) -> str | None:
    if not is_formula(text) or value in (CIRCULAR, TOO_MUCH):
        return None
    try:
        return parse(text).text
    except FormulaFault:
        return None


def _width(texts: list[str]) -> int:
    widest = max(sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in text) for text in texts)
    return max(NARROWEST, min(WIDEST, widest + 2))
