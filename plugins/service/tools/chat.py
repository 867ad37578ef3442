"""The conversation desk: several customers at once, what is sent to them, notes, follow-up, export."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from workbench.api import JSON, Refused, reading

from ..world.money import fen_of
from ..world.shop import Shop, build, key_of
from .folding import fold
from .mind import mind_of
from .talk import Turn, answered, first_mind, goods_text, nudged, opening, order_text, waiting_since

MOST_TURNS = 36  # messages to one customer; a whole reception needs a dozen
MOST_CHARS = 200  # of one message
MOST_NOTE_CHARS = 300
MOST_QUANTITY = 99
SHINGLE, PASTED_SHARE = 8, 0.6  # a message of which so much stands in the brief is copied from it
FEWEST_PASTED = 24  # characters; shorter agreements happen
LAST_DAY, LAST_HOUR = 30, 23


class ChatEngine:
    """``talks`` by customer id: ``turns``, the customer's ``mind``, ``note``, ``follow``, ``closed``.

    ``online`` is when the clerk began; ``files`` the exported records by deliverable id; ``paper`` the
    brief's folded text, by which copied messages are known; ``unsent`` is a text that was refused.
    """

    def start(self, given: JSON, seed: int) -> JSON:
        """Nobody has come yet. The variant's own seed makes the shop, so ``seed`` is not used."""
        del seed
        desk = given.get("desk", {})
        shop = build(key_of(given))
        words = [desk.get("brief", ""), *(sub["text"] for sub in desk.get("subtasks", []))]
        made = [one["id"] for one in desk.get("deliverables", []) if one["tool"] == "service.chat"]
        return {
            "shop_seed": key_of(given),
            "online": None,
            "paper": fold("".join(words)).text,
            "talks": {name: _empty_talk(shop, name) for name in shop.customers},
            "wanted": dict(zip(shop.customers, made, strict=False)),
            "files": {},
        }

    def apply(self, state: JSON, action: str, params: JSON) -> JSON:
        """The state after a step; customers that waited meanwhile have spoken up before it."""
        if action == "online":
            if state["online"] is not None:
                raise Refused("已经在接待了。")
            return {**state, "online": params["at"]}
        step = _STEPS.get(action)
        if step is None:
            raise Refused(f"没有“{action}”这个操作。")
        now = passed(state, params["at"]) if "at" in params else state
        name = params["talk"]
        talk = now["talks"].get(name)
        if talk is None:
            raise Refused(f"没有“{name:.20}”这位客户。")
        if not talk["turns"]:
            raise Refused("这位客户还没有进店。")
        return step(build(key_of(state)), now, talk, params)


def _empty_talk(shop: Shop, name: str) -> dict[str, Any]:  # Any: JSON leaves
    mind = first_mind(shop.customers[name])
    return {"turns": [], "mind": mind.as_json(), "note": "", "follow": None, "closed": None, "unsent": ""}


def passed(state: JSON, at: float) -> JSON:
    """``state`` as it is at ``at`` seconds: customers have come in, and those kept waiting asked again."""
    if state["online"] is None:
        return state
    shop = build(key_of(state))
    talks = {
        name: _passed(shop, name, talk, at - state["online"], state["online"])
        for name, talk in state["talks"].items()
    }
    return {**state, "talks": talks}


def _passed(shop: Shop, name: str, talk: JSON, since_online: float, online: float) -> JSON:
    customer = shop.customers[name]
    if talk["closed"] is not None or since_online < customer.arrives:
        return talk
    turns: list[Turn] = list(talk["turns"]) or [opening(shop, customer, round(online + customer.arrives, 3))]
    mind, new = nudged(turns, mind_of(talk["mind"]), online + since_online)
    return {**talk, "turns": [*turns, *new], "mind": mind.as_json()}


def _with(state: JSON, name: str, talk: JSON) -> JSON:
    return {**state, "talks": {**state["talks"], name: talk}}


def _spoken(shop: Shop, state: JSON, talk: JSON, turn: Turn, name: str) -> JSON:
    phase = talk["mind"]["phase"]
    if talk["closed"] is not None:
        raise Refused("会话已经结束，不能再发。")
    if phase == "left":
        raise Refused("客户已经离开，这句话没有发出。可以结束会话。")
    if sum(one["who"] == "clerk" for one in talk["turns"]) >= MOST_TURNS:
        raise Refused(f"给这位客户已经发满 {MOST_TURNS} 条，不能再发，请结束会话。")
    mind, replies = answered(shop, shop.customers[name], mind_of(talk["mind"]), turn)
    turns = [*talk["turns"], turn, *replies]
    return _with(state, name, {**talk, "turns": turns, "mind": mind.as_json(), "unsent": ""})


def _say(shop: Shop, state: JSON, talk: JSON, params: JSON) -> JSON:
    text = checked_text(params["text"], MOST_CHARS, "一条消息")
    turn: Turn = {"at": params["at"], "who": "clerk", "kind": "text", "text": text}
    if is_pasted(text, state["paper"]):
        turn["pasted"] = True
    return _spoken(shop, state, talk, turn, params["talk"])


def _hold(shop: Shop, state: JSON, talk: JSON, params: JSON) -> JSON:
    del shop
    return _with(state, params["talk"], {**talk, "unsent": _printable(params["text"])[:MOST_CHARS]})


