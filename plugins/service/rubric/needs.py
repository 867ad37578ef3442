"""Lines 3, 4 and 5: what was asked, what was recommended, and whether its features are true."""

from __future__ import annotations

from workbench.api import Evidence, Finding, cite_text, reading

from ..tools.folding import fold
from ..world.customers import NEEDS
from ..world.goods import Sku
from ..world.packs import read
from .talks import Talk, named_goods, row_of, shown, talks


def needs_asked(evidence: Evidence) -> Finding:
    """Line 3: the hidden needs that a question of the clerk brought out, of five, mean of the customers.

    The need that the first words give away does not count, nor what came out by objection. Source:
    blueprint line 3.
    """
    shares, notes, cites = [], [], []
    facts: dict[str, str | int | float | bool] = {}
    for talk in talks(evidence):
        asked = [need for turn, _ in talk.mine if turn.note for need in turn.note.needs]
        hidden = talk.customer.hidden
        shares.append(len([need for need in hidden if need in asked]) / len(hidden))
        missing = [NEEDS[need] for need in hidden if need not in asked]
        notes.append(
            f"{talk.customer.label}：隐藏需求 {len(hidden)} 项，问到 {len(hidden) - len(missing)} 项"
            + (f"，没有问到{'、'.join(missing)}" if missing else "")
        )
        cites += talk.cites(*(at for at, (turn, _) in enumerate(talk.mine) if turn.note and turn.note.needs))
        facts[f"{talk.customer.id}_needs"] = len(hidden) - len(missing)
    if not shares:
        return Finding(0.0, "没有会话")
    return Finding(sum(shares) / len(shares), "；".join(notes), tuple(cites), facts)


def goods_recommended(
    evidence: Evidence, *, later_share: float, fewest_asked: int, guessed_share: float, most_goods: int
) -> Finding:
    """Line 4: the first good recommended fits all six needs; one that fits later earns ``later_share``.

    With fewer than ``fewest_asked`` needs asked before, it was a guess and earns ``guessed_share`` of that;
    more than ``most_goods`` goods in one conversation are no recommendation. Source: blueprint line 4.
    """
    shares, notes, cites = [], [], []
    facts: dict[str, str | int | float | bool] = {}
    for talk in talks(evidence):
        share, note = _recommended(talk, later_share, most_goods)
        asked = _asked_before(talk)
        if share and asked < fewest_asked:
            share *= guessed_share
            note += f"；之前只问到 {asked} 项（应不少于 {fewest_asked} 项），按猜中计 {guessed_share:g}"
        shares.append(share)
        notes.append(f"{talk.customer.label}：{note}，得 {share:.2f}")
        cites += talk.cites(*(at for at, (turn, _) in enumerate(talk.mine) if turn.note and turn.note.goods))
        facts[f"{talk.customer.id}_fit"] = share
    if not shares:
        return Finding(0.0, "没有会话")
    return Finding(sum(shares) / len(shares), "；".join(notes), tuple(cites), facts)


def _judged(talk: Talk) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (turn.note.goods[0], turn.note.misfits)
        for turn, _ in talk.mine
        if turn.note and turn.note.goods and "推荐" in turn.note.steps
    ]


def _recommended(talk: Talk, later_share: float, most_goods: int) -> tuple[float, str]:
    tried = talk.turns[-1].mind.goods if talk.turns else ()
    if len(tried) > most_goods:
        return 0.0, f"推荐了 {len(tried)} 款（最多 {most_goods} 款），没有针对客户"
    judged = _judged(talk)
    if not judged:
        return 0.0, "没有在了解需要之后作推荐"
    first, wrong = judged[0]
    name = talk.shop.goods[first].name
    if not wrong:
        return 1.0, f"先推荐的 {first} {name} 六项都合"
    told = f"先推荐的 {first} {name} 不合：{'、'.join(NEEDS[need] for need in wrong)}"
    if any(not faults for _, faults in judged):
        return later_share, f"{told}；改荐后合适"
    return 0.0, told


def _asked_before(talk: Talk) -> int:
    asked = 0
    for turn, _ in talk.mine:
        if turn.note and turn.note.goods:
            return asked
        asked += len(turn.note.needs) if turn.note else 0
    return asked


def features_true(evidence: Evidence, *, field: str, fewest_chars: int) -> Finding:
    """Line 5, the machine's part: each customer's row names the good that the customer took, true features
    and none of another good, and a benefit of its own words.

    Half for a right good with true features, half for a benefit of at least ``fewest_chars`` characters that
    repeats neither the features nor another row. What the benefit is worth is an examiner's to say.
    """
    rows = reading.sheet_rows(evidence, field)
    shares, notes = [], []
    benefits: list[str] = []
    for talk in talks(evidence):
        row = row_of(rows, talk.customer)
        share, note = _feature(talk, row)
        benefit = reading.fold(row.get("利益", ""))
        copied = [reading.fold(row.get(name, "")) for name in ("特点", "优势")] + benefits
        if share and len(benefit) >= fewest_chars and benefit not in copied:
            share += 0.5
        elif share:
            note += f"；利益不足 {fewest_chars} 字，或者与别处相同"
        benefits.append(benefit)
        shares.append(share)
        notes.append(f"{talk.customer.label}：{note}")
    if not shares:
        return Finding(0.0, "没有会话")
    return Finding(sum(shares) / len(shares), "；".join(notes), cite_text("desk.sheet", field))


def _feature(talk: Talk, row: reading.Row) -> tuple[float, str]:
    taken = talk.turns[-1].mind.sku if talk.turns else ""
    if not row:
        return 0.0, "没有填写"
    if not taken:
        return 0.0, "会话里没有客户认可的商品，不计"
    if named_goods(row.get("商品", ""), talk.shop) != (taken,):
        return (
            0.0,
            f"商品写作“{row.get('商品', '')[:20]}”，客户认可的是 {taken} {talk.shop.goods[taken].name}",
        )
    sku, cell = talk.shop.goods[taken], row.get("特点", "")
    true, false = _traits(cell, sku)
    if false:
        return 0.0, f"特点里的{shown(false)}不是这款的属性"
    if not true:
        return 0.0, f"特点里没有这款的真实属性（{shown(sku.traits)}）"
    return 0.5, f"特点{shown(true)}属实"


def _traits(cell: str, sku: Sku) -> tuple[list[str], list[str]]:
    text = fold(cell).text
    data = read("goods")
    every = [*data["tastes"], data["plain_craft"], *(craft["name"] for craft in data["crafts"])]
    true = [trait for trait in sku.traits if trait in text]
    return true, [trait for trait in every if trait in text and trait not in sku.traits]
