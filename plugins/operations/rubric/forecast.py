"""Line 7: break-even, next month and the offer, against the truth and against one's own table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from workbench.api import Evidence, Finding, Refused, cite_text

from ..tools.breakeven import month_figures
from ..tools.costs import CostTable
from ..tools.discounts import Order, order_figures
from ..tools.figures import Figure
from ..tools.scenario import forecast_figures
from ..tools.setup import adopted, chosen
from ..world.shop import Shop
from .costs import own_table
from .truth import plan_change, right_table, shop_in, tool_state, units_of
from .written import is_near, rows_by, told

MONTH = ("固定费用合计", "平均售价", "单位变动成本", "盈亏平衡销量", "安全边际率", "目标利润销量")
NEXT = {"下月销量": "预计销量", "下月收入": "预计收入", "下月净利润": "预计净利润"}
OFFER = ("活动实付", "活动佣金")
ITEMS = (*MONTH, *NEXT, *OFFER)
"""The rows of the sheet, by the name that the paper gives them."""

TOLERANCE = {"fen": Decimal("0.01"), "bp": Decimal("0.05"), "pieces": Decimal(0)}
"""A fen, a twentieth of a percentage point, not one piece."""


def wanted(shop: Shop, table: CostTable, price: int | None) -> dict[str, Figure]:
    """What the sheet should say from ``table``, with the main article at ``price`` (fen).

    Without a price that lies within the tests there is no next month and no offer.
    """
    found = {one.name: one for one in month_figures(table, shop.policy.target)}
    if price is None:
        return found
    try:
        ahead = forecast_figures(units_of(table), shop.demand, plan_change(shop, price))
    except Refused:
        return found
    by_name = {one.name: one for one in ahead}
    found |= {name: replace(by_name[of], name=name) for name, of in NEXT.items()}
    return found | _offer(shop, price)


def _offer(shop: Shop, price: int) -> dict[str, Figure]:
    policy = shop.policy
    order = Order(price, policy.order_pieces, shop.sku("利润款").cost, policy.commission_bp)
    steps = order_figures(order, policy.discounts)
    last, fee = steps[len(policy.discounts)], steps[-2]
    chain = " → ".join(step.formula for step in steps[: len(policy.discounts) + 1])
    return {
        "活动实付": Figure("活动实付", last.value, "fen", chain),
        "活动佣金": Figure("活动佣金", fee.value, "fen", fee.formula),
    }


def own_price(evidence: Evidence) -> int | None:
    """The price of the main article that the student adopted, in fen."""
    shop = shop_in(evidence)
    quote = adopted(tool_state(evidence), shop.sku("利润款").id)
    return quote.price() if quote else None


def truths(evidence: Evidence) -> tuple[Mapping[str, Figure], Mapping[str, Figure]]:
    """What is right, and what follows from the student's own table where that is near enough."""
    shop, price, own = shop_in(evidence), own_price(evidence), own_table(evidence)
    return wanted(shop, right_table(shop), price), wanted(shop, own, price) if own else {}


def is_right(cell: str, figure: Figure | None) -> bool:
    """Whether a cell says the figure; one that cannot be worked out must be said to be impossible."""
    if figure is None:
        return False
    if figure.value is None:
        return "无法" in cell or "不能" in cell or "算不出" in cell
    scale = 1 if figure.unit == "pieces" else 100
    return is_near(cell, Decimal(figure.value) / scale, TOLERANCE[figure.unit])


def forecast_sheet(evidence: Evidence, *, field: str, follow: float) -> Finding:
    """Each row of the sheet, and the scenario that was chosen in the tool, are one part each.

    A figure that is right for the student's own table, but not the truth, earns ``follow`` of its part.
    """
    right, own = truths(evidence)
    rows = rows_by(evidence, field, "项目", ITEMS)
    earned, notes = 0.0, []
    for name in ITEMS:
        cell = rows.get(name, {}).get("数值", "")
        if is_right(cell, right.get(name)):
            earned += 1
        elif is_right(cell, own.get(name)):
            earned += follow
            notes.append(f"{name}与你自己的成本表一致，得 {follow:g}")
        else:
            notes.append(_corrected(name, cell, right.get(name)))
    is_planned, words = _plan(evidence)
    parts = len(ITEMS) + 1
    reason = f"{parts} 项计 {earned + is_planned:g} 项；{words}" + (f"；{'；'.join(notes)}" if notes else "")
    return Finding(round((earned + is_planned) / parts, 4), reason, cite_text("desk.sheet", field))


def _corrected(name: str, cell: str, figure: Figure | None) -> str:
    if figure is None:
        return f"{name}{told(cell)}：没有采用利润款售价，或售价超出试销范围，无从推算"
    return f"{name}{told(cell)}，应为 {figure.formula} = {figure.shown}"


def _plan(evidence: Evidence) -> tuple[bool, str]:
    shop, row, price = shop_in(evidence), chosen(tool_state(evidence)), own_price(evidence)
    if row is None:
        return False, "没有在工具里选定下月方案"
    if price is None:
        return False, "选定了方案，但没有采用利润款售价"
    plan = plan_change(shop, price)
    same = {
        "售价": row["price"] == plan.price,
        "佣金率": row["commission_bp"] == plan.commission_bp,
        "销量变化": row["volume_bp"] == plan.volume_bp,
        "推广费变化": row["ads_bp"] == plan.ads_bp,
        "货品成本变化": row["goods_bp"] == plan.goods_bp,
    }
    wrong = [name for name, is_same in same.items() if not is_same]
    return (
        not wrong,
        f"选定方案与定价和素材不一致：{'、'.join(wrong)}" if wrong else "选定方案与定价和素材一致",
    )
