"""Changes to an account, each checked: what may be saved, and the account that it gives."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

from workbench.api import Refused, reading

from ..world.market import facts
from .account import (
    ALL_DEVICES,
    MAX_CREATIVES,
    MAX_KEYWORDS,
    MAX_PLANS,
    MAX_UNITS,
    Account,
    Creative,
    Keyword,
    Plan,
    Unit,
)
from .creative import FIELDS, LONGEST, WILDCARD
from .matching import BROAD, EXACT, MATCHES, PHRASE
from .money import fen_of

LONGEST_NAME, LONGEST_WORD, MAX_NEGATIVES = 20, 40, 60
DAY_HOURS = 24
_BETWEEN = re.compile(r"[,，、;；\s]+")
_COLUMNS = re.compile(r"\t|[,，]")


def line(text: str, what: str, longest: int) -> str:
    """``text`` without blanks around it. Raises Refused where it is blank, too long or unprintable."""
    text = unicodedata.normalize("NFC", text).strip()
    if not text:
        raise Refused(f"{what}不能空着。")
    if len(text) > longest:
        raise Refused(f"{what}最多 {longest} 个字符，现在有 {len(text)} 个。")
    if not text.isprintable():
        raise Refused(f"{what}里有换行或看不见的字符，请删去后再保存。")
    return text


def words(text: str) -> tuple[str, ...]:
    """The negative words of a text, parted by commas or blanks. Raises Refused for too many or too long."""
    found = tuple(dict.fromkeys(word for word in _BETWEEN.split(text) if word))
    if len(found) > MAX_NEGATIVES:
        raise Refused(f"否定词最多 {MAX_NEGATIVES} 个，现在有 {len(found)} 个。")
    return tuple(line(word, "否定词", LONGEST_NAME) for word in found)


def match_named(text: str) -> str:
    """The match that a text means: 精确, 短语 or 广泛, with or without 匹配. Raises Refused."""
    bare = reading.fold(text).removesuffix("匹配")
    if bare not in MATCHES:
        raise Refused(f"匹配方式请填 {EXACT}、{PHRASE} 或 {BROAD}，现在是“{text[:20]}”。")
    return bare


def keyword(word: str, match: str, bid: str, *, paused: bool = False) -> Keyword:
    """A checked keyword. Raises Refused."""
    word = line(word, "关键词", LONGEST_WORD)
    return Keyword(word, match_named(match), fen_of(bid, f"“{word[:20]}”的出价"), paused)


def plan_of(account: Account, name: str) -> Plan:
    """The plan of that name. Raises Refused."""
    found = next((plan for plan in account.plans if plan.name == name), None)
    if found is None:
        raise Refused(f"账户里没有计划“{name[:20]}”。")
    return found


def unit_of(account: Account, plan: str, name: str) -> Unit:
    """The unit of that name. Raises Refused."""
    found = next((unit for unit in plan_of(account, plan).units if unit.name == name), None)
    if found is None:
        raise Refused(f"计划“{plan[:20]}”里没有单元“{name[:20]}”。")
    return found


def with_plan(account: Account, old: str, plan: Plan) -> Account:
    """The account with ``plan`` in the place of the one called ``old``, or as its last. Raises Refused."""
    if old:
        plan_of(account, old)
    elif len(account.plans) >= MAX_PLANS:
        raise Refused(f"一个账户最多 {MAX_PLANS} 个计划。")
    if any(other.name == plan.name != old for other in account.plans):
        raise Refused(f"已经有计划“{plan.name}”，请换一个名字。")
    _check_plan(plan)
    if not old:
        return Account((*account.plans, plan))
    return Account(tuple(plan if other.name == old else other for other in account.plans))


def _check_plan(plan: Plan) -> None:
    if strange := [area for area in plan.areas if area not in facts().areas]:
        raise Refused(f"没有“{strange[0][:20]}”这个地域。")
    if not plan.areas:
        raise Refused("请至少选一个投放地域。")
    if not 0 <= plan.hours[0] < plan.hours[1] <= DAY_HOURS:
        raise Refused(f"投放时段应在 0—24 点之间，先开始后结束；现在是 {plan.hours[0]}—{plan.hours[1]} 点。")
    if plan.device not in (ALL_DEVICES, *facts().devices):
        raise Refused(f"没有“{plan.device[:20]}”这种设备。")


def with_unit(account: Account, plan: str, old: str, unit: Unit) -> Account:
    """The account with ``unit`` in the place of ``old`` in a plan, or as its last. Raises Refused."""
    here = plan_of(account, plan)
    if old:
        unit_of(account, plan, old)
    elif len(account.units) >= MAX_UNITS:
        raise Refused(f"一个账户最多 {MAX_UNITS} 个单元。")
    if any(other.name == unit.name != old for other in here.units):
        raise Refused(f"计划“{plan}”里已经有单元“{unit.name}”，请换一个名字。")
    if unit.page not in facts().pages:
        raise Refused(f"网站里没有“{unit.page[:20]}”这个落地页。")
    units = (
        tuple(unit if other.name == old else other for other in here.units) if old else (*here.units, unit)
    )
    return _changed(account, plan, lambda one: replace(one, units=units))


def with_keywords(account: Account, plan: str, unit: str, keywords: Sequence[Keyword]) -> Account:
    """The account with exactly ``keywords`` in a unit. Raises Refused for a word that the account has."""
    unit_of(account, plan, unit)
    taken = {
        reading.fold(one.word): f"{p.name}／{u.name}"
        for p, u, one in account.keywords
        if (p.name, u.name) != (plan, unit)
    }
    for one in keywords:
        if where := taken.get(reading.fold(one.word)):
            raise Refused(f"“{one.word}”已经在“{where}”里，一个账户里同一个词只放一处。")
        taken[reading.fold(one.word)] = f"{plan}／{unit}"
    if len(taken) > MAX_KEYWORDS:
        raise Refused(f"一个账户最多 {MAX_KEYWORDS} 个关键词，现在有 {len(taken)} 个。")
    return _changed_unit(account, plan, unit, lambda one: replace(one, keywords=tuple(keywords)))


def creative(title: str, line1: str, line2: str, *, paused: bool) -> Creative:
    """A creative that can be kept; whether it may go online is another question (creative.faults)."""
    return Creative(
        line(title, "标题", LONGEST), line(line1, "描述一", LONGEST), line(line2, "描述二", LONGEST), paused
    )


def with_creative(account: Account, plan: str, unit: str, number: int, new: Creative) -> Account:
    """The account with a creative in the place of ``number`` (from 1), or as the unit's last for 0."""
    now = unit_of(account, plan, unit).creatives
    if not 0 <= number <= len(now):
        raise Refused(f"这个单元没有第 {number} 条创意。")
    if not number and sum(len(one.creatives) for _, one in account.units) >= MAX_CREATIVES:
        raise Refused(f"一个账户最多 {MAX_CREATIVES} 条创意。")
    creatives = (*now, new) if not number else (*now[: number - 1], new, *now[number:])
    return _changed_unit(account, plan, unit, lambda one: replace(one, creatives=creatives))