def _send_goods(shop: Shop, state: JSON, talk: JSON, params: JSON) -> JSON:
    sku = shop.goods.get(params["sku"])
    if sku is None:
        raise Refused("请先选一款商品，再发送卡片。")
    turn = {"at": params["at"], "who": "clerk", "kind": "goods", "text": goods_text(sku), "sku": sku.id}
    return _spoken(shop, state, talk, turn, params["talk"])


def _send_order(shop: Shop, state: JSON, talk: JSON, params: JSON) -> JSON:
    sku, quantity = shop.goods.get(params["sku"]), params["quantity"]
    if sku is None:
        raise Refused("请先选订单里的商品。")
    if not 1 <= quantity <= MOST_QUANTITY:
        raise Refused(f"数量请填 1—{MOST_QUANTITY}。")
    unit, amount = fen_typed(params["unit"], "单价"), fen_typed(params["amount"], "应付金额")
    turn = {
        "at": params["at"],
        "who": "clerk",
        "kind": "order",
        "text": order_text(sku, quantity, unit, amount),
    }
    turn |= {"sku": sku.id, "quantity": quantity, "unit": unit, "amount": amount}
    return _spoken(shop, state, talk, turn, params["talk"])


def _note(shop: Shop, state: JSON, talk: JSON, params: JSON) -> JSON:
    del shop
    text = checked_text(params["text"], MOST_NOTE_CHARS, "备注") if params["text"].strip() else ""
    return _with(state, params["talk"], {**talk, "note": text})


def _follow_up(shop: Shop, state: JSON, talk: JSON, params: JSON) -> JSON:
    del shop
    if not 0 <= params["day"] <= LAST_DAY or not 0 <= params["hour"] <= LAST_HOUR:
        raise Refused(f"跟进时间请选 0—{LAST_DAY} 天后、0—{LAST_HOUR} 点。")
    text = checked_text(params["text"], MOST_NOTE_CHARS, "跟进内容")
    follow = {"day": params["day"], "hour": params["hour"], "text": text}
    return _with(state, params["talk"], {**talk, "follow": follow})


def _close(shop: Shop, state: JSON, talk: JSON, params: JSON) -> JSON:
    del shop
    if talk["closed"] is not None:
        raise Refused("会话已经结束了。")
    sent = sum(one["who"] == "clerk" for one in talk["turns"])
    if waiting_since(talk["turns"], talk["mind"]["phase"]) is not None and sent < MOST_TURNS:
        raise Refused("客户的话还没有答复，请先答复再结束会话。")
    return _with(state, params["talk"], {**talk, "closed": params["at"]})


def _export(shop: Shop, state: JSON, talk: JSON, params: JSON) -> JSON:
    del shop
    name = params["talk"]
    if talk["closed"] is None:
        raise Refused("请先结束会话，再导出记录。")
    made = state["wanted"].get(name)
    if made is None:
        raise Refused("本题不要求交这段会话。")
    if params["facts"].get("print") != print_of(name, talk["turns"]):
        raise Refused("这个文件不是这段会话导出的记录。")
    file = {"file": params["file"], "name": params["name"], "size": params["size"]}
    return {**state, "files": {**state["files"], made: file}}


_Step = Callable[[Shop, JSON, JSON, JSON], JSON]
_STEPS: Mapping[str, _Step] = {
    "say": _say,
    "hold": _hold,
    "send_goods": _send_goods,
    "send_order": _send_order,
    "note": _note,
    "follow_up": _follow_up,
    "close": _close,
    "export": _export,
}


def checked_text(text: str, most: int, what: str) -> str:
    """``text`` without blanks at its ends. Raises Refused when it is empty, too long or not to be shown."""
    text = text.strip()
    if not text:
        raise Refused(f"{what}还没有内容。")
    if len(text) > most:
        raise Refused(f"{what}有 {len(text)} 个字，最多 {most} 个字，请分开或精简。")
    if _printable(text) != text:
        raise Refused(f"{what}里有不能显示的字符，请删去后再发。")
    return text


def _printable(text: str) -> str:
    return "".join(one for one in text if one == "\n" or unicodedata.category(one) not in ("Cc", "Cs", "Cn"))


def fen_typed(typed: str, what: str) -> int:
    """The fen of a typed amount of yuan. Raises Refused for what is no such amount."""
    number = reading.number(typed)
    fen = None if number is None else fen_of(str(number))
    if fen is None or fen <= 0:
        raise Refused(f"{what}请填元，最多两位小数，例如 168 或 154.56。")
    return fen


def is_pasted(text: str, paper: str) -> bool:
    """Whether most of ``text`` stands word for word in the brief."""
    words = fold(text).text
    if len(words) < FEWEST_PASTED:
        return False
    shingles = [words[at : at + SHINGLE] for at in range(len(words) - SHINGLE + 1)]
    return sum(one in paper for one in shingles) / len(shingles) >= PASTED_SHARE


def record(name: str, talk: JSON) -> bytes:
    """The file of a conversation: who said what and when, without any annotation."""
    whole = {"talk": name, "turns": talk["turns"], "note": talk["note"], "follow": talk["follow"]}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def print_of(name: str, turns: Any) -> str:  # Any: a list of turns, or whatever a foreign file holds
    """A fingerprint of a conversation."""
    plain = json.dumps([name, turns], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def intake(name: str, body: bytes) -> JSON:
    """What an exported record says of itself. Raises Refused for a file that is none."""
    del name
    try:
        found = json.loads(body)
        return {"print": print_of(found["talk"], found["turns"])}
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused("这个文件不是会话记录。") from None
