"""The standard's clauses, and which of them the loaded tasks cover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from workbench.domain.task import Task


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause. ``zh`` is the standard's own text; ``reading`` says how damaged text is read."""

    id: str
    module: str
    part: str
    kind: str
    number: int
    zh: str
    en: str
    reading: str = ""


@cache
def clauses() -> Mapping[str, Clause]:
    """All 118 clauses by id, in the standard's order."""
    text = resources.files("workbench.host").joinpath("data/clauses.yaml").read_text(encoding="utf-8")
    return {row["id"]: Clause(**row) for row in yaml.load(text, Loader=yaml.CSafeLoader)["clauses"]}


@dataclass(frozen=True, slots=True)
class Coverage:
    """What covers one clause: ids of tasks whose rubric names it, their tools and criteria."""

    clause: Clause
    tools: tuple[str, ...]
    tasks: tuple[str, ...]
    criteria: tuple[str, ...]

    @property
    def is_covered(self) -> bool:
        """Whether a rubric line of a loaded task names the clause."""
        return bool(self.tasks)


def coverage(tasks: Mapping[str, Task]) -> tuple[Coverage, ...]:
    """One row for each clause. Only a rubric line of a ready task that names a clause covers it."""
    return tuple(_cover(clause, tasks) for clause in clauses().values())


def _cover(clause: Clause, tasks: Mapping[str, Task]) -> Coverage:
    ready = [task for task in tasks.values() if task.state == "ready"]
    hits = [(task, line) for task in ready for line in task.rubric if clause.id in line.clauses]
    owners = {task.id: task for task, _ in hits}
    tools = sorted({tool for task in owners.values() for tool in task.tools})
    criteria = sorted({line.use for _, line in hits if line.use})
    return Coverage(clause, tuple(tools), tuple(sorted(owners)), tuple(criteria))
