"""The step by which typed text enters the trace: what doc and sheet share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from workbench.api import JSON, Refused

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Write:
    """The newest body of one field. ``by``: a pause, leaving the field, the student's own hand, the end."""

    field: str
    body: str
    by: Literal["timer", "leave", "student", "end"] = "timer"


def made_with(given: JSON, tool: str) -> list[JSON]:
    """The deliverables of the paper that are made with ``tool``, in the order of the sub-tasks."""
    return [made for made in given.get("desk", {}).get("deliverables", []) if made["tool"] == tool]


def refuse_unstorable(body: str) -> None:
    """Nothing, where every store and file can hold ``body``; raises Refused for NUL and half characters."""
    if _UNSTORABLE.search(body):
        raise Refused("内容里有不能保存的字符，请删去刚粘贴的特殊符号后再试。")


def no_such_action(action: str) -> Refused:
    """The refusal of a step that a tool does not know."""
    return Refused(f"没有“{action}”这个操作。")
