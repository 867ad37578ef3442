"""The front door of the operations plugin: hooks only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.api import Answer, Card, Criterion, Module, Panel, Tool, Variant, hookimpl, packs

from .panels import PANELS
from .rubric import answers, poor_answers
from .rubric.costs import cost_table, largest_costs
from .rubric.forecast import forecast_sheet
from .rubric.pricing import pricing
from .rubric.service import kpi_table, new_weights, weak_spots
from .rubric.traceable import complete_and_traceable
from .tools import profit
from .tools.explained import FORMULAS, SIMULATES
from .tools.workbook import intake
from .world.packs import PACKS, shelf
from .world.variant import vary


@hookimpl
def workbench_module() -> Module:
    """电商平台运营."""
    return Module(
        "operations",
        "电商平台运营",
        "operations",
        "定价、成本利润、客服绩效",
        order=30,
        icon=":material/storefront:",
    )


@hookimpl
def workbench_tools() -> Sequence[Tool]:
    """The pricing and profit desk."""
    return (
        Tool(
            "operations.profit",
            "定价与成本利润台",
            profit.ProfitEngine(),
            profit.ACTIONS,
            view=f"{__package__}.views.profit:draw",
            intake=intake,
            simulates=SIMULATES,
            formulas=FORMULAS,
            icon=":material/calculate:",
        ),
    )


@hookimpl
def workbench_criteria() -> Mapping[str, Criterion]:
    """The lines of operations-06 that need to know the shop and the team."""
    return {
        "kpi_table": kpi_table,
        "weak_spots": weak_spots,
        "new_weights": new_weights,
        "cost_table": cost_table,
        "largest_costs": largest_costs,
        "pricing": pricing,
        "forecast_sheet": forecast_sheet,
        "complete_and_traceable": complete_and_traceable,
    }


@hookimpl
def workbench_panels() -> Sequence[Panel]:
    """Mistaken vouchers, and prices against their profit."""
    return PANELS


@hookimpl
def workbench_variants() -> Mapping[str, Variant]:
    """A shop and a service team for each seed."""
    return {"operations-06": vary}


@hookimpl
def workbench_answers() -> Mapping[str, Answer]:
    """The worked answers of operations-06."""
    return {
        "operations06_good": answers.good,
        "operations06_weak": poor_answers.weak,
        "operations06_other_seed": poor_answers.other_seed,
        "operations06_constants": poor_answers.constants,
        "operations06_dump": poor_answers.dump,
    }


@hookimpl
def workbench_shelf() -> Sequence[Card]:
    """Cost bases, formulas, pricing methods, law."""
    return shelf()


@hookimpl
def workbench_packs() -> Sequence[packs.PackFile[Any]]:  # Any: each pack's own type
    """The files of ``data/``."""
    return PACKS
