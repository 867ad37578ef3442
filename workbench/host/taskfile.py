"""Read one task file and say everything that is wrong with it, by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from workbench.domain.errors import TaskFileError
from workbench.domain.task import Task
from workbench.host.standard import clauses
from workbench.host.taskmodel import TaskModel
from workbench.host.yamlhead import Head, read_head
from workbench.strictyaml import Loc, in_words

POINTS_OF_A_PAPER = 100
"""What the rubric's points must sum to. Source: DESIGN 3, oddities A2."""

_WANTED_SAMPLES = ("good", "weak", "empty", "hostile")


def read_task(path: Path, plugin: str) -> tuple[Task, Head]:
    """The task of ``path`` and its head, for later faults. Raises TaskFileError with every fault found."""
    head = read_head(path)
    if not head.body:
        raise TaskFileError((head.fault((), "want the student's brief below the head, found nothing"),))
    try:
        model = TaskModel.model_validate(head.data)
    except ValidationError as error:
        raise TaskFileError(head.yaml.faults(in_words(error))) from error
    faults = [head.fault(loc, text) for loc, text in _disagreements(model)]
    if faults:
        raise TaskFileError(tuple(faults))
    return _task(model, plugin, head), head


def _disagreements(model: TaskModel) -> Iterator[tuple[Loc, str]]:
    points = sum(line.points for line in model.rubric)
    if points != POINTS_OF_A_PAPER:
        yield ("rubric",), f"want points that sum to {POINTS_OF_A_PAPER}, found {points}"
    minutes = sum(sub.minutes for sub in model.subtasks)
    if minutes != model.minutes:
        yield ("subtasks",), f"want minutes that sum to {model.minutes}, found {minutes}"
    yield from _twice("rubric", [line.id for line in model.rubric])
    yield from _twice("samples", [sample.name for sample in model.samples])
    yield from _twice("materials", [material.id for material in model.materials])
    yield from _twice("subtasks", [sub.deliverable.id for sub in model.subtasks if sub.deliverable])
    yield from _clause_faults(model)
    yield from _tool_faults(model)
    kinds = {sample.kind for sample in model.samples}
    if model.state == "ready" and not kinds.issuperset(_WANTED_SAMPLES):
        missing = ", ".join(kind for kind in _WANTED_SAMPLES if kind not in kinds)
        yield ("samples",), f"want at least one sample of each kind, found none of: {missing}"


def _twice(where: str, ids: Sequence[str]) -> Iterator[tuple[Loc, str]]:
    for at, name in enumerate(ids):
        if name in ids[:at]:
            yield (where, at), f"want ids that differ, found {name!r} twice"


def _clause_faults(model: TaskModel) -> Iterator[tuple[Loc, str]]:
    known = clauses()
    for at, clause in enumerate(model.clauses):
        if clause not in known:
            yield ("clauses", at), f"want a clause id such as seo.req.3, found {clause!r}"
    for at, line in enumerate(model.rubric):
        for clause in line.clauses:
            if clause not in model.clauses:
                yield ("rubric", at, "clauses"), f"want clauses of this task, found {clause!r}"
    named = {clause for line in model.rubric for clause in line.clauses}
    for at, clause in enumerate(model.clauses):
        if clause in known and clause not in named:
            yield ("clauses", at), f"want a rubric line that names {clause!r}, found none"


def _tool_faults(model: TaskModel) -> Iterator[tuple[Loc, str]]:
    for at, sub in enumerate(model.subtasks):
        asked = [*sub.tools, *([sub.deliverable.tool] if sub.deliverable else [])]
        for tool in asked:
            if tool not in model.tools:
                yield ("subtasks", at), f"want tools of this task ({', '.join(model.tools)}), found {tool!r}"


def _task(model: TaskModel, plugin: str, head: Head) -> Task:
    return Task(
        id=model.id,
        plugin=plugin,
        part=model.part,
        title=model.title,
        minutes=model.minutes,
        clauses=tuple(model.clauses),
        tools=tuple(model.tools),
        subtasks=tuple(sub.value() for sub in model.subtasks),
        materials=tuple(material.value() for material in model.materials),
        rubric=tuple(line.value() for line in model.rubric),
        samples=tuple(sample.value() for sample in model.samples),
        brief=head.body,
        given=model.given,
        draw={name: draw.model_dump(by_alias=True, exclude_none=True) for name, draw in model.draw.items()},
        source=str(head.path),
        state=model.state,
    )
