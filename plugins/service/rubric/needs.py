"""Lines 3, 4 and 5: what was asked, what was recommended, and whether its features are true."""

from __future__ import annotations

from workbench.api import Evidence, Finding, cite_text, reading

from ..tools.asking import MOST_GOODS
from ..tools.folding import fold
from ..world.customers import NEEDS
from ..world.goods import Sku
from ..world.packs import GOODS
from .talks import Part, Talk, mean_of, named_goods, noted, row_of, shown


def needs_asked(evidence: Evidence) -> Finding:
    """Line 3: the hidden needs that a question of the clerk brought out, of five, mean of the customers.

    The need that the first words give away does not count, nor what came out by objection. Source:
    blueprint line 3.
    """
    return mean_of(evidence, _asked)


def _asked(talk: Talk) -> Part:
    asked = {need for note in talk.notes for need in note.needs}
    hidden = talk.customer.hidden
    absent = [NEEDS[need] for need in hidden if need not in asked]
    met = len(hidden) - len(absent)
    note = f"隐藏需求 {len(hidden)} 项，问到 {met} 项" + (f"，没有问到{'、'.join(absent)}" if absent else "")
    return Part(met / len(hidden), note, noted(talk, lambda note: note.needs), {"needs": met})


def goods_recommended(
    evidence: Evidence, *, later_share: float, fewest_asked: int, guessed_share: float
) -> Finding:
    """Line 4: the first good recommended fits all six needs; one that fits later earns ``later_share``.

    With fewer than ``fewest_asked`` needs asked before, it was a guess and earns ``guessed_share`` of that;
    more than three goods in one conversation are no recommendation. Source: blueprint line 4.
    """

    def look(talk: Talk) -> Part:
        share, note = _recommended(talk, later_share)
        asked = _asked_before(talk)
        if share and asked < fewest_asked:
            share *= guessed_share
            note += f"；之前只问到 {asked} 项（应不少于 {fewest_asked} 项），按猜中计 {guessed_share:g}"
        return Part(share, f"{note}，得 {share:.2f}", noted(talk, lambda note: note.goods), {"fit": share})

    return mean_of(evidence, look)


def _recommended(talk: Talk, later_share: float) -> tuple[float, str]:
    tried = talk.mind.goods
    if len(tried) > MOST_GOODS:
        return 0.0, f"推荐了 {len(tried)} 款（最多 {MOST_GOODS} 款），没有针对客户"
    judged = [(note.goods[0], note.misfits) for note in talk.notes if "推荐" in note.steps]
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
    for note in talk.notes:
        if note.goods:
            return asked
        asked += len(note.needs)
    return asked


def features_true(evidence: Evidence, *, field: str, fewest_chars: int) -> Finding:
    """Line 5, the machine's part: each customer's row names the good that the customer took, true features
    and none of another good, and a benefit of its own words.

    Half for a right good with true features, half for a benefit of at least ``fewest_chars`` characters that
    repeats neither the features nor another row. What the benefit is worth is an examiner's to say.
    """
    rows = reading.sheet_rows(evidence, field)
    benefits: list[str] = []

    def look(talk: Talk) -> Part:
        row = row_of(rows, talk.customer)
        share, note = _feature(talk, row)
        benefit = reading.fold(row.get("利益", ""))
        copied = [reading.fold(row.get(name, "")) for name in ("特点", "优势")] + benefits
        benefits.append(benefit)
        if share and len(benefit) >= fewest_chars and benefit not in copied:
            return Part(2 * share, note)
        return Part(share, f"{note}；利益不足 {fewest_chars} 字，或者与别处相同" if share else note)

    return mean_of(evidence, look, cites=cite_text("desk.sheet", field))


def _feature(talk: Talk, row: reading.Row) -> tuple[float, str]:
    taken = talk.mind.sku
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
    data = GOODS.content
    every = [*data.tastes, data.plain_craft, *(craft.name for craft in data.crafts)]
    true = [trait for trait in sku.traits if trait in text]
    return true, [trait for trait in every if trait in text and trait not in sku.traits]
