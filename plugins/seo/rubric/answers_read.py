"""Reading what students wrote, tolerantly and without raising: tables by column and page, labelled lines."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from workbench.api import Evidence

from ..world.pages import PageSpec

Row = Mapping[str, str]

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_LABEL = re.compile(
    r"^[\s\-*>]*\**\s*(标题|关键词|描述|title|keywords?|description)\s*\**\s*[:：]\s*\**", re.IGNORECASE
)
_LABELS = {"标题": "title", "关键词": "keywords", "描述": "description", "keyword": "keywords"}


def plain(text: object) -> str:
    """``text`` for comparison: full-width forms folded, white space out, lower case."""
    return "".join(unicodedata.normalize("NFKC", str(text)).split()).lower()


def sheet_rows(evidence: Evidence, field: str) -> tuple[Row, ...]:
    """The computed rows of a sheet by plain column name; empty for a sheet that is not there."""
    values = evidence.states.get("desk.sheet", {}).get("values", {})
    return rows_of(values.get(field) if isinstance(values, Mapping) else None)


def rows_of(table: Any) -> tuple[Row, ...]:  # Any: whatever a student's sheet holds
    """The rows of ``{"columns", "rows"}`` by plain column name, without blank ones."""
    if not isinstance(table, Mapping):
        return ()
    columns, rows = table.get("columns"), table.get("rows")
    if not isinstance(columns, Sequence) or not isinstance(rows, Sequence):
        return ()
    names = [_column(name) for name in columns]
    read = (
        {name: _cell(cell) for name, cell in zip(names, row, strict=False)}
        for row in rows
        if isinstance(row, Sequence) and not isinstance(row, str)
    )
    return tuple(row for row in read if any(row.values()))


def body_rows(body: object) -> tuple[Row, ...]:
    """The rows of a sheet's draft text; empty when it is no sheet."""
    try:
        return rows_of(json.loads(str(body)))
    except (ValueError, RecursionError):
        return ()


def _column(name: object) -> str:
    return plain(name).rstrip("%")


def _cell(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def page_named(cell: str, pages: Sequence[PageSpec]) -> PageSpec | None:
    """The page that a cell means: by name, by name with an addition, by path or by full address."""
    text = plain(cell)
    if not text:
        return None
    path = "/" + text.partition("://")[2].partition("/")[2] if "://" in text else text
    for page in pages:
        if text == plain(page.slot.name) or path == page.slot.path:
            return page
    found = [page for page in pages if plain(page.slot.name) in text]
    return max(found, key=lambda page: len(page.slot.name), default=None)


def number(cell: str) -> Decimal | None:
    """The number in a cell, or None. Full-width digits, a percent sign and a unit are understood."""
    text = plain(cell).replace(",", "")
    found = None if text.startswith("#") else _NUMBER.search(text)
    try:
        return Decimal(found[0]) if found else None
    except InvalidOperation:
        return None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled value in a document and where it stands: ``start`` and ``end`` count characters."""

    text: str
    start: int
    end: int


def labelled(body: str, pages: Sequence[PageSpec]) -> dict[tuple[str, str], Labelled]:
    """The values of ``标题：``, ``关键词：``, ``描述：`` below each page's heading, by page id and field.

    A value may stand on the next line. The first filled one counts.
    """
    found: dict[tuple[str, str], Labelled] = {}
    page: PageSpec | None = None
    waiting = ""
    at = 0
    for line in body.splitlines(keepends=True):
        start, at = at, at + len(line)
        label = _LABEL.match(line)
        if label is None and (named := _heading(line, pages)) is not None:
            page, waiting = named, ""
            continue
        if page is None:
            continue
        value = line[label.end() :] if label else line
        if label:
            waiting = _LABELS.get(label[1].lower(), label[1].lower())
        if waiting and value.strip():
            begin = start + line.index(value) + len(value) - len(value.lstrip())
            found.setdefault(
                (page.slot.id, waiting), Labelled(value.strip(), begin, begin + len(value.strip()))
            )
            waiting = ""
    return found


def _heading(line: str, pages: Sequence[PageSpec]) -> PageSpec | None:
    text = line.strip()
    is_heading = text.startswith("#") or plain(text).strip("【】[]:：") in {
        plain(page.slot.name) for page in pages
    }
    return page_named(text.lstrip("# "), pages) if is_heading else None
