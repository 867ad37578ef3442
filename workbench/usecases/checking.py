"""The check list before handing in: what is missing, wrongly named or empty."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.host import replay
from workbench.usecases.sitting_exam import Look
from workbench.usecases.workbench import Workbench


@dataclass(frozen=True, slots=True)
class HandInRow:
    """One thing to hand in, and what is wrong with it in the student's words; nothing when it is ready."""

    name: str
    problems: tuple[str, ...]


def hand_in_list(wb: Workbench, look: Look) -> tuple[HandInRow, ...]:
    """One row for each deliverable, by the folder's own check of what is typed now; it leaves no event."""
    made = look.paper.given["desk"]["deliverables"]
    if "desk.folder" not in look.states:
        return tuple(HandInRow(item["name"], ()) for item in made)
    checked = replay.step(wb.registry, look.states, "desk.folder", "check", {})["desk.folder"]
    return tuple(
        HandInRow(
            item["name"],
            tuple(fault["text"] for fault in checked["problems"] if fault["deliverable"] == item["id"]),
        )
        for item in made
    )
