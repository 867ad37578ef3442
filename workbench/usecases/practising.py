"""Practice: a student takes a released task, with new numbers each time or the same ones again."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.domain.errors import Absent, Refused, StoreError
from workbench.domain.module import STANDARD_MODULES
from workbench.domain.task import Task
from workbench.host.paper import freeze
from workbench.store import attempts, papers, practice
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.store.practice import MachinePoints
from workbench.usecases.access import own_attempt, refuse_beside_exam, timing
from workbench.usecases.roles import require
from workbench.usecases.running_sitting import blind_code
from workbench.usecases.workbench import Workbench

UNTIMED_MINUTES = 7 * 24 * 60
"""How long untimed practice stays open: a week's homework. After it what was left lying is handed in."""

DAY_SECONDS = 86_400.0
MOST_A_DAY = 30
"""So many practices one student may begin in 24 hours: each keeps a paper and files on the school's disk."""

_SEED_BYTES = 8  # as many as the draw gives a candidate's numbers
_TRIES = 8  # blind codes may collide, and two pages may begin at the same moment


@dataclass(frozen=True, slots=True)
class Offer:
    """A task that may be practised, with the title of its module.

    ``held_by`` names the exam that keeps it back for now; else None.
    """

    task: Task
    module: str
    shows_model: bool
    held_by: str | None


@dataclass(frozen=True, slots=True)
class Past:
    """One practice. ``points`` is None before it is scored; ``seconds`` is None while it runs.

    ``of`` is how much of the paper the machine could score. ``title`` is the task's id where it is gone.
    """

    attempt: Attempt
    title: str
    points: Decimal | None
    of: Decimal
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Practice:
    """All that the practice page opens with: what runs, what may be taken, what was done, newest first."""

    running: Past | None
    offers: tuple[Offer, ...]
    history: tuple[Past, ...]


def is_untimed(attempt: Attempt) -> bool:
    """Whether a practice has no clock."""
    return attempt.minutes == UNTIMED_MINUTES


def has_exam(wb: Workbench, person: Person) -> bool:
    """Whether an exam runs for the student or waits, so that practice must."""
    with wb.store.reading() as conn:
        return practice.has_exam(conn, person.id)


def my_practice(wb: Workbench, person: Person) -> Practice:
    """The student's practice, and what may be practised."""
    require(person, "student")
    with wb.store.reading() as conn:
        mine = practice.attempts_of(conn, person.id)
        points = practice.machine_points(conn, person.id)
        released, held = practice.released(conn), practice.held_tasks(conn)
    tasks = wb.registry.tasks
    offers = (
        Offer(task, _module(wb, task), released[name].shows_model, held.get(name))
        for name, task in tasks.items()
        if name in released and task.state == "ready"
    )
    pasts = [_past(one, tasks.get(one.task), points.get(one.id)) for one in mine]
    running = next((one for one in pasts if one.attempt.state == "running"), None)
    return Practice(running, tuple(offers), tuple(one for one in pasts if one is not running))


def _module(wb: Workbench, task: Task) -> str:
    return STANDARD_MODULES[wb.registry.plugins[task.plugin].module.module]


def _past(attempt: Attempt, task: Task | None, points: MachinePoints | None) -> Past:
    title = task.title if task else attempt.task
    seconds = None if attempt.ended is None else seconds_of(attempt, attempt.ended)
    if points is None:
        return Past(attempt, title, None, Decimal(0), seconds)
    return Past(attempt, title, points.points, points.of, seconds)


def seconds_of(attempt: Attempt, until: float) -> float:
    """How long a practice lasted ``until`` then (seconds since the epoch), at most to its deadline."""
    began = timing(attempt).began
    return min(until - began, timing(attempt).deadline - began)


def begin(wb: Workbench, person: Person, task_id: str, *, is_timed: bool) -> str:
    """The id of a new practice with new numbers, running already.

    Raises Refused for a task that is not released or while another practice runs, Closed beside an exam.
    """
    return _begun(wb, person, task_id, secrets.token_hex(_SEED_BYTES), is_timed=is_timed)


def again(wb: Workbench, person: Person, attempt_id: str, *, same_numbers: bool) -> str:
    """The id of a new practice like an earlier one of the student's own, as ``begin``."""
    with wb.store.reading() as conn:
        before = own_practice(conn, person, attempt_id)
    seed = before.seed if same_numbers else secrets.token_hex(_SEED_BYTES)
    return _begun(wb, person, before.task, seed, is_timed=not is_untimed(before))


def _begun(wb: Workbench, person: Person, task_id: str, seed: str, *, is_timed: bool) -> str:
    require(person, "student")
    task = wb.registry.tasks.get(task_id)
    with wb.store.reading() as conn:
        refuse_beside_exam(conn, person, task_id)
        if task is None or task.state != "ready" or task_id not in practice.released(conn):
            raise Refused("老师没有开放这道题的练习，请从列表里另选一道。")
    body = freeze(wb.registry, task, int(seed, 16), person.login).body()
    minutes = task.minutes if is_timed else UNTIMED_MINUTES
    for _ in range(_TRIES):
        try:
            with wb.store.writing() as conn:
                return _add(conn, wb, person, task, (seed, body, minutes))
        except StoreError as error:
            fault = error
    raise fault


def _add(conn: Connection, wb: Workbench, person: Person, task: Task, new: tuple[str, str, int]) -> str:
    # Asked again where nothing can come between: another page may have begun, an exam may have been drawn.
    refuse_beside_exam(conn, person, task.id)
    _refuse_too_many(practice.attempts_of(conn, person.id), wb.clock())
    seed, body, minutes = new
    sitting_id = practice.ensure_sitting(conn, at=wb.clock())
    made = Attempt(
        id=secrets.token_urlsafe(16),
        code=blind_code(),
        sitting_id=sitting_id,
        person_id=person.id,
        candidate=person.login,
        plugin=task.plugin,
        task=task.id,
        seed=seed,
        paper_hash=papers.put_paper(conn, body),
        state="running",
        began=wb.clock(),
        minutes=minutes,
        extra_seconds=0,
        ended=None,
        ended_by=None,
        holder=None,
        number=practice.next_number(conn, sitting_id=sitting_id, person_id=person.id),
    )
    attempts.add_attempt(conn, made)
    return made.id


def _refuse_too_many(mine: Sequence[Attempt], now: float) -> None:
    if any(one.state == "running" for one in mine):
        raise Refused("您还有一份练习没有交。请先把它做完或交上，再开始新的。")
    if sum(now - timing(one).began < DAY_SECONDS for one in mine) >= MOST_A_DAY:
        raise Refused(f"24 小时里最多开始 {MOST_A_DAY} 次练习，您已经练满了。歇一歇，看看以前的评分理由。")


def own_practice(conn: Connection, person: Person, attempt_id: str) -> Attempt:
    """The student's own practice. Raises Absent, or Closed beside an exam."""
    found = own_attempt(conn, person, attempt_id)
    if not practice.is_practice(conn, found.sitting_id):
        raise Absent("没有这份练习。")
    return found


def attempt_of(wb: Workbench, person: Person, attempt_id: str) -> Attempt:
    """The student's own practice. Raises Absent, or Closed beside an exam."""
    with wb.store.reading() as conn:
        return own_practice(conn, person, attempt_id)
