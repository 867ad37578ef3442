"""The front door of the seo plugin: hooks only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from workbench.api import Answer, Card, Criterion, Module, Panel, Site, Tool, Variant, hookimpl, packs

from .panels import PANELS
from .rubric import answers, bid_answers
from .rubric.bid_creative import creative_rules
from .rubric.bid_plan import bid_account, bid_keywords, bid_structure
from .rubric.bid_sums import auction_sums, bid_card
from .rubric.design import new_tdk_rules, saved_as_written
from .rubric.diagnosis import problem_list
from .rubric.query import density_query, queried_before_filling, tdk_query
from .tools import checker, planner, site
from .tools.command import audit_command
from .tools.help import checker_formulas, planner_formulas, site_formulas
from .world.bidding import vary_bidding
from .world.packs import PACKS, shelf
from .world.variant import vary
from .world.web import COMPANY_SITE

_VIEWS = f"{__package__}.views"


@hookimpl
def workbench_module() -> Module:
    """搜索引擎推广, one half of 企业网络推广."""
    return Module(
        "seo",
        "搜索引擎推广",
        "promotion",
        "站点诊断、关键词与推广",
        order=40,
        icon=":material/travel_explore:",
    )


@hookimpl
def workbench_tools() -> Sequence[Tool]:
    """The checker, the site's back office, and the keyword-bid planner."""
    return (
        Tool(
            "seo.checker",
            "TDK 与密度查询",
            checker.CheckerEngine(),
            checker.ACTIONS,
            view=f"{_VIEWS}.checker:draw",
            reads=("seo.site",),
            simulates="模拟站长工具：抓取模拟网站的网页，查标题、关键词、描述、密度、链接和图片",
            formulas=checker_formulas(),
            icon=":material/troubleshoot:",
        ),
        Tool(
            "seo.site",
            "网站后台",
            site.SiteEngine(),
            site.ACTIONS,
            view=f"{_VIEWS}.site:draw",
            simulates="模拟公司网站的后台：保存的标题、关键词、描述立即对访客和查询工具生效",
            formulas=site_formulas(),
            icon=":material/edit_document:",
        ),
        Tool(
            "seo.sem",
            "竞价推广台",
            planner.PlannerEngine(),
            planner.ACTIONS,
            view=f"{_VIEWS}.planner:draw",
            reads=("desk.sheet",),
            simulates="模拟搜索竞价一周：约两万次搜索逐次竞价，对手有出价、质量度和预算；价格和数字只在本题内有效",
            formulas=planner_formulas(),
            icon=":material/ads_click:",
        ),
    )


@hookimpl
def workbench_criteria() -> Mapping[str, Criterion]:
    """The lines of seo-02 that need pages, problems and T/K/D; those of seo-05 that need the market."""
    return {
        "tdk_query": tdk_query,
        "density_query": density_query,
        "problem_list": problem_list,
        "new_tdk_rules": new_tdk_rules,
        "saved_as_written": saved_as_written,
        "queried_before_filling": queried_before_filling,
        "bid_card": bid_card,
        "bid_structure": bid_structure,
        "bid_keywords": bid_keywords,
        "auction_sums": auction_sums,
        "bid_account": bid_account,
        "creative_rules": creative_rules,
    }


@hookimpl
def workbench_panels() -> Sequence[Panel]:
    """Bid plans against the yardstick; problems missed and density errors of the site audit."""
    return PANELS


@hookimpl
def workbench_variants() -> Mapping[str, Variant]:
    """A company site for each seed of seo-02, a search market for each of seo-05."""
    return {"seo-02": vary, "seo-05": vary_bidding}


@hookimpl
def workbench_answers() -> Mapping[str, Answer]:
    """The worked answers."""
    return {
        "seo02_good": answers.good,
        "seo02_weak": answers.weak,
        "seo02_hostile": answers.hostile,
        "seo05_good": bid_answers.good,
        "seo05_weak": bid_answers.weak,
        "seo05_dump": bid_answers.dump,
        "seo05_copied": bid_answers.copied,
        "seo05_constant": bid_answers.constant,
        "seo05_other_seed": bid_answers.other_seed,
    }


@hookimpl
def workbench_sites() -> Sequence[Site]:
    """The company's site."""
    return (COMPANY_SITE,)


@hookimpl
def workbench_shelf() -> Sequence[Card]:
    """Rules of T/K/D, density and bidding, problem kinds, law."""
    return shelf()


@hookimpl
def workbench_packs() -> Sequence[packs.PackFile[Any]]:  # Any: each pack's own type
    """The files of ``data/``."""
    return PACKS


@hookimpl
def workbench_commands(group: click.Group) -> None:
    """``workbench seo audit``."""
    group.add_command(audit_command)
