"""When each step of a sitting was taken, with which tool, for which sub-task."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

import pandas as pd

from workbench.domain.task import Task
from workbench.store import events
from workbench.store.events import Step
from workbench.store.people import Person
from workbench.usecases.roles import require
from workbench.usecases.score_panels import READERS, sitting_of
from workbench.usecases.workbench import Workbench

LAST = "整理与提交"
"""What is done after the last piece of work was written belongs to no sub-task."""


def steps(wb: Workbench, person: Person, sitting_id: int) -> pd.DataFrame:
    """One row a step of a handed-in script, by attempt in order: what the time panels are drawn from.

    Columns: ``attempt`` str, ``at`` float (seconds since the start), ``tool`` str (its title), ``subtask``
    str. A step belongs to the sub-task whose deliverable it writes, or that alone uses its tool; any other,
    such as a query, to that of the next step that tells. Raises NotAllowed and Absent.
    """
    require(person, *READERS)
    with wb.store.reading() as conn:
        sitting_of(conn, sitting_id)
        found = events.steps_in(conn, sitting_id)
    places = _Places(wb.registry.tasks.values())
    rows = [row for _, taken in groupby(found, lambda one: one.attempt_id) for row in _rows(taken, places)]
    titles = {name: tool.title for name, tool in wb.registry.tools.items()}
    table = pd.DataFrame(rows, columns=["attempt", "at", "tool", "subtask"])
    return table.assign(tool=[titles.get(tool, tool) for tool in table["tool"].tolist()])


class _Places:
    """To which sub-task a step belongs, as far as it says so itself."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._written: dict[tuple[str, str], str] = {}
        self._alone: dict[tuple[str, str], str] = {}
        for task in tasks:
            users = Counter(tool for sub in task.subtasks for tool in sub.tools)
            for sub in task.subtasks:
                made = sub.deliverable
                name = f"{task.id.upper()} 第 {sub.no} 步{' ' + made.name if made else ''}"
                if made is not None:
                    self._written[task.id, made.id] = name
                self._alone |= {(task.id, tool): name for tool in sub.tools if users[tool] == 1}

    def of(self, step: Step) -> str | None:
        """The sub-task's name; None where the step does not tell."""
        written = self._written.get((step.task, step.field))
        return written or self._alone.get((step.task, step.tool))


def _rows(taken: Iterable[Step], places: _Places) -> Iterator[tuple[str, float, str, str]]:
    """The rows of one attempt: read backwards, for what a step leads to comes after it."""
    rows, following = [], LAST
    for step in reversed(list(taken)):
        following = places.of(step) or following
        rows.append((step.attempt_id, step.at, step.tool, following))
    return reversed(rows)
