"""Lines 2, 3 and 5 of seo-05: structure, choice of keywords and what it earns, the account as planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.api import Evidence, Finding, Refused, cite_events, cite_text, reading

from ..tools.account import Account, Plan, Unit, account_of
from ..tools.campaign import run_week
from ..tools.creative import faults
from ..tools.editing import match_named
from ..tools.money import yuan
from ..tools.quality import page_grade, theme_of
from ..tools.yardstick import yardstick
from ..world.market import Market, Term, market_of

THEME_PART, SIZE_PART, PLAIN_PART, PLACE_TIME_PART, PAGE_PART = 0.4, 0.2, 0.1, 0.2, 0.1
OWN_PAGE = 90  # tools/quality.py: the grade of a service's own landing page
BUDGET_PART = 0.15


@dataclass(frozen=True, slots=True)
class Planned:
    """A row of the plan sheet, as it was typed."""

    plan: str
    unit: str
    word: str
    match: str
    bid: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Where the keyword stands."""
        return reading.fold(self.plan), reading.fold(self.unit), reading.fold(self.word)


def planned(evidence: Evidence, field: str) -> tuple[Planned, ...]:
    """The rows that name a keyword. A blank plan or unit is that of the row above, as in merged cells."""
    found: list[Planned] = []
    plan = unit = ""
    for row in reading.sheet_rows(evidence, field):
        if row.get("计划", "") and row["计划"] != plan:
            plan, unit = row["计划"], ""
        unit = row.get("单元", "") or unit
        if row.get("关键词", ""):
            found.append(Planned(plan, unit, row["关键词"], row.get("匹配方式", ""), row.get("出价", "")))
    return tuple(found)


def account_in(evidence: Evidence) -> Account:
    """The account as it was handed in; empty where the tool was not used."""
    state = evidence.states.get("seo.sem")
    return account_of(state["account"]) if state else Account()


def bid_structure(
    evidence: Evidence, *, field: str, plans: int, themes: int, unit_words: list[int], words: list[int]
) -> Finding:
    """Line 2: units of one theme each (0.4), their sizes (0.2), no repetition and enough plans (0.1) by the
    sheet; areas and hours (0.2) and landing pages (0.1) by the account.
    """
    rows = planned(evidence, field)
    if not rows:
        return Finding(0.0, "账户结构表里没有关键词", cite_text("desk.sheet", field))
    here, account = market_of(evidence.given), account_in(evidence)
    units: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        units.setdefault(row.key[:2], []).append(row.word)
    parts = (
        (THEME_PART, *_themes(here, units, themes)),
        (SIZE_PART, *_sizes(units, unit_words, words)),
        (PLAIN_PART, *_plain(rows, plans)),
        (PLACE_TIME_PART, *_places_and_hours(here, account)),
        (PAGE_PART, *_pages(account)),
    )
    share = round(sum(part * got for part, got, _ in parts), 4)
    return Finding(share, "；".join(note for _, _, note in parts), cite_text("desk.sheet", field))


def _themes(here: Market, units: Mapping[tuple[str, str], Sequence[str]], wanted: int) -> tuple[float, str]:
    named = {unit: {theme_of(word) for word in words} for unit, words in units.items()}
    whole = [
        next(iter(found))
        for unit, found in named.items()
        if len(found) == 1 and "" not in found and len(units[unit]) > 1
    ]
    share = len(whole) / len(units) * min(1.0, len(set(whole)) / wanted)
    services = "、".join(here.themes[theme].name for theme in dict.fromkeys(whole)) or "无"
    return (
        share,
        f"{len(units)} 个单元中主题一致的 {len(whole)} 个，覆盖服务 {services}（要求至少 {wanted} 种）",
    )


def _sizes(
    units: Mapping[tuple[str, str], Sequence[str]], unit_words: Sequence[int], words: Sequence[int]
) -> tuple[float, str]:
    total = sum(len(found) for found in units.values())
    fit = sum(unit_words[0] <= len(found) <= unit_words[1] for found in units.values())
    is_fit = words[0] <= total <= words[1]
    note = f"共 {total} 个词（要求 {words[0]}—{words[1]}）"
    span = f"{unit_words[0]}—{unit_words[1]}"
    return fit / len(units) * is_fit, f"{note}，词数在 {span} 的单元 {fit}/{len(units)}"


def _plain(rows: Sequence[Planned], plans: int) -> tuple[float, str]:
    names = [reading.fold(row.word) for row in rows]
    twice, count = len(names) - len(set(names)), len({row.key[0] for row in rows if row.key[0]})
    share = (0.5 if not twice else 0.0) + (0.5 if count >= plans else 0.0)
    return share, f"计划 {count} 个（要求至少 {plans}），重复的词 {twice} 个"


def _used(account: Account) -> tuple[Plan, ...]:
    return tuple(plan for plan in account.plans if any(unit.keywords for unit in plan.units))


def _places_and_hours(here: Market, account: Account) -> tuple[float, str]:
    used = _used(account)
    if not used:
        return 0.0, "账户里没有可以核对地域和时段的计划"
    areas = sum(set(plan.areas) == set(here.areas) for plan in used)
    hours = sum(plan.hours == here.hours for plan in used)
    count = len(used)
    note = f"地域与服务范围一致的计划 {areas}/{count}，时段与接单时间一致的 {hours}/{count}"
    return (areas + hours) / (2 * count), note


def _pages(account: Account) -> tuple[float, str]:
    used = [unit for plan in _used(account) for unit in plan.units if unit.keywords]
    fit = sum(page_grade(unit.page, unit.keywords[0].word) == OWN_PAGE for unit in used)
    return (fit / len(used) if used else 0.0), f"落地页合适的单元 {fit}/{len(used)}"


