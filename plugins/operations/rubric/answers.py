"""The good worked answer to operations-06 for any seed, and its parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.api import JSON, SampleStep, worked

from ..tools.costs import CATEGORIES, CostItem
from ..tools.pricing import Quote
from ..tools.scenario import pieces_at
from ..tools.workbook import make_workbook
from ..world.packs import indicators
from ..world.service import Service, service_of
from ..world.shop import Shop, shop_of
from .truth import INCOME, TOOL, right_quotes, right_table, units_of

KPI_COLUMNS = (
    *("客服", "询单转化率%", "客单价"),
    *("转化得分", "客单价得分", "响应得分", "回复率得分", "满意度得分"),
    *("KPI得分", "名次", "最低指标"),
)
PLAN_COLUMNS = ("项目", "数值", "单位", "算式或说明")


def good(given: JSON, seed: int) -> Sequence[SampleStep]:
    """Everything done in order and right."""
    del seed
    return [*work(given), *worked.hand_in(given, 3300.0)]


def work(given: JSON) -> list[SampleStep]:
    """Everything but the hand-in."""
    shop, service = shop_of(given["shop"]), service_of(given["service"])
    items = right_table(shop).items
    return [
        worked.write_sheet("01", KPI_COLUMNS, kpi_rows(service), 600.0),
        worked.write_doc("02", feedback(service), 1100.0),
        *setting_up(items, 1150.0),
        *_filing(shop, items, 1900.0),
        *_pricing(shop, right_quotes(shop), 1950.0),
        *_planning(shop, right_quotes(shop)["利润款"].price(), 2300.0),
        worked.write_sheet("04", PLAN_COLUMNS, plan_rows(shop), 2800.0),
        worked.write_doc("05", _measures(shop), 3200.0),
    ]


def kpi_rows(service: Service) -> list[list[str]]:
    """The rows of sheet 01 with formulas."""
    names = {one.id: one.zh for one in indicators()}
    rows = []
    for at, one in enumerate(service.results(), start=2):
        agent = one.agent
        terms = "+".join(f"{'DEFGH'[index]}{at}*{service.weights[name]}%" for index, name in enumerate(names))
        rows.append(
            [
                agent.name,
                f"=ROUND({agent.total(1)}/{agent.total(0)}*100,2)",
                f"=ROUND({agent.total(3) / 100:.2f}/{agent.total(1)},2)",
                *(str(one.scores[name]) for name in names),
                f"={terms}",
                str(one.rank),
                names[one.lowest],
            ]
        )
    return rows


def feedback(service: Service) -> str:
    """Document 02: a line for each agent, and weights that raise the team's weakest indicator by 5."""
    names = {one.id: one.zh for one in indicators()}
    lines = ["# 客服 KPI 数据反馈", "", "## 一、数据反馈", ""]
    lines += [
        f"- {one.agent.name}：第 {one.rank} 名，最低的是{names[one.lowest]}，下月由组长带教，每周复盘。"
        for one in service.results()
    ]
    weakest = service.weakest()
    new = dict(service.weights)
    new[weakest] += 5
    giver = max((name for name in new if name != weakest), key=lambda name: new[name])
    new[giver] -= 5
    lines += ["", "## 二、规则调整建议", "", *(f"{names[name]}：{weight} %" for name, weight in new.items())]
    return "\n".join([*lines, "", f"理由：全组{names[weakest]}得分最低，提高权重，引导大家先补短板。", ""])


def setting_up(items: Sequence[CostItem], at: float) -> list[SampleStep]:
    """The income and the items, entered one by one, 40 seconds each."""
    steps = [SampleStep(TOOL, "set_income", {"base": INCOME}, at)]
    for number, item in enumerate(items, start=1):
        params = {"voucher": item.voucher, "category": item.category, "base": item.base}
        steps.append(
            SampleStep(TOOL, "add_item", {**params, "rate": f"{item.rate / 100:.2f}"}, at + 40 * number)
        )
    return steps


def _filing(shop: Shop, items: Sequence[CostItem], at: float) -> list[SampleStep]:
    rows = [
        {"voucher": one.voucher, "category": one.category, "base": one.base, "rate": one.rate}
        for one in items
    ]
    body = make_workbook({"income": INCOME, "items": rows}, shop)
    return [SampleStep(TOOL, "make_file", {"deliverable": "03", "name": "03_成本利润.xlsx"}, at, body)]


