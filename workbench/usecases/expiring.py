"""What the server does by itself when time is up, with no browser open."""

from __future__ import annotations

import logging

from workbench.domain.clock import GRACE_SECONDS
from workbench.domain.errors import WorkbenchError
from workbench.store import attempts, marks
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
        due = [attempt.id for attempt in attempts.due(conn, now=now - GRACE_SECONDS)]
        unscored = marks.unscored(conn)
    for attempt_id in due:
        with wb.store.writing() as conn:
            attempt = attempts.attempt(conn, attempt_id)
            if attempt is not None and attempt.state == "running":
                close(conn, wb, attempt, now, by="time")
    for attempt_id in dict.fromkeys((*due, *unscored)):
        try:
            score_attempt(wb, attempt_id)
        except WorkbenchError:
            logger.exception("attempt %s could not be scored", attempt_id)
    return tuple(due)
