"""What the server does by itself when time is up, with no browser open."""

from __future__ import annotations

import logging

from workbench.domain.errors import WorkbenchError
from workbench.store import attempts, marks
from workbench.store.engine import Connection
from workbench.usecases.access import grace_seconds, may_arrive, timing
from workbench.usecases.scoring_attempts import score_attempt
from workbench.usecases.sitting_exam import close
from workbench.usecases.workbench import Workbench

logger = logging.getLogger(__name__)


def expire_due(wb: Workbench) -> tuple[str, ...]:
    """Hand in every attempt whose time and grace are over, with its newest acknowledged drafts, and score.

    Also scores what was handed in but not yet scored, as after a crash. Ids of the attempts ended now.
    """
    now = wb.clock()
    with wb.store.reading() as conn:
        due = _due(conn, now)
        unscored = marks.unscored(conn)
    for attempt_id in due:
        with wb.store.writing() as conn:
            attempt = attempts.attempt(conn, attempt_id)
            # Time may have been given since the list was made.
            if attempt is not None and attempt.state == "running" and not may_arrive(conn, attempt, now):
                close(conn, wb, attempt, now, by="time")
    for attempt_id in dict.fromkeys((*due, *unscored)):
        try:
            score_attempt(wb, attempt_id)
        except WorkbenchError:
            logger.exception("attempt %s could not be scored", attempt_id)
    return tuple(due)


def _due(conn: Connection, now: float) -> list[str]:
    late = attempts.due(conn, now=now)
    graces = {sitting: grace_seconds(conn, sitting) for sitting in {one.sitting_id for one in late}}
    return [one.id for one in late if not timing(one).may_arrive(now, graces[one.sitting_id])]
