"""Beginning a run over a sitting, or taking up one that was broken off: who may, and when."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace

from workbench.domain.errors import Absent, Refused, WorkbenchError
from workbench.store import audit, batches, sittings
from workbench.store.batches import Batch
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.usecases.access import refuse_practice
from workbench.usecases.likening.running import Turn, run, scripts_in
from workbench.usecases.roles import require
from workbench.usecases.workbench import Workbench

logger = logging.getLogger(__name__)

KIND = "likeness"
LOOKERS = ("administrator", "examiner")

STILL_SECONDS = 120.0
"""A run that says nothing for so long has been broken off: reading a script takes some 0.1 s."""

OVER = ("closed", "marked", "released")
"""States of a sitting whose scripts are compared: all are handed in, and the sitting still changes."""


def begin(wb: Workbench, by: Person, sitting_id: int) -> Turn:
    """Take up the sitting's run that was broken off, or begin a new one.

    Raises Refused while a run goes on, while the sitting does, where it is archived, and where nobody
    handed in; Absent for no sitting and for practice.
    """
    require(by, *LOOKERS)
    now = wb.clock()
    with wb.store.writing() as conn:
        sittings.hold(conn, sitting_id)
        _demand_over(conn, sitting_id)
        total = len(scripts_in(conn, sitting_id))
        if not total:
            raise Refused("这场考试没有人交卷，没有可以比较的答卷。")
        before = batches.newest(conn, sitting_id, KIND)
        if before is not None and is_at_work(before, now):
            raise Refused("这场考试的雷同检查正在进行，请等它做完。")
        if before is None or before.state == "done":
            turn = _new(conn, by, sitting_id, total, now)
        else:
            turn = _again(conn, by, replace(before, total=total), now)
        detail = {"sitting": sitting_id, "batch": turn.batch_id, "turn": turn.number}
        audit.note(conn, at=now, who=by.login, what="likeness", detail=detail)
    return turn


def is_at_work(batch: Batch, now: float) -> bool:
    """Whether a batch goes on, as far as can be told: it runs, and has said so lately."""
    return batch.state == "running" and now - float(batch.detail["told"]) < STILL_SECONDS


def _demand_over(conn: Connection, sitting_id: int) -> None:
    refuse_practice(conn, sitting_id)
    found = sittings.sitting(conn, sitting_id)
    if found is None:
        raise Absent("没有这个场次。")
    if found.state not in OVER:
        why = "已经归档，不再变动" if found.state == "archived" else "还没有结束"
        raise Refused(f"“{found.name}”{why}，不能检查雷同。")


def _new(conn: Connection, by: Person, sitting_id: int, total: int, now: float) -> Turn:
    detail = {"turn": 1, "told": now, "tasks": {}, "unread": []}
    made = batches.add_batch(
        conn, sitting_id=sitting_id, kind=KIND, total=total, detail=detail, begun=(by.id, now)
    )
    return Turn(made, 1)


def _again(conn: Connection, by: Person, before: Batch, now: float) -> Turn:
    number = int(before.detail["turn"]) + 1
    detail = {name: value for name, value in before.detail.items() if name != "fault"}
    detail |= {"turn": number, "told": now}
    batches.put(conn, replace(before, state="running", ended=None, by=by.id, detail=detail))
    return Turn(before.id, number)


def start(wb: Workbench, by: Person, sitting_id: int) -> None:
    """Begin, and carry on in the background. Raises what ``begin`` raises.

    Refused too while another exam is open: its students come first. The command line has its own process.
    """
    require(by, *LOOKERS)
    with wb.store.reading() as conn:
        held = [one.name for one in sittings.sittings(conn) if one.state == "open" and one.id != sitting_id]
    if held:
        raise Refused(f"“{held[0]}”正在考试。检查会占用服务器，请等考试结束，或由管理员用命令行检查。")
    turn = begin(wb, by, sitting_id)
    name = f"likeness-{turn.batch_id}"
    threading.Thread(target=_in_background, args=(wb, turn), name=name, daemon=True).start()


def _in_background(wb: Workbench, turn: Turn) -> None:
    try:
        run(wb, turn)
    except WorkbenchError as error:  # it stands in the batch, where there still is one
        logger.error("%s: %s", threading.current_thread().name, error)  # noqa: TRY400  said in words
