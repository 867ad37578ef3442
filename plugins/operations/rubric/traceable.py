"""Line 9: nothing left out of the two tables, and results that can be traced to formulas."""

from __future__ import annotations

from decimal import Decimal

from workbench.api import Evidence, Finding, cite_text, reading

from ..tools.setup import items_in
from ..world.service import service_of
from .costs import verdicts
from .forecast import ITEMS, is_right, truths
from .service import MONEY_TOLERANCE, RATE_TOLERANCE
from .truth import kind_of, shop_in, tool_state
from .written import is_near, is_worked, rows_by, typed_rows_by

WANTED = 0.9
"""Share of formula cells that earns all. Source: process_indicators P09 (≥90%)."""


def complete_and_traceable(evidence: Evidence, *, kpi: str, plan: str, complete_part: float) -> Finding:
    """``complete_part`` for the two tables' sources, the rest for formulas.

    A cell counts as traceable when it is a formula and its value is right (or right for the student's own
    table): a formula around a wrong constant is none.
    """
    agents, vouchers = _agents(evidence, kpi), _vouchers(evidence)
    formulas, cells = _formulas(evidence, kpi, plan)
    complete = (agents[0] / agents[1] + vouchers[0] / vouchers[1]) / 2
    traced = min(1.0, formulas / cells / WANTED)
    reason = (
        f"客服取数正确 {agents[0]}/{agents[1]} 名，成本单据取到 {vouchers[0]}/{vouchers[1]} 张；"
        f"应计算的 {cells} 格中，公式且结果正确 {formulas} 格（{formulas / cells:.0%}，要求 {WANTED:.0%}）"
    )
    share = complete_part * complete + (1 - complete_part) * traced
    return Finding(round(share, 4), reason, (*cite_text("desk.sheet", kpi), *cite_text("desk.sheet", plan)))


def _vouchers(evidence: Evidence) -> tuple[int, int]:
    found = verdicts(shop_in(evidence), items_in(tool_state(evidence)["items"]))
    costs = [one for one in found if kind_of(one.voucher).is_cost]
    wrongly = sum(one.status == "extra" for one in found)
    return max(0, sum(one.status not in ("missing", "rate") for one in costs) - wrongly), len(costs)


def _agents(evidence: Evidence, field: str) -> tuple[int, int]:
    agents = service_of(evidence.given["service"]).agents
    rows = rows_by(evidence, field, "客服", [agent.name for agent in agents])
    right = sum(
        is_near(
            rows.get(agent.name, {}).get("询单转化率", ""), Decimal(agent.conversion) / 100, RATE_TOLERANCE
        )
        for agent in agents
    )
    return right, len(agents)


def _formulas(evidence: Evidence, kpi: str, plan: str) -> tuple[int, int]:
    right = [_kpi_cells(evidence, kpi), _plan_cells(evidence, plan)]
    return sum(count for count, _ in right), sum(cells for _, cells in right)


def _kpi_cells(evidence: Evidence, field: str) -> tuple[int, int]:
    results = service_of(evidence.given["service"]).results()
    names = [one.agent.name for one in results]
    shown, typed = rows_by(evidence, field, "客服", names), typed_rows_by(evidence, field, "客服", names)
    count = 0
    for one in results:
        cells = {
            "询单转化率": (Decimal(one.agent.conversion) / 100, RATE_TOLERANCE),
            "客单价": (Decimal(one.agent.spend) / 100, MONEY_TOLERANCE),
            "kpi得分": (Decimal(one.hundredths) / 100, MONEY_TOLERANCE),
        }
        count += sum(
            is_worked(_cell(typed.get(one.agent.name), column))
            and is_near(_cell(shown.get(one.agent.name), column), value, tolerance)
            for column, (value, tolerance) in cells.items()
        )
    return count, 3 * len(results)


def _plan_cells(evidence: Evidence, field: str) -> tuple[int, int]:
    right, own = truths(evidence)
    shown, typed = rows_by(evidence, field, "项目", ITEMS), typed_rows_by(evidence, field, "项目", ITEMS)
    count = 0
    for name in ITEMS:
        value = _cell(shown.get(name), "数值")
        is_true = is_right(value, right.get(name)) or is_right(value, own.get(name))
        count += is_true and is_worked(_cell(typed.get(name), "数值"))
    return count, len(ITEMS)


def _cell(row: reading.Row | None, column: str) -> str:
    return row.get(column, "") if row else ""
