"""What one student is given: the shop, the service team, and the tables and texts of the paper."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.api import JSON

from ..tools.money import percent, yuan
from .make import TASK, brand_of, make_shop
from .packs import Indicator, indicators, tier_scores
from .service import Service, make_service, service_of
from .shop import Shop, shop_of

ROLES = {
    "引流款": "同规格的同行很多，顾客先比价再进店；目标是带来访客，利润可以薄。售价以角位 9 结尾（如 29.90）",
    "利润款": "老顾客多，销量稳，成本账清楚；目标是下月净利润最大。售价以角位 9 结尾（如 59.90）",
    "形象款": "送礼用，没有一模一样的同款，顾客看重礼盒、认证和口碑；目标是撑起品牌。售价个位取 8（如 158）",
}
"""What the paper says of each role: aim and situation, never the method."""


def vary(given: JSON, seed: int) -> JSON:
    """The whole variant: the task's fixed part and this seed's shop and team. Pure.

    How a voucher enters the table is not in it; criteria look it up by the voucher's kind.
    """
    brand = brand_of(seed)
    plain, team = make_shop(seed), make_service(TASK, seed)
    shop, service = shop_of(plain), service_of(team)
    policy = shop.policy
    return {
        **given,
        "shop": plain,
        "service": team,
        "company": brand.company,
        "shop_name": brand.shop,
        "main_name": brand.main,
        "month_rows": _month_rows(shop),
        "ledger_text": "\n".join(f"- **{one.no}**　{one.text}" for one in shop.vouchers),
        "agent_rows": _agent_rows(service),
        "rate_rows": _rate_rows(service),
        "tier_rows": _tier_rows(service),
        "sku_rows": _sku_rows(shop),
        "rival_rows": _rival_rows(shop),
        "demand_rows": [{"售价（元）": yuan(price), "月销量（件）": pieces} for price, pieces in shop.demand],
        "method_text": _method_text(shop),
        "plan_text": _plan_text(shop),
        "discount_text": _discount_text(shop),
        "target_text": yuan(policy.target),
        "band_text": f"{policy.band // 100}",
    }


def _month_rows(shop: Shop) -> list[dict[str, str]]:
    month = shop.month
    amounts = {
        "标价总额": month.list,
        "支付金额（买家实付，退款前）": month.paid,
        "成功退款金额": month.refund,
        "其中淘宝客成交实付（已扣退款）": month.cps,
    }
    counts = {
        "进货": (month.purchased, "件"),
        "发货": (month.shipped, "件"),
        "退回": (month.returned, "件"),
        "退回件中报废": (month.damaged, "件"),
        "订单": (month.orders, "单"),
        "支付买家": (month.buyers, "人"),
    }
    rows = [{"项目": name, "数": f"{yuan(fen)} 元"} for name, fen in amounts.items()]
    return [*rows, *({"项目": name, "数": f"{count:,} {unit}"} for name, (count, unit) in counts.items())]


def _agent_rows(service: Service) -> list[dict[str, str]]:
    return [
        {
            "客服": agent.name,
            "时段": when,
            "询单人数": str(half[0]),
            "付款人数": str(half[1]),
            "付款订单数": str(half[2]),
            "支付金额（元）": yuan(half[3]),
        }
        for agent in service.agents
        for when, half in zip(("上半月", "下半月"), agent.halves, strict=True)
    ]


def _rate_rows(service: Service) -> list[dict[str, str]]:
    return [
        {
            "客服": agent.name,
            "首次响应（秒）": str(agent.first),
            "回复率": percent(agent.reply),
            "满意度": percent(agent.content),
        }
        for agent in service.agents
    ]


def _tier_rows(service: Service) -> list[dict[str, str]]:
    return [
        {"指标": one.zh, "权重": f"{service.weights[one.id]} %", **dict(_tiers(one))} for one in indicators()
    ]


def _tiers(indicator: Indicator) -> Iterator[tuple[str, str]]:
    sign = "≤" if indicator.unit == "seconds" else "≥"
    for score, bound in zip(tier_scores(), indicator.tiers, strict=False):
        yield f"{score} 分", f"{sign} {_bound(indicator, bound)}"
    yield f"{tier_scores()[-1]} 分", "其余"


def _bound(indicator: Indicator, bound: int) -> str:
    return {"bp": f"{bound / 100:g} %", "fen": f"{bound / 100:g} 元", "seconds": f"{bound} 秒"}[
        indicator.unit
    ]


def _sku_rows(shop: Shop) -> list[dict[str, str]]:
    return [
        {
            "商品": sku.name,
            "角色": sku.role,
            "货品（元/件）": yuan(sku.goods),
            "包装（元/件）": yuan(sku.packing),
            "运费（元/件）": yuan(sku.freight),
            "吊牌价（元）": yuan(sku.cost * 3 // 1000 * 1000),
        }
        for sku in shop.skus
    ]


def _rival_rows(shop: Shop) -> list[dict[str, str]]:
    return [
        {
            "编号": rival.id,
            "店铺": rival.shop,
            "规格": rival.size,
            "价格（元）": yuan(rival.price),
            "价格口径": rival.price_kind,
            "状态": rival.remark,
        }
        for rival in shop.rivals
    ]


def _method_text(shop: Shop) -> str:
    policy = shop.policy
    differences = [f"{'加' if one > 0 else '减'} {yuan(abs(one))} 元" for one in policy.differences]
    reasons = ("有机认证", "手工礼盒", "品牌知名度低于参照品")
    named = "；".join(f"{why}，{value}" for why, value in zip(reasons, differences, strict=True))
    lines = [f"- **{sku.role}**（{sku.name}）：{ROLES[sku.role]}。" for sku in shop.skus]
    low, high = policy.markup_low / 100, policy.markup_high / 100
    packing = yuan(shop.sku("形象款").packing)
    return "\n".join(
        (
            *lines,
            f"- 成本加成率可在 {low:g} %—{high:g} % 之间自定，取整数百分比。",
            f"- 跟随竞品时，以可比竞品的中位数为参照，偏离率 {policy.offset_bp / 100:g} %。",
            f"- 礼盒的参照品到手价 {yuan(policy.reference)} 元；与它相比：{named}。",
            f"- 礼盒材料费 {packing} 元已在单位成本里，不是差异价值。",
            "- 单位成本 = 货品 + 包装 + 运费；佣金随售价变，不算在单位成本里。",
        )
    )


def _plan_text(shop: Shop) -> str:
    policy = shop.policy

    def signed(bp: int) -> str:
        return f"{'增加' if bp > 0 else '减少'} {abs(bp) / 100:g} %"

    return "\n".join(
        (
            f"- 季节影响：同一价格下，销量比试销记录{signed(policy.volume_bp)}。",
            f"- 推广费比本月{signed(policy.ads_bp)}；平台佣金率改为 {policy.commission_bp / 100:g} %。",
            "- 货品成本、其他单位变动成本和其他固定费用与本月相同。",
        )
    )


def _discount_text(shop: Shop) -> str:
    policy = shop.policy
    rate, full, coupon = policy.discounts
    ladder = "，".join(f"满 {threshold // 100} 减 {off // 100}" for threshold, off in full.tiers)
    return (
        f"会员买 {policy.order_pieces} 件利润款。优惠叠加的次序：先会员价（{rate.tiers[0][1] / 1000:g} 折），"
        f"再店铺满减（{ladder}，只享一档），最后平台优惠券（减 {coupon.tiers[0][1] // 100} 元）。"
        "佣金按实付金额计。"
    )
