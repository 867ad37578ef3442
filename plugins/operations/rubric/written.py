"""Reading what students wrote: rows by a name, formula cells, labelled lines of a document."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from workbench.api import Evidence, reading

_WORKS = re.compile(
    r"[A-Za-z]{1,3}\$?[0-9]+|[A-Za-z]{2,}[(（]|[0-9.)）%]\s*[-+*/^＋－＊／]\s*[($（0-9A-Za-z]"
)


def rows_by(evidence: Evidence, field: str, column: str, names: Sequence[str]) -> dict[str, reading.Row]:
    """The first row of a sheet for each of ``names``, by what stands in ``column``."""
    return _first(reading.sheet_rows(evidence, field), column, names)


def typed_rows_by(
    evidence: Evidence, field: str, column: str, names: Sequence[str]
) -> dict[str, reading.Row]:
    """The same rows as they were typed: formulas, not their values."""
    drafts = evidence.states.get("desk.sheet", {}).get("drafts", {})
    body: Any = drafts.get(field, "") if isinstance(drafts, Mapping) else ""  # Any: whatever a state holds
    return _first(reading.body_rows(body), column, names)


def _first(rows: Sequence[reading.Row], column: str, names: Sequence[str]) -> dict[str, reading.Row]:
    wanted = {reading.fold(name): name for name in names}
    found: dict[str, reading.Row] = {}
    for row in rows:
        cell = reading.fold(row.get(reading.fold(column), ""))
        name = wanted.get(cell) or wanted.get(cell.partition("(")[0])  # 盈亏平衡销量（件）
        if name is not None:
            found.setdefault(name, row)
    return found


def is_worked(cell: str) -> bool:
    """Whether a cell is a formula that works something out: a reference, a function or an operation."""
    text = cell.strip()
    return text[:1] in ("=", "＝") and _WORKS.search(text[1:]) is not None


def is_near(cell: str, wanted: Decimal, tolerance: Decimal) -> bool:
    """Whether the first number of a cell lies within ``tolerance`` of ``wanted``."""
    found = reading.number(cell)
    return found is not None and abs(found - wanted) <= tolerance


def told(cell: str) -> str:
    """What a reason says of a cell."""
    return f"写作“{cell[:20]}”" if cell else "未填"


def lines_of(evidence: Evidence, field: str) -> list[str]:
    """The lines of a document that its template did not hold."""
    template = {line.strip() for line in reading.doc_start(evidence, field).splitlines()}
    lines = (line.strip() for line in reading.doc_body(evidence, field).splitlines())
    return [line for line in lines if line and line not in template]
