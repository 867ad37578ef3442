"""The front door of the newmedia plugin: hooks only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.api import Answer, Card, Criterion, Export, Module, Panel, Tool, Variant, hookimpl, packs

from .panels import PANELS
from .rubric.answers import ANSWERS
from .rubric.distribution import spread_and_charts
from .rubric.operating import filtered_exported_computed
from .rubric.peaks import four_findings
from .rubric.report import report_elements
from .rubric.statistics import fan_statistics, post_metrics
from .tools import data, export
from .world.packs import PACKS, definitions, shelf
from .world.variant import vary


@hookimpl
def workbench_module() -> Module:
    """移动新媒体推广, the other half of 企业网络推广."""
    return Module(
        "newmedia",
        "新媒体推广",
        "promotion",
        "粉丝与传播数据、账号与活动",
        order=45,
        icon=":material/groups:",
    )


@hookimpl
def workbench_tools() -> Sequence[Tool]:
    """The fan analytics."""
    return (
        Tool(
            "newmedia.data",
            "粉丝与传播数据",
            data.DataEngine(),
            data.ACTIONS,
            view=f"{__package__}.views.data:draw",
            export=Export(".xlsx", export.MEDIA_TYPE, export.make, export.fields),
            simulates="仿公众号后台的数据分析：一万余人逐人逐日模拟关注、取关、阅读和转发，所有数字都由这同一批人数出来。",
            formulas=tuple(definitions().values()),
            icon=":material/monitoring:",
        ),
    )


@hookimpl
def workbench_criteria() -> Mapping[str, Criterion]:
    """The lines of newmedia-05 that need to know the account."""
    return {
        "fan_statistics": fan_statistics,
        "post_metrics": post_metrics,
        "spread_and_charts": spread_and_charts,
        "four_findings": four_findings,
        "report_elements": report_elements,
        "filtered_exported_computed": filtered_exported_computed,
    }


@hookimpl
def workbench_panels() -> Sequence[Panel]:
    """Definitions that were taken wrongly, and how the best was chosen."""
    return PANELS


@hookimpl
def workbench_variants() -> Mapping[str, Variant]:
    """An account for each seed."""
    return {"newmedia-05": vary}


@hookimpl
def workbench_answers() -> Mapping[str, Answer]:
    """The worked answers of newmedia-05."""
    return ANSWERS


@hookimpl
def workbench_shelf() -> Sequence[Card]:
    """Definitions, sources of fans, quotas, law."""
    return shelf()


@hookimpl
def workbench_packs() -> Sequence[packs.PackFile[Any]]:  # Any: each pack's own type
    """The files of ``data/``."""
    return PACKS
