"""Reading what students wrote, tolerantly and without raising: tables by column, documents, numbers."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from workbench.domain.trace import Evidence

Row = Mapping[str, str]
"""One row of a sheet: the cell by the folded column head, without its percent sign."""

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")


def fold(text: object) -> str:
    """``text`` for comparison: full-width forms folded, white space out, lower case."""
    return "".join(unicodedata.normalize("NFKC", str(text)).split()).lower()


def doc_body(evidence: Evidence, field: str) -> str:
    """The text of a document; blank for one that is not there."""
    return str(evidence.states.get("desk.doc", {}).get("drafts", {}).get(field, ""))


def doc_start(evidence: Evidence, field: str) -> str:
    """What the document began as: the template of its deliverable, blank where it has none."""
    made = evidence.given.get("desk", {}).get("deliverables", [])
    return next((str(one.get("template", "")) for one in made if one["id"] == field), "")


def sheet_rows(evidence: Evidence, field: str) -> tuple[Row, ...]:
    """The computed rows of a sheet by folded column head; empty for a sheet that is not there."""
    values = evidence.states.get("desk.sheet", {}).get("values", {})
    return rows_of(values.get(field) if isinstance(values, Mapping) else None)


def rows_of(table: Any) -> tuple[Row, ...]:  # Any: whatever a student's sheet holds
    """The rows of ``{"columns", "rows"}`` by folded column head, without blank ones."""
    if not isinstance(table, Mapping):
        return ()
    columns, rows = table.get("columns"), table.get("rows")
    if not isinstance(columns, Sequence) or not isinstance(rows, Sequence):
        return ()
    names = [fold(name).rstrip("%") for name in columns]
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


def _cell(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def number(cell: str) -> Decimal | None:
    """The first number in a cell, or None. Full-width digits, separators and units are understood."""
    text = fold(cell).replace(",", "")
    found = None if text.startswith("#") else _NUMBER.search(text)
    try:
        return Decimal(found[0]) if found else None
    except InvalidOperation:
        return None
