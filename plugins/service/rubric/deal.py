"""Lines 6, 7 and 9: the bargain, the amount and what was checked, the rules that were explained."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from workbench.api import Evidence, Finding, cite_text, counting, reading

from ..tools.ordering import FACTS, FIELDS
from ..tools.promises import kinds
from ..tools.talk import Annotated
from ..world.money import FEN, payable, yuan
from .talks import Part, Talk, mean_of, noted, row_of, shown

DEAL = ("order", "verify", "paid", "bye")
FLOOR_SHARE, REASON_SHARE, CURVE_SHARE = 0.6, 0.2, 0.2
MOST_OF_AUTHORITY = 0.5  # of the authority in one concession
LONG_COST = 0.5  # of a fact


def price_held(evidence: Evidence) -> Finding:
    """Line 6, the machine's part: a deal at or above the floor, reasons before concessions, none too big.

    0.6 for the floor (half of that when it was given at once), 0.2 for a reason before the first cut, 0.2
    for cuts of at most half the authority, one of them with a condition. One offer below the floor costs the
    0.6 however content the customer is. Source: blueprint line 6.
    """
    return mean_of(evidence, _price)


def _price(talk: Talk) -> Part:
    share, note = _held(talk)
    return Part(share, f"{note}，得 {share:.2f}", noted(talk, lambda note: note.offer_fen), _curve(talk))


def prices(talk: Talk) -> tuple[int, ...]:
    """The unit price on the table after each turn of the clerk while bargaining, in fen, list price first."""
    found: list[int] = []
    for turn in talk.mine:
        is_move = turn.note is not None and "议价" in turn.note.steps
        if turn.mind.sku and (not found or is_move):
            found.append(turn.mind.price_fen)
    return tuple(found)


def _curve(talk: Talk) -> dict[str, str | int | float | bool]:
    curve = prices(talk)
    if not curve:
        return {}
    facts: dict[str, str | int | float | bool] = {
        f"p{at}": round(price / curve[0], 4) for at, price in enumerate(curve)
    }
    facts["floor"] = round(1 - talk.shop.offer.cut_percent / 100, 4)
    facts["deal"] = talk.phase in DEAL
    return facts


def _held(talk: Talk) -> tuple[float, str]:
    if talk.phase not in DEAL:
        return 0.0, "没有谈成"
    mind, percent = talk.mind, talk.shop.offer.cut_percent
    high, floor = talk.shop.goods[mind.sku].price_fen, talk.shop.floor(mind.sku)
    lowest = min([mind.price_fen, *(note.offer_fen for note in talk.notes if note.offer_fen)])
    told = f"底价 {yuan(high)} ×（1 − {percent} %）= {yuan(floor)} 元，成交 {yuan(mind.price_fen)} 元"
    curve = prices(talk)
    cuts = [before - after for before, after in pairwise(curve) if after < before]
    if lowest < floor:
        return _manners(talk, cuts), f"{told}，曾报 {yuan(lowest)} 元，低于底价"
    is_given = bool(cuts) and cuts[0] == high - floor
    share = (FLOOR_SHARE / 2 if is_given else FLOOR_SHARE) + _manners(talk, cuts)
    return share, told + ("，第一次就让到底" if is_given else f"，让价 {len(cuts)} 次")


def _manners(talk: Talk, cuts: list[int]) -> float:
    if not cuts:
        return REASON_SHARE + CURVE_SHARE
    moves = [turn for turn in talk.mine if turn.note and "议价" in turn.note.steps]
    high = talk.shop.goods[talk.mind.sku].price_fen
    held = [turn.note for turn in moves if turn.mind.price_fen == high or turn.note is moves[0].note]
    is_reasoned = any(note.is_reasoned for note in held if note)
    is_conditional = any(turn.note.is_conditional for turn in moves if turn.note)
    authority = high - talk.shop.floor(talk.mind.sku)
    is_even = max(cuts) <= MOST_OF_AUTHORITY * authority and is_conditional
    return REASON_SHARE * is_reasoned + CURVE_SHARE * is_even


def amount_and_checks(evidence: Evidence, *, field: str) -> Finding:
    """Line 7: half for each customer's amount in the sheet, half for the four things checked in the talk.

    The right amount follows from the order that this student's customer took: unit price × quantity less
    the full reduction. Source: blueprint line 7 and payable.
    """
    rows = reading.sheet_rows(evidence, field)

    def look(talk: Talk) -> Part:
        money, told = _amount(talk, row_of(rows, talk.customer))
        checked = talk.mind.checked
        absent = [name for key, name in FIELDS.items() if key not in checked]
        told += f"；核实 {len(checked)}/{len(FIELDS)} 项" + (f"，缺{'、'.join(absent)}" if absent else "")
        return Part((money + len(checked) / len(FIELDS)) / 2, told, noted(talk, lambda note: note.fields))

    return mean_of(evidence, look, cites=cite_text("desk.sheet", field))


def _amount(talk: Talk, row: reading.Row) -> tuple[float, str]:
    mind = talk.mind
    if not mind.has_order:
        return 0.0, "没有客户接受的订单，金额不计"
    unit, quantity, offer = mind.price_fen, talk.customer.qty, talk.shop.offer
    right = payable(unit, quantity, offer)
    times = unit * quantity // offer.threshold_fen
    formula = f"{yuan(unit)} × {quantity} − {times} × {yuan(offer.cut_fen)} = {yuan(right)} 元"
    said = reading.number(row.get("应付金额", ""))
    if said is not None and said * FEN == Decimal(right):
        return 1.0, f"应付 {said} 元正确（{formula}）"
    return 0.0, f"应付{'未填' if said is None else f' {said} 元'}，应为 {formula}"


def rules_explained(evidence: Evidence, *, most_chars: int) -> Finding:
    """Line 9: the three facts of ordering, paying and sending, right and short, for each customer.

    Each fact is a third of its conversation. A message of facts beyond ``most_chars`` costs half a fact;
    each kind of forbidden promise costs a whole one. Source: blueprint line 9 (超80字扣1), indicator P13.
    """

    def look(talk: Talk) -> Part:
        told = talk.mind.facts
        absent = [name for key, name in FACTS.items() if key not in told]
        longest = max(
            (counting.visible_length(turn.text) for turn in talk.mine if _explains(turn)), default=0
        )
        broken = _promises(talk)
        lost = len(broken) + LONG_COST * (longest > most_chars)
        note = f"说对 {len(told)}/{len(FACTS)} 条" + (f"，缺{shown(absent)}" if absent else "")
        note += f"，最长 {longest} 字" + ("，超长扣半条" if longest > most_chars else "") if longest else ""
        note += f"；违规承诺各扣一条：{shown(broken)}" if broken else ""
        share = max(0.0, (len(told) - lost) / len(FACTS))
        return Part(share, f"{note}，得 {share:.2f}", noted(talk, lambda note: note.facts or note.promises))

    return mean_of(evidence, look)


def _explains(turn: Annotated) -> bool:
    return turn.note is not None and bool(turn.note.facts)


def _promises(talk: Talk) -> list[str]:
    said = {
        one.kind: f"{kinds()[one.kind].title}“{turn.text[one.start : one.end]}”"
        for turn in talk.mine
        if turn.note
        for one in turn.note.promises
    }
    return list(said.values())
