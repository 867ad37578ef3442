"""Practice: the tasks released for it, and the one sitting that keeps its attempts apart from exams."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy import Connection

from workbench.store import schema
from workbench.store.attempts import Attempt

_SITTINGS, _ATTEMPTS, _TASKS = schema.sittings, schema.attempts, schema.practice_tasks

NAME = "练习"
"""What the sitting that holds practice is called. It is open for ever; no list of exams has it."""

HOLDING = ("frozen", "drawn", "open")
"""In these states a sitting's bank is secret: none of its items may be practised."""

_IS_PRACTICE = sa.select(_SITTINGS.c.id).where(
    _SITTINGS.c.id == sa.bindparam("sitting_id"), _SITTINGS.c.kind == "practice"
)
_EXAM = (
    sa.select(_ATTEMPTS.c.id)
    .join(_SITTINGS, _SITTINGS.c.id == _ATTEMPTS.c.sitting_id)
    .where(
        _ATTEMPTS.c.person_id == sa.bindparam("person_id"),
        _SITTINGS.c.kind == "exam",
        sa.or_(
            _ATTEMPTS.c.state == "running",
            sa.and_(_ATTEMPTS.c.state == "prepared", _SITTINGS.c.state.in_(("drawn", "open"))),
        ),
    )
    .limit(1)
)
_BANKS = sa.select(  # a sitting that is older than the freeze has its bank in the record alone
    _SITTINGS.c.name, _SITTINGS.c.frozen["bank"], _SITTINGS.c.record["bank"]
).where(_SITTINGS.c.kind == "exam", _SITTINGS.c.state.in_(HOLDING))
_COLUMNS = [_ATTEMPTS.c[field.name] for field in fields(Attempt)]
_PRACTISED = (
    sa.select(*_COLUMNS)
    .join(_SITTINGS, _SITTINGS.c.id == _ATTEMPTS.c.sitting_id)
    .where(_SITTINGS.c.kind == "practice")
    .order_by(_ATTEMPTS.c.began.desc(), _ATTEMPTS.c.number.desc())
)


@dataclass(frozen=True, slots=True)
class Released:
    """A task that may be practised: whether its model answer is shown afterwards, by whom and since when."""

    task: str
    shows_model: bool
    by: int
    at: float


def ensure_sitting(conn: Connection, *, at: float) -> int:
    """The id of the sitting that holds practice; it is made at its first use.

    Two processes may each make one at the same moment: what is practice is told by the kind, not by an id.
    """
    query = sa.select(sa.func.min(_SITTINGS.c.id)).where(_SITTINGS.c.kind == "practice")
    found = conn.execute(query).scalar_one()
    if found is not None:
        return int(found)
    row = {"name": NAME, "state": "open", "minutes": 0, "policy": {}, "kind": "practice"}
    made = conn.execute(sa.insert(_SITTINGS).returning(_SITTINGS.c.id), row | {"created": at, "opened": at})
    return int(made.scalar_one())


def is_practice(conn: Connection, sitting_id: int) -> bool:
    """Whether the sitting holds practice and no exam."""
    return conn.execute(_IS_PRACTICE, {"sitting_id": sitting_id}).first() is not None


def has_exam(conn: Connection, person_id: int) -> bool:
    """Whether an exam runs for the person, or waits in a sitting that is drawn or open."""
    return conn.execute(_EXAM, {"person_id": person_id}).first() is not None


def held_tasks(conn: Connection) -> dict[str, str]:
    """The tasks in the bank of a sitting that is frozen, drawn or open, with that sitting's name."""
    held: dict[str, str] = {}
    for name, frozen, drawn in conn.execute(_BANKS):
        held |= {task: name for tasks in (frozen or drawn or {}).values() for task in tasks}
    return held


def released(conn: Connection) -> dict[str, Released]:
    """What is released, by task."""
    columns = [_TASKS.c[field.name] for field in fields(Released)]
    return {row[0]: Released(*row) for row in conn.execute(sa.select(*columns).order_by(_TASKS.c.task))}


