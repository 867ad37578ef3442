"""The specification checker: which exported file was checked when, and what failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workbench.api import JSON, Action, Refused

from .exporting import FORMATS
from .specs import verdicts

KEPT = 30
"""How many checks the state keeps."""


@dataclass(frozen=True, slots=True)
class Check:
    """The exported picture of a deliverable, by its id."""

    deliverable: str


@dataclass(frozen=True, slots=True)
class Probe:
    """Any picture file, to see what it really is."""

    file: str = ""
    name: str = ""
    size: int = 0
    facts: dict[str, Any] = field(default_factory=dict)  # Any: what intake read


ACTIONS = (Action("check", "检查成品", Check), Action("probe", "检测任意图片", Probe, takes_file=True))


class CheckEngine:
    """State: ``checks`` [{"deliverable", "file", "failed"}], newest last; ``probe`` the last probed file."""

    def start(self, given: JSON, seed: int) -> JSON:
        """Nothing checked. ``asked`` is what the question wants of each file."""
        del seed
        return {"asked": given["asked"], "checks": [], "probe": None}

    def apply(self, state: JSON, action: str, params: JSON, seen: Mapping[str, JSON]) -> JSON:
        """The state after a check. What was not exported yet is refused."""
        if action == "probe":
            facts = params["facts"]
            return {**state, "probe": {"name": str(params["name"])[:80], "facts": facts}}
        if action != "check":
            raise Refused(f"没有“{action}”这个操作。")
        name = params["deliverable"]
        if name not in state["asked"]:
            raise Refused(f"本题没有编号为“{name:.20}”的图片。")
        file = seen.get("shopdesign.desk", {}).get("files", {}).get(name)
        if file is None:
            raise Refused("这张图还没有导出，请先在图片设计器里导出。")
        failed = [one.title for one in verdicts(file, state["asked"][name]) if not one.is_met]
        row = {"deliverable": name, "file": file["file"], "failed": failed}
        return {**state, "checks": [*state["checks"], row][-KEPT:]}


def real_kind(facts: JSON) -> str:
    """What a probed file really is, in a sentence."""
    kind = FORMATS.get(facts["format"], facts["format"])
    fits = "与后缀一致" if facts["fits"] else f"后缀却是“{facts['suffix'] or '没有'}”，改后缀不能改变格式"
    return f"内容是 {kind}，{fits}。"
