"""An Excel file of what was filtered: the table, and beside it what was asked and what the numbers mean."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from workbench.api import JSON

from ..world.build import build, key_of
from ..world.days import ZONE
from ..world.packs import account, sources
from .answer import answer, definition_rows, shown_table
from .query import Query, query_of
from .ratio import NO_RATE, Ratio
from .table import Answer, Cell, stretch

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NARROWEST, WIDEST = 8, 60  # Excel's unit: the width of a digit


def fields(state: JSON) -> Collection[str]:
    """The exports that can be fetched."""
    return tuple(one["id"] for one in state["exports"])


def make(state: JSON, field: str) -> bytes:
    """The .xlsx of export ``field``. The same bytes each time. Raises KeyError for one that is not there."""
    import xlsxwriter  # noqa: PLC0415  0.1 s that only a download should pay

    queries = {one["id"]: one["query"] for one in state["exports"]}
    query = query_of(queries[field])
    found = answer(key_of(state), query)
    heads, rows = shown_table(found, shows_rates=state["shows_rates"])
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    )
    book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})
    _fill(book, "数据", heads, rows)
    _fill(book, "说明", ("项目", "内容", "来源"), _notes(state, query, found))
    book.close()
    return out.getvalue()


def _notes(state: JSON, query: Query, found: Answer) -> tuple[tuple[Cell, ...], ...]:
    world = build(key_of(state))
    names = {source.key: source.name for source in sources()}
    asked: list[tuple[Cell, ...]] = [
        ("账号", account().name, ""),
        ("内容", found.title, ""),
        ("时段", stretch(world, query.start, query.end), ZONE),
        ("来源", names.get(query.source, "全部"), ""),
        ("图文", query.post or "全部", ""),
    ]
    if found.note:
        asked.append(("提示", found.note, ""))
    return (*asked, *definition_rows(found.defined))


def _fill(book: Any, name: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    # Any: xlsxwriter ships no types
    page = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#EEF2F7", "border": 1})
    percent = book.add_format({"num_format": "0.00%"})
    for column, title in enumerate(heads):
        page.write_string(0, column, title, head)
        widths = [_width(title), *(_width(_words(row[column])) for row in rows)]
        page.set_column(column, column, max(NARROWEST, min(WIDEST, max(widths) + 2)))
    for at, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, Ratio) and cell.bottom:
                page.write_number(at, column, cell.top / cell.bottom, percent)
            elif isinstance(cell, int):
                page.write_number(at, column, cell)
            else:
                page.write_string(at, column, NO_RATE if isinstance(cell, Ratio) else cell)
    page.freeze_panes(1, 0)


def _words(cell: Cell) -> str:
    return cell.shown if isinstance(cell, Ratio) else str(cell)


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in text)
