"""What the host adds to a step before the engine sees it: the time, and what is known of a file. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from workbench.domain.errors import Refused
from workbench.domain.module import JSON
from workbench.domain.tool import Tool


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that comes with a step: the name that it goes by, and its bytes."""

    name: str
    body: bytes


def filled(tool: Tool, action_id: str, params: JSON, *, at: float, brought: Brought | None = None) -> JSON:
    """``params`` with the fields that the host fills (Action.filled), whatever the caller put there.

    Raises Refused where the step wants a file and none came, or the tool does not take this one.
    """
    action = tool.action(action_id)
    if action is None or not action.filled:
        return params
    whole: dict[str, Any] = {  # Any: the action's own JSON
        name: value for name, value in params.items() if name not in action.filled
    }
    if action.stamped:
        whole["at"] = round(at, 3)
    if action.takes_file:
        whole |= _of_file(tool, action_id, brought)
    return whole


def _of_file(tool: Tool, action_id: str, brought: Brought | None) -> dict[str, Any]:  # Any: facts are JSON
    if brought is None:
        raise Refused(f"“{action_id}”要带一个文件，这次没有收到。")
    facts = {} if tool.intake is None else dict(tool.intake(brought.name, brought.body))
    digest = hashlib.sha256(brought.body).hexdigest()
    return {"file": digest, "name": brought.name, "size": len(brought.body), "facts": facts}
