"""What stands on one candidate's score sheet, as the template wants it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from workbench.printing.legible import legible
from workbench.printing.pdf import Printer
from workbench.usecases.filing.blinding import as_it_is, blinder
from workbench.usecases.filing.records import Filed
from workbench.usecases.filing.scripts import Script
from workbench.usecases.filing.sheet_parts import Parts, number

TEMPLATE = "score_sheet"
VERDICTS = {None: "待评", True: "及格", False: "不及格"}

Values = dict[str, Any]  # Any: JSON for the template


@dataclass(frozen=True, slots=True)
class Occasion:
    """What all sheets of one printing share. ``printed`` is in seconds since the epoch."""

    filed: Filed
    school: str
    printed: float


def sheet(occasion: Occasion, script: Script, printer: Printer, read: Callable[[str], bytes]) -> Values:
    """The values of one sheet; ``read`` gives the bytes of a picture by its SHA-256."""
    filed, record, task = occasion.filed, script.record, script.scored.paper.task
    blind = as_it_is if filed.names else blinder(script.attempt.candidate, script.owner.name, record.number)
    parts = Parts(lambda text: legible(blind(text)), printer, read, names=filed.names)
    return {
        "school": legible(occasion.school),
        "sitting": legible(filed.sitting.name),
        "who": legible(f"{record.number} {record.name}" if filed.names else f"代码 {record.number}"),
        "task": legible(f"{task.id.upper()} {task.title}"),
        "facts": [[name, legible(value) or "—"] for name, value in _facts(occasion, script)],
        "lines": [parts.line(part, script) for part in script.scored.total.lines],
        "sums": _sums(script),
        "incidents": [parts.text(one) for one in script.incidents],
        "pieces": [parts.piece(one) for one in script.pieces],
        "note": script.note,
        "paper_hash": script.attempt.paper_hash,
        "printed": clock(occasion.printed),
    }


def _facts(occasion: Occasion, script: Script) -> list[tuple[str, str]]:
    record, attempt = script.record, script.attempt
    seconds = (attempt.ended or 0.0) - (attempt.began or 0.0)
    who = [
        ("准考证号", record.number),
        ("姓名", record.name),
        ("班级", record.class_name),
        ("座位", record.seat),
    ]
    if not occasion.filed.names:
        who = [("盲评代码", record.number), ("姓名", "（盲评不显示）")]
    return [
        ("场次", occasion.filed.sitting.name),
        ("日期", occasion.filed.rules.date),
        *who,
        ("模块", record.module),
        ("试题", f"{record.task.upper()} {record.title}"),
        ("开始", clock(attempt.began)),
        ("交卷", clock(attempt.ended)),
        ("用时", f"{int(seconds // 60)} 分 {int(seconds % 60)} 秒"),
        ("及格分", str(occasion.filed.rules.pass_points)),
    ]


def clock(at: float | None) -> str:
    """Day and time by the server's zone; blank for None."""
    return "" if at is None else time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(at))


def _sums(script: Script) -> Values:
    sums, record = script.scored.total, script.record
    return {
        "points": f"{record.points}",
        "max": number(script.scored.paper.task.points),
        "process": f"{record.part('process')}",
        "result": f"{record.part('result')}",
        "verdict": VERDICTS[sums.passed],
        "note": f"还有 {sums.open_lines} 行待评；待评不是 0 分。" if sums.open_lines else "",
    }
