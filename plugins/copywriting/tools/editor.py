"""The copy editor: title, body, pictures, versions. The text itself saves by drafts; checks are pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from workbench.api import JSON, Action, Refused, counting

from ..world.variant import world_of
from .placing import LONGEST_CAPTION, MOST_PICTURES

LONGEST_BODY, LONGEST_TITLE = 1_000, 100  # characters: some ten times what a task asks for
MOST_VERSIONS, LONGEST_NOTE = 8, 200
TITLE = "title"
_UNSTORABLE = frozenset(chr(code) for code in (0, *range(0xD800, 0xE000)))


@dataclass(frozen=True, slots=True)
class Write:
    """The newest title or body. ``by``: a pause, leaving the field, the student's own hand, the end."""

    field: str
    body: str
    by: Literal["timer", "leave", "student", "end"] = "timer"


@dataclass(frozen=True, slots=True)
class PlacePicture:
    """Put a picture after paragraph ``after`` (0: before the first), or move one that stands already."""

    picture: str
    after: int
    caption: str


@dataclass(frozen=True, slots=True)
class RemovePicture:
    """Take a picture out."""

    picture: str


@dataclass(frozen=True, slots=True)
class ChoosePoints:
    """The cards whose selling points the student means to write, for the self-check."""

    cards: list[str]


@dataclass(frozen=True, slots=True)
class Check:
    """A look at the checks, over the text as it is saved."""


@dataclass(frozen=True, slots=True)
class SaveVersion:
    """Keep the present title, body and pictures as a version; ``note`` says what was changed and why."""

    note: str
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Restore:
    """Take version ``no`` back: its pictures stand again; the face puts its texts into the fields."""

    no: int


ACTIONS = (
    Action("write", "写文案", Write),
    Action("place_picture", "配图", PlacePicture),
    Action("remove_picture", "取下图片", RemovePicture),
    Action("choose_points", "选定要写的卖点", ChoosePoints),
    Action("check", "检查", Check),
    Action("save_version", "保存版本", SaveVersion, stamped=True),
    Action("restore", "恢复版本", Restore),
)


class EditorEngine:
    """The engine. It reads itself, so that a version holds what was typed last: drafts enter the trace
    before the steps of a tool that reads them.

    State: ``drafts`` {title, the body's field, and the record of changes once there are two versions};
    ``pictures`` [{"picture", "after", "caption"}]; ``chosen`` card ids; ``checks`` how often; ``versions``
    [{"no", "at" seconds, "title", "body", "pictures", "note"}]; ``restored`` {"no", "count"}, the last
    version that was taken back, whose texts then come in by ``write``; ``copy`` the paper's own fields and
    length rule; ``world`` the seed.
    """

    def start(self, given: JSON, seed: int) -> JSON:
        """Nothing written. The variant's own seed makes the world, so ``seed`` is not used."""
        del seed
        copy = dict(given["copy"])
        return {
            "world": given["world"],
            "copy": copy,
            "drafts": {TITLE: "", copy["field"]: ""},
            "pictures": [],
            "chosen": [],
            "checks": 0,
            "versions": [],
            "restored": {"no": 0, "count": 0},
        }

    def apply(self, state: JSON, action: str, params: JSON, seen: Mapping[str, JSON]) -> JSON:
        """The state after a step. Refuses what is too long, unknown or not there, in the student's words."""
        del seen
        steps = {
            "write": _written,
            "place_picture": _placed,
            "remove_picture": _removed,
            "choose_points": _chosen,
            "check": lambda state, _: {**state, "checks": state["checks"] + 1},
            "save_version": _version_saved,
            "restore": _restored,
        }
        if action not in steps:
            raise Refused(f"没有“{action}”这个操作。")
        return steps[action](state, params)


def body_of(state: JSON) -> str:
    """The body as it is saved; blank for a state that has none."""
    return str(state.get("drafts", {}).get(state.get("copy", {}).get("field", ""), ""))


def title_of(state: JSON) -> str:
    """The title as it is saved, on one line."""
    return " ".join(str(state.get("drafts", {}).get(TITLE, "")).split())


