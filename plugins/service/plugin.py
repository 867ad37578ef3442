"""The front door of the service plugin: hooks only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.api import Answer, Card, Criterion, Formula, Module, Panel, Tool, Variant, hookimpl, packs

from .panels import PANELS
from .rubric import answers
from .rubric.deal import amount_and_checks, price_held, rules_explained
from .rubric.needs import features_true, goods_recommended, needs_asked
from .rubric.reception import response_times, seven_steps
from .tools import actions, chat, clock
from .world.packs import PACKS, shelf
from .world.shop import vary

_VIEWS = f"{__package__}.views"
_FORMULAS = (
    Formula("应付金额", "成交单价 × 数量 − ⌊成交单价 × 数量 ÷ 满减门槛⌋ × 减额", "本题规定（素材二）"),
    Formula("单件底价", "单价 ×（1 − 最高让价率），四舍五入到分", "本题规定（素材二）"),
    Formula("到货天数", "发货等待天数 + 运输天数，不超过客户的期限才来得及", "本题规定（素材一、四）"),
    Formula("响应时间", clock.DEFINITION, "首次≤30 秒、平均≤60 秒：技能考核过程指标 P10；定义为本题规定"),
    Formula(
        "客户的耐心",
        "等 90 秒、240 秒没有答复，各催一次并减一点耐心，只等待不会把客户等走；"
        "重复、答非所问、没问就推荐、说错都会减耐心，减完就离开；接待得好会恢复",
        "本题规定",
    ),
)


@hookimpl
def workbench_module() -> Module:
    """网络客户服务与管理."""
    return Module(
        "service",
        "网络客户服务与管理",
        "service",
        "售前接待、售后处理与客户管理",
        order=10,
        icon=":material/support_agent:",
    )


@hookimpl
def workbench_tools() -> Sequence[Tool]:
    """The conversation desk."""
    return (
        Tool(
            "service.chat",
            "会话台",
            chat.ChatEngine(),
            actions.ACTIONS,
            view=f"{_VIEWS}.chat:draw",
            intake=chat.intake,
            simulates="模拟店铺客服会话台：客户有自己的需要、预算和耐心，只回答您真正问到、说到的话。",
            formulas=_FORMULAS,
            icon=":material/forum:",
        ),
    )


@hookimpl
def workbench_criteria() -> Mapping[str, Criterion]:
    """The lines of service.pre-02 that read conversations."""
    return {
        "seven_steps": seven_steps,
        "response_times": response_times,
        "needs_asked": needs_asked,
        "goods_recommended": goods_recommended,
        "features_true": features_true,
        "price_held": price_held,
        "amount_and_checks": amount_and_checks,
        "rules_explained": rules_explained,
    }


@hookimpl
def workbench_panels() -> Sequence[Panel]:
    """Funnel, concession curve, response times."""
    return PANELS


@hookimpl
def workbench_variants() -> Mapping[str, Variant]:
    """A shop and two customers for each seed."""
    return {"service.pre-02": vary}


@hookimpl
def workbench_answers() -> Mapping[str, Answer]:
    """The worked answers of service.pre-02."""
    return {
        "pre02_good": answers.good,
        "pre02_weak": answers.weak,
        "pre02_keywords": answers.keywords,
        "pre02_pasted": answers.pasted,
        "pre02_canned": answers.canned,
        "pre02_giveaway": answers.giveaway,
        "pre02_foreign": answers.foreign,
    }


@hookimpl
def workbench_shelf() -> Sequence[Card]:
    """The seven steps, the shop's rules, law."""
    return shelf()


@hookimpl
def workbench_packs() -> Sequence[packs.PackFile[Any]]:  # Any: each pack's own type
    """The files of ``data/``."""
    return PACKS
