"""Lines 4 and 5: the cost and profit table entry by entry, and the largest parts of the cost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.api import Evidence, Finding, cite_events, cite_text, reading

from ..tools.bases import BASES
from ..tools.costs import CATEGORIES, CostItem, CostTable
from ..tools.money import percent, yuan
from ..tools.setup import table_in
from ..world.shop import Shop, Voucher
from .truth import INCOME, TOOL, kind_of, right_item, right_table, shop_in, tool_state
from .written import lines_of

STATUS = {
    "ok": "正确", "category": "类别不对", "base": "基数不对", "rate": "单价或费率不对", "twice": "重复记",
    "missing": "漏记", "extra": "不该记的记了", "left": "没有误记",
}  # fmt: skip
"""What became of a voucher; the panel counts these."""

LEAST_RIGHT = 0.6
"""The share of cost vouchers that must be right in a table from which is followed through."""

_PLACE = re.compile(r"第\s*([一二三123])\s*大成本\s*[:：]\s*(.*)")
_PLACES = {"一": 0, "1": 0, "二": 1, "2": 1, "三": 2, "3": 2}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the student made of a voucher: one of ``STATUS``, and words for the reason."""

    voucher: Voucher
    status: str
    words: str


def verdicts(shop: Shop, items: Sequence[CostItem]) -> tuple[Verdict, ...]:
    """One verdict for each voucher of the paper."""
    return tuple(
        _verdict(shop, one, [item for item in items if item.voucher == one.no]) for one in shop.vouchers
    )


def _verdict(shop: Shop, voucher: Voucher, items: Sequence[CostItem]) -> Verdict:
    kind = kind_of(voucher)
    name = f"{voucher.no} {kind.name}"
    if not kind.is_cost:
        return (
            Verdict(voucher, "extra", f"{name}不该记：{kind.why}") if items else Verdict(voucher, "left", "")
        )
    right = right_item(voucher)
    if not items:
        return Verdict(voucher, "missing", f"{name}漏记（{_entry(shop, right)}）")
    if len(items) > 1:
        return Verdict(voucher, "twice", f"{name}记了 {len(items)} 次")
    return _compared(shop, voucher, items[0], right)


def _compared(shop: Shop, voucher: Voucher, item: CostItem, right: CostItem) -> Verdict:
    kind = kind_of(voucher)
    name = f"{voucher.no} {kind.name}"
    told = f"你用的是{_entry(shop, item)}；应为{_entry(shop, right)}。{kind.why}"
    if item.base != right.base:
        return Verdict(voucher, "base", f"{name}基数不对：{told}")
    if item.rate != right.rate:
        return Verdict(voucher, "rate", f"{name}数字不对：{told}")
    if item.category not in (kind.category, *kind.also):
        return Verdict(voucher, "category", f"{name}类别不对：应为{CATEGORIES[kind.category]}")
    return Verdict(voucher, "ok", "")


def _entry(shop: Shop, item: CostItem) -> str:
    base = BASES[item.base]
    return f"{base.zh}，{shop.month.formula(base, item.rate)}"


def cost_table(evidence: Evidence, *, income_units: float, category_part: float) -> Finding:
    """Line 4: income on the right base, each cost voucher on its right base at its rate, nothing besides.

    Each cost voucher is one unit, the income ``income_units``; a right amount under a wrong category
    earns ``category_part`` of its unit; a voucher that is no cost takes a unit away.
    """
    shop, state = shop_in(evidence), tool_state(evidence)
    table = table_in(state, shop)
    found = verdicts(shop, table.items)
    costs = sum(kind_of(one).is_cost for one in shop.vouchers)
    is_income_right = state["income"] == INCOME
    earned = income_units * is_income_right + sum(_units(one, category_part) for one in found)
    share = max(0.0, earned / (costs + income_units)) if table.items else 0.0
    words = [one.words for one in found if one.words]
    income = "" if is_income_right else f"收入口径应为{BASES[INCOME].zh}；"
    right = sum(one.status == "ok" for one in found)
    reason = (
        f"{costs} 张成本单据中 {right} 张正确；{income}净利润 {yuan(table.income)} − {yuan(table.total())} = "
        f"{yuan(table.net)} 元，应为 {yuan(right_table(shop).net)} 元"
    )
    if words:
        reason += f"。{'；'.join(words)}"
    steps = evidence.steps(TOOL, "add_item")
    facts = {one.voucher.kind: one.status for one in found}
    return Finding(round(min(1.0, share), 4), reason, cite_events(*(event.seq for event in steps)), facts)


def _units(verdict: Verdict, category_part: float) -> float:
    return {"ok": 1.0, "category": category_part, "extra": -1.0}.get(verdict.status, 0.0)


def own_table(evidence: Evidence) -> CostTable | None:
    """The student's own table where it is near enough to the truth to follow through from; else None."""
    shop, state = shop_in(evidence), tool_state(evidence)
    table = table_in(state, shop)
    found = [one for one in verdicts(shop, table.items) if kind_of(one.voucher).is_cost]
    right = sum(one.status in ("ok", "category") for one in found)
    return table if table.income_base and right >= LEAST_RIGHT * len(found) else None


def largest_costs(evidence: Evidence, *, doc: str, tolerance: float, follow: float) -> Finding:
    """Line 5, the machine's half: the three largest categories, each with its share of all costs.

    ``tolerance`` is percentage points. What is right for the student's own table earns ``follow``.
    """
    right = list(right_table(shop_in(evidence)).shares().items())[:3]
    own = own_table(evidence)
    mine = list(own.shares().items())[:3] if own else []
    said = _said(lines_of(evidence, doc))
    earned, notes = 0.0, []
    for place, (category, bp) in enumerate(right):
        words = said.get(place, "")
        if _agrees(words, category, bp, tolerance):
            earned += 1
        elif place < len(mine) and _agrees(words, *mine[place], tolerance):
            earned += follow
            notes.append(f"第 {place + 1} 位与你自己的表一致，得 {follow:g}")
        else:
            told = f"写作“{words[:24]}”" if words else "未填"
            notes.append(f"第 {place + 1} 位{told}，应为{CATEGORIES[category]} {percent(bp)}")
    reason = f"前三大成本对 {earned:g}/3（占比 = 该类 ÷ 成本费用合计）" + (
        f"；{'；'.join(notes)}" if notes else ""
    )
    return Finding(round(earned / 3, 4), reason, cite_text("desk.doc", doc))


def _said(lines: Sequence[str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for line in lines:
        match = _PLACE.search(line)
        if match:
            found.setdefault(_PLACES[match[1]], match[2].strip())
    return found


def _agrees(words: str, category: str, bp: int, tolerance: float) -> bool:
    named = [name for name, zh in CATEGORIES.items() if zh in words]
    number = reading.number(words)
    return (
        named == [category]
        and number is not None
        and abs(number - Decimal(bp) / 100) <= Decimal(str(tolerance))
    )
