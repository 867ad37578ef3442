"""What a script was given, by machine, examiners and upheld appeals, put together from the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from workbench.domain.errors import Absent
from workbench.domain.score import Outcome
from workbench.domain.second_marking import Settled, settled, wants_second
from workbench.domain.sitting_rules import PASS_POINTS, SittingRules
from workbench.domain.task import Task
from workbench.domain.total import Total, judged_by_hand, total
from workbench.host.paper import Paper, thaw
from workbench.store import marks, papers, sittings
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.marks import Mark


@dataclass(frozen=True, slots=True)
class Marked:
    """One script's newest outcomes and marks by line, and what they come to.

    ``upheld`` holds the marks that appeals gave to whole lines; ``marks`` holds the newest of all others,
    ``by_seat`` the newest of each seat. ``waiting`` names the seats that still mark a line. ``is_double``
    says whether two examiners mark the script.
    """

    outcomes: Mapping[str, Outcome]
    marks: Mapping[str, Mark]
    upheld: Mapping[str, Mark]
    total: Total
    by_seat: Mapping[str, Mapping[int, Mark]] = field(default_factory=dict)
    waiting: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    is_double: bool = False
    pass_points: Decimal = Decimal(PASS_POINTS)


def paper_of(conn: Connection, attempt: Attempt) -> Paper:
    """The attempt's frozen paper. Raises Absent."""
    body = papers.paper(conn, attempt.paper_hash)
    if body is None:
        raise Absent("这份答卷的试题不在库中，请联系管理员。")
    return thaw(body)


def marked(
    conn: Connection, attempt: Attempt, paper: Paper, *, instead: Sequence[Outcome] | None = None
) -> Marked:
    """What stands in the store for the script, and its sums; with ``instead`` of the machine's outcomes."""
    found = marks.newest_outcomes(conn, attempt.id) if instead is None else instead
    given = marks.marks_of(conn, attempt.id)
    return put_together(attempt, paper.task, found, given, rules_of(conn, attempt.sitting_id))


def put_together(
    attempt: Attempt, task: Task, found: Sequence[Outcome], given: Sequence[Mark], rules: SittingRules
) -> Marked:
    """What ``found`` (the outcomes in force) and ``given`` (all marks, oldest first) come to."""
    outcomes = {outcome.line: outcome for outcome in found}
    by_hand = {mark.line: mark for mark in given if mark.appeal is None}  # the newest of a line stays
    upheld = {mark.line: mark for mark in given if mark.appeal is not None}
    by_seat: dict[str, dict[int, Mark]] = {}
    for mark in given:
        if mark.appeal is None:
            by_seat.setdefault(mark.line, {})[mark.seat] = mark
    is_double = wants_second(attempt.sitting_id, attempt.code, rules.second_share)
    lines = _settled(task, outcomes, by_seat, rules, is_double=is_double)
    sums = total(
        task.rubric,
        outcomes,
        {line: one.points for line, one in lines.items() if one.points is not None},
        upheld={line: mark.points for line, mark in upheld.items()},
        pass_points=Decimal(rules.pass_points),
    )
    waiting = {line: one.waiting for line, one in lines.items() if one.waiting and line not in upheld}
    return Marked(outcomes, by_hand, upheld, sums, by_seat, waiting, is_double, Decimal(rules.pass_points))


def _settled(
    task: Task,
    outcomes: Mapping[str, Outcome],
    by_seat: Mapping[str, Mapping[int, Mark]],
    rules: SittingRules,
    *,
    is_double: bool,
) -> dict[str, Settled]:
    limits = {line.id: judged_by_hand(line, outcomes.get(line.id)) for line in task.rubric}
    return {
        line: settled(
            {seat: mark.points for seat, mark in by_seat.get(line, {}).items()},
            limit,
            is_double=is_double,
            third_share=rules.third_share,
        )
        for line, limit in limits.items()
        if limit > 0
    }


def rules_of(conn: Connection, sitting_id: int) -> SittingRules:
    """The sitting's rules; the defaults where it has none."""
    found = sittings.sitting(conn, sitting_id)
    return SittingRules.from_json(found.rules if found else None)


def pass_points(conn: Connection, sitting_id: int) -> Decimal:
    """The sitting's pass mark."""
    return Decimal(rules_of(conn, sitting_id).pass_points)
