"""A conversation and the list of customers as HTML: everything that was typed is shown as text. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from workbench.api import JSON

from ..tools.talk import DONE, waiting_since
from ..world.shop import Shop

HEIGHT = 260  # pixels of the conversation: with list and field it ends with a school monitor's window
LATE, TOO_LATE = 30, 90  # seconds of waiting from which the list changes colour

STYLE = (
    "<style>"
    ".sv-talk{overflow-y:auto;display:flex;flex-direction:column-reverse;padding:8px 10px;border-radius:8px;"
    "border:1px solid rgba(128,128,128,.3);background:rgba(128,128,128,.05)}"
    ".sv-row{display:flex;flex-direction:column;align-items:flex-start;margin:3px 0}"
    ".sv-row.sv-me{align-items:flex-end}"
    ".sv-b{max-width:82%;padding:5px 10px;border-radius:10px;background:#fff;font-size:14px;line-height:1.5;"
    "border:1px solid rgba(128,128,128,.25);overflow-wrap:anywhere;white-space:pre-wrap}"
    ".sv-me .sv-b{background:#d9f2d9}.sv-card .sv-b{background:#eef4fd;border-style:dashed}"
    ".sv-t{font-size:11px;opacity:.6;padding:0 4px}"
    ".sv-list{display:flex;gap:8px;flex-wrap:wrap}"
    ".sv-c{flex:1 1 200px;border:1px solid rgba(128,128,128,.3);border-radius:8px;padding:4px 10px;"
    "font-size:13px;line-height:1.5}.sv-c b{font-size:14px}.sv-on{border:2px solid #2471a3}"
    ".sv-wait{color:#b9770e}.sv-late{color:#c0392b;font-weight:600}.sv-ok{color:#1e8449}.sv-dim{opacity:.6}"
    ".sv-n{background:#c0392b;color:#fff;border-radius:9px;padding:0 6px;font-size:12px;margin-left:4px}"
    "</style>"
)


def minutes(seconds: float) -> str:
    """Seconds since the attempt began as minutes and seconds."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def customer_list(shop: Shop, state: JSON, at: float, chosen: str) -> str:
    """One box a customer: who it is, how many messages wait, since when."""
    boxes = []
    for name, talk in state["talks"].items():
        one = shop.customers[name]
        frame = "sv-c sv-on" if name == chosen else "sv-c"
        who = (
            f"<b>{escape(one.label)}</b>　{escape(one.nick)}"
            if talk["turns"]
            else f"<b>{escape(one.label)}</b>"
        )
        boxes.append(f'<div class="{frame}">{who}{_unread(talk)}<br>{_status(talk, at)}</div>')
    return f'{STYLE}<div class="sv-list">{"".join(boxes)}</div>'


def _unread(talk: JSON) -> str:
    count = 0
    for turn in talk["turns"]:
        count = 0 if turn["who"] == "clerk" else count + 1
    waits = waiting_since(talk["turns"], talk["mind"]["phase"]) is not None and talk["closed"] is None
    return f'<span class="sv-n">{count}</span>' if count and waits else ""


def _status(talk: JSON, at: float) -> str:
    if not talk["turns"]:
        return '<span class="sv-dim">还没有进店</span>'
    if talk["closed"] is not None:
        return '<span class="sv-dim">会话已结束</span>'
    if talk["mind"]["phase"] in DONE:
        gone = talk["mind"]["phase"] == "left"
        return (
            '<span class="sv-late">客户已离开</span>'
            if gone
            else '<span class="sv-ok">已道别，可结束会话</span>'
        )
    since = waiting_since(talk["turns"], talk["mind"]["phase"])
    if since is None:
        return '<span class="sv-ok">已答复</span>'
    waited = max(0.0, at - since)
    colour = "sv-late" if waited >= TOO_LATE else "sv-wait" if waited >= LATE else "sv-ok"
    return f'<span class="{colour}">等您答复，已等 {minutes(waited)}</span>'


def conversation(turns: Sequence[JSON], nick: str, height: int = HEIGHT) -> str:
    """The bubbles, newest at the bottom and in sight."""
    rows = "".join(_bubble(turn, nick) for turn in turns)
    hint = '<div class="sv-t">客户还没有进店，请稍候。</div>'
    return f'{STYLE}<div class="sv-talk" style="height:{height}px"><div>{rows or hint}</div></div>'


def _bubble(turn: JSON, nick: str) -> str:
    is_mine = turn["who"] == "clerk"
    kind = " sv-me" if is_mine else ""
    kind += " sv-card" if turn["kind"] in ("goods", "order") else ""
    name = "我" if is_mine else escape(nick)
    head = f'<span class="sv-t">{name}　{minutes(turn["at"])}</span>'
    return f'<div class="sv-row{kind}">{head}<div class="sv-b">{escape(turn["text"])}</div></div>'
