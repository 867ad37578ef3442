"""What of a script is compared with the others: what its student wrote, made and worked out, and no more.

- Text: the drafts that the student types, and of tables the cells of LEAST_CELL letters or more. Other cells
  are names and numbers, of which right answers have the same.
- Pictures: the files handed in that are pictures, by their perceptual hash.
- Numbers: those of the tables that do not stand in the student's own variant. They are compared with the
  numbers that the task's good answer has in the same tables on another student's data, where the machine
  gives that answer its promised points: nothing is guessed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from workbench.domain.errors import StoreError, WorkbenchError
from workbench.domain.module import JSON
from workbench.host import replay, samples
from workbench.host.paper import Paper
from workbench.host.registry import Registry
from workbench.likeness.foreign import numbers_in
from workbench.likeness.pictures import fingerprint_of
from workbench.store import events, people
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection
from workbench.usecases.filing.blinding import blinder
from workbench.usecases.filing.handed_in import PICTURES
from workbench.usecases.marking import COVER
from workbench.usecases.totalling import paper_of
from workbench.usecases.workbench import Workbench

logger = logging.getLogger(__name__)

LEAST_CELL = 12
"""Letters (a Han character is one, a digit none) of a table's cell that counts as text."""

LEAST_GIVEN = 3
"""Characters of a given text: a shorter one has no shingle."""

SHEET = "desk.sheet"

Table = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""A table's heads and its rows."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture handed in: its deliverable, its file (SHA-256), the student's name for it, covered."""

    field: str
    file: str
    name: str


@dataclass(frozen=True, slots=True)
class Work:
    """What one student handed in, without name and number. ``texts`` and ``tables`` are by deliverable."""

    attempt: Attempt
    paper: Paper
    texts: Mapping[str, str]
    tables: Mapping[str, Table]
    pictures: tuple[Picture, ...]
    given: frozenset[str]

    @property
    def numbers(self) -> frozenset[Decimal]:
        """The numbers of the tables that the student's own variant does not hold."""
        return _numbers(self.tables) - given_numbers(self.paper)


def work_of(
    wb: Workbench, conn: Connection, attempt: Attempt, *, beside: Attempt | None = None
) -> Work | None:
    """What an attempt handed in; None where its steps do not replay with the plugins as they are.

    Of the student ``beside`` name and number are covered too: who copies a file copies its name.
    """
    trace = events.events_of(conn, attempt.id)
    try:
        paper = paper_of(conn, attempt)
        first = replay.first_states(wb.registry, paper)
        states = replay.states_after(wb.registry, first, trace)
    except (WorkbenchError, KeyError):
        logger.exception("attempt %s does not replay", attempt.id)
        return None
    covered = _Cover(tuple(_told(conn, one) for one in (attempt, beside) if one is not None))
    return Work(
        attempt=attempt,
        paper=paper,
        texts=dict(_texts(paper, first, states, covered)),
        tables=dict(_tables(paper, states, covered)),
        pictures=tuple(_pictures(paper, states, covered)),
        given=frozenset(given_texts(paper.given, first)),
    )


def _told(conn: Connection, attempt: Attempt) -> tuple[str, str]:
    owner = people.person(conn, attempt.person_id)
    return attempt.candidate, owner.name if owner is not None else ""


@dataclass(frozen=True, slots=True)
class _Cover:
    """Covers numbers and names in a text, both as (number, name)."""

    told: tuple[tuple[str, str], ...] = ()

    def __call__(self, text: str) -> str:
        for number, name in self.told:
            text = text.replace(number, COVER * len(number)) if number else text
            text = blinder("", name, "")(text)
        return text


def _texts(
    paper: Paper, first: Mapping[str, JSON], states: Mapping[str, JSON], covered: _Cover
) -> Iterator[tuple[str, str]]:
    for made in paper.given["desk"]["deliverables"]:
        tool, name = made["tool"], made["id"]
        if tool == SHEET:
            rows = states.get(SHEET, {}).get("values", {}).get(name, {"rows": []})["rows"]
            cells = [
                str(cell) for row in rows for cell in row if sum(map(str.isalpha, str(cell))) >= LEAST_CELL
            ]
            yield name, covered("\n".join(cells))
        elif name in first.get(tool, {}).get("drafts", {}):  # what a tool writes by itself is nobody's text
            yield name, covered(str(states[tool]["drafts"].get(name, "")))


