"""Lines 6, 7 and 9: the bargain, the amount and what was checked, the rules that were explained."""

from __future__ import annotations

from decimal import Decimal

from workbench.api import Evidence, Finding, cite_text, counting, reading

from ..tools.ordering import FACTS, FIELDS
from ..tools.promises import kinds
from ..world.money import FEN, payable, yuan
from .talks import Talk, row_of, shown, talks

DEAL = ("order", "verify", "paid", "bye")
FLOOR_SHARE, REASON_SHARE, CURVE_SHARE = 0.6, 0.2, 0.2
MOST_OF_AUTHORITY = 0.5  # of the authority in one concession


def price_held(evidence: Evidence) -> Finding:
    """Line 6, the machine's part: a deal at or above the floor, reasons before concessions, none too big.

    0.6 for the floor (half of that when it was given at once), 0.2 for a reason before the first cut, 0.2
    for cuts of at most half the authority, one of them with a condition. One offer below the floor costs the
    0.6 however content the customer is. Source: blueprint line 6.
    """
    shares, notes, cites = [], [], []
    facts: dict[str, str | int | float | bool] = {}
    for talk in talks(evidence):
        share, note = _held(talk)
        shares.append(share)
        notes.append(f"{talk.customer.label}：{note}，得 {share:.2f}")
        cites += talk.cites(
            *(at for at, (turn, _) in enumerate(talk.mine) if turn.note and turn.note.offer_fen)
        )
        facts |= _curve(talk)
    if not shares:
        return Finding(0.0, "没有会话")
    return Finding(sum(shares) / len(shares), "；".join(notes), tuple(cites), facts)


def prices(talk: Talk) -> tuple[int, ...]:
    """The unit price on the table after each turn of the clerk while bargaining, in fen, list price first."""
    found: list[int] = []
    before = "needs"
    for turn in talk.turns:
        mind = turn.mind
        if turn.who == "clerk":
            if mind.sku and not found:
                found.append(mind.price_fen)
            elif before == "bargain" and turn.note and "议价" in turn.note.steps:
                found.append(mind.price_fen)
        before = mind.phase
    return tuple(found)


def _curve(talk: Talk) -> dict[str, str | int | float | bool]:
    curve = prices(talk)
    if not curve:
        return {}
    facts: dict[str, str | int | float | bool] = {
        f"{talk.customer.id}_p{at}": round(price / curve[0], 4) for at, price in enumerate(curve)
    }
    facts[f"{talk.customer.id}_floor"] = round(1 - talk.shop.offer.cut_percent / 100, 4)
    facts[f"{talk.customer.id}_deal"] = talk.phase in DEAL
    return facts


def _held(talk: Talk) -> tuple[float, str]:
    if talk.phase not in DEAL:
        return 0.0, "没有谈成"
    mind = talk.turns[-1].mind
    sku, floor = talk.shop.goods[mind.sku], talk.shop.floor(mind.sku)
    notes = [turn.note for turn, _ in talk.mine if turn.note is not None]
    lowest = min([mind.price_fen, *(note.offer_fen for note in notes if note.offer_fen)])
    told = f"标价 {yuan(sku.price_fen)} 元，底价 {sku.price_fen / FEN:g} ×（1 − {talk.shop.offer.cut_percent} %）= {yuan(floor)} 元，"
    told += f"成交 {yuan(mind.price_fen)} 元"
    curve = prices(talk)
    cuts = [high - low for high, low in zip(curve, curve[1:], strict=False) if low < high]
    if lowest < floor:
        told += f"，曾报 {yuan(lowest)} 元，低于底价"
        return _manners(talk, cuts), told
    is_given = bool(cuts) and cuts[0] == sku.price_fen - floor
    share = (FLOOR_SHARE / 2 if is_given else FLOOR_SHARE) + _manners(talk, cuts)
    return share, told + ("，第一次就让到底" if is_given else f"，让价 {len(cuts)} 次")


