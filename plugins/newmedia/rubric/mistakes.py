"""The definitions that are taken wrongly, each known by the value that the wrong formula gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from ..tools.fans import Growth
from ..tools.ratio import Ratio
from ..tools.spreading import Effect

MISTAKES: Mapping[str, str] = MappingProxyType(
    {
        "end_as_base": "分母用了期末累计",
        "new_as_net": "增长率用了新增，没有减取关",
        "lost_of_new": "取关率用新增作分母",
        "rates_added": "几段的率直接相加",
        "rates_averaged": "几段或几篇的率直接平均",
        "growth_from_zero": "期初为 0 也算出了率",
        "fans_as_reach": "打开率用粉丝数作分母",
        "times_as_people": "用次数代替人数",
        "reach_as_readers": "转发率、互动率用送达人数作分母",
        "unknown_left_out": "占比的分母去掉了未知",
        "uv_added": "每日阅读人数相加当作去重人数",
        "sum_as_best": "按合计而不是按率选出最佳",
        "cumulative_as_net": "环比用了累计而不是净增",
    }
)
"""What each kind of mistake is called, by its id. Facts name them as ``err.<id>``: how many cells."""

RELATIVE, ABSOLUTE = Decimal("0.005"), Decimal("0.006")
"""A percent is right within 0.5 % of itself (blueprint newmedia-05), or 0.006 points for rounding."""


def is_near(said: Decimal, exact: Decimal | None) -> bool:
    """Whether ``said`` is the percent ``exact``, written as a percent or as a share of 1."""
    return exact is not None and any(
        abs(value - exact) <= max(RELATIVE * abs(exact), ABSOLUTE) for value in (said, said * 100)
    )


def of_growth(column: str, said: Decimal, now: Growth, parts: tuple[Growth, ...]) -> str | None:
    """The mistake behind a wrong growth or churn rate; ``parts`` are the stretches of a whole."""
    if now.previous == 0:
        return "growth_from_zero"
    top = now.net if column == "增长率" else now.lost
    wrong = {"end_as_base": Ratio(top, now.total).exact}
    if column == "增长率":
        wrong["new_as_net"] = Ratio(now.new, now.previous).exact
    else:
        wrong["lost_of_new"] = Ratio(now.lost, now.new).exact
    if parts:
        rates = [(one.growth if column == "增长率" else one.churn).exact or Decimal(0) for one in parts]
        wrong["rates_added"] = sum(rates, Decimal(0))
        wrong["rates_averaged"] = sum(rates, Decimal(0)) / len(rates)
    return _first(said, wrong)


def of_post(column: str, said: Decimal, one: Effect) -> str | None:
    """The mistake behind a wrong rate of a post."""
    done = one.done
    acts = done.likes + done.comments + done.share_people
    wrong: dict[str, list[Ratio]] = {
        "打开率": [Ratio(done.read_times, one.delivered)],
        "转发率": [Ratio(done.share_times, done.read_people), Ratio(done.share_people, done.read_times)],
        "互动率": [
            Ratio(acts, done.read_times),
            Ratio(acts - done.share_people + done.share_times, done.read_people),
        ],
    }
    if any(is_near(said, ratio.exact) for ratio in wrong[column]):
        return "times_as_people"
    if column == "打开率":
        return _first(said, {"fans_as_reach": Ratio(done.read_people, one.fans).exact})
    top = done.share_people if column == "转发率" else acts
    return _first(said, {"reach_as_readers": Ratio(top, one.delivered).exact})


def of_share(said: Decimal, people: int, whole: int, unknown: int) -> str | None:
    """The mistake behind a wrong share of followers."""
    return _first(said, {"unknown_left_out": Ratio(people, whole - unknown).exact})


def _first(said: Decimal, wrong: Mapping[str, Decimal | None]) -> str | None:
    return next((name for name, exact in wrong.items() if is_near(said, exact)), None)


def as_facts(found: Counter[str]) -> dict[str, str | int | float | bool]:
    """The mistakes as a finding's facts."""
    return {f"err.{name}": count for name, count in sorted(found.items())}


def told(found: Counter[str]) -> str:
    """The mistakes in words, most frequent first; blank without any."""
    if not found:
        return ""
    return "；口径问题：" + "、".join(f"{MISTAKES[name]} {count} 处" for name, count in found.most_common())
