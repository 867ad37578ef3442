"""Lines 5, 6 and 9: what the promotion picture says, whether it can be read, and whether it may be said."""

from __future__ import annotations

from decimal import Decimal

from workbench.api import Evidence, Finding

from ..tools.legible import TextShown
from ..world.packs import benefits
from ..world.variant import campaign
from . import wording
from .made import DESK, Made, export_cites, fault, legible, made, why_not

PRICE, OFFER, PRODUCT = 0.4, 0.25, 0.1
"""What the promotion price, each of the two benefits and the product's name earn of line 5."""


def promotion_text(evidence: Evidence, *, picture: str, smallest_px: int) -> Finding:
    """Line 5: the promotion price, both benefits and the product's name, as the brief has them and legible.

    Only texts count that are inside the picture, not covered, at least ``smallest_px`` large and of enough
    contrast. A sum that the campaign does not know spoils the price; a benefit that nobody offers spoils
    both benefits.
    """
    one = made(evidence, picture)
    if one is None or (blame := fault(one)):
        return Finding(
            0.0, f"{picture}：{'没有导出' if one is None else blame}", export_cites(evidence, [picture])
        )
    plan = campaign(one.seed)
    sure, unsure = legible(one, smallest_px)
    said = [text.text for text in sure]
    wrong, foreign = wording.wrong_amounts(said, plan), _foreign(said, one)
    parts = {
        f"活动价 {Decimal(plan.promo_fen) / 100} 元": PRICE
        * (wording.shows_price(said, plan.promo_fen) and not wrong),
        **{offer.text: OFFER * (wording.shows_offer(said, offer) and not foreign) for offer in plan.offers},
        "品名": PRODUCT * any(evidence.given["product"] in wording.fold(text) for text in said),
    }
    notes = [f"{title}：{'有' if share else '没有或看不清'}" for title, share in parts.items()]
    notes += [f"任务书里没有的金额 {'、'.join(map(str, wrong))} 元"] if wrong else []
    notes += [f"活动里没有的利益点：{'、'.join(foreign)}"] if foreign else []
    notes += [
        f"“{text.text[:8]}”{why_not(text, smallest_px)}"
        for text in one.reading.texts
        if why_not(text, smallest_px)
    ]
    if unsure:
        told = "；".join([*notes, "有文字压在自带图片上，机器量不到对比度，请考评员看"])
        return Finding(None, told, export_cites(evidence, [picture]), _contrasts(one.reading.texts))
    share = min(1.0, sum(parts.values()))
    return Finding(share, "；".join(notes), export_cites(evidence, [picture]), _contrasts(one.reading.texts))


def _foreign(said: list[str], one: Made) -> list[str]:
    own = {offer.benefit.id for offer in campaign(one.seed).offers}
    return [benefits()[kind].title for kind in sorted(wording.kinds_shown(said) - own)]


def _contrasts(texts: tuple[TextShown, ...]) -> dict[str, str | int | float | bool]:
    known = [text for text in texts if text.ratio is not None]
    return {f"对比度 {at + 1}": round(text.ratio or 0.0, 2) for at, text in enumerate(known)}


def benefit_kinds(evidence: Evidence, *, picture: str, wanted: int, smallest_px: int) -> Finding:
    """Line 6, the machine's part: how many kinds of the campaign's benefits can be read, of ``wanted``.

    Naming kinds that the campaign does not have earns nothing: a list of every benefit is no promotion.
    """
    one = made(evidence, picture)
    if one is None or (blame := fault(one)):
        return Finding(
            0.0, f"{picture}：{'没有导出' if one is None else blame}", export_cites(evidence, [picture])
        )
    sure, unsure = legible(one, smallest_px)
    said = [text.text for text in sure]
    own = {offer.benefit.id: offer.benefit.title for offer in campaign(one.seed).offers}
    shown = [title for kind, title in own.items() if kind in wording.kinds_shown(said)]
    foreign = _foreign(said, one)
    reason = f"看得清的利益点 {len(shown)} 类（{'、'.join(shown) or '无'}），要求 {wanted} 类"
    if foreign:
        reason += f"；还写了活动里没有的 {'、'.join(foreign)}，不得分"
    facts = {"利益点": len(shown), "活动外": len(foreign)}
    if unsure and not foreign:
        return Finding(
            None, f"{reason}；有文字压在自带图片上，请考评员看", export_cites(evidence, [picture]), facts
        )
    share = 0.0 if foreign else min(1.0, len(shown) / wanted)
    return Finding(share, reason, export_cites(evidence, [picture]), facts)


def honest(evidence: Evidence, *, pictures: list[str], promotion: str, smallest_px: int) -> Finding:
    """Line 9: no absolute terms, no false comparison of prices, every material licensed; a third each.

    It earns only where the promotion picture shows the promotion price: an empty picture is not honest, it is
    empty. Words that are baked into given badges count too. Sources: 广告法 art. 9; rules on price
    fraud (总局令第56号) art. 16-17, 19; process_indicators P14.
    """
    found = [one for name in pictures if (one := made(evidence, name)) is not None]
    last = made(evidence, promotion)
    if last is None or fault(last):
        return Finding(0.0, f"{promotion}：{fault(last)}", export_cites(evidence, pictures))
    plan = campaign(last.seed)
    if not wording.shows_price([text.text for text in legible(last, smallest_px)[0]], plan.promo_fen):
        return Finding(
            0.0, f"{promotion}：看不到活动价，不能判断价格宣传是否真实", export_cites(evidence, pictures)
        )
    said = [text.text for one in found for text in one.canvas.texts]
    baked = [asset.material.words for one in found for asset in one.used if asset.material.words]
    banned = wording.banned_in([*said, *baked])
    prices = [
        *map(str, wording.wrong_amounts(said, plan)),
        *(f"{one} 折" for one in wording.wrong_discounts(said, plan)),
    ]
    foreign = _unlicensed(evidence, found)
    parts = (
        (f"绝对化用语：{'、'.join(banned) or '无'}", not banned),
        (f"与任务书不符的价格或折扣：{'、'.join(prices) or '无'}", not prices),
        (f"没有授权的素材：{'、'.join(foreign) or '无'}", not foreign),
    )
    facts = {"绝对化用语": len(banned), "价格不符": len(prices), "无授权素材": len(foreign)}
    met = sum(is_met for _, is_met in parts)
    return Finding(
        met / len(parts), "；".join(told for told, _ in parts), export_cites(evidence, pictures), facts
    )


def _unlicensed(evidence: Evidence, found: list[Made]) -> list[str]:
    uploads = evidence.states.get(DESK, {}).get("uploads", {})
    given = [asset.material.name for one in found for asset in one.used if not asset.material.licensed]
    brought = [
        str(uploads[file]["name"])
        for one in found
        for file in one.uploads
        if file in uploads and uploads[file]["owner"] != "own"
    ]
    return list(dict.fromkeys([*given, *brought]))