def _manners(talk: Talk, cuts: list[int]) -> float:
    if not cuts:
        return REASON_SHARE + CURVE_SHARE
    is_reasoned, is_conditional, has_cut = False, False, False
    for turn, _ in talk.mine:
        note = turn.note
        if note is None or "议价" not in note.steps:
            continue
        is_reasoned = is_reasoned or (note.is_reasoned and not has_cut)
        has_cut = has_cut or turn.mind.price_fen < talk.shop.goods[turn.mind.sku].price_fen
        is_conditional = is_conditional or note.is_conditional
    sku = talk.turns[-1].mind.sku
    authority = talk.shop.goods[sku].price_fen - talk.shop.floor(sku)
    is_even = max(cuts) <= MOST_OF_AUTHORITY * authority and is_conditional
    return REASON_SHARE * is_reasoned + CURVE_SHARE * is_even


def amount_and_checks(evidence: Evidence, *, field: str) -> Finding:
    """Line 7: half for each customer's amount in the sheet, half for the four things checked in the talk.

    The right amount follows from the order that this student's customer took: unit price × quantity less
    the full reduction. Source: blueprint line 7 and payable.
    """
    rows = reading.sheet_rows(evidence, field)
    shares, notes = [], []
    cites = list(cite_text("desk.sheet", field))
    for talk in talks(evidence):
        money, told = _amount(talk, row_of(rows, talk.customer))
        checked = talk.turns[-1].mind.checked if talk.turns else ()
        absent = [name for key, name in FIELDS.items() if key not in checked]
        shares.append((money + len(checked) / len(FIELDS)) / 2)
        told += f"；核实 {len(checked)}/{len(FIELDS)} 项" + (f"，缺{'、'.join(absent)}" if absent else "")
        notes.append(f"{talk.customer.label}：{told}")
        cites += talk.cites(*(at for at, (turn, _) in enumerate(talk.mine) if turn.note and turn.note.fields))
    if not shares:
        return Finding(0.0, "没有会话")
    return Finding(sum(shares) / len(shares), "；".join(notes), tuple(cites))


def _amount(talk: Talk, row: reading.Row) -> tuple[float, str]:
    mind = talk.turns[-1].mind if talk.turns else None
    if mind is None or not mind.has_order:
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

    Each fact is a sixth. A message of facts beyond ``most_chars`` costs a sixth once; each kind of forbidden
    promise in a conversation costs a sixth of the line. Source: blueprint line 9, process indicator P13.
    """
    found = talks(evidence)
    facts_wanted = len(FACTS) * len(found)
    if not facts_wanted:
        return Finding(0.0, "没有会话")
    notes, cites, met, lost = [], [], 0, 0
    is_long = False
    for talk in found:
        told = talk.turns[-1].mind.facts if talk.turns else ()
        absent = [name for key, name in FACTS.items() if key not in told]
        met += len(told)
        long = max(
            (counting.visible_length(turn.text) for turn, _ in talk.mine if turn.note and turn.note.facts),
            default=0,
        )
        is_long = is_long or long > most_chars
        broken = _promises(talk)
        lost += len(broken)
        note = f"{talk.customer.label}：说对 {len(told)}/{len(FACTS)} 条" + (
            f"，缺{shown(absent)}" if absent else ""
        )
        note += f"，最长 {long} 字" if long else ""
        notes.append(note + (f"；违规承诺：{shown(broken)}" if broken else ""))
        cites += talk.cites(
            *(
                at
                for at, (turn, _) in enumerate(talk.mine)
                if turn.note and (turn.note.facts or turn.note.promises)
            )
        )
    share = max(0.0, (met - is_long - lost) / facts_wanted)
    reason = f"{'；'.join(notes)}；（{met} − 超长 {int(is_long)} − 违规 {lost}）÷ {facts_wanted}"
    return Finding(share, reason, tuple(cites))


def _promises(talk: Talk) -> list[str]:
    said = [
        f"{kinds()[one.kind].title}“{turn.text[one.start : one.end]}”"
        for turn, _ in talk.mine
        if turn.note
        for one in turn.note.promises
    ]
    return list({text.partition("“")[0]: text for text in said}.values())
