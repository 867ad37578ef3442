"""Every candidate of a sitting with what the papers say of each: standing, totals, remarks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from workbench.domain.module import STANDARD_MODULES
from workbench.domain.score import Outcome
from workbench.domain.sitting_rules import SittingRules
from workbench.domain.total import Total
from workbench.host.paper import Paper
from workbench.store import attempts, candidates, marks, people
from workbench.store.attempts import Attempt
from workbench.store.candidates import Entry
from workbench.store.engine import Connection
from workbench.store.marks import Mark
from workbench.store.sittings import Sitting
from workbench.usecases.filing.rights import Asking, demand
from workbench.usecases.totalling import marked, paper_of
from workbench.usecases.workbench import Workbench

Standing = Literal["absent", "void", "working", "waiting", "marked"]
"""absent: never started; void: only attempts that do not count; waiting: handed in, a line is open."""

ABSENT, VOID, WORKING, WAITING = "缺考", "作废", "未交卷", "待评"
WORDS = {"absent": ABSENT, "void": VOID, "working": WORKING, "waiting": WAITING}
ENDED_BY = {"student": "本人交卷", "time": "到时交卷", "invigilator": "监考代交"}


@dataclass(frozen=True, slots=True)
class Record:
    """One candidate. In blind papers ``number`` is the blind code, and name, class and seat are blank.

    ``total`` and ``attempt`` are None where there is no script that counts.
    """

    number: str
    name: str
    class_name: str
    seat: str
    standing: Standing
    module: str
    task: str
    title: str
    total: Total | None
    remarks: tuple[str, ...]
    attempt: Attempt | None

    @property
    def word(self) -> str:
        """What stands in the place of a total that there is not; blank where there is one."""
        return WORDS.get(self.standing, "")

    def part(self, kind: str) -> Decimal | str:
        """The points of the lines of ``kind`` (process, result), or the word that says why there are none."""
        if self.total is None:
            return self.word
        if any(part.is_open for part in self.total.lines if part.line.kind == kind):
            return WAITING
        return self.total.process if kind == "process" else self.total.result

    @property
    def points(self) -> Decimal | str:
        """The total, or the word that says why there is none."""
        return self.word if self.total is None or self.total.passed is None else self.total.points


@dataclass(frozen=True, slots=True)
class Filed:
    """A sitting and its candidates, by class and number; by code in blind papers."""

    sitting: Sitting
    rules: SittingRules
    records: tuple[Record, ...]
    names: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """What decides a script's points: its paper, the machine's outcomes, every examiner's newest marks."""

    paper: Paper
    outcomes: dict[str, Outcome]
    marks: tuple[Mark, ...]
    total: Total


def filed(wb: Workbench, conn: Connection, asking: Asking) -> Filed:
    """The sitting's candidates. Raises what ``rights.demand`` raises."""
    sitting = demand(conn, asking)
    rules = SittingRules.from_json(sitting.rules)
    found: dict[int, list[Attempt]] = {}
    for attempt in attempts.attempts_in(conn, sitting.id):
        found.setdefault(attempt.person_id, []).append(attempt)
    rows = [
        _record(wb, conn, entry, found.get(entry.person.id, []))
        for entry in _entries(conn, sitting.id, found)
    ]
    if not asking.names:
        rows = [_blind(row) for row in rows]
    rows.sort(key=lambda row: (row.class_name, row.number))
    return Filed(sitting, rules, tuple(rows), asking.names)


def _entries(conn: Connection, sitting_id: int, found: dict[int, list[Attempt]]) -> list[Entry]:
    entries = list(candidates.roster_of(conn, sitting_id))
    listed = {entry.person.id for entry in entries}
    others = [person for one in found.keys() - listed if (person := people.person(conn, one)) is not None]
    return [*entries, *(Entry(person, person.seat, person.extra_minutes) for person in others)]


def _record(wb: Workbench, conn: Connection, entry: Entry, tried: Sequence[Attempt]) -> Record:
    counting = [attempt for attempt in tried if attempt.state != "void"]
    attempt = max(counting, key=lambda one: one.number, default=None)
    scored = None
    if attempt is not None and attempt.state == "handed_in":
        scored = scored_attempt(conn, attempt)
    plugin, task, title = "", "", ""
    if attempt is not None:
        plugin, task = attempt.plugin, attempt.task
        title = scored.paper.task.title if scored else _title(wb, attempt.task)
    return Record(
        number=attempt.candidate if attempt is not None else entry.person.login,
        name=entry.person.name,
        class_name=entry.person.class_name,
        seat=entry.seat,
        standing=_standing(tried, attempt, scored),
        module=_module(wb, plugin),
        task=task,
        title=title,
        total=scored.total if scored else None,
        remarks=tuple(_remarks(tried, attempt, scored)),
        attempt=attempt,
    )


def _title(wb: Workbench, task_id: str) -> str:
    task = wb.registry.tasks.get(task_id)
    return task.title if task else ""


def _module(wb: Workbench, plugin: str) -> str:
    # A plugin that is no longer installed has left its scripts behind: they are filed under its id.
    found = wb.registry.plugins.get(plugin)
    return STANDARD_MODULES[found.module.module] if found else plugin


def _standing(tried: Sequence[Attempt], attempt: Attempt | None, scored: Scored | None) -> Standing:
    if scored is not None:
        return "waiting" if scored.total.passed is None else "marked"
    if attempt is None:
        return "void" if tried else "absent"
    return "absent" if attempt.state == "prepared" else "working"


def _remarks(tried: Sequence[Attempt], attempt: Attempt | None, scored: Scored | None) -> list[str]:
    said = []
    if (standing := _standing(tried, attempt, scored)) in WORDS:
        said.append(WORDS[standing] + (f" {scored.total.open_lines} 行" if scored else ""))
    if attempt is None or attempt.state != "handed_in":
        return said
    if attempt.number > 1:
        said.append(f"第 {attempt.number} 次作答")
    if attempt.ended_by in ("time", "invigilator"):
        said.append(ENDED_BY[attempt.ended_by])
    if attempt.extra_seconds:
        said.append(f"加时 {attempt.extra_seconds // 60} 分钟")
    return said


def scored_attempt(conn: Connection, attempt: Attempt) -> Scored:
    """What a handed-in attempt has earned. Raises Absent."""
    paper = paper_of(conn, attempt)
    stands = marked(conn, attempt, paper)
    return Scored(paper, dict(stands.outcomes), marks.newest_marks(conn, attempt.id), stands.total)


def _blind(row: Record) -> Record:
    code = row.attempt.code if row.attempt is not None else "—"
    return Record(
        code, "", "", "", row.standing, row.module, row.task, row.title, row.total, row.remarks, row.attempt
    )
