"""What the machine said of each line and what examiners gave, append-only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.domain.errors import StoreError
from workbench.domain.score import Cite, Outcome
from workbench.store import attempts, schema

_OUTCOMES, _MARKS = schema.outcomes, schema.marks
_UNDONE = sa.select(schema.regrades.c.id).where(schema.regrades.c.undone.is_not(sa.null()))
_IN_FORCE = sa.or_(_OUTCOMES.c.regrade_id.is_(sa.null()), _OUTCOMES.c.regrade_id.not_in(_UNDONE))


def add_outcomes(
    conn: Connection, attempt_id: str, scored: Sequence[Outcome], *, at: float, regrade_id: int | None = None
) -> int:
    """Keep what one run of the machine says of every line; the run's number, from 1.

    ``regrade_id`` is the regrade that the run belongs to; None after a hand-in.
    Raises StoreError when nothing was scored or a line stands there twice.
    """
    if len({outcome.line for outcome in scored}) != len(scored) or not scored:
        raise StoreError(f"attempt {attempt_id}: want one outcome for each line, found {len(scored)}")
    attempts.attempt(conn, attempt_id)  # held: the next run is this block's alone
    last = sa.select(sa.func.max(_OUTCOMES.c.run)).where(_OUTCOMES.c.attempt_id == attempt_id)
    run = int(conn.execute(last).scalar_one() or 0) + 1
    whose = {"attempt_id": attempt_id, "run": run, "at": at, "regrade_id": regrade_id}
    rows = [_row(outcome) | whose for outcome in scored]
    conn.execute(sa.insert(_OUTCOMES), rows)
    return run


def _row(outcome: Outcome) -> dict[str, Any]:  # Any: a row's values
    return {
        "line": outcome.line,
        "criterion": outcome.criterion,
        "version": outcome.version,
        "status": outcome.status,
        "points": None if outcome.points is None else str(outcome.points),
        "max_points": str(outcome.max_points),
        "reason": outcome.reason,
        "cites": [cite.as_json() for cite in outcome.cites],
        "facts": dict(outcome.facts),
    }


def is_scored(conn: Connection, attempt_id: str, *, since: float) -> bool:
    """Whether a run has scored the attempt at ``since`` (when it was handed in) or later."""
    which = sa.exists().where(_OUTCOMES.c.attempt_id == attempt_id, _OUTCOMES.c.at >= since)
    return bool(conn.execute(sa.select(which)).scalar_one())


def newest_outcomes(conn: Connection, attempt_id: str) -> tuple[Outcome, ...]:
    """What the newest run in force says, in the rubric's order; empty before the first."""
    last = sa.select(sa.func.max(_OUTCOMES.c.run)).where(_OUTCOMES.c.attempt_id == attempt_id, _IN_FORCE)
    query = sa.select(_OUTCOMES).where(
        _OUTCOMES.c.attempt_id == attempt_id, _OUTCOMES.c.run == last.scalar_subquery()
    )
    return tuple(_outcome(row) for row in conn.execute(query.order_by(_OUTCOMES.c.id)).mappings())


def points_in(conn: Connection, sitting_id: int) -> dict[str, list[Outcome]]:
    """What the newest run in force says of every attempt of a sitting, by attempt, in the rubric's order.

    Made for sums over many scripts: without reasons and cites, which are long.
    """
    of_sitting = schema.attempts.c.sitting_id == sitting_id
    newest = (
        sa.select(_OUTCOMES.c.attempt_id, sa.func.max(_OUTCOMES.c.run).label("run"))
        .join(schema.attempts, schema.attempts.c.id == _OUTCOMES.c.attempt_id)
        .where(of_sitting, _IN_FORCE)
        .group_by(_OUTCOMES.c.attempt_id)
        .subquery()
    )
    names = ("attempt_id", "line", "criterion", "status", "points", "max_points", "version", "facts")
    query = (
        sa.select(*(_OUTCOMES.c[name] for name in names))
        .join(newest, (newest.c.attempt_id == _OUTCOMES.c.attempt_id) & (newest.c.run == _OUTCOMES.c.run))
        .order_by(_OUTCOMES.c.id)
    )
    found: dict[str, list[Outcome]] = {}
    for row in conn.execute(query):
        points = None if row.points is None else Decimal(row.points)
        found.setdefault(row.attempt_id, []).append(
            Outcome(
                row.line, row.criterion, row.status, points, Decimal(row.max_points), "",
                version=row.version, facts=row.facts or {},
            )
        )  # fmt: skip
    return found


