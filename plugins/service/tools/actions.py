"""What a clerk can do at the conversation desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workbench.api import Action


@dataclass(frozen=True, slots=True)
class GoOnline:
    """Begin to receive customers; ``at`` is filled by the host."""

    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Say:
    """A message to one customer."""

    talk: str
    text: str
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Hold:
    """A message that could not be sent, kept so that it can be mended."""

    talk: str
    text: str
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class SendGoods:
    """A goods card."""

    talk: str
    sku: str
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class SendOrder:
    """An order card; ``unit`` and ``amount`` are yuan as typed."""

    talk: str
    sku: str
    quantity: int
    unit: str
    amount: str
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class NoteDown:
    """The clerk's own remark on a customer."""

    talk: str
    text: str
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A follow-up: so many days from today, at what hour, about what."""

    talk: str
    day: int
    hour: int
    text: str
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Close:
    """The end of a conversation."""

    talk: str
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class ExportTalk:
    """The record of a closed conversation, as a file to hand in."""

    talk: str
    file: str
    name: str
    size: int
    facts: dict[str, Any]  # Any: what ``intake`` read


ACTIONS = (
    Action("online", "开始接待", GoOnline, stamped=True),
    Action("say", "发送消息", Say, stamped=True),
    Action("hold", "留住没有发出的话", Hold, stamped=True),
    Action("send_goods", "发送商品卡片", SendGoods, stamped=True),
    Action("send_order", "发送订单卡片", SendOrder, stamped=True),
    Action("note", "记客户备注", NoteDown, stamped=True),
    Action("follow_up", "登记跟进", FollowUp, stamped=True),
    Action("close", "结束会话", Close, stamped=True),
    Action("export", "导出会话记录", ExportTalk, takes_file=True),
)