def release(conn: Connection, new: Released) -> None:
    """Release a task, in place of what was said of it before."""
    withdraw(conn, new.task)
    conn.execute(sa.insert(_TASKS), {field.name: getattr(new, field.name) for field in fields(Released)})


def withdraw(conn: Connection, task: str) -> bool:
    """Release a task no more; False, and no change, where it was not released."""
    return conn.execute(sa.delete(_TASKS).where(_TASKS.c.task == task)).rowcount == 1


def attempts_of(conn: Connection, person_id: int) -> tuple[Attempt, ...]:
    """A person's practice attempts, the newest first."""
    query = _PRACTISED.where(_ATTEMPTS.c.person_id == person_id)
    return tuple(Attempt(*row) for row in conn.execute(query))


def next_number(conn: Connection, *, sitting_id: int, person_id: int) -> int:
    """The number of the person's next attempt in the sitting, from 1."""
    which = (_ATTEMPTS.c.sitting_id == sitting_id, _ATTEMPTS.c.person_id == person_id)
    return int(conn.execute(sa.select(sa.func.max(_ATTEMPTS.c.number)).where(*which)).scalar_one() or 0) + 1


@dataclass(frozen=True, slots=True)
class MachinePoints:
    """What the machine gave, ``points`` out of ``of``: lines that it could not score are in neither."""

    points: Decimal
    of: Decimal


_OUTCOMES = schema.outcomes
_NEWER = _OUTCOMES.alias()
_IN_PRACTICE = _OUTCOMES.join(_ATTEMPTS, _ATTEMPTS.c.id == _OUTCOMES.c.attempt_id).join(
    _SITTINGS, _SITTINGS.c.id == _ATTEMPTS.c.sitting_id
)
_OF_NEWEST_RUN = (
    _SITTINGS.c.kind == "practice",
    ~sa.exists().where(_NEWER.c.attempt_id == _OUTCOMES.c.attempt_id, _NEWER.c.run > _OUTCOMES.c.run),
)


def machine_points(conn: Connection, person_id: int) -> dict[str, MachinePoints]:
    """What the newest run gave for each of the person's practices that is scored, by attempt."""
    columns = [_OUTCOMES.c[name] for name in ("attempt_id", "status", "points", "max_points")]
    query = sa.select(*columns).select_from(_IN_PRACTICE).where(*_OF_NEWEST_RUN)
    sums: dict[str, MachinePoints] = {}
    for attempt_id, status, points, max_points in conn.execute(
        query.where(_ATTEMPTS.c.person_id == person_id)
    ):
        before = sums.get(attempt_id, MachinePoints(Decimal(0), Decimal(0)))
        if status == "scored":
            before = MachinePoints(before.points + Decimal(points), before.of + Decimal(max_points))
        sums[attempt_id] = before
    return sums


def counts(conn: Connection) -> dict[str, int]:
    """How often each task was practised, by task."""
    query = (
        sa.select(_ATTEMPTS.c.task, sa.func.count())
        .join(_SITTINGS, _SITTINGS.c.id == _ATTEMPTS.c.sitting_id)
        .where(_SITTINGS.c.kind == "practice")
        .group_by(_ATTEMPTS.c.task)
    )
    return {task: int(count) for task, count in conn.execute(query)}


def shares(conn: Connection) -> dict[str, list[float]]:
    """The machine's points of every scored practice as a share of what it could score, by task.

    Summed by the database in floating point, for statistics only: thousands of practices are read at once.
    """
    sums = (sa.func.sum(sa.cast(_OUTCOMES.c[name], sa.Float)) for name in ("points", "max_points"))
    query = (
        sa.select(_ATTEMPTS.c.task, *sums)
        .select_from(_IN_PRACTICE)
        .where(*_OF_NEWEST_RUN, _OUTCOMES.c.status == "scored")
        .group_by(_ATTEMPTS.c.task, _OUTCOMES.c.attempt_id)
    )
    found: dict[str, list[float]] = {}
    for task, points, of in conn.execute(query):
        if of:
            found.setdefault(task, []).append(float(points) / float(of))
    return found
