"""The site's back office: titles, keywords and descriptions, saved and seen by every visitor at once."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from workbench.api import JSON, Action, Refused

from ..world.pages import build
from ..world.web import key_of, site_json

LONGEST = 500  # characters of one field; the rules ask for far less
FIELDS = {"title": "标题", "keywords": "关键词", "description": "描述"}


@dataclass(frozen=True, slots=True)
class SaveTdk:
    """Save all three fields of one page."""

    path: str
    title: str
    keywords: str
    description: str


@dataclass(frozen=True, slots=True)
class Restore:
    """Give a page back its original fields."""

    path: str


ACTIONS = (
    Action("save_tdk", "保存标题、关键词、描述", SaveTdk),
    Action("restore", "恢复原来的内容", Restore),
)


class SiteEngine:
    """``edits`` holds what is saved by path, ``saves`` how often each page was saved."""

    def start(self, given: JSON, seed: int) -> JSON:
        """The site as its owner left it. The variant's own seed makes the site, so ``seed`` is not used."""
        del seed
        return {**site_json(key_of(given)), "edits": {}, "saves": {}}

    def apply(self, state: JSON, action: str, params: JSON) -> JSON:
        """The state after a save or a restore."""
        path = params["path"]
        if path not in build(key_of(state)).pages:
            raise Refused(f"网站里没有“{str(path)[:60]}”这个页面。")
        edits: dict[str, Any] = dict(state["edits"])  # Any: JSON leaves
        if action == "restore":
            if path not in edits:
                raise Refused("这个页面还没有改动，不用恢复。")
            del edits[path]
            return {**state, "edits": edits}
        if action != "save_tdk":
            raise Refused(f"没有“{action}”这个操作。")
        edits[path] = {name: checked(title, params[name]) for name, title in FIELDS.items()}
        return {**state, "edits": edits, "saves": {**state["saves"], path: state["saves"].get(path, 0) + 1}}


def checked(title: str, text: str) -> str:
    """``text`` without white space at its ends. Raises Refused when it cannot stand in one tag.

    Angle brackets and quotes are no fault: the page's writer escapes them.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise Refused(f"{title}太长：{len(text)} 个字符，最多 {LONGEST} 个。")
    strange = next(
        (character for character in text if unicodedata.category(character) in ("Cc", "Cs", "Cf", "Cn")), ""
    )
    if strange:
        raise Refused(f"{title}里有换行、制表符或看不见的字符（U+{ord(strange):04X}），请删去后再保存。")
    return text
