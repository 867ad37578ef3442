"""The table: rows of text cells under given heads, with formulas."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from workbench.api import JSON, Action, Refused
from workbench.desk.arithmetic import shown
from workbench.desk.calculate import is_formula, values
from workbench.desk.writing import Write, made_with, no_such_action, refuse_unstorable

MAX_ROWS, MAX_COLUMNS = 200, 40
MAX_CELL_CHARS = 2_000

FREE_COLUMNS = ("列一", "列二", "列三", "列四", "列五", "列六")
"""The heads of a sheet for which the task names none."""

ACTIONS = (Action("write", "填表格", Write),)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The engine. A body is the JSON text ``{"columns": [str], "rows": [[str]]}``, or blank before the first.

    State: ``drafts`` {field: body} and ``values`` {field: {"columns": [str], "rows": [[str]]}}: the
    cells' texts with each formula replaced by the text of its value (``12.5``, ``TRUE``, ``#DIV/0!``).
    """

    def start(self, given: JSON, seed: int) -> JSON:  # noqa: ARG002  the contract's signature
        """One blank draft for each deliverable that is a sheet."""
        made = made_with(given, "desk.sheet")
        blank = {one["id"]: {"columns": list(one.get("columns") or FREE_COLUMNS), "rows": []} for one in made}
        return {"drafts": dict.fromkeys(blank, ""), "values": blank}

    def apply(self, state: JSON, action: str, params: JSON) -> JSON:
        """The state with the new body and its values. Refuses unknown sheets, other heads and oversize."""
        if action != "write":
            raise no_such_action(action)
        field, body = params["field"], params["body"]
        if field not in state["drafts"]:
            raise Refused(f"本题没有编号为“{field:.40}”的表格。")
        columns = state["values"][field]["columns"]
        rows = rows_of(body, columns)
        computed = {"columns": columns, "rows": _texts(columns, rows)}
        return {
            **state,
            "drafts": {**state["drafts"], field: body},
            "values": {**state["values"], field: computed},
        }


def rows_of(body: str, columns: list[str]) -> list[list[str]]:
    """The rows of a body, each as long as ``columns``. Raises Refused for what is no such table."""
    if not body.strip():
        return []
    try:
        table = json.loads(body)
    except (ValueError, RecursionError):
        raise _malformed() from None
    if (
        not isinstance(table, dict)
        or table.keys() != {"columns", "rows"}
        or not isinstance(table["rows"], list)
    ):
        raise _malformed()
    rows = table["rows"]
    if len(rows) > MAX_ROWS or len(columns) > MAX_COLUMNS:
        raise Refused(f"表格最多 {MAX_ROWS} 行、{MAX_COLUMNS} 列，没有保存。")
    if table["columns"] != columns:
        raise Refused(f"表头应为“{'、'.join(columns)}”，没有保存。")
    return [_row(row, columns) for row in rows]


def _malformed() -> Refused:
    return Refused("表格内容的格式不对，没有保存。请刷新页面后再试。")


def _row(row: Any, columns: list[str]) -> list[str]:  # Any: JSON from outside, told apart here
    if not isinstance(row, list) or not all(isinstance(cell, str) for cell in row):
        raise _malformed()
    if len(row) > len(columns):
        raise Refused(f"有一行多于表头的 {len(columns)} 列，没有保存。")
    for cell in row:
        if len(cell) > MAX_CELL_CHARS:
            raise Refused(f"一个单元格最多 {MAX_CELL_CHARS} 个字符，现在有 {len(cell)} 个，没有保存。")
        refuse_unstorable(cell)
    return [*row, *[""] * (len(columns) - len(row))]


def _texts(columns: list[str], rows: list[list[str]]) -> list[list[str]]:
    if not has_formulas(rows):
        return rows
    worked = values(columns, rows)
    return [
        [shown(value) if is_formula(text) else text for text, value in zip(row, found, strict=True)]
        for row, found in zip(rows, worked, strict=True)
    ]


def has_formulas(rows: list[list[str]]) -> bool:
    """Whether any cell is a formula."""
    return any(is_formula(cell) for row in rows for cell in row)
