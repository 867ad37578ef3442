"""The simulated customer: a finite-state agent that answers what the clerk really says. Pure.

needs -> bargain -> order -> verify -> paid -> bye; a customer whose patience ends is left.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..world.customers import Customer
from ..world.shop import Shop
from .answering import Answering
from .asking import answer_questions, hear_recommendation
from .bargaining import bargain, give_more, price_too_early
from .mind import Mind, Note, Reply, Said
from .ordering import hear_farewell, hear_rules, hear_verification, take_order, wait_for_order
from .reading import Reading, understand

_MARKS = re.compile(r"[^\w\u4e00-\u9fff]")
_SHORTEST_REPEAT = 4  # characters: “好的” may be said again
_FIRST_TURNS = 2  # in which a greeting alone is answered with one


def respond(shop: Shop, customer: Customer, mind: Mind, said: Said) -> Reply:
    """The customer's answer to what was ``said``."""
    if said.kind == "text":
        return _to_text(shop, customer, mind, said)
    answer = Answering(shop, customer, mind, Reading())
    if said.kind == "goods":
        hear_recommendation(answer, (said.sku,), is_card=True)
        if not answer.lines:
            answer.say("goods_seen")
    else:
        take_order(answer, said)
    return answer.done()


def impatient(mind: Mind) -> Mind:
    """``mind`` after a wait that was too long. Waiting alone drives nobody away."""
    return replace(mind, patience=max(min(1, mind.patience), mind.patience - 1))


def _to_text(shop: Shop, customer: Customer, mind: Mind, said: Said) -> Reply:
    reading = understand(said.text, tuple(shop.goods.values()), shop.goods.get(mind.sku))
    answer = Answering(shop, customer, mind, reading)
    key = _MARKS.sub("", reading.folded.text)
    answer.note = Note(acts=reading.acts, promises=reading.promises)
    if said.is_pasted or reading.is_list:
        _confused(answer, "confused", "照搬试题文字" if said.is_pasted else "只罗列词语，没有对客户说话")
    elif key in mind.seen and len(key) >= _SHORTEST_REPEAT:
        _confused(answer, "repeated", "重复发送同一句话")
    elif not (reading.acts or reading.promises):
        _confused(answer, "confused", "答非所问，客户没看懂")
    else:
        _take_up(answer)
    answer.mind = replace(answer.mind, seen=(*mind.seen, key))
    return answer.done()


def _confused(answer: Answering, key: str, fault: str) -> None:
    answer.note = Note(is_answer=False, promises=answer.reading.promises)
    answer.fault(fault)
    answer.say(key)
    answer.feel(-1)


def _take_up(answer: Answering) -> None:
    before = answer.mind
    _greeting(answer)
    answer_questions(answer)
    _recommended(answer)
    if before.phase == "bargain":
        bargain(answer)
    else:
        price_too_early(answer)
        give_more(answer)
    if before.phase not in ("needs", "bargain"):
        hear_rules(answer)
    hear_verification(answer)
    hear_farewell(answer)
    if not answer.lines:
        _small_talk(answer)


def _greeting(answer: Answering) -> None:
    if answer.mind.turns:
        return
    if answer.reading.has("greet"):
        answer.step("招呼")
    else:
        answer.fault("没有先招呼")


def _recommended(answer: Answering) -> None:
    named, mind = answer.reading.slots("mention"), answer.mind
    if mind.phase == "needs" and named:
        hear_recommendation(answer, named, is_card=False)
    elif mind.phase == "bargain" and (others := tuple(one for one in named if one != mind.sku)):
        hear_recommendation(answer, others, is_card=False)


def _small_talk(answer: Answering) -> None:
    mind, reading = answer.mind, answer.reading
    if mind.phase in ("order", "verify"):
        wait_for_order(answer)
    elif mind.phase in ("paid", "bye"):
        answer.say("bought")
    elif mind.turns < _FIRST_TURNS and reading.has("greet"):
        answer.say("greeted")
    elif mind.stalls == 0:
        answer.mind = replace(mind, stalls=1)
        answer.say("polite")
    else:
        _confused(answer, "goods_seen", "只有客套，没有帮到客户")