def with_copies(account: Account, plan: str, unit: str) -> Account:
    """The account with a unit's creatives in every unit that has none.

    Each wildcard's default becomes the first keyword of the unit that it comes to. Raises Refused where there
    is nothing to copy, or nowhere to copy it to.
    """
    creatives = unit_of(account, plan, unit).creatives
    if not creatives:
        raise Refused(f"单元“{unit}”还没有创意，没有什么可以复制。")
    empty = sum(bool(one.keywords) and not one.creatives for _, one in account.units)
    if not empty:
        raise Refused("别的单元都有创意了，或者还没有关键词，不用复制。")
    if sum(len(one.creatives) for _, one in account.units) + empty * len(creatives) > MAX_CREATIVES:
        raise Refused(f"复制以后会超过一个账户 {MAX_CREATIVES} 条创意，请先删去一些。")

    def filled(one: Unit) -> Unit:
        if one.creatives or not one.keywords:
            return one
        return replace(one, creatives=tuple(for_keyword(each, one.keywords[0].word) for each in creatives))

    return Account(
        tuple(replace(one, units=tuple(filled(each) for each in one.units)) for one in account.plans)
    )


def for_keyword(one: Creative, word: str) -> Creative:
    """The creative with ``word`` as the default of its wildcards."""
    title, line1, line2 = (WILDCARD.sub(f"{{{word}}}", getattr(one, name)) for name in FIELDS)
    return Creative(title, line1, line2, one.paused)


