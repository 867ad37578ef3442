"""What the customer does with questions and recommendations."""

from __future__ import annotations

from dataclasses import replace

from ..world.customers import NEEDS, misfits
from .answering import Answering

MOST_ANSWERS = 2  # needs that one turn brings out
MOST_QUESTIONS = 3  # more in one message confuse
FEWEST_KNOWN = 2  # asked needs before a recommendation is listened to
MOST_SHOWN = 2  # goods in one message
MOST_GOODS = 3  # goods in one conversation; more is no recommendation


def answer_questions(answer: Answering) -> None:
    """Give away what a fitting question asks for, at most two needs a turn."""
    asked = answer.reading.slots("ask") or _opened(answer)
    if len(asked) > MOST_QUESTIONS:
        answer.say("too_many")
        answer.feel(-1)
        answer.fault(f"一次问了 {len(asked)} 项，客户应接不暇")
        asked = asked[:1]
    for need in asked[:MOST_ANSWERS]:
        _answer(answer, need)
    hidden = [NEEDS[need] for need in answer.customer.hidden if need not in answer.mind.known]
    if answer.mind.phase == "needs" and not asked and hidden and answer.mind.turns:
        answer.miss(f"没有继续询问，还不知道：{'、'.join(hidden)}")


def _opened(answer: Answering) -> tuple[str, ...]:
    # “您想要什么样的茶？” brings out one need, and only as long as nothing else was asked.
    if not answer.reading.has("open") or answer.mind.asked or answer.mind.phase != "needs":
        return ()
    return tuple(need for need in ("use", "taste") if need not in answer.mind.known)[:1]


def _answer(answer: Answering, need: str) -> None:
    mind = answer.mind
    if need in mind.known:
        if not answer.reading.has("confirm", "verify", "mention", "recommend"):
            answer.say("already")
            answer.feel(-1)
            answer.fault(f"客户已经说过{NEEDS[need]}，又问了一遍")
        return
    if need == "budget" and not mind.asked:
        answer.say("dodge")
        answer.miss("还不了解其他需要就问预算，客户不愿说")
        return
    answer.mind = replace(mind, asked=(*mind.asked, need))
    answer.note = replace(answer.note, needs=(*answer.note.needs, need))
    answer.say_need("answers", need)
    answer.step("询问")


def hear_recommendation(answer: Answering, named: tuple[str, ...], *, is_card: bool) -> None:
    """Judge a recommended good by all needs, said or hidden; say what does not fit."""
    mind = answer.mind
    if is_card and (mind.phase not in ("needs", "bargain") or named[0] == mind.sku):
        return
    fresh = tuple(sku for sku in named if sku not in mind.goods)
    answer.mind = mind = replace(mind, goods=(*mind.goods, *fresh))
    answer.note = replace(answer.note, goods=named)
    if len(named) > MOST_SHOWN or len(mind.goods) > MOST_GOODS:
        answer.say("many_goods")
        answer.feel(-1)
        answer.fault(f"推荐了 {len(mind.goods)} 款，没有针对客户")
    elif not mind.asked:
        answer.say("early")
        answer.feel(-1)
        answer.fault("推荐早于询问")
    elif len(mind.known) < FEWEST_KNOWN:
        answer.say("unknown")
        answer.feel(-1)
        answer.fault("只了解一项需要就推荐")
    else:
        _judge(answer, named[0], is_card=is_card)


def _judge(answer: Answering, sku: str, *, is_card: bool) -> None:
    mind = answer.mind
    answer.step("推荐")
    wrong = misfits(answer.customer, answer.shop.goods[sku], answer.shop.offer)
    answer.note = replace(answer.note, misfits=wrong)
    unknown = [NEEDS[need] for need in answer.customer.hidden if need not in mind.known]
    if unknown:
        answer.miss(f"推荐时还不知道：{'、'.join(unknown)}")
    if wrong:
        _object(answer, wrong)
        return
    if answer.reading.has("benefit"):
        answer.feel(1)
    elif not is_card:
        answer.miss("没有把特点说成对客户的好处")
    price = answer.shop.goods[sku].price_fen
    answer.mind = replace(answer.mind, phase="bargain", sku=sku, price_fen=price, demands=1)
    answer.say("fits")
    answer.say("demands", 0)


def _object(answer: Answering, wrong: tuple[str, ...]) -> None:
    mind = answer.mind
    unheard = [need for need in wrong if need in mind.known]
    need = (unheard or wrong)[0]
    if unheard:
        answer.say_need("objections", "unheard")
        answer.fault(f"推荐与客户说过的{NEEDS[need]}不合")
    answer.say_need("objections", need)
    answer.feel(-2 if unheard else -1)
    if need not in mind.known:
        answer.mind = replace(answer.mind, told=(*mind.told, need))
