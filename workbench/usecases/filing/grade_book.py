"""成绩册: one workbook a sitting, with an overview, a sheet for each class and one for each module."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from workbench.usecases.filing import book_page
from workbench.usecases.filing.book_overview import OVERVIEW, PASS_CELL, Overview
from workbench.usecases.filing.book_page import BLIND_HEADS, HEADS, Page
from workbench.usecases.filing.book_styles import sheet_name, styles, words
from workbench.usecases.filing.records import Filed, Record

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NO_CLASS, NO_MODULE = "未编班", "未抽签"


def grade_book(filed: Filed) -> bytes:
    """The workbook as xlsx. Sums, averages, shares and ranks are formulas with their values beside them.

    The totals are those of ``domain.total``; an absent or unmarked candidate has a word, never a 0.
    Whatever a name begins with, it is text. A blind book has no sheets of classes.
    """
    import xlsxwriter  # noqa: PLC0415  0.1 s that only an export should pay

    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(made, options)
    book.set_properties({"title": words(filed.sitting.name), "created": datetime(2026, 1, 1, tzinfo=UTC)})
    style = styles(book)
    first = book.add_worksheet(OVERVIEW)
    taken = {OVERVIEW.casefold(), "history"}  # the second is Excel's own
    classes = _pages(filed, lambda one: one.class_name or NO_CLASS, taken) if filed.names else []
    sources = {number: place for page in classes for number, place in page.places().items()}
    modules = _pages(filed, lambda one: one.module or NO_MODULE, taken, sources)
    for page in (*classes, *modules):
        title = f"{filed.sitting.name} 成绩册（{page.group}）"
        book_page.write(book, page, title, PASS_CELL, style)
    Overview(first, filed, style).write(modules, classes)
    book.close()
    return made.getvalue()


def _pages(
    filed: Filed,
    group_of: Callable[[Record], str],
    taken: set[str],
    sources: Mapping[str, tuple[str, int]] | None = None,
) -> list[Page]:
    groups: dict[str, list[Record]] = {}
    for record in filed.records:
        groups.setdefault(group_of(record), []).append(record)
    heads = HEADS if filed.names else BLIND_HEADS
    return [
        Page(sheet_name(group, taken), group, tuple(records), heads, sources or {})
        for group, records in sorted(groups.items())
    ]