def without(account: Account, plan: str, unit: str, number: int) -> Account:
    """The account without a plan (blank ``unit``), a unit (``number`` 0) or one creative of it."""
    if not unit:
        plan_of(account, plan)
        return Account(tuple(one for one in account.plans if one.name != plan))
    now = unit_of(account, plan, unit)
    if not number:
        left = tuple(one for one in plan_of(account, plan).units if one.name != unit)
        return _changed(account, plan, lambda one: replace(one, units=left))
    if not 1 <= number <= len(now.creatives):
        raise Refused(f"这个单元没有第 {number} 条创意。")
    kept = (*now.creatives[: number - 1], *now.creatives[number:])
    return _changed_unit(account, plan, unit, lambda one: replace(one, creatives=kept))


def imported(account: Account, text: str, fresh: Callable[[str], Plan], page: str) -> Account:
    """The account with the keywords of a pasted table: 计划, 单元, 关键词, 匹配方式, 出价 by tab or comma.

    Plans and units that are missing are made; a word that the unit has is changed. Raises Refused with the
    number of the faulty line; then nothing is taken over.
    """
    lines = [(number, row) for number, row in enumerate(text.splitlines(), 1) if row.strip()]
    rows = [(number, [cell.strip() for cell in _COLUMNS.split(row)]) for number, row in lines]
    rows = [(number, cells) for number, cells in rows if cells[:3] != ["计划", "单元", "关键词"]]
    if not rows:
        raise Refused("没有可以导入的内容：每行依次是 计划、单元、关键词、匹配方式、出价。")
    for number, cells in rows:
        try:
            account = _one_imported(account, cells, fresh, page)
        except Refused as refused:
            raise Refused(f"第 {number} 行没有导入，前面的也没有改动：{refused.text}") from None
    return account


def _one_imported(account: Account, cells: Sequence[str], fresh: Callable[[str], Plan], page: str) -> Account:
    if len(cells) != 5:  # noqa: PLR2004  the table's columns
        raise Refused(f"要有 5 列，现在有 {len(cells)} 列。")
    plan, unit, word, match, bid = cells
    if not any(one.name == plan for one in account.plans):
        account = with_plan(account, "", fresh(line(plan, "计划名称", LONGEST_NAME)))
    if not any(one.name == unit for one in plan_of(account, plan).units):
        account = with_unit(account, plan, "", Unit(line(unit, "单元名称", LONGEST_NAME), page))
    new = keyword(word, match, bid)
    now = unit_of(account, plan, unit).keywords
    kept = tuple(new if one.word == new.word else one for one in now)
    return with_keywords(account, plan, unit, kept if new in kept else (*kept, new))


def _changed(account: Account, plan: str, change: Callable[[Plan], Plan]) -> Account:
    return Account(tuple(change(one) if one.name == plan else one for one in account.plans))


def _changed_unit(account: Account, plan: str, unit: str, change: Callable[[Unit], Unit]) -> Account:
    return _changed(
        account,
        plan,
        lambda one: replace(
            one, units=tuple(change(each) if each.name == unit else each for each in one.units)
        ),
    )
