"""After the price: rules of ordering, the order card, checking it, paying, farewell."""

from __future__ import annotations

import re
from dataclasses import replace

from ..world.goods import Sku
from ..world.money import payable
from ..world.packs import INTENTS
from .answering import Answering
from .folding import pattern
from .mind import Said

FACTS = {"order": "下单", "pay": "付款", "ship": "发货"}
FIELDS = {"receiver": "收货信息", "spec": "规格", "qty": "数量", "ship": "发货时间"}
"""What is to be checked with the customer. Source: blueprint service.pre-02, line 7."""

ENOUGH_FACTS = 2
ENOUGH_FIELDS = 2
_MINUTES = re.compile(r"(\d+)分钟")
_HOURS = re.compile(r"(\d+)(?:个)?小时")
_PIECES = re.compile(r"(\d+)(?:份|盒|罐|袋|套|件)")
_GRAMS = re.compile(r"(\d+)(?:克|g)")
_TAIL = re.compile(r"尾号\D{0,3}(\d{4})")
_DAYS = re.compile(r"(\d+)天(?:之)?(?:后|内)?")
_SOON = {0: "今天|当天|当日|今日", 1: "明天|明日|次日|第二天", 2: "后天"}


def hear_rules(answer: Answering) -> None:
    """Note the facts of ordering, paying and sending that were explained rightly."""
    sku = answer.goods
    if sku is None:
        return
    told = answer.reading.slots("fact")
    right = tuple(name for name in told if _is_right(answer, sku, name))
    fresh = tuple(name for name in right if name not in answer.mind.facts)
    for name in told:
        if name not in right and answer.mind.phase == "order":
            answer.miss(f"{FACTS[name]}说得不全或不对")
    answer.mind = replace(answer.mind, facts=(*answer.mind.facts, *fresh))
    answer.note = replace(answer.note, facts=right)
    if answer.mind.phase == "order" and told and not answer.lines and not answer.reading.has("verify"):
        answer.say("send_order" if len(answer.mind.facts) >= ENOUGH_FACTS else "still_how")


def _is_right(answer: Answering, sku: Sku, fact: str) -> bool:
    text = answer.reading.folded.text
    if fact == "pay":
        return _MINUTES.findall(text) == [str(answer.shop.pay_minutes)]
    return fact == "order" or says_when(text, sku, answer.shop.ship_hours)


def says_when(text: str, sku: Sku, ship_hours: int) -> bool:
    """Whether ``text`` says rightly when ``sku`` is sent; a wrong number beside a right one is wrong."""
    hours = set(_HOURS.findall(text))
    if sku.lead_days == 0:
        soon = re.search(_SOON[0], text) is not None
        return hours <= {str(ship_hours)} and (soon or bool(hours))
    days = set(_DAYS.findall(re.sub(r"7天无理由", "", text)))
    soon = sku.lead_days in _SOON and re.search(_SOON[sku.lead_days], text) is not None
    return not re.search(_SOON[0], text) and (soon or str(sku.lead_days) in days)


def take_order(answer: Answering, said: Said) -> None:
    """Compare an order card with what was agreed."""
    mind, customer = answer.mind, answer.customer
    if mind.phase in ("needs", "bargain"):
        answer.say("not_yet")
        answer.feel(-1)
        answer.fault("没有谈妥就发订单")
        return
    if mind.phase in ("paid", "bye"):
        answer.say("bought")
        return
    right = payable(said.unit_fen, said.quantity, answer.shop.offer)
    faults = {
        "商品": said.sku != mind.sku,
        "数量": said.quantity != customer.qty,
        "单价": said.unit_fen != mind.price_fen,
        "金额": said.amount_fen != right,
    }
    wrong = "、".join(name for name, is_wrong in faults.items() if is_wrong)
    if wrong:
        answer.say("order_wrong", what=wrong)
        answer.feel(-1)
        answer.fault(f"订单的{wrong}不对")
        return
    is_checked = len(mind.checked) >= ENOUGH_FIELDS
    answer.mind = replace(mind, has_order=True, phase="paid" if is_checked else "verify")
    answer.say("checked" if is_checked else "order_right")


def hear_verification(answer: Answering) -> None:
    """Compare what is read out to the customer with the order."""
    sku, mind = answer.goods, answer.mind
    if sku is None or mind.phase not in ("order", "verify") or not answer.reading.has("verify"):
        return
    right, wrong = _fields(answer, sku)
    answer.note = replace(answer.note, fields=right)
    answer.mind = replace(mind, checked=tuple(dict.fromkeys((*mind.checked, *right))))
    if wrong:
        answer.say("wrong_field", what="、".join(FIELDS[name] for name in wrong))
        answer.feel(-1)
        answer.fault(f"核实时{'、'.join(FIELDS[name] for name in wrong)}说错")
        return
    if not right:
        return
    if len(answer.mind.checked) >= ENOUGH_FIELDS:
        answer.step("核实")
    if absent := [name for key, name in FIELDS.items() if key not in answer.mind.checked]:
        answer.miss(f"没有核实：{'、'.join(absent)}")
    if mind.phase == "verify":
        answer.move("paid")
        answer.say("checked")
    else:
        answer.say("checked_before")


def _fields(answer: Answering, sku: Sku) -> tuple[tuple[str, ...], tuple[str, ...]]:
    text, one = answer.reading.folded.text, answer.customer
    fields = INTENTS.content.fields
    tails, grams, pieces = _TAIL.findall(text), set(_GRAMS.findall(text)), set(_PIECES.findall(text))
    others = [name for name in answer.reading.slots("mention") if name != sku.id]
    names_receiver = any(word in text for word in (one.receiver, one.city[2:], one.phone_tail))
    sends = pattern(*fields["ship"]).search(text) is not None
    verdicts = {
        "receiver": _verdict(is_said=names_receiver or bool(tails), is_right=tails in ([], [one.phone_tail])),
        "spec": _verdict(
            is_said=sku.short in text or bool(others or grams),
            is_right=not others and grams <= {str(sku.grams)},
        ),
        "qty": _verdict(is_said=bool(pieces), is_right=pieces == {str(one.qty)}),
        "ship": _verdict(
            is_said=sends and _says_time(text), is_right=says_when(text, sku, answer.shop.ship_hours)
        ),
    }
    return tuple(n for n, v in verdicts.items() if v == "right"), tuple(
        n for n, v in verdicts.items() if v == "wrong"
    )


def _verdict(*, is_said: bool, is_right: bool) -> str:
    return ("right" if is_right else "wrong") if is_said else ""


def _says_time(text: str) -> bool:
    soon = "|".join(_SOON.values())
    return bool(_HOURS.search(text) or _DAYS.search(text) or re.search(soon, text))


def hear_farewell(answer: Answering) -> None:
    """Part after the payment; before it, a farewell alone is a breach of order."""
    if not answer.reading.has("bye"):
        return
    if answer.mind.phase in ("paid", "bye") and not answer.lines:
        answer.move("bye")
        answer.step("道别")
        answer.say("bye")
    elif not answer.lines and answer.mind.turns:
        answer.say("bye_early")
        answer.feel(-1)
        answer.fault("道别早于成交")


def wait_for_order(answer: Answering) -> None:
    """What a customer says who has agreed and hears nothing to the purpose."""
    mind = answer.mind
    if mind.phase == "order":
        answer.say("still_how")
    elif mind.reminded:
        answer.fault("没有核实就让客户付款")
        answer.move("paid")
        answer.say("pay_anyway")
    else:
        answer.mind = replace(mind, reminded=True)
        answer.say("order_right")
