"""The yardstick: a good plan for the same week, found by a stated heuristic. Not proven to be the best.

Every worthwhile listed word, in one unit a service, with negative words. All units' bids are tried at four
levels of the reference price with phrase and with broad match; then each unit's best of these is taken, and
all of them together are tried too. The highest profit counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import product

from ..world.market import Market, Theme, market
from .account import Account, Creative, Keyword, Plan, Unit
from .campaign import Week, run_week
from .matching import BROAD, PHRASE
from .money import half_up

LEVELS = (55, 70, 85, 100)
"""Bids that are tried, in percent of a keyword's reference price."""

Choice = tuple[str, int]
"""A match and a level."""

NEGATIVES = (
    "培训", "学校", "招聘", "招工", "视频", "教程", "自己", "批发", "二手", "遥控器", "原理",
    "收费标准", "多少钱", "费用", "冰箱", "电视", "快安",
)  # fmt: skip
"""What keeps people away who are no customers, or who only ask for prices."""


@lru_cache(maxsize=1024)  # nine simulated weeks each, about a third of a second
def yardstick(seed: int) -> int:
    """The profit in fen that the heuristic's plan makes in the week of ``seed``."""
    here = market(seed)
    tries: dict[Choice, Week] = {}
    for choice in product((PHRASE, BROAD), LEVELS):
        tries[choice] = run_week(seed, built(here, dict.fromkeys(here.themes, choice)))
    best = {
        theme.id: max(tries, key=lambda choice, unit=theme.name: _profit_of(tries[choice], unit))  # type: ignore[misc]
        for theme in here.themes.values()
    }
    return max(run_week(seed, built(here, best)).profit, *(week.profit for week in tries.values()))


def _profit_of(week: Week, unit: str) -> int:
    return sum(cell.margin - cell.cost for cell in week.cells if cell.unit == unit)


def built(here: Market, choices: Mapping[str, Choice]) -> Account:
    """A clean account: one plan with the whole budget, one unit a service, its worthwhile words."""
    units = tuple(_unit(here, theme, choices[theme.id]) for theme in here.themes.values())
    plan = Plan("全部服务", here.budget_fen, here.areas, here.hours, negatives=NEGATIVES, units=units)
    return Account((plan,))


def _unit(here: Market, theme: Theme, choice: Choice) -> Unit:
    match, level = choice
    words = [term for term in here.listed if term.theme == theme.id and here.verdict(term) == "worth"]
    keywords = tuple(
        Keyword(term.text, match, half_up(here.reference_fen(term) * level, 100)) for term in words
    )
    return Unit(theme.name, theme.page, keywords, creatives(theme))


def creatives(theme: Theme) -> tuple[Creative, ...]:
    """Three creatives for a service that keep the rules."""
    name = theme.name
    return (
        Creative(
            f"{{{name}}}找捷修，本地师傅当天到",
            f"{name}先看机后报价，不修好不收工时费",
            "雨湖岳塘都有站点，手机点一下就有人回电",
        ),
        Creative(
            f"急需{{{name}}}？约个时间就来",
            f"持证师傅做{name}，工具配件随车带齐",
            "晚上八点前下单当晚安排，修完留单有保修",
        ),
        Creative(
            f"{{{name}}}明码标价，满意再付",
            f"{name}每一项收费写在单子上，老客户一看就懂",
            "进门穿鞋套，走时擦干净，邻居都说省心",
        ),
    )
