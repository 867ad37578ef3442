"""A task: what a student is asked, with what, and how it is marked."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from workbench.domain.module import JSON
from workbench.domain.rubric import Line

SampleKind = Literal["good", "weak", "empty", "hostile"]


@dataclass(frozen=True, slots=True)
class Deliverable:
    """Something to hand in. ``id`` is its draft field; ``name`` is what the brief calls the file.

    ``tool`` is the tool that it is made with: ``desk.doc``, ``desk.sheet`` or one of the plugin's own;
    ``columns`` heads the columns of a sheet, ``template`` is the text that a doc starts with.
    """

    id: str
    name: str
    tool: str
    columns: tuple[str, ...] = ()
    template: str = ""


@dataclass(frozen=True, slots=True)
class SubTask:
    """One numbered step of the brief."""

    no: int
    text: str
    minutes: int
    tools: tuple[str, ...]
    deliverable: Deliverable | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """Something to read: ``text`` is Markdown, ``{name}`` stands for a drawn value of the variant.

    ``rows_from`` names a key of the variant whose rows (a list of objects) are shown as a table.
    """

    id: str
    title: str
    text: str = ""
    rows_from: str | None = None


@dataclass(frozen=True, slots=True)
class SampleStep:
    """One step of a worked answer. ``body`` is the file of an action that takes one, named in ``params``."""

    tool: str
    action: str
    params: JSON = field(default_factory=dict)
    at: float | None = None
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """A worked answer and the points that its automatic lines must earn, ``low`` to ``high``.

    ``answer`` names a function of the plugin that makes the steps from (given, seed), for answers
    that depend on the variant; otherwise ``steps`` holds them.
    """

    name: str
    kind: SampleKind
    low: Decimal
    high: Decimal
    steps: tuple[SampleStep, ...] = ()
    answer: str | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """A task as its file says. ``part`` is the half of a combined module that it belongs to."""

    id: str
    plugin: str
    part: str
    title: str
    minutes: int
    clauses: tuple[str, ...]
    tools: tuple[str, ...]
    subtasks: tuple[SubTask, ...]
    materials: tuple[Material, ...]
    rubric: tuple[Line, ...]
    samples: tuple[Sample, ...]
    brief: str
    given: JSON = field(default_factory=dict)
    draw: JSON = field(default_factory=dict)
    source: str = ""
    state: Literal["draft", "ready", "retired"] = "ready"

    @property
    def deliverables(self) -> tuple[Deliverable, ...]:
        """What is to be handed in, in the order of the sub-tasks."""
        return tuple(sub.deliverable for sub in self.subtasks if sub.deliverable is not None)

    @property
    def points(self) -> Decimal:
        """What the paper is worth."""
        return sum((line.points for line in self.rubric), Decimal(0))

    def line(self, line_id: str) -> Line:
        """The rubric line of that id. Raises KeyError."""
        return next(line for line in self.rubric if line.id == line_id)