def _outcome(row: sa.RowMapping) -> Outcome:
    return Outcome(
        line=row["line"],
        criterion=row["criterion"],
        status=row["status"],
        points=None if row["points"] is None else Decimal(row["points"]),
        max_points=Decimal(row["max_points"]),
        reason=row["reason"],
        cites=tuple(Cite(**cite) for cite in row["cites"]),
        version=row["version"],
        facts=row["facts"] or {},
    )


def unscored(conn: Connection) -> tuple[str, ...]:
    """Ids of attempts that are handed in and that no run has scored since, as after a crash."""
    table = schema.attempts
    scored = sa.exists().where(
        _OUTCOMES.c.attempt_id == table.c.id, _OUTCOMES.c.at >= sa.func.coalesce(table.c.ended, 0)
    )
    query = sa.select(table.c.id).where(table.c.state == "handed_in", ~scored).order_by(table.c.ended)
    return tuple(conn.execute(query).scalars())


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark that an examiner gave. ``replaces`` is the mark that was newest before it.

    A mark with an ``appeal`` was given by upholding it, and counts for the whole line. ``seat`` is the
    examiner's: 1 where a script is marked once.
    """

    id: int
    attempt_id: str
    line: str
    examiner_id: int
    points: Decimal
    level: str
    comment: str
    at: float
    replaces: int | None
    appeal: int | None = None
    seat: int = 1


def add_mark(
    conn: Connection,
    attempt_id: str,
    *,
    line: str,
    examiner_id: int,
    points: Decimal,
    level: str,
    comment: str,
    at: float,
    replaces: int | None,
    appeal: int | None = None,
    seat: int = 1,
) -> Mark:
    """Keep a mark beside those before it."""
    row = {
        "attempt_id": attempt_id,
        "line": line,
        "examiner_id": examiner_id,
        "points": str(points),
        "level": level,
        "comment": comment,
        "at": at,
        "replaces": replaces,
        "appeal": appeal,
        "seat": seat,
    }
    mark_id = conn.execute(sa.insert(_MARKS).returning(_MARKS.c.id), row).scalar_one()
    return Mark(mark_id, attempt_id, line, examiner_id, points, level, comment, at, replaces, appeal, seat)


def marks_of(conn: Connection, attempt_id: str) -> tuple[Mark, ...]:
    """Every mark of an attempt, oldest first."""
    columns = [_MARKS.c[field.name] for field in fields(Mark)]
    query = sa.select(*columns).where(_MARKS.c.attempt_id == attempt_id).order_by(_MARKS.c.id)
    return tuple(_mark(row) for row in conn.execute(query).mappings())


def marks_in(conn: Connection, sitting_id: int) -> dict[str, list[Mark]]:
    """Every mark of a sitting by attempt, oldest first."""
    columns = [_MARKS.c[field.name] for field in fields(Mark)]
    query = (
        sa.select(*columns)
        .join(schema.attempts, schema.attempts.c.id == _MARKS.c.attempt_id)
        .where(schema.attempts.c.sitting_id == sitting_id)
        .order_by(_MARKS.c.id)
    )
    found: dict[str, list[Mark]] = {}
    for row in conn.execute(query).mappings():
        found.setdefault(row["attempt_id"], []).append(_mark(row))
    return found


def _mark(row: sa.RowMapping) -> Mark:
    return Mark(**dict(row) | {"points": Decimal(row["points"])})


def newest_marks(conn: Connection, attempt_id: str) -> tuple[Mark, ...]:
    """The newest mark of each examiner for each line, oldest first."""
    newest = {(mark.line, mark.examiner_id): mark for mark in marks_of(conn, attempt_id)}
    return tuple(sorted(newest.values(), key=lambda mark: mark.id))


def newest_ids(conn: Connection, sitting_id: int) -> tuple[int, int]:
    """The ids of the newest mark and outcome in a sitting: as long as they stay, so do all its points."""
    table = schema.attempts
    ids = sa.select(table.c.id).where(table.c.sitting_id == sitting_id)
    newest = [
        sa.select(sa.func.max(one.c.id)).where(one.c.attempt_id.in_(ids)) for one in (_MARKS, _OUTCOMES)
    ]
    marks_id, outcomes_id = (conn.execute(query).scalar_one() or 0 for query in newest)
    return int(marks_id), int(outcomes_id)
