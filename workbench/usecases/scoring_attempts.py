"""Let the machine score what was handed in, and keep what it says."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from workbench.domain.errors import Refused, StoreError
from workbench.domain.score import Outcome
from workbench.host import replay, scoring
from workbench.host.paper import thaw
from workbench.store import attempts, events, marks, papers
from workbench.store.engine import Connection
from workbench.usecases.workbench import Workbench

logger = logging.getLogger(__name__)


def score_attempt(wb: Workbench, attempt_id: str) -> None:
    """Score the attempt from its frozen paper and its whole trace, once for each hand-in."""
    with wb.store.reading() as conn:
        attempt = attempts.attempt(conn, attempt_id)
        if attempt is None or attempt.state != "handed_in":
            return
        ended = attempt.ended or 0.0
        if marks.is_scored(conn, attempt_id, since=ended):
            return
        body = papers.paper(conn, attempt.paper_hash)
        trace = tuple(events.events_of(conn, attempt_id))
    if body is None or attempt.began is None or attempt.ended is None:
        raise StoreError(f"attempt {attempt_id}: its paper or its times are not in the store")
    paper = thaw(body)
    seconds = min(attempt.ended - attempt.began, attempt.minutes * 60 + attempt.extra_seconds)
    try:
        evidence = replay.evidence(wb.registry, paper, trace, seconds)
    except Refused as error:
        # Recorded steps that this version of a tool refuses: a person must look, no points are guessed.
        logger.exception("attempt %s does not replay", attempt_id)
        raise StoreError(f"attempt {attempt_id}: its trace does not replay: {error.text}") from error
    outcomes = scoring.score(wb.registry, paper, evidence)
    with wb.store.writing() as conn:
        keep_outcomes(conn, attempt_id, outcomes, ended=ended, now=wb.clock())


def keep_outcomes(
    conn: Connection, attempt_id: str, outcomes: Sequence[Outcome], *, ended: float, now: float
) -> bool:
    """Keep what was scored of the hand-in at ``ended``; False, and no change, where it is that no more.

    A script that was reopened meanwhile will be handed in again, and one that is scored already stays.
    """
    found = attempts.attempt(conn, attempt_id)
    is_same = found is not None and found.state == "handed_in" and found.ended == ended
    if not is_same or marks.is_scored(conn, attempt_id, since=ended):
        return False
    marks.add_outcomes(conn, attempt_id, outcomes, at=max(ended, now))
    return True
