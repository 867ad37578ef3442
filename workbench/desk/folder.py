"""The hand-in folder: file names typed by the student, the hand-in list, and its check."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.api import JSON, Action, Refused
from workbench.desk.writing import no_such_action

MAX_NAME_CHARS = 120
FORBIDDEN = '\\/:*?"<>|'
"""What a file name may not hold. Source: Microsoft, Naming Files, Paths, and Namespaces."""


@dataclass(frozen=True, slots=True)
class NameFile:
    """The file name that the student types for a deliverable; blank takes the name away."""

    deliverable: str
    name: str


@dataclass(frozen=True, slots=True)
class ListFile:
    """Whether a deliverable stands on the hand-in list."""

    deliverable: str
    listed: bool


@dataclass(frozen=True, slots=True)
class Check:
    """A look at the whole folder."""


_TYPED = ("desk.doc", "desk.sheet")

ACTIONS = (
    Action("name_file", "给文件命名", NameFile),
    Action("list_file", "列入提交清单", ListFile),
    Action("check", "检查提交夹", Check),
)


@dataclass(frozen=True, slots=True)
class Folder:
    """The engine. It reads every tool that something to hand in is made with.

    State: ``files`` {deliverable id: {"name", "listed"}}, ``checks`` (how often it was checked),
    ``problems`` of the last check [{"deliverable", "problem", "text"}] with problem missing, empty,
    misnamed or unlisted, and ``wanted`` [{"id", "name", "tool", "right", "template"}].
    """

    def start(self, given: JSON, seed: int) -> JSON:  # noqa: ARG002  the contract's signature
        """Every deliverable without a name and off the list."""
        desk = given.get("desk", {})
        wanted = [
            {
                "id": made["id"],
                "name": made["name"],
                "tool": made["tool"],
                "template": made.get("template", ""),
            }
            | {"right": right_name(desk, made["name"])}
            for made in desk.get("deliverables", [])
        ]
        files = {made["id"]: {"name": "", "listed": False} for made in wanted}
        return {"files": files, "checks": 0, "problems": [], "wanted": wanted}

    def apply(self, state: JSON, action: str, params: JSON, seen: Mapping[str, JSON]) -> JSON:
        """The state after a step. Refuses an unknown deliverable and a name that no computer takes."""
        if action == "name_file":
            return _changed(state, params["deliverable"], {"name": usable_name(params["name"])})
        if action == "list_file":
            return _changed(state, params["deliverable"], {"listed": params["listed"]})
        if action == "check":
            return {**state, "checks": state["checks"] + 1, "problems": problems(state, seen)}
        raise no_such_action(action)


def right_name(desk: JSON, name: str) -> str:
    """``<考号>_<题号>_<序号>_<名称>.<扩展名>``: what a file must be called. Source: blueprint PQ1."""
    return f"{desk.get('candidate', '')}_{desk.get('item_code', '')}_{name}"


def usable_name(name: str) -> str:
    """``name`` without blanks around it. Raises Refused for what no file system takes."""
    name = name.strip()
    if len(name) > MAX_NAME_CHARS:
        raise Refused(f"文件名最多 {MAX_NAME_CHARS} 个字符，现在有 {len(name)} 个。")
    if found := [char for char in name if char in FORBIDDEN]:
        raise Refused(f"文件名里不能有“{found[0]}”。")
    if not name.isprintable():
        raise Refused("文件名里有看不见的控制字符，请重新输入。")
    if name.startswith(".") or name.endswith("."):
        raise Refused("文件名不能以点号开头或结尾。")
    return name


def problems(state: JSON, seen: Mapping[str, JSON]) -> list[JSON]:
    """What is wrong with each deliverable, in their order: content, name, list."""
    found: list[JSON] = []
    for made in state["wanted"]:
        file = state["files"][made["id"]]
        found += [
            {"deliverable": made["id"], "problem": problem, "text": text}
            for problem, text in (*_content(made, seen.get(made["tool"], {})), *_name(made, file))
        ]
    return found


def _content(made: JSON, state: JSON) -> list[tuple[str, str]]:
    if made["tool"] not in _TYPED and made["id"] not in state.get("drafts", {}):
        is_made = bool(state.get("files", {}).get(made["id"]))
        return [] if is_made else [("missing", f"“{made['name']}”还没有做：请在相应的工具里完成并导出。")]
    body = str(state.get("drafts", {}).get(made["id"], ""))
    is_sheet = made["tool"] == "desk.sheet"
    kind = "表格" if is_sheet else "文档"
    is_empty = not _has_cells(body) if is_sheet else not body.strip()
    if is_empty and (not body or is_sheet):
        return [("missing", f"“{made['name']}”还没有做：请在{kind}里填写。")]
    if is_empty:
        return [("empty", f"“{made['name']}”是空的：只有空白，没有内容。")]
    if body.strip() == made["template"].strip():
        return [("missing", f"“{made['name']}”还没有写：只有原来的模板。")]
    return []


def _has_cells(body: str) -> bool:
    rows = json.loads(body)["rows"] if body else []
    return any(cell.strip() for row in rows for cell in row)


def _name(made: JSON, file: JSON) -> list[tuple[str, str]]:
    found = []
    if not file["name"]:
        found.append(("misnamed", f"“{made['name']}”还没有命名，应为“{made['right']}”。"))
    elif file["name"] != made["right"]:
        found.append(("misnamed", f"“{made['name']}”的文件名是“{file['name']}”，应为“{made['right']}”。"))
    if not file["listed"]:
        found.append(("unlisted", f"“{made['name']}”没有列入提交清单。"))
    return found


def _changed(state: JSON, deliverable: str, change: JSON) -> JSON:
    files = state["files"]
    if deliverable not in files:
        raise Refused(f"本题不要求交“{deliverable:.40}”。")
    return {**state, "files": {**files, deliverable: {**files[deliverable], **change}}}
