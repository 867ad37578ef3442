"""Lines 1 and 4 of seo-05: the question card, and the five sums of rank, click price, clicks and orders."""

from __future__ import annotations

from decimal import Decimal

from workbench.api import Evidence, Finding, cite_events, cite_text, reading

from ..tools.campaign import RULES
from ..tools.money import yuan
from ..world.exercise import Ad, Sum, sums
from ..world.market import market_of
from ..world.quiz import Question, quiz, shares

PLACE_PART, PRICE_PART, CLICKS_PART, ORDERS_PART = 0.2, 0.4, 0.2, 0.2


def bid_card(evidence: Evidence) -> Finding:
    """Line 1: the mean share of the ten questions; the key is made again from the variant's seed."""
    answers = evidence.states.get("desk.card", {}).get("answers", {})
    questions = quiz(market_of(evidence.given).seed)
    got = [shares(question, answers.get(question.id)) for question in questions]
    notes = [
        _told(question, share, question.id in answers)
        for question, share in zip(questions, got, strict=True)
        if share < 1
    ]
    reason = f"{len(got)} 题得 {sum(got):g} 题"
    last = {event.params["question"]: event.seq for event in evidence.steps("desk.card", "answer")}
    cites = cite_events(*sorted(last.values()))
    return Finding(sum(got) / len(got), reason + (f"；{'；'.join(notes)}" if notes else ""), cites)


def _told(question: Question, share: float, is_answered: bool) -> str:  # noqa: FBT001  a plain fact of one question
    number = question.id.removeprefix("q")
    if not is_answered:
        return f"第 {number} 题没有作答"
    return f"第 {number} 题{'部分正确，得一半' if share else '不正确'}，应为 {_key(question)}"


def _key(question: Question) -> str:
    key = question.key
    if isinstance(key, str):
        return key
    if isinstance(key, float):
        return f"{key:g}"
    if isinstance(key, tuple):
        return " → ".join(key) if question.shown["kind"] == "order" else "、".join(key)
    return "、".join(f"{left}：{option}" for left, option in key.items())


def auction_sums(evidence: Evidence, *, field: str) -> Finding:
    """Line 4: each of the five sums, its place 0.2, click price 0.4, clicks 0.2 and orders 0.2.

    Money must be right to the fen; units, separators and full-width digits are understood. Of several rows
    for a keyword the first counts.
    """
    rows: dict[str, reading.Row] = {}
    for row in reading.sheet_rows(evidence, field):
        rows.setdefault(reading.fold(row.get("关键词", "")), row)
    got, notes = [], []
    wanted = sums(market_of(evidence.given).seed)
    for one in wanted:
        share, note = _sum(one, rows.get(reading.fold(one.word), {}))
        got.append(share)
        notes.append(note)
    share = round(sum(got) / len(got), 4)
    return Finding(share, "；".join(notes), cite_text("desk.sheet", field), {"sums_right": got.count(1.0)})


def _sum(one: Sum, row: reading.Row) -> tuple[float, str]:
    if not row:
        return 0.0, f"“{one.word}”没有填"
    parts = {
        "名次": (PLACE_PART, Decimal(one.place), str(one.place)),
        "点击价格": (PRICE_PART, Decimal(one.price) / 100, how_priced(one)),
        "预计点击": (
            CLICKS_PART,
            Decimal(one.clicks),
            f"{yuan(one.budget)} ÷ {yuan(one.price)} 取整 = {one.clicks}",
        ),
        "预计转化": (
            ORDERS_PART,
            Decimal(one.orders) / 100,
            f"{one.clicks} × {one.cvr_ppm / 10_000:g}% = {yuan(one.orders)}",
        ),
    }
    share, wrong = 0.0, []
    for name, (part, right, how) in parts.items():
        said = reading.number(row.get(name, ""))
        if said == right:
            share += part
        else:
            wrong.append(f"{name}{'未填' if said is None else f'填 {said}'}，应为 {how}")
    return round(share, 4), f"“{one.word}”" + ("全对" if not wrong else "：" + "，".join(wrong))


def how_priced(one: Sum) -> str:
    """The click price of a sum with its own numbers."""
    own = one.ads[-1]
    ranked = sorted(one.ads[:-1], key=lambda ad: -ad.score)
    following = ranked[one.place - 1] if one.place <= len(ranked) else None
    return f"{_formula(own, following)} = {yuan(one.price)} 元"


def _formula(own: Ad, following: Ad | None) -> str:
    if following is None:
        return f"最后一名按最低展现价 {yuan(RULES.reserve // 10)} ÷ {own.grade}"
    text = f"{yuan(following.bid)} × {following.grade} ÷ {own.grade} + 0.01"
    return f"{text}，超过出价时取出价 {yuan(own.bid)}"