def _pricing(shop: Shop, quotes: dict[str, Quote], at: float) -> list[SampleStep]:
    steps = [
        SampleStep(TOOL, "pick_rivals", {"rivals": [one.id for one in shop.rivals if one.is_comparable]}, at)
    ]
    for number, quote in enumerate(quotes.values()):
        params: dict[str, Any] = {  # Any: the action's own JSON
            "sku": quote.sku, "method": quote.method, "inputs": dict(quote.inputs), "ending": quote.ending,
        }  # fmt: skip
        steps.append(SampleStep(TOOL, "quote", params, at + 100 * number + 50))
        steps.append(SampleStep(TOOL, "adopt", {"quote": 1 + number}, at + 100 * number + 60))
    return steps


def _planning(shop: Shop, price: int, at: float) -> list[SampleStep]:
    policy = shop.policy
    inputs = {
        "price": f"{price / 100:.2f}",
        "commission": f"{policy.commission_bp / 100:g}",
        "volume": f"{policy.volume_bp / 100:g}",
        "ads": f"{policy.ads_bp / 100:g}",
    }
    rows = [
        {
            "kind": one.kind,
            "value": " ".join(f"{value / 100:g}" for _, value in one.tiers),
            "threshold": " ".join(f"{threshold / 100:g}" for threshold, _ in one.tiers if threshold),
        }
        for one in policy.discounts
    ]
    order = {
        "price": inputs["price"],
        "pieces": str(policy.order_pieces),
        "cost": f"{shop.sku('利润款').cost / 100:.2f}",
        "commission": inputs["commission"],
    }
    return [
        SampleStep(TOOL, "keep_scenario", {"name": "下月方案", "inputs": inputs}, at),
        SampleStep(TOOL, "choose_scenario", {"scenario": 1}, at + 20),
        SampleStep(TOOL, "set_order", {"inputs": order, "discounts": rows}, at + 100),
    ]


def plan_rows(shop: Shop) -> list[list[str]]:
    """The rows of sheet 04 with formulas that work each figure out."""
    table, price = right_table(shop), right_quotes(shop)["利润款"].price()
    units, policy = units_of(table), shop.policy
    fixed = "+".join(
        f"{table.amount(item) / 100:.2f}" for item in table.items if item.base in ("month", "year")
    )
    pieces, rate = units.pieces, policy.commission_bp / 100
    discount, full, coupon = policy.discounts
    formulas = {
        "固定费用合计": f"={fixed}",
        "平均售价": f"=ROUND({table.income / 100:.2f}/{pieces},2)",
        "单位变动成本": f"=ROUND({table.total(is_fixed=False) / 100:.2f}/{pieces},2)",
        "盈亏平衡销量": "=-INT(-B2/(B3-B4))",
        "安全边际率": f"=ROUND(({pieces}-B5)/{pieces}*100,2)",
        "目标利润销量": f"=-INT(-(B2+{policy.target / 100:.2f})/(B3-B4))",
        "下月销量": f"=ROUND({pieces_at(shop.demand, price)}*(100+{policy.volume_bp / 100:g})/100,0)",
        "下月收入": f"={price / 100:.2f}*B8",
        "下月净利润": f"=B9-{units.other / 100:.2f}*B8-ROUND(B9*{rate:g}/100,2)"
        f"-ROUND({units.ads / 100:.2f}*(100+{policy.ads_bp / 100:g})/100,2)-(B2-{units.ads / 100:.2f})",
        "活动实付": f"=ROUND({price / 100:.2f}*{policy.order_pieces}*{discount.tiers[0][1] / 10_000:g},2)"
        f"-{full.tiers[0][1] / 100:g}-{coupon.tiers[0][1] / 100:g}",
        "活动佣金": f"=ROUND(B11*{rate:g}/100,2)",
    }
    return [[name, formula, "", ""] for name, formula in formulas.items()]


def _measures(shop: Shop) -> str:
    places = zip("一二三", list(right_table(shop).shares().items())[:3], strict=True)
    lines = [f"第{place}大成本：{CATEGORIES[name]}，{bp / 100:.2f} %" for place, (name, bp) in places]
    factors = "货品成本和人工占比最高，售价和销量对利润影响最大。"
    measures = "与供货商谈阶梯价；客服按询单量排班；每周看一次投入产出，低于目标就停投。"
    parts = [
        "# 影响因素与应对措施",
        *lines,
        "",
        "## 一、影响因素",
        factors,
        "",
        "## 二、应对措施",
        measures,
        "",
    ]
    return "\n".join(parts)
