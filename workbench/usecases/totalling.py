"""What a script was given, by machine, examiners and upheld appeals, put together from the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from workbench.domain.errors import Absent
from workbench.domain.score import Outcome
from workbench.domain.sitting_rules import SittingRules
from workbench.domain.total import Total, total
from workbench.host.paper import Paper, thaw
from workbench.store import marks, papers, sittings
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.marks import Mark


@dataclass(frozen=True, slots=True)
class Marked:
    """One script's newest outcomes and marks by line, and what they come to.

    ``upheld`` holds the marks that appeals gave to whole lines; ``marks`` holds all others.
    """

    outcomes: Mapping[str, Outcome]
    marks: Mapping[str, Mark]
    upheld: Mapping[str, Mark]
    total: Total


def paper_of(conn: Connection, attempt: Attempt) -> Paper:
    """The attempt's frozen paper. Raises Absent."""
    body = papers.paper(conn, attempt.paper_hash)
    if body is None:
        raise Absent("这份答卷的试题不在库中，请联系管理员。")
    return thaw(body)


def marked(conn: Connection, attempt: Attempt, paper: Paper) -> Marked:
    """What stands in the store for the script, and its sums."""
    outcomes = {outcome.line: outcome for outcome in marks.newest_outcomes(conn, attempt.id)}
    given = marks.marks_of(conn, attempt.id)  # oldest first: the newest of a line stays
    by_hand = {mark.line: mark for mark in given if mark.appeal is None}
    upheld = {mark.line: mark for mark in given if mark.appeal is not None}
    sums = total(
        paper.task.rubric,
        outcomes,
        _points(by_hand),
        upheld=_points(upheld),
        pass_points=pass_points(conn, attempt.sitting_id),
    )
    return Marked(outcomes, by_hand, upheld, sums)


def _points(given: Mapping[str, Mark]) -> dict[str, Decimal]:
    return {line: mark.points for line, mark in given.items()}


def pass_points(conn: Connection, sitting_id: int) -> Decimal:
    """The sitting's pass mark."""
    found = sittings.sitting(conn, sitting_id)
    return Decimal(SittingRules.from_json(found.rules if found else None).pass_points)
