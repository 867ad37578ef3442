"""How the grade book looks, and how it is addressed. ``Any`` in here: xlsxwriter ships no types."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

A4 = 9
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff]")
_LONGEST_SHEET_NAME = 31  # Excel's own limit
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of one workbook."""

    title: Any
    head: Any
    text: Any
    centre: Any
    points: Any
    share: Any
    word: Any


def styles(book: Any) -> Styles:
    """The formats, made in ``book``."""
    base = {"font_name": "宋体", "font_size": 11, "border": 1, "valign": "vcenter"}
    centred = base | {"align": "center"}
    return Styles(
        title=book.add_format({"font_name": "黑体", "font_size": 15, "align": "center", "valign": "vcenter"}),
        head=book.add_format(centred | {"bold": True, "bg_color": "#E8EDF3", "text_wrap": True}),
        text=book.add_format(base | {"text_wrap": True, "num_format": "@"}),
        centre=book.add_format(centred),
        points=book.add_format(centred | {"num_format": "0.00"}),
        share=book.add_format(centred | {"num_format": "0.0%"}),
        word=book.add_format(centred | {"font_color": "#9C5700"}),
    )


def set_up(page: Any) -> None:
    """Make ``page`` print on A4 across, one page wide."""
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&R第 &P 页，共 &N 页")


def letter(column: int) -> str:
    """The column's letter; the book has fewer than 27."""
    if not 0 <= column < _LETTERS:
        raise ValueError(f"column: want 0..{_LETTERS - 1}, found {column}")
    return chr(ord("A") + column)


def words(value: str) -> str:
    """``value`` without what a workbook cannot hold."""
    return _UNWRITABLE.sub("\ufffd", value)


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name for a sheet, as like ``wanted`` as Excel allows; it is put into ``taken``, casefolded."""
    base = _NO_SHEET_NAME.sub("_", wanted).strip("' ")[:_LONGEST_SHEET_NAME].strip("' ") or "_"
    name, at = base, 1
    while name.casefold() in taken:
        at += 1
        mark = f" ({at})"
        name = base[: _LONGEST_SHEET_NAME - len(mark)] + mark
    taken.add(name.casefold())
    return name


def quoted(name: str) -> str:
    """A sheet's name as formulas write it."""
    return "'" + name.replace("'", "''") + "'"
