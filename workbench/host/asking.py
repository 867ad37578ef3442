"""Ask one plugin every question, alone, and check its answers."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, get_type_hints

import pluggy
from pydantic import TypeAdapter, ValidationError

from workbench import criteria as ready
from workbench import hookspecs
from workbench.desk.tools import DESK_TOOLS
from workbench.domain.errors import PackError, PluginFault, TaskFileError
from workbench.domain.module import CONTRACT, Module
from workbench.domain.panel import Panel
from workbench.domain.score import Criterion
from workbench.domain.site import Card, Site
from workbench.domain.task import Task
from workbench.domain.tool import Tool
from workbench.hookspecs import Answer, Variant
from workbench.host.taskfile import read_task
from workbench.host.yamlhead import Head
from workbench.packs import PackFile


@dataclass(frozen=True, slots=True)
class Installed:
    """A plugin that answered every question. ``criteria`` holds the host's ready ones too."""

    module: Module
    source: str
    front: ModuleType
    tools: Mapping[str, Tool]
    criteria: Mapping[str, Criterion]
    tasks: Mapping[str, Task]
    panels: tuple[Panel, ...]
    variants: Mapping[str, Variant]
    answers: Mapping[str, Answer]
    sites: tuple[Site, ...]
    shelf: tuple[Card, ...]
    packs: Mapping[str, PackFile[Any]]


def ask(name: str, source: str, front: ModuleType) -> Installed:
    """Everything that ``front`` offers. Raises PluginFault or TaskFileError, naming what is wrong.

    One manager for each plugin: pluggy stops a call at the first exception and its answers carry no
    name. So a fault stays with its author and an answer needs no label.
    """
    manager = pluggy.PluginManager("workbench")
    manager.add_hookspecs(hookspecs)
    manager.register(front, name)
    manager.check_pending()
    module = _module(name, manager)
    packs = _packs(module, _listed(manager, "workbench_packs", PackFile))
    tools = _tools(module, _listed(manager, "workbench_tools", Tool))
    own = _criteria(module, manager)
    variants = _mapped(manager, "workbench_variants")
    answers = _mapped(manager, "workbench_answers")
    known = {**ready.READY, **own}
    tasks = _tasks(module, front, tools, known, answers, manager)
    if strangers := variants.keys() - tasks.keys():
        raise PluginFault(module.id, f"workbench_variants: no task {min(strangers)!r}")
    return Installed(
        module=module,
        source=source,
        front=front,
        tools=tools,
        criteria=known,
        tasks=tasks,
        panels=tuple(_listed(manager, "workbench_panels", Panel)),
        variants=variants,
        answers=answers,
        sites=tuple(_listed(manager, "workbench_sites", Site)),
        shelf=tuple(_listed(manager, "workbench_shelf", Card)),
        packs=packs,
    )


def _module(name: str, manager: pluggy.PluginManager) -> Module:
    answers = manager.hook.workbench_module()
    if len(answers) != 1 or not isinstance(answers[0], Module):
        raise PluginFault(name, "workbench_module() must return one Module")
    module: Module = answers[0]
    if module.contract != CONTRACT:
        raise PluginFault(module.id, f"contract: want {CONTRACT}, found {module.contract}")
    return module


def _listed(manager: pluggy.PluginManager, hook: str, kind: type) -> list[Any]:  # Any: of ``kind``
    found = [item for answer in getattr(manager.hook, hook)() for item in answer]
    for item in found:
        if not isinstance(item, kind):
            raise PluginFault(hook, f"want {kind.__name__} values, found {item!r:.60}")
    return found


def _mapped(manager: pluggy.PluginManager, hook: str) -> dict[str, Any]:  # Any: the hook's own callables
    found = {key: value for answer in getattr(manager.hook, hook)() for key, value in answer.items()}
    for key, value in found.items():
        if not callable(value):
            raise PluginFault(hook, f"{key}: want a function, found {value!r:.60}")
    return found


def _packs(module: Module, offered: Iterable[PackFile[Any]]) -> dict[str, PackFile[Any]]:
    """The packs by id, each read; an edited copy is read by the same value."""
    packs: dict[str, PackFile[Any]] = {}
    faults: list[str] = []
    for pack in offered:
        if not pack.id.startswith(f"{module.id}.") or pack.id in packs:
            text = f"want another file in data/ of a folder called {module.id!r}"
            raise PluginFault(module.id, f"pack {pack.id!r} ({pack.path}): {text}")
        packs[pack.id] = pack
        try:
            pack.read()
        except PackError as error:
            faults += error.faults
    if faults:
        raise PackError(tuple(faults))
    return packs


