"""From a trace to the states of the tools, and one step further. Pure."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from workbench.domain.errors import Refused
from workbench.domain.module import JSON
from workbench.domain.tool import Tool
from workbench.domain.trace import Event, Evidence
from workbench.host.paper import Paper
from workbench.host.registry import Registry

States = Mapping[str, JSON]


def first_states(registry: Registry, paper: Paper) -> dict[str, JSON]:
    """The states before the first step, for every tool of the paper and the brief."""
    return {
        tool: registry.tools[tool].engine.start(paper.given, paper.seed)
        for tool in ("desk.brief", *paper.task.tools)
    }


def step(registry: Registry, states: States, tool_id: str, action: str, params: JSON) -> dict[str, JSON]:
    """The states after one step. Raises Refused, in the student's words, when it is not allowed."""
    if tool_id not in states:
        raise Refused(f"本题没有“{tool_id}”这个工具。")
    tool = registry.tools[tool_id]
    checked = _checked(tool, action, params)
    if tool.reads:
        seen = {other: state for other, state in states.items() if tool.sees(other)}
        new = tool.engine.apply(states[tool_id], action, checked, seen)  # type: ignore[call-arg]  # asked at load
    else:
        new = tool.engine.apply(states[tool_id], action, checked)  # type: ignore[call-arg]  # asked at load
    return {**states, tool_id: new}


def states_after(registry: Registry, states: States, events: Iterable[Event]) -> dict[str, JSON]:
    """``states`` after ``events``; refused events change nothing."""
    now = dict(states)
    for event in events:
        if event.refused is None:
            now = step(registry, now, event.tool, event.action, event.params)
    return now


def evidence(registry: Registry, paper: Paper, trace: tuple[Event, ...], seconds: float) -> Evidence:
    """What the criteria may look at, by replaying the whole trace."""
    states = states_after(registry, first_states(registry, paper), trace)
    return Evidence(paper.given, paper.seed, states, trace, seconds, paper.candidate)


def _checked(tool: Tool, action_id: str, params: JSON) -> dict[str, Any]:
    action = tool.action(action_id)
    if action is None:
        raise Refused(f"“{tool.title}”没有“{action_id}”这个操作。")
    names = {field.name for field in dataclasses.fields(action.params)}
    if strangers := params.keys() - names:
        raise Refused(f"“{action.title}”不认识这些内容：{'、'.join(sorted(strangers))}。")
    try:
        # By way of JSON text: strict validation of Python values wants the dataclass itself, not its fields.
        value = _adapter(action.params).validate_json(json.dumps(dict(params)), strict=True)
    except ValidationError as error:
        where = "、".join(".".join(map(str, item["loc"])) or "内容" for item in error.errors())
        raise Refused(f"“{action.title}”缺少内容或格式不对：{where}。") from error
    return {name: getattr(value, name) for name in names}


@cache
def _adapter(params: type) -> TypeAdapter[Any]:  # Any: the action's own dataclass
    return TypeAdapter(params)
