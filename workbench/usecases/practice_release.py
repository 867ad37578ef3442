"""Which tasks may be practised: released and withdrawn by those who teach, and how much they are used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from workbench.domain.draw import Policy
from workbench.domain.errors import Refused
from workbench.domain.task import Task
from workbench.store import audit, practice, sittings
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.store.practice import Released
from workbench.usecases.roles import require
from workbench.usecases.workbench import Workbench

RELEASERS = ("instructor", "administrator")


@dataclass(frozen=True, slots=True)
class PracticeTask:
    """One ready task. ``released`` is None where it may not be practised.

    ``held_by`` names the exam whose bank holds it back now, ``planned_in`` the planned exams that may draw
    it. ``practised`` counts practices that were begun; ``median_share`` is the middle of the machine's
    points as a share of what it could score, in [0, 1], None before the first. No person is named.
    """

    task: Task
    released: Released | None
    held_by: str | None
    planned_in: tuple[str, ...]
    practised: int
    median_share: float | None


def tasks(wb: Workbench, by: Person) -> tuple[PracticeTask, ...]:
    """Every ready task, in the plugins' order."""
    require(by, *RELEASERS)
    with wb.store.reading() as conn:
        released, held = practice.released(conn), practice.held_tasks(conn)
        planned = _planned(conn)
        counts, shares = practice.counts(conn), practice.shares(conn)
    return tuple(
        PracticeTask(
            task,
            released.get(name),
            held.get(name),
            planned.get(wb.registry.plugins[task.plugin].module.module, ()),
            counts.get(name, 0),
            median(shares[name]) if name in shares else None,
        )
        for name, task in wb.registry.tasks.items()
        if task.state == "ready"
    )


def _planned(conn: Connection) -> dict[str, tuple[str, ...]]:
    # By module: a planned sitting has no bank yet, but says which modules it will draw from.
    found: dict[str, tuple[str, ...]] = {}
    for sitting in sittings.sittings(conn):
        if sitting.state == "planned":
            for module in Policy.from_json(sitting.policy).modules:
                found[module] = (*found.get(module, ()), sitting.name)
    return found


def release(wb: Workbench, by: Person, task_ids: Sequence[str], *, shows_model: bool) -> int:
    """Let the tasks be practised from now on, all of them or none; how many.

    Raises Refused for a task that is not ready, or that an exam's bank holds: its items must not leak.
    """
    require(by, *RELEASERS)
    ids = _chosen(task_ids)
    for name in ids:
        task = wb.registry.tasks.get(name)
        if task is None or task.state != "ready":
            raise Refused(f"题库里没有可用的 {name.upper()}，没有开放任何题。")
    with wb.store.writing() as conn:
        held = practice.held_tasks(conn)
        for name in ids:
            if name in held:
                raise Refused(
                    f"{name.upper()} 在“{held[name]}”的题库里，那场考试结束之前不能开放练习；没有开放任何题。"
                )
            practice.release(conn, Released(name, shows_model, by.id, wb.clock()))
        detail = {"tasks": list(ids), "shows_model": shows_model}
        audit.note(conn, at=wb.clock(), who=by.login, what="practice_release", detail=detail)
    return len(ids)


def withdraw(wb: Workbench, by: Person, task_ids: Sequence[str]) -> int:
    """Let the tasks be begun no more; how many were released. What runs may be finished."""
    require(by, *RELEASERS)
    ids = _chosen(task_ids)
    with wb.store.writing() as conn:
        done = [name for name in ids if practice.withdraw(conn, name)]
        detail = {"tasks": done}
        audit.note(conn, at=wb.clock(), who=by.login, what="practice_withdraw", detail=detail)
    return len(done)


def _chosen(task_ids: Sequence[str]) -> tuple[str, ...]:
    ids = tuple(dict.fromkeys(task_ids))
    if not ids:
        raise Refused("请先选题目。")
    return ids
