"""Worked answers to operations-06 that must not earn much: weak, copied, constant, dumped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from workbench.api import JSON, SampleStep, worked

from ..tools.costs import CATEGORIES, CostItem
from ..world.packs import indicators, voucher_kinds
from ..world.service import Service, service_of
from ..world.shop import shop_of
from ..world.variant import vary
from .answers import KPI_COLUMNS, PLAN_COLUMNS, feedback, kpi_rows, setting_up, work
from .forecast import ITEMS
from .truth import TOOL, right_quotes

OTHER_SEED = 7_919
"""How far off the neighbour's variant lies; any other seed would do."""


def weak(given: JSON, seed: int) -> Sequence[SampleStep]:
    """Half of the vouchers with the usual mistakes, a price by feeling, typed numbers, a late save."""
    del seed
    shop, service = shop_of(given["shop"]), service_of(given["service"])
    wrong = {"goods": "purchased", "courier": "shipped", "commission": "list", "software": "month"}
    items = []
    for voucher in shop.vouchers:
        kind = voucher_kinds()[voucher.kind]
        if kind.kind in ("insurance", "packers", "cps", "deposit", "prepaid", "drawing"):
            continue
        base, category = wrong.get(kind.kind, kind.base or "month"), kind.category or "promotion"
        items.append(CostItem(voucher.no, category, base, voucher.rate))
    rows = [
        [one.agent.name, "", "", *[""] * 5, "85", str(at), "首次响应"]
        for at, one in enumerate(service.results(), 1)
    ]
    gift = right_quotes(shop)["形象款"]
    params = {"sku": gift.sku, "method": gift.method, "inputs": dict(gift.inputs), "ending": "none"}
    return [
        worked.write_sheet("01", KPI_COLUMNS, rows, 1500.0),
        *setting_up(items, 1600.0),
        SampleStep(TOOL, "pick_rivals", {"rivals": [one.id for one in shop.rivals]}, 2400.0),
        SampleStep(TOOL, "quote", params, 2500.0),
        SampleStep(TOOL, "adopt", {"quote": 1}, 2510.0),
        worked.write_sheet("04", PLAN_COLUMNS, [["固定费用合计", "30000", "元", ""]], 2800.0),
        worked.write_doc("05", "成本太高，要省钱。", 3000.0),
        SampleStep("desk.folder", "name_file", {"deliverable": "01", "name": "KPI.xlsx"}, 3300.0),
    ]


def other_seed(given: JSON, seed: int) -> Sequence[SampleStep]:
    """A neighbour's whole paper, right for another variant, copied with this paper's names put in."""
    neighbour = vary({}, seed + OTHER_SEED)
    mine, theirs = service_of(given["service"]), service_of(neighbour["service"])
    steps: list[SampleStep] = []
    renamed = Service(
        tuple(
            replace(other, name=agent.name) for agent, other in zip(mine.agents, theirs.agents, strict=True)
        ),
        theirs.weights,
    )
    steps.append(worked.write_sheet("01", KPI_COLUMNS, kpi_rows(renamed), 100.0))
    steps.append(worked.write_doc("02", feedback(renamed), 150.0))
    copied = [
        step for step in work(neighbour) if step.tool == TOOL or step.params.get("field") in ("04", "05")
    ]
    return [*steps, *copied]


def constants(given: JSON, seed: int) -> Sequence[SampleStep]:
    """Every voucher as a monthly sum, every competitor, textbook methods, the same numbers everywhere."""
    del seed
    shop, service = shop_of(given["shop"]), service_of(given["service"])
    items = [CostItem(one.no, "fixed", "month", 100_000) for one in shop.vouchers]
    rows = [
        [one.agent.name, "=25*2", "=85", *["90"] * 5, "=85*1", "1", "客单价"] for one in service.results()
    ]
    plan = [[name, "=1000*1", "", ""] for name in ITEMS]
    guesses = {
        "引流款": ("competition", {"reference": "29", "offset": "-5"}),
        "利润款": ("cost_plus", {"cost": "30", "markup": "100"}),
        "形象款": ("value", {"reference": "150", "differences": "10"}),
    }
    quotes = [
        {"sku": sku.id, "method": guesses[sku.role][0], "inputs": guesses[sku.role][1], "ending": "point9"}
        for sku in shop.skus
    ]
    weights = "\n".join(f"{one.zh}：20 %" for one in indicators())
    return [
        worked.write_sheet("01", KPI_COLUMNS, rows, 100.0),
        worked.write_doc("02", weights, 150.0),
        *setting_up(items, 200.0),
        SampleStep(TOOL, "pick_rivals", {"rivals": [one.id for one in shop.rivals]}, 1000.0),
        *(SampleStep(TOOL, "quote", params) for params in quotes),
        *(SampleStep(TOOL, "adopt", {"quote": 1 + at}) for at in range(len(quotes))),
        worked.write_sheet("04", PLAN_COLUMNS, plan, 1300.0),
        worked.write_doc(
            "05", "第一大成本：货品，50 %\n第二大成本：人工，15 %\n第三大成本：推广，10 %", 1400.0
        ),
    ]


def dump(given: JSON, seed: int) -> Sequence[SampleStep]:
    """The brief and all materials copied into every document, all words in every cell, broken input."""
    del seed
    desk, service = given["desk"], service_of(given["service"])
    brief = "\n".join([desk["brief"], *(material["text"] for material in desk["materials"])])[:15_000]
    words = "、".join(one.zh for one in indicators())
    dumped = "\n".join(f"{one.agent.name}：{words}" for one in service.results())
    categories = "、".join(CATEGORIES.values())
    rows = [[one.agent.name, *[words] * 10] for one in service.results()]
    plan = [[name, "=1/0", categories, ""] for name in ITEMS]
    broken: list[dict[str, Any]] = [  # Any: the action's own JSON
        {"voucher": "D99", "category": "goods", "base": "net", "rate": "1"},
        {"voucher": "D01", "category": "<script>", "base": "net", "rate": "1"},
        {"voucher": "D01", "category": "goods", "base": "net", "rate": "-5"},
        {"voucher": "D01", "category": "goods", "base": "net", "rate": "=1/0"},
        {"voucher": "D01", "category": "goods", "base": "net", "rate": "9" * 400},
        {"voucher": "D01", "category": "goods", "base": "paid", "rate": "100.01"},
    ]
    return [
        worked.write_sheet("01", KPI_COLUMNS, rows, 60.0),
        worked.write_doc("02", f"{dumped}\n{brief}", 90.0),
        *(SampleStep(TOOL, "add_item", params) for params in broken),
        SampleStep(
            TOOL,
            "make_file",
            {"deliverable": "03", "name": "03_成本利润.xlsx"},
            400.0,
            b"PK\x03\x04 no workbook",
        ),
        worked.write_sheet("04", PLAN_COLUMNS, plan, 500.0),
        worked.write_doc("05", f"第一大成本：{categories} 50 %\n{brief}", 600.0),
    ]