def _tools(module: Module, offered: Iterable[Tool]) -> dict[str, Tool]:
    tools: dict[str, Tool] = {}
    for tool in offered:
        if not tool.id.startswith(f"{module.id}.") or tool.id in tools:
            raise PluginFault(module.id, f"tool {tool.id!r}: want a new id that begins with '{module.id}.'")
        tools[tool.id] = tool
    for tool in tools.values():
        wanted = 4 if tool.reads else 3
        if len(inspect.signature(tool.engine.apply).parameters) != wanted:
            raise PluginFault(module.id, f"tool {tool.id!r}: apply must take {wanted} arguments")
        for action in tool.actions:
            if absent := action.filled - {field.name for field in dataclasses.fields(action.params)}:
                text = f"{action.id}: want fields {', '.join(sorted(absent))} for the host to fill"
                raise PluginFault(module.id, f"tool {tool.id!r}: {text}")
        if fault := _draft_fault(tool):
            raise PluginFault(module.id, f"tool {tool.id!r}: draft_action {tool.draft_action!r}: {fault}")
    return tools


def _draft_fault(tool: Tool) -> str:
    """Why saved text could not enter the trace by the tool's ``draft_action``; blank when it can."""
    if tool.draft_action is None:
        return ""
    action = tool.action(tool.draft_action)
    if action is None:
        return f"want one of {', '.join(one.id for one in tool.actions) or 'no actions'}"
    if action.stamped:
        return (
            "want an action that is not stamped: typed text is saved without a step, so no time is filled in"
        )
    if action.takes_file:
        return "want an action that takes no file"
    absent = {"field", "body"} - {field.name for field in dataclasses.fields(action.params)}
    return f"want params with the fields {', '.join(sorted(absent))}" if absent else ""


def _criteria(module: Module, manager: pluggy.PluginManager) -> dict[str, Criterion]:
    own: dict[str, Criterion] = _mapped(manager, "workbench_criteria")
    for name, criterion in own.items():
        if name in ready.READY:
            raise PluginFault(module.id, f"criterion {name!r} is one of the host's ready criteria")
        hints = get_type_hints(criterion)
        for parameter in list(inspect.signature(criterion).parameters.values())[1:]:
            if parameter.kind is not parameter.KEYWORD_ONLY or parameter.name not in hints:
                text = f"criterion {name!r}: {parameter.name}: want a keyword-only parameter with a type"
                raise PluginFault(module.id, text)
    return own


def _tasks(
    module: Module,
    front: ModuleType,
    tools: Mapping[str, Tool],
    criteria: Mapping[str, Criterion],
    answers: Mapping[str, Answer],
    manager: pluggy.PluginManager,
) -> dict[str, Task]:
    known = {tool.id for tool in DESK_TOOLS} | tools.keys()
    tasks: dict[str, Task] = {}
    faults: list[str] = []
    for path in sorted(Path(front.__file__ or "").parent.glob("tasks/*.md")):
        try:
            task, head = read_task(path, module.id)
        except TaskFileError as error:
            faults += error.faults
            continue
        faults += _name_faults(task, head, known, criteria, answers)
        tasks[task.id] = task
    if faults:
        raise TaskFileError(tuple(faults))
    for task in _listed(manager, "workbench_tasks", Task):
        if task.id in tasks:
            raise PluginFault(module.id, f"task {task.id!r} is in {tasks[task.id].source} already")
        tasks[task.id] = task
    return tasks


def _name_faults(
    task: Task, head: Head, tools: set[str], criteria: Mapping[str, Criterion], answers: Mapping[str, Answer]
) -> list[str]:
    faults = [
        head.fault(("tools", at), f"want one of {', '.join(sorted(tools))}, found {tool!r}")
        for at, tool in enumerate(task.tools)
        if tool not in tools
    ]
    for at, line in enumerate(task.rubric):
        if line.use is None:
            continue
        if line.use not in criteria:
            text = f"want one of {', '.join(sorted(criteria))}, found {line.use!r}"
            faults.append(head.fault(("rubric", at, "use"), text))
        else:
            faults += _param_faults(head, at, criteria[line.use], line.params)
    for at, sample in enumerate(task.samples):
        if sample.answer is not None and sample.answer not in answers:
            text = f"want one of {', '.join(sorted(answers)) or 'no answers'}, found {sample.answer!r}"
            faults.append(head.fault(("samples", at, "answer"), text))
    return faults


def _param_faults(head: Head, at: int, criterion: Criterion, params: Mapping[str, object]) -> list[str]:
    loc = ("rubric", at, "params")
    found = param_faults(criterion, params)
    return [head.fault((*loc, name) if name else loc, text) for name, text in found]


def param_faults(criterion: Criterion, params: Mapping[str, object]) -> list[tuple[str, str]]:
    """What of ``params`` a criterion does not take: (the parameter's name, or "" for all; what is wrong)."""
    try:
        inspect.signature(criterion).bind(None, **params)
    except TypeError as error:
        return [("", f"{error}")]
    hints = get_type_hints(criterion)
    faults = []
    for name, value in params.items():
        try:
            TypeAdapter(hints[name]).validate_python(value)
        except ValidationError as error:
            faults.append((name, f"{error.errors()[0]['msg']}, found {value!r:.60}"))
    return faults
