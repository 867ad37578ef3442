"""The frame of scores that every panel is drawn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from workbench.domain.panel import SCORE_COLUMNS
from workbench.store import attempts, people
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.usecases.access import refuse_practice
from workbench.usecases.roles import require
from workbench.usecases.totalling import marked, paper_of
from workbench.usecases.workbench import Workbench


def frame(wb: Workbench, person: Person, sitting_id: int, plugin: str) -> pd.DataFrame:
    """One row for each line of each handed-in script of ``plugin``; columns as SCORE_COLUMNS.

    dtypes: text columns str, ``max_points``, ``points`` and ``seconds`` float64 (points NaN while open).
    """
    require(person, "examiner", "instructor", "administrator")
    with wb.store.reading() as conn:
        refuse_practice(conn, sitting_id)
        rows = [
            row
            for attempt in attempts.attempts_in(conn, sitting_id)
            if attempt.state == "handed_in" and attempt.plugin == plugin
            for row in _rows(conn, attempt)
        ]
    scores = pd.DataFrame(rows, columns=list(SCORE_COLUMNS))
    return scores.astype({"max_points": "float64", "points": "float64", "seconds": "float64"})


def scripts_by_plugin(wb: Workbench, person: Person, sitting_id: int) -> dict[str, int]:
    """How many scripts of each installed plugin are handed in, the fullest plugin first."""
    require(person, "examiner", "instructor", "administrator")
    with wb.store.reading() as conn:
        refuse_practice(conn, sitting_id)
        found = attempts.attempts_in(conn, sitting_id)
    counts = Counter(one.plugin for one in found if one.state == "handed_in")
    installed = {name: counts[name] for name in wb.registry.plugins}
    return dict(sorted(installed.items(), key=lambda item: -item[1]))


def _rows(conn: Connection, attempt: Attempt) -> Iterator[tuple[object, ...]]:
    owner = people.person(conn, attempt.person_id)
    paper = paper_of(conn, attempt)
    if owner is None:
        return
    task = paper.task
    given = marked(conn, attempt, paper)
    outcomes = given.outcomes
    seconds = (attempt.ended or 0.0) - (attempt.began or 0.0)
    for part in given.total.lines:
        status = "needs_examiner" if part.is_open else "scored"
        if part.line.id in outcomes and outcomes[part.line.id].status == "failed" and part.is_open:
            status = "failed"
        points = None if part.is_open else float(part.points)
        yield (
            attempt.id, attempt.code, owner.class_name, task.id, attempt.plugin, attempt.seed, part.line.id,
            part.line.title, part.line.kind, part.line.by, float(part.line.points), points, status, seconds,
            dict(outcomes[part.line.id].facts) if part.line.id in outcomes else {},
        )  # fmt: skip