def _tables(paper: Paper, states: Mapping[str, JSON], covered: _Cover) -> Iterator[tuple[str, Table]]:
    for made in paper.given["desk"]["deliverables"]:
        if made["tool"] != SHEET:
            continue
        values = states.get(SHEET, {}).get("values", {}).get(made["id"], {"columns": [], "rows": []})
        rows = [tuple(covered(str(cell)) for cell in row) for row in values["rows"]]
        yield made["id"], (tuple(map(str, values["columns"])), tuple(row for row in rows if any(row)))


def _pictures(paper: Paper, states: Mapping[str, JSON], covered: _Cover) -> Iterator[Picture]:
    named = states.get("desk.folder", {}).get("files", {})
    for made in paper.given["desk"]["deliverables"]:
        file = states.get(made["tool"], {}).get("files", {}).get(made["id"])
        if file and PurePosixPath(str(file["name"])).suffix.lower() in PICTURES:
            typed = str(named.get(made["id"], {}).get("name", "")) or str(made["name"])
            yield Picture(made["id"], str(file["file"]), covered(typed))


def given_texts(*values: Any) -> Iterator[str]:  # Any: JSON of any shape
    """Every text that stands anywhere in the JSON ``values`` and is long enough to have a shingle."""
    for value in values:
        if isinstance(value, str):
            if len(value) >= LEAST_GIVEN:
                yield value
        elif isinstance(value, Mapping):
            yield from given_texts(*value.values())
        elif isinstance(value, list | tuple):
            yield from given_texts(*value)


def given_numbers(paper: Paper) -> frozenset[Decimal]:
    """The numbers that stand anywhere in the student's variant."""
    return frozenset(_given_numbers(paper.given))


def _given_numbers(value: Any) -> Iterator[Decimal]:  # Any: as above
    if isinstance(value, str):
        yield from numbers_in(value)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _given_numbers(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _given_numbers(one)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from numbers_in(str(value))


def _numbers(tables: Mapping[str, Table]) -> frozenset[Decimal]:
    return frozenset(
        number for _, rows in tables.values() for row in rows for cell in row for number in numbers_in(cell)
    )


def prints_of(wb: Workbench, pictures: tuple[Picture, ...]) -> tuple[tuple[str, ...], bool]:
    """Each picture's hash, and whether all could be read; blank for one that could not, or is flat."""
    found, are_read = [], True
    for one in pictures:
        try:
            found.append(fingerprint_of(wb.store.blobs.read(one.file)))
        except StoreError:
            logger.exception("a picture cannot be compared")
            found.append("")
            are_read = False
    return tuple(found), are_read


def given_prints(registry: Registry, paper: Paper) -> frozenset[str]:
    """The hashes of the pictures that the paper's tools hand out."""
    tools = [registry.tools[name] for name in paper.task.tools]
    return frozenset(
        one for tool in tools if tool.given_prints is not None for one in tool.given_prints(paper.given)
    )


_ANSWER_FAULTS = (WorkbenchError, ArithmeticError, LookupError, TypeError, ValueError)


@dataclass(slots=True)
class Answers:
    """The numbers that the data of each variant lead to, worked out once for each seed.

    None for a variant whose good answer the machine does not give what the task promises.
    """

    registry: Registry
    _known: dict[tuple[str, str], frozenset[Decimal] | None] = field(default_factory=dict)

    def of(self, work: Work) -> frozenset[Decimal] | None:
        """The numbers of the good answer's tables that do not stand in the variant itself."""
        key = (work.attempt.task, work.attempt.seed)
        if key not in self._known:
            self._known[key] = worked_numbers(self.registry, work.paper) if work.tables else None
        return self._known[key]


def worked_numbers(registry: Registry, paper: Paper) -> frozenset[Decimal] | None:
    """The numbers of the good answer's tables that do not stand in the variant; None where none holds."""
    try:
        model = samples.model(registry, paper)
        if model is None:
            return None
        states = replay.states_after(registry, replay.first_states(registry, paper), model.trace)
    except _ANSWER_FAULTS:  # a drop-in's worked answer: without it no numbers are compared
        logger.exception("task %s: its worked answer", paper.task.id)
        return None
    return _numbers(dict(_tables(paper, states, _Cover()))) - given_numbers(paper)
