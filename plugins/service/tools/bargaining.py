"""How the customer bargains: demands, reasons that soften, an offer that is taken, a bait."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..world.customers import reserve_of
from ..world.goods import Sku
from ..world.money import yuan
from .answering import Answering

BAIT_AT = 2  # the second demand tempts the clerk off the platform
PATIENT_DEMANDS = 2  # demands beyond the customer's rounds before each costs patience
_LAST_DEMAND = 3


@dataclass(frozen=True, slots=True)
class _Move:
    """What the clerk's turn is in the bargain."""

    offer_fen: int
    is_reasoned: bool
    is_held: bool
    is_vague: bool


def bargain(answer: Answering) -> None:
    """Take the clerk's turn as a move of the bargain, where it is one."""
    sku = answer.goods
    if sku is None or answer.mind.phase != "bargain" or answer.note.misfits:
        return
    move = _move(answer, sku)
    _note(answer, sku, move)
    if not (move.offer_fen or move.is_reasoned or move.is_held or move.is_vague):
        if not answer.lines:
            answer.say("what_price")
            answer.feel(-1)
            answer.miss("客户在等价格的答复")
        return
    mind = answer.mind
    if move.offer_fen > mind.price_fen:
        answer.say("dearer")
        answer.feel(-1)
        return
    price = move.offer_fen or mind.price_fen
    reasons = min(answer.customer.rounds, mind.reasons + move.is_reasoned)
    answer.mind = replace(mind, price_fen=price, reasons=reasons)
    answer.step("议价")
    ceiling = reserve_of(answer.customer, sku, answer.shop.offer, reasons)
    if price <= ceiling and (move.offer_fen or move.is_reasoned):
        _agree(answer)
    else:
        _demand(answer, move)


def _move(answer: Answering, sku: Sku) -> _Move:
    reading = answer.reading
    offers = _offers(answer, sku)
    has_trait = any(trait in reading.folded.text for trait in (sku.taste, sku.craft))
    return _Move(
        offer_fen=offers[-1] if offers else 0,
        is_reasoned=has_trait or reading.has("reason"),
        is_held=reading.has("hold", "decline"),
        is_vague=reading.has("vague_offer", "total") and not offers,
    )


def _offers(answer: Answering, sku: Sku) -> list[int]:
    # A sum off counts from the list price; where that is no step down any more, from the price on the table.
    now = answer.mind.price_fen
    prices = []
    for act in answer.reading.acts:
        if act.slot == sku.id and act.kind == "offer":
            prices.append(act.fen)
        elif act.slot == sku.id and act.kind in ("off", "off_total"):
            each = act.fen if act.kind == "off" else act.fen // answer.customer.qty
            from_list = sku.price_fen - each
            prices.append(from_list if from_list < now else now - each)
    return prices


def _note(answer: Answering, sku: Sku, move: _Move) -> None:
    is_conditional = answer.reading.has("condition")
    answer.note = replace(
        answer.note,
        offer_fen=move.offer_fen,
        is_reasoned=move.is_reasoned,
        is_conditional=is_conditional,
    )
    mind, floor = answer.mind, answer.shop.floor(sku.id)
    is_cut = 0 < move.offer_fen < mind.price_fen
    if 0 < move.offer_fen < floor:
        answer.fault(f"报价 {yuan(move.offer_fen)} 元低于底价 {yuan(floor)} 元")
    elif is_cut and move.offer_fen == floor and mind.price_fen == sku.price_fen:
        answer.fault(f"一次让到底价 {yuan(floor)} 元")
    if is_cut and not mind.reasons and not move.is_reasoned:
        answer.miss("没有先说明价值就让价")
    if is_cut and not is_conditional:
        answer.miss("让价没有条件")


def _agree(answer: Answering) -> None:
    answer.move("order")
    answer.say("agreed")
    if "qty" not in answer.mind.known:
        answer.mind = replace(answer.mind, told=(*answer.mind.told, "qty"))


def _demand(answer: Answering, move: _Move) -> None:
    if move.is_vague:
        answer.say("how_much")
        return
    if not (move.is_reasoned or move.offer_fen):
        answer.feel(-1)
        answer.miss("只说不能少，没有说明价值")
    demands = answer.mind.demands + 1
    answer.mind = replace(answer.mind, demands=demands)
    if demands > answer.customer.rounds + PATIENT_DEMANDS:
        answer.feel(-1)
    if demands == BAIT_AT:
        answer.say("baits")
    else:
        answer.say("demands", min(demands - 1, _LAST_DEMAND))


def give_more(answer: Answering) -> None:
    """A price cut after the price was agreed: the customer takes it gladly, and it is noticed."""
    sku, mind = answer.goods, answer.mind
    if sku is None or mind.phase != "order":
        return
    offers = _offers(answer, sku)
    if offers and offers[-1] < mind.price_fen:
        answer.mind = replace(mind, price_fen=offers[-1])
        answer.note = replace(answer.note, offer_fen=offers[-1])
        answer.fault("谈妥以后又主动让价")
        if offers[-1] < answer.shop.floor(sku.id):
            answer.fault(f"报价 {yuan(offers[-1])} 元低于底价 {yuan(answer.shop.floor(sku.id))} 元")
        answer.say("agreed")


def price_too_early(answer: Answering) -> None:
    """A price cut before any good is settled on: a breach of order."""
    if answer.mind.phase != "needs":
        return
    if answer.reading.has("vague_offer") or _is_cut(answer):
        answer.fault("议价早于推荐")
        answer.feel(-1)
        if not answer.lines:
            answer.say("which_one")


def _is_cut(answer: Answering) -> bool:
    goods = answer.shop.goods
    acts = answer.reading.acts
    return any(
        act.kind in ("off", "off_total") or (act.kind == "offer" and act.fen < goods[act.slot].price_fen)
        for act in acts
    )
