"""Letting a handed-in attempt run again, with just the time that is still owed to it."""

from __future__ import annotations

import math

from workbench.domain.errors import Closed
from workbench.store import attempts, marks, sittings
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.usecases.access import timing


def run_again(
    conn: Connection, attempt: Attempt, by: Person, *, seconds_left: float, now: float, reason: str
) -> int:
    """Reopen ``attempt`` so that ``seconds_left`` remain from ``now``; the seconds that were granted for it.

    Outcomes stay; the next hand-in is scored anew. Raises Closed for an attempt that is not handed in,
    whose sitting is not open any more, or that an examiner has begun to mark.
    """
    sitting = sittings.sitting(conn, attempt.sitting_id)
    if sitting is None or sitting.state != "open":
        raise Closed(f"场次已经结束，考生 {attempt.candidate} 不能恢复作答。")
    if marks.marks_of(conn, attempt.id):
        raise Closed(f"考评员已经开始评考生 {attempt.candidate} 的答卷，不能恢复作答。")
    if not attempts.reopen(conn, attempt.id):
        raise Closed(f"考生 {attempt.candidate} 没有交卷，不用恢复作答。")
    granted = math.ceil(now + seconds_left - timing(attempt).deadline)
    attempts.grant(conn, attempt.id, seconds=granted, reason=reason, by=by.id, at=now)
    return granted
