"""The frame of scores that every panel is drawn from, read for a whole sitting at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from workbench.domain.errors import Absent
from workbench.domain.module import JSON
from workbench.domain.panel import MORE_COLUMNS, SCORE_COLUMNS
from workbench.domain.sitting_rules import SittingRules
from workbench.domain.task import Task
from workbench.domain.total import judged_by_hand
from workbench.host.paper import Thawing
from workbench.store import attempts, markings, marks, papers, people, sittings
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.store.sittings import STATES, Sitting
from workbench.usecases.access import refuse_practice
from workbench.usecases.marking import MARKERS, seat_for
from workbench.usecases.roles import require
from workbench.usecases.totalling import Marked, put_together
from workbench.usecases.workbench import Workbench

READERS = ("examiner", "instructor", "administrator")
FIGURES = ("max_points", "points", "seconds", "machine", "judged")
OPEN_STATE = "marked"
"""From this state of a sitting on, examiners see every mark and who is of which class."""


@dataclass(frozen=True, slots=True)
class PanelScores:
    """``frame`` has a row for each line of each handed-in script; columns SCORE_COLUMNS, MORE_COLUMNS.

    dtypes: text columns str, ``facts`` and ``clauses`` objects, all of FIGURES float64 (NaN: not decided).
    ``openable`` are the attempts that the reader finds on the marking page. ``is_blind``: the reader is an
    examiner and the sitting is not marked. Then the frame names no classes, and the judged lines of a script
    that two mark stay open until the whole script is settled; ``hidden`` counts such scripts.
    """

    frame: pd.DataFrame
    openable: frozenset[str]
    pass_points: int
    is_blind: bool
    hidden: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A handed-in script as it stands, for figures over many."""

    attempt: Attempt
    task: Task
    given: JSON
    stands: Marked
    class_name: str


def scores(wb: Workbench, person: Person, sitting_id: int) -> PanelScores:
    """The scores of a whole sitting, as ``person`` may see them. Raises NotAllowed and Absent."""
    require(person, *READERS)
    with wb.store.reading() as conn:
        sitting = sitting_of(conn, sitting_id)
        found = standings(conn, sitting)
        taken = markings.seats_in(conn, sitting_id)
    is_blind = person.role == "examiner" and STATES.index(sitting.state) < STATES.index(OPEN_STATE)
    modules = {name: one.module.module for name, one in wb.registry.plugins.items()}
    rows = [row for one in found for row in _rows(one, modules, is_blind=is_blind)]
    names = [one.attempt.id for one in found if _may_open(one, person, taken.get(one.attempt.id, {}))]
    return PanelScores(
        frame=_typed(rows),
        openable=frozenset(names),
        pass_points=SittingRules.from_json(sitting.rules).pass_points,
        is_blind=is_blind,
        hidden=sum(is_blind and _is_closed(one.stands) for one in found),
    )


def frame(wb: Workbench, person: Person, sitting_id: int, plugin: str) -> pd.DataFrame:
    """The rows of ``plugin`` in the frame of PanelScores. Raises NotAllowed and Absent."""
    whole = scores(wb, person, sitting_id).frame
    return whole[whole["plugin"] == plugin].reset_index(drop=True)


def sitting_of(conn: Connection, sitting_id: int) -> Sitting:
    """The exam of that id. Raises Absent; no figures are made of practice."""
    refuse_practice(conn, sitting_id)
    found = sittings.sitting(conn, sitting_id)
    if found is None:
        raise Absent("没有这个场次。")
    return found


def standings(conn: Connection, sitting: Sitting) -> tuple[Standing, ...]:
    """Every handed-in script of the sitting, by code. Six queries, however many there are."""
    outcomes, given = marks.points_in(conn, sitting.id), marks.marks_in(conn, sitting.id)
    bodies, classes = papers.papers_in(conn, sitting.id), people.class_names(conn, sitting.id)
    rules, thawing = SittingRules.from_json(sitting.rules), Thawing()
    found = []
    for one in attempts.attempts_in(conn, sitting.id):
        if one.state == "handed_in":
            task, drawn = thawing.task_and_given(bodies[one.paper_hash])
            stands = put_together(one, task, outcomes.get(one.id, ()), given.get(one.id, ()), rules)
            found.append(Standing(one, task, drawn, stands, classes[one.person_id]))
    return tuple(found)


def _may_open(one: Standing, person: Person, taken: Mapping[int, int]) -> bool:
    return person.role in MARKERS and seat_for(one.stands, taken, person) is not None


def _is_closed(stands: Marked) -> bool:
    """Whether what two examiners gave must not be shown to either: a line of the script is not settled."""
    return stands.is_double and bool(stands.waiting)


def _rows(one: Standing, modules: Mapping[str, str], *, is_blind: bool) -> Iterator[tuple[object, ...]]:
    attempt, task, stands = one.attempt, one.task, one.stands
    seconds = (attempt.ended or 0.0) - (attempt.began or 0.0)
    hides = is_blind and _is_closed(stands)
    variant = _variant(one)
    for part in stands.total.lines:
        line, outcome = part.line, stands.outcomes.get(part.line.id)
        is_open = part.is_open or (hides and part.upheld is None and judged_by_hand(line, outcome) > 0)
        status = "scored"
        if is_open:
            status = "failed" if outcome is not None and outcome.status == "failed" else "needs_examiner"
        yield (
            attempt.id, attempt.code, "" if is_blind else one.class_name, task.id, attempt.plugin,
            attempt.seed, line.id, line.title, line.kind, line.by, line.points,
            None if is_open else part.points, status, seconds,
            dict(outcome.facts) if outcome is not None else {}, line.clauses,
            modules.get(attempt.plugin, ""), part.machine, None if is_open else part.judged, task.title,
            variant,
        )  # fmt: skip


def _variant(one: Standing) -> str:
    """The values that were drawn out of few; a number out of a range would make each candidate its own."""
    names = [name for name, rule in one.task.draw.items() if "choice" in rule]
    drawn = [str(one.given[name]) for name in names if isinstance(one.given.get(name), str | int | float)]
    return "、".join(drawn) or one.attempt.seed


def _typed(rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=[*SCORE_COLUMNS, *MORE_COLUMNS])
    texts = [name for name in made.columns if name not in {*FIGURES, "facts", "clauses"}]
    return made.astype(dict.fromkeys(FIGURES, "float64") | dict.fromkeys(texts, "str"))
