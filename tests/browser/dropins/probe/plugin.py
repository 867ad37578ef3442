"""A plugin that uses all that a face may ask of its session; its words are for the tests alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workbench.api import Action, Export, Formula, Module, Refused, Tool, hookimpl


@dataclass(frozen=True, slots=True)
class Bring:
    file: str
    name: str
    size: int
    facts: dict[str, Any]
    slot: str


@dataclass(frozen=True, slots=True)
class Say:
    text: str
    at: float


class Engine:
    def start(self, given, seed):
        return {"files": {}, "said": []}

    def apply(self, state, action, params):
        if action == "say":
            return {**state, "said": [*state["said"], [params["at"], params["text"]]]}
        made = {"file": params["file"], "name": params["name"], "size": params["size"], **params["facts"]}
        return {**state, "files": {**state["files"], params["slot"]: made}}


def intake(name: str, body: bytes) -> dict[str, Any]:
    if not body.startswith(b"\x89PNG"):
        raise Refused(f"“{name}”不是 PNG 图片。")
    return {"kind": "png"}


@hookimpl
def workbench_module():
    return Module("probe", "试探", "shopdesign", "只供测试")


@hookimpl
def workbench_tools():
    return (
        Tool(
            "probe.desk", "试探台", Engine(),
            (
                Action("bring", "带入文件", Bring, takes_file=True),
                Action("make", "做出文件", Bring, takes_file=True),
                Action("say", "说话", Say, stamped=True),
            ),
            view=f"{__package__}.view:draw",
            export=Export(".txt", "text/plain", lambda state, field: repr(state["said"]).encode(), lambda _: ("said",)),
            intake=intake,
            simulates="本台模拟一切。",
            formulas=(Formula("和", "甲 + 乙 = 丙", "算术"), Formula("差", "甲 - 乙 = 丁", "传闻", verified=False)),
        ),
    )  # fmt: skip
