"""The task sheet: which materials were opened, which sub-tasks the student has ticked off."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.api import JSON, Action, Refused
from workbench.desk.writing import no_such_action


@dataclass(frozen=True, slots=True)
class Open:
    """The material that is opened, by its id."""

    material: str


@dataclass(frozen=True, slots=True)
class Tick:
    """Sub-task ``no`` is done, or is not after all."""

    no: int
    done: bool


ACTIONS = (Action("open", "打开素材", Open), Action("tick", "勾选子任务", Tick))


@dataclass(frozen=True, slots=True)
class Brief:
    """The engine. State: ``opened`` (material ids in order of first opening) and ``done`` (numbers, rising).

    ``materials`` and ``subtasks`` are what may be opened and ticked.
    """

    def start(self, given: JSON, seed: int) -> JSON:  # noqa: ARG002  the contract's signature
        """Nothing opened, nothing done."""
        desk = given.get("desk", {})
        return {
            "opened": [],
            "done": [],
            "materials": [material["id"] for material in desk.get("materials", [])],
            "subtasks": [sub["no"] for sub in desk.get("subtasks", [])],
        }

    def apply(self, state: JSON, action: str, params: JSON) -> JSON:
        """The state after ``open`` or ``tick``. Refuses a material or a sub-task that the paper lacks."""
        if action == "open":
            return _opened(state, params["material"])
        if action == "tick":
            return _ticked(state, params["no"], done=params["done"])
        raise no_such_action(action)


def _opened(state: JSON, material: str) -> JSON:
    if material not in state["materials"]:
        raise Refused(f"本题没有“{material:.40}”这份素材。")
    return state if material in state["opened"] else {**state, "opened": [*state["opened"], material]}


def _ticked(state: JSON, number: int, *, done: bool) -> JSON:
    if number not in state["subtasks"]:
        raise Refused(f"本题没有第 {number} 项子任务。")
    others = {kept for kept in state["done"] if kept != number}
    return {**state, "done": sorted(others | {number} if done else others)}
