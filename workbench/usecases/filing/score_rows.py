"""Scores as CSV for a spreadsheet and as JSON for a program.

CSV: UTF-8 with a byte order mark, CRLF, all as RFC 4180. A text that a spreadsheet could take for a
formula gets an apostrophe before it (OWASP, CSV Injection); numbers are numbers. Where a score is not
decided stands a word (缺考, 待评, 作废), never 0.

JSON, ``"schema": 1``::

    {"schema": 1, "sitting": {"id", "name", "date", "state", "minutes", "pass_points"}, "names": bool,
     "candidates": [{"number", "name", "class", "seat", "module", "task", "title", "standing",
       "process", "result", "points", "passed", "remarks": [str],
       "lines": [{"line", "title", "kind", "max", "machine", "judged", "points", "open", "clauses"}]}]}

``standing`` is absent, void, working, waiting or marked; ``kind`` is process or result. Points are numbers
to the hundredth, and null while they are not decided. With ``"names": false`` ``number`` is the blind code
and name, class and seat are blank.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from workbench.domain.total import LineTotal
from workbench.usecases.filing.records import WAITING, Filed, Record
from workbench.usecases.filing.sheet_parts import KINDS

SCHEMA = 1
WHO = ("准考证号", "姓名", "班级", "座位")
BLIND_WHO = ("盲评代码",)
SUMS = ("模块", "试题", "题名", "过程分", "结果分", "总分", "是否及格", "备注")
LINES = ("试题", "行", "评分点", "类别", "满分", "系统分", "人工分", "得分")

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula. Source: OWASP, CSV Injection; full-width forms too."""

Cell = str | Decimal | int


def scores_csv(filed: Filed) -> bytes:
    """One row for each candidate."""
    rows = ([*_who(filed, one), *_sums(one)] for one in filed.records)
    return _csv([*(WHO if filed.names else BLIND_WHO), *SUMS], rows)


def lines_csv(filed: Filed) -> bytes:
    """One row for each line of each script that was handed in."""
    rows = (
        [*_who(filed, one), *_line(one, part)]
        for one in filed.records
        for part in (one.total.lines if one.total is not None else ())
    )
    return _csv([*(WHO if filed.names else BLIND_WHO), *LINES], rows)


def _who(filed: Filed, record: Record) -> list[Cell]:
    return [record.number, record.name, record.class_name, record.seat] if filed.names else [record.number]


def _sums(record: Record) -> list[Cell]:
    passed = record.total.passed if record.total is not None else None
    verdict = record.word if passed is None else "及格" if passed else "不及格"
    return [
        record.module, record.task.upper(), record.title, record.part("process"), record.part("result"),
        record.points, verdict, "；".join(record.remarks),
    ]  # fmt: skip


def _line(record: Record, part: LineTotal) -> list[Cell]:
    machine = "" if part.machine is None else part.machine
    judged = "" if part.judged is None else part.judged
    return [
        record.task.upper(), part.line.id, part.line.title, KINDS[part.line.kind], part.line.points, machine,
        judged, WAITING if part.is_open else part.points,
    ]  # fmt: skip


def _csv(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    made = io.StringIO(newline="")
    writing = csv.writer(made, lineterminator="\r\n")
    writing.writerow(heads)
    writing.writerows([harmless(cell) for cell in row] for row in rows)
    return made.getvalue().encode("utf-8-sig", "replace")


def harmless(cell: Cell) -> str:
    """The cell as text; a number as it is, a text that looks like a formula with an apostrophe before it."""
    if not isinstance(cell, str):
        return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def scores_json(filed: Filed) -> bytes:
    """The sitting with every candidate and line, in the form that stands above."""
    sitting = filed.sitting
    whole = {
        "schema": SCHEMA,
        "sitting": {
            "id": sitting.id,
            "name": sitting.name,
            "date": filed.rules.date,
            "state": sitting.state,
            "minutes": sitting.minutes,
            "pass_points": filed.rules.pass_points,
        },
        "names": filed.names,
        "candidates": list(_candidates(filed.records)),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _candidates(records: Iterable[Record]) -> Iterator[dict[str, Any]]:  # Any: JSON
    for one in records:
        yield {
            "number": one.number,
            "name": one.name,
            "class": one.class_name,
            "seat": one.seat,
            "module": one.module,
            "task": one.task,
            "title": one.title,
            "standing": one.standing,
            "process": _figure(one.part("process")),
            "result": _figure(one.part("result")),
            "points": _figure(one.points),
            "passed": one.total.passed if one.total is not None else None,
            "remarks": list(one.remarks),
            "lines": [_line_json(part) for part in one.total.lines] if one.total is not None else [],
        }


def _line_json(part: LineTotal) -> dict[str, Any]:  # Any: JSON
    return {
        "line": part.line.id,
        "title": part.line.title,
        "kind": part.line.kind,
        "max": float(part.line.points),
        "machine": _figure(part.machine),
        "judged": _figure(part.judged),
        "points": None if part.is_open else float(part.points),
        "open": part.is_open,
        "clauses": list(part.line.clauses),
    }


def _figure(points: Decimal | str | None) -> float | None:
    return float(points) if isinstance(points, Decimal) else None
