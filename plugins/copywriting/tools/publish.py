"""Simulated publishing: settings, preview, the post as it went out, and the student's own evaluation."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.api import JSON, Action, Refused

from ..world.packs import platforms
from .editor import body_of, title_of
from .platforms import show

EDITOR = "copywriting.editor"
MOST_TOPICS, LONGEST_TOPIC, LONGEST_LINK = 5, 20, 200
MOST_POSTS, LONGEST_NOTE = 5, 200
GRADES = ("A", "B", "C", "D")
ASPECTS = {
    "length": "字数在 100 左右，图文结合",
    "title": "标题有创意，主题紧扣推广目标",
    "appeal": "内容新颖有吸引力，突出特点和卖点",
    "form": "不是直接的广告形式",
    "style": "结构严谨，文笔通顺",
    "platform": "适合平台推广",
}
"""The student's own evaluation: the six scoring points of the module. Source: copywriting.score.1—6."""

_BETWEEN = re.compile(r"[#＃,，、;；\s]+")
_MARKED = re.compile(r"[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Settings:
    """Platform, topics (typed in one line), the label 广告, and a purchase link (none by default)."""

    platform: str
    topics: str
    label: bool
    link: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A look at the post as it stands."""


@dataclass(frozen=True, slots=True)
class Publish:
    """Publish the post as it stands."""

    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Assess:
    """The student's own evaluation: a letter for each aspect, and why."""

    grades: dict[str, str]
    note: str


ACTIONS = (
    Action("settings", "发布设置", Settings),
    Action("preview", "预览", Preview),
    Action("publish", "发布", Publish, stamped=True),
    Action("assess", "自评", Assess),
)


class PublishEngine:
    """State: ``settings`` {"platform", "topics" [str], "label", "link"}; ``previewed`` the post that was
    looked at last; ``posts`` what was published, newest last; ``grades`` and ``note`` of the evaluation;
    ``drafts`` the two records to hand in, by deliverable; ``copy`` the paper's fields.
    """

    def start(self, given: JSON, seed: int) -> JSON:
        """Nothing set, nothing published."""
        del seed
        settings = {"platform": next(iter(platforms().by_id)), "topics": [], "label": False, "link": ""}
        return {
            "copy": dict(given["copy"]),
            "settings": settings,
            "previewed": None,
            "posts": [],
            "grades": {},
            "note": "",
            "drafts": {},
        }

    def apply(self, state: JSON, action: str, params: JSON, seen: Mapping[str, JSON]) -> JSON:
        """The state after a step. Refuses an empty or over-long post and what the platform does not know."""
        if action == "settings":
            return {**state, "settings": _settings(params)}
        if action == "preview":
            return {**state, "previewed": post_of(state["settings"], seen.get(EDITOR, {}))}
        if action == "publish":
            return _published(state, post_of(state["settings"], seen.get(EDITOR, {})), params["at"])
        if action == "assess":
            return _assessed(state, params)
        raise Refused(f"没有“{action}”这个操作。")


def topics_of(line: str) -> list[str]:
    """The topics that a line names, whatever parts them. Raises Refused for too many or too long ones."""
    topics = list(dict.fromkeys(part for part in _BETWEEN.split(line) if part))
    if len(topics) > MOST_TOPICS:
        raise Refused(f"最多写 {MOST_TOPICS} 个话题，现在有 {len(topics)} 个。")
    for topic in topics:
        if len(topic) > LONGEST_TOPIC:
            raise Refused(f"话题“{topic[:LONGEST_TOPIC]}…”太长，每个最多 {LONGEST_TOPIC} 个字符。")
        if _MARKED.search(topic) or not topic.isprintable():
            raise Refused(f"话题“{topic}”里有标点或符号，话题只能用文字和数字。")
    return topics


def _settings(params: JSON) -> dict[str, Any]:  # Any: the state's JSON
    link = params["link"].strip()
    if params["platform"] not in platforms().by_id:
        raise Refused(f"没有“{params['platform']:.20}”这个平台。")
    if len(link) > LONGEST_LINK or not link.isprintable():
        raise Refused(f"链接最多 {LONGEST_LINK} 个字符，不能有特殊字符。")
    topics = topics_of(params["topics"])
    return {"platform": params["platform"], "topics": topics, "label": params["label"], "link": link}


def post_of(settings: JSON, editor: JSON) -> dict[str, Any]:  # Any: the state's JSON
    """The post that would go out now. Raises Refused where there is none."""
    title, body = title_of(editor), body_of(editor)
    if not body.strip():
        raise Refused("文案还是空的，请先在文案编辑器里写正文。")
    pictures = [dict(row) for row in editor.get("pictures", [])]
    return {**settings, "title": title, "body": body, "pictures": pictures}


def _published(state: JSON, post: Mapping[str, Any], at: float) -> JSON:  # Any: as above
    shown = show(post["platform"], post["title"], post["body"], post["topics"])
    for check in shown.checks:
        if not check.fits and check.limit.id != "fold":
            text = f"{check.limit.name} {check.length:g}，最多 {check.limit.at}"
            raise Refused(f"{shown.platform.name}没有发出：{text}。请回编辑器精简。")
    most = shown.platform.pictures[1]
    if len(post["pictures"]) > most:
        raise Refused(f"{shown.platform.name}没有发出：图片最多 {most} 张。")
    if len(state["posts"]) >= MOST_POSTS:
        raise Refused(f"最多发布 {MOST_POSTS} 次。")
    is_previewed = state["previewed"] == post
    posts = [*state["posts"], {**post, "at": round(at), "previewed": is_previewed}]
    drafts = {**state["drafts"], state["copy"]["post"]: _told(posts[-1])}
    return {**state, "posts": posts, "drafts": drafts}


def _told(post: Mapping[str, Any]) -> str:  # Any: as above
    record = {
        "平台": platforms().by_id[post["platform"]].name,
        "发布时间": f"开考后 {post['at'] // 60} 分 {post['at'] % 60} 秒",
        "发布前预览": "是" if post["previewed"] else "否",
        "标题": post["title"],
        "正文": post["body"],
        "话题": post["topics"],
        "图片": [f"{row['picture']}（第 {row['after']} 段后）{row['caption']}" for row in post["pictures"]],
        "广告标识": "已标明" if post["label"] else "未标明",
        "购买链接": post["link"] or "无",
    }
    return json.dumps(record, ensure_ascii=False, indent=1)


def _assessed(state: JSON, params: JSON) -> JSON:
    grades, note = params["grades"], " ".join(params["note"].split())
    if grades.keys() - ASPECTS.keys() or not set(grades.values()) <= set(GRADES):
        raise Refused("自评的项目或等级不对，请从列表里选。")
    if len(note) > LONGEST_NOTE or not note.isprintable():
        raise Refused(f"自评说明最多 {LONGEST_NOTE} 个字符，不能有特殊字符。")
    record = {name: grades.get(aspect, "未评") for aspect, name in ASPECTS.items()} | {"说明": note}
    drafts = {**state["drafts"], state["copy"]["review"]: json.dumps(record, ensure_ascii=False, indent=1)}
    return {**state, "grades": grades, "note": note, "drafts": drafts}


def record_file(state: JSON, field: str) -> bytes:
    """The record ``field`` as a file."""
    return str(state["drafts"][field]).encode()