def _written(state: JSON, params: JSON) -> JSON:
    field, body = params["field"], params["body"]
    most = LONGEST_TITLE if field == TITLE else LONGEST_BODY
    if field not in (TITLE, state["copy"]["field"]):
        raise Refused(f"编辑器里没有编号为“{field:.40}”的文字。")
    if len(body) > most:
        raise Refused(
            f"{'标题' if field == TITLE else '正文'}有 {len(body)} 个字符，最多 {most} 个，请精简后再保存。"
        )
    if not _UNSTORABLE.isdisjoint(body):
        raise Refused("内容里有不能保存的字符，请删去刚粘贴的特殊符号后再试。")
    return {**state, "drafts": {**state["drafts"], field: body}}


def _placed(state: JSON, params: JSON) -> JSON:
    caption = _line(params["caption"], LONGEST_CAPTION, "图片说明")
    others = [row for row in state["pictures"] if row["picture"] != params["picture"]]
    if params["picture"] not in world_of(state).by_picture:
        raise Refused(f"素材里没有“{params['picture']:.20}”这张图片。")
    if not 0 <= params["after"] <= LONGEST_BODY:
        raise Refused("图片的位置不对，请从列表里选一段。")
    if len(others) >= MOST_PICTURES:
        raise Refused(f"最多配 {MOST_PICTURES} 张图片。")
    row = {"picture": params["picture"], "after": params["after"], "caption": caption}
    return {**state, "pictures": [*others, row]}


def _line(text: str, most: int, name: str) -> str:
    line = " ".join(text.split())
    if len(line) > most:
        raise Refused(f"{name}有 {len(line)} 个字符，最多 {most} 个。")
    if not _UNSTORABLE.isdisjoint(line):
        raise Refused(f"{name}里有不能保存的字符，请删去后再试。")
    return line


def _removed(state: JSON, params: JSON) -> JSON:
    left = [row for row in state["pictures"] if row["picture"] != params["picture"]]
    if len(left) == len(state["pictures"]):
        raise Refused("这张图片没有放在文案里。")
    return {**state, "pictures": left}


def _chosen(state: JSON, params: JSON) -> JSON:
    known = [claim.id for claim in world_of(state).claims]
    if strange := [card for card in params["cards"] if card not in known]:
        raise Refused(f"素材里没有“{strange[0]:.20}”这张卖点卡。")
    return {**state, "chosen": [card for card in known if card in params["cards"]]}


def _version_saved(state: JSON, params: JSON) -> JSON:
    title, body, versions = title_of(state), body_of(state), state["versions"]
    note = _line(params["note"], LONGEST_NOTE, "修改说明")
    if not body.strip():
        raise Refused("正文还是空的，没有可以保存的版本。")
    if versions and (title, body, state["pictures"]) == tuple(
        versions[-1][part] for part in ("title", "body", "pictures")
    ):
        raise Refused(f"和第 {versions[-1]['no']} 版完全相同，没有另存。")
    if versions and not note:
        raise Refused("请写明这一版改了什么、为什么改。")
    if len(versions) >= MOST_VERSIONS:
        raise Refused(f"最多保存 {MOST_VERSIONS} 个版本。")
    new = {
        "no": len(versions) + 1,
        "at": round(params["at"]),
        "title": title,
        "body": body,
        "pictures": state["pictures"],
        "note": note,
    }
    return _with_record({**state, "versions": [*versions, new]})


def _with_record(state: JSON) -> JSON:
    # The record of changes is a document to hand in; it is there once something was changed.
    versions, field = state["versions"], state["copy"].get("record", "")
    if len(versions) < 2 or not field:  # noqa: PLR2004  one version is no change
        return state
    return {**state, "drafts": {**state["drafts"], field: record(versions)}}


def record(versions: Sequence[Mapping[str, Any]]) -> str:  # Any: state's JSON
    """The record of changes as text: every version with its time, length, reason, title and body."""
    parts = ["# 修改记录"]
    for version in versions:
        length = counting.copy_length(version["body"])
        at = f"{version['at'] // 60} 分 {version['at'] % 60} 秒"
        parts.append(f"## 第 {version['no']} 版（开考后 {at}，{length} 字）")
        parts.append(f"修改说明：{version['note'] or '初稿'}")
        parts.append(f"标题：{version['title'] or '（没有标题）'}")
        parts.append(version["body"].strip())
    return "\n\n".join(parts)


def _restored(state: JSON, params: JSON) -> JSON:
    version = next((one for one in state["versions"] if one["no"] == params["no"]), None)
    if version is None:
        raise Refused(f"没有第 {params['no']} 版。")
    restored = {"no": version["no"], "count": state["restored"]["count"] + 1}
    return {**state, "restored": restored, "pictures": version["pictures"]}
