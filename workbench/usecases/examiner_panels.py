"""What examiners gave beside each other, from the scripts that two mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.domain.second_marking import FIRST, SECOND, THIRD
from workbench.domain.total import judged_by_hand
from workbench.statistics.examiners import SECONDS_PER_HOUR, agreement, drift, severity
from workbench.store import people
from workbench.store.marks import Mark
from workbench.store.people import Person
from workbench.usecases.roles import require
from workbench.usecases.score_panels import Standing, sitting_of, standings
from workbench.usecases.workbench import Workbench


@dataclass(frozen=True, slots=True)
class ExaminerFigures:
    """``scripts`` were marked by two, ``lines`` of them by both; ``thirds`` lines went to a third examiner.

    ``marks`` has a row for each mark on those lines: ``attempt``, ``code``, ``line``, ``examiner`` str,
    ``points``, ``max_points``, ``at`` float. ``pairs`` is as statistics' ``agreement``, ``severity`` and
    ``drift`` as there, with names of examiners. No script is a seeded anchor, so drift is taken against
    the other examiner of the same script, a row a script: ``agreed`` is what the other gave. It shows who
    moved away from whom, not who was right. Its column ``hours`` says how far apart the marks are.
    """

    scripts: int
    lines: int
    thirds: int
    marks: pd.DataFrame
    pairs: pd.DataFrame
    severity: pd.DataFrame
    drift: pd.DataFrame


def figures(wb: Workbench, person: Person, sitting_id: int) -> ExaminerFigures:
    """The figures of a sitting's examiners. Administrators alone: they name people and undo blindness.

    The third examiner's marks are left out: only disputed lines have them. Raises NotAllowed and Absent.
    """
    require(person, "administrator")
    with wb.store.reading() as conn:
        found = [one for one in standings(conn, sitting_of(conn, sitting_id)) if one.stands.is_double]
        names = {one.id: f"{one.name}（{one.login}）" for one in people.people(conn) if one.role != "student"}
    marks = _marks(found, names)
    both = marks[marks.duplicated(["attempt", "line"], keep=False)]
    return ExaminerFigures(
        scripts=int(both["attempt"].nunique()),
        lines=len(both) // 2,
        thirds=sum(THIRD in seats for one in found for seats in one.stands.by_seat.values()),
        marks=both,
        pairs=agreement(both),
        severity=severity(both),
        drift=_drift(both),
    )


def _marks(found: list[Standing], names: Mapping[int, str]) -> pd.DataFrame:
    rows = [row for one in found for row in _rows(one, names)]
    columns = ["attempt", "code", "line", "examiner", "points", "max_points", "at"]
    made = pd.DataFrame(rows, columns=columns)
    return made.astype({"points": "float64", "max_points": "float64", "at": "float64"})


def _rows(one: Standing, names: Mapping[int, str]) -> Iterator[tuple[object, ...]]:
    for line in one.task.rubric:
        limit = judged_by_hand(line, one.stands.outcomes.get(line.id))
        seats: Mapping[int, Mark] = one.stands.by_seat.get(line.id, {})
        for seat in (FIRST, SECOND):
            if limit > 0 and (mark := seats.get(seat)) is not None:
                name = names.get(mark.examiner_id, str(mark.examiner_id))
                yield one.attempt.id, one.attempt.code, line.id, name, mark.points, limit, mark.at


def _drift(both: pd.DataFrame) -> pd.DataFrame:
    against = _against_the_other(both)
    hours = against.groupby("examiner")["at"].agg(
        lambda times: (times.max() - times.min()) / SECONDS_PER_HOUR
    )
    found = drift(against)
    return found.assign(hours=hours.reindex(found["examiner"]).to_numpy(np.float64))


def _against_the_other(both: pd.DataFrame) -> pd.DataFrame:
    """One row a script and examiner: ``examiner``, ``at``, ``share``, ``agreed`` (the other's share)."""
    sums = both.groupby(["attempt", "examiner"]).agg(
        points=("points", "sum"), most=("max_points", "sum"), at=("at", "max")
    )
    sums = sums.assign(share=sums["points"] / sums["most"]).reset_index()
    together = sums.groupby("attempt")["share"]
    agreed = together.transform("sum") - sums["share"]
    return sums.assign(agreed=agreed)[together.transform("size") == 2]  # noqa: PLR2004  two examiners
