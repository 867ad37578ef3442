"""The front door of the seo plugin: hooks only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from workbench.api import Answer, Card, Criterion, Module, Site, Tool, Variant, hookimpl

from .rubric import answers
from .rubric.design import new_tdk_rules, saved_as_written
from .rubric.diagnosis import problem_list
from .rubric.query import density_query, queried_before_filling, tdk_query
from .tools import checker, site
from .tools.command import audit_command
from .world.packs import shelf
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
    """The checker and the site's back office."""
    return (
        Tool(
            "seo.checker",
            "TDK 与密度查询",
            checker.CheckerEngine(),
            checker.ACTIONS,
            view=f"{_VIEWS}.checker:draw",
            reads=("seo.site",),
            icon=":material/troubleshoot:",
        ),
        Tool(
            "seo.site",
            "网站后台",
            site.SiteEngine(),
            site.ACTIONS,
            view=f"{_VIEWS}.site:draw",
            icon=":material/edit_document:",
        ),
    )


@hookimpl
def workbench_criteria() -> Mapping[str, Criterion]:
    """The lines of seo-02 that need to know pages, problems and T/K/D."""
    return {
        "tdk_query": tdk_query,
        "density_query": density_query,
        "problem_list": problem_list,
        "new_tdk_rules": new_tdk_rules,
        "saved_as_written": saved_as_written,
        "queried_before_filling": queried_before_filling,
    }


@hookimpl
def workbench_variants() -> Mapping[str, Variant]:
    """A company site for each seed."""
    return {"seo-02": vary}


@hookimpl
def workbench_answers() -> Mapping[str, Answer]:
    """The worked answers of seo-02."""
    return {"seo02_good": answers.good, "seo02_weak": answers.weak, "seo02_hostile": answers.hostile}


@hookimpl
def workbench_sites() -> Sequence[Site]:
    """The company's site."""
    return (COMPANY_SITE,)


@hookimpl
def workbench_shelf() -> Sequence[Card]:
    """Rules of T/K/D and density, problem kinds, law."""
    return shelf()


@hookimpl
def workbench_commands(group: click.Group) -> None:
    """``workbench seo audit``."""
    group.add_command(audit_command)