def bid_keywords(
    evidence: Evidence, *, field: str, wanted: int, least_precision: float, week_part: float, full_at: float
) -> Finding:
    """Line 3: the words of the sheet by the paper's own rule, and what the account earns in the week.

    Words: (right / (right + wrong)) x min(1, right / ``wanted``). Right is a listed word that fits the
    company and whose conversion rate x margin reaches its reference price; a twentieth less or more
    counts neither way, nor does a fitting word of the student's own. Below ``least_precision`` the list is
    a guess and the line earns nothing. Week: the account's profit against ``full_at`` of the yardstick's;
    its part of the line is ``week_part``.
    """
    here = market_of(evidence.given)
    share, note = _chosen(here, planned(evidence, field), wanted, least_precision)
    account = account_in(evidence)
    profit = run_week(here.seed, account).profit if account.keywords else 0
    best = yardstick(here.seed)
    earned = min(1.0, max(0.0, profit / (full_at * best)))
    runs = evidence.steps("seo.sem", "run")
    week = (
        f"账户在模拟周的毛利减消费 {yuan(profit)} 元，参照方案（较好的方案，不保证最优）{yuan(best)} 元，"
        f"{yuan(profit)} ÷（{full_at:g} × {yuan(best)}）= {earned:.2f}"
    )
    facts = {
        "profit": profit / 100,
        "yardstick": best / 100,
        "distance": 1 - profit / best,
        "runs": len(runs),
    }
    whole = round((1 - week_part) * share + week_part * earned * (share > 0), 4)
    cites = (*cite_text("desk.sheet", field), *cite_events(*(event.seq for event in runs[-1:])))
    return Finding(whole, f"{note}；{week}", cites, facts)


def _chosen(here: Market, rows: Sequence[Planned], wanted: int, least: float) -> tuple[float, str]:
    listed: dict[str, Term] = {reading.fold(term.text): term for term in here.listed}
    words = dict.fromkeys(reading.fold(row.word) for row in rows)
    right, wrong = [], []
    for word in words:
        verdict = here.verdict(listed[word]) if word in listed else "near" if theme_of(word) else "stranger"
        if verdict == "worth":
            right.append(word)
        elif verdict != "near":
            wrong.append(f"{word}（{_why(here, listed.get(word))}）")
    if not right:
        return 0.0, f"方案里的 {len(words)} 个词没有一个合适，选词不得分"
    precision = len(right) / (len(right) + len(wrong))
    share = precision * min(1.0, len(right) / wanted)
    note = (
        f"合适的词 {len(right)} 个，不合适的 {len(wrong)} 个；"
        f"{precision:.2f} × min(1, {len(right)} ÷ {wanted}) = {share:.2f}"
    )
    if wrong:
        note += f"；不合适：{'、'.join(wrong[:5])}"
    if precision < least:
        return 0.0, f"{note}；合适的不足 {least:.0%}，按没有挑选处理，不得分"
    return share, note


def _why(here: Market, term: Term | None) -> str:
    if term is None:
        return "不是本公司的服务"
    if term.why:
        return term.why
    return f"每次点击值 {yuan(here.value_fen(term))} 元，低于参考价 {yuan(here.reference_fen(term))} 元"


def bid_account(evidence: Evidence, *, field: str, least_rows: int) -> Finding:
    """Line 5: keywords of the sheet that stand in the account in the same plan and unit, with the same match
    and bid, in a unit that has a creative which may go online; and budgets within the daily budget.
    """
    rows, account, here = planned(evidence, field), account_in(evidence), market_of(evidence.given)
    set_up = {
        (reading.fold(plan.name), reading.fold(unit.name), reading.fold(one.word)): (one.match, one.bid, unit)
        for plan, unit, one in account.keywords
    }
    same, notes = 0, []
    for row in {row.key: row for row in rows}.values():
        fault = _differs(row, set_up.get(row.key))
        same += not fault
        notes += [f"{row.word[:20]}{fault}"] if fault else []
    size = max(len(rows), len(account.keywords), least_rows)
    budgets = [plan.budget for plan in _used(account)]
    is_within = bool(budgets) and min(budgets) > 0 and sum(budgets) <= here.budget_fen
    share = round((1 - BUDGET_PART) * same / size + BUDGET_PART * is_within * (same > 0), 4)
    reason = (
        f"方案 {len(rows)} 个词，账户 {len(account.keywords)} 个词，一致且能上线的 {same} 个，"
        f"{same} ÷ {size}；计划日预算合计 {yuan(sum(budgets))} 元，账户日预算 {yuan(here.budget_fen)} 元"
    )
    steps = evidence.steps("seo.sem")
    return Finding(
        share,
        reason + (f"；不一致：{'、'.join(notes[:6])}" if notes else ""),
        (*cite_text("desk.sheet", field), *cite_events(*(event.seq for event in steps[-1:]))),
    )


def _differs(row: Planned, found: tuple[str, int, Unit] | None) -> str:
    if found is None:
        return "不在账户的同一计划、单元里"
    match, bid, unit = found
    try:
        is_same_match = match_named(row.match) == match
    except Refused:
        is_same_match = False
    said = reading.number(row.bid)
    if not is_same_match:
        return f"匹配方式写“{row.match[:6]}”，账户是{match}"
    if said is None or said * 100 != bid:
        return f"出价写“{row.bid[:8]}”，账户是 {yuan(bid)}"
    words = [one.word for one in unit.keywords]
    return "" if any(not faults(one, words) for one in unit.live_creatives) else "所在单元没有合规的创意"
