"""The check list before handing in: what is missing, wrongly named or empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.domain.module import JSON
from workbench.usecases.sitting_exam import Look


@dataclass(frozen=True, slots=True)
class HandInRow:
    """One thing to hand in, and what is wrong with it in the student's words ('' when nothing is)."""

    name: str
    problem: str


def hand_in_list(look: Look) -> tuple[HandInRow, ...]:
    """One row for each deliverable of the paper, from the newest states."""
    made = look.paper.given["desk"]["deliverables"]
    return tuple(HandInRow(item["name"], problem_with(look.states, look.paper.given, item)) for item in made)


def problem_with(states: Mapping[str, JSON], given: JSON, made: Mapping[str, str]) -> str:
    """What is wrong with one deliverable, or ''."""
    desk = given["desk"]
    body = str(states.get(made["tool"], {}).get("drafts", {}).get(made["id"], ""))
    file = states.get("desk.folder", {}).get("files", {}).get(made["id"], {})
    right = f"{desk['candidate']}_{desk['item_code']}_{made['name']}"
    problems = []
    if body.strip() in ("", str(made.get("template", "")).strip()):
        problems.append("还没有内容")
    if not file.get("name"):
        problems.append("还没有命名")
    elif file["name"] != right:
        problems.append(f"文件名应为 {right}")
    if not file.get("listed"):
        problems.append("没有列入提交清单")
    return "；".join(problems)
