"""What one student of seo-05 is given: the tables of the paper and the card of questions."""

from __future__ import annotations

from workbench.api import JSON

from ..tools.creative import bid_rules
from ..tools.money import yuan
from ..tools.report import ROI
from .exercise import sums
from .market import Market, facts, market
from .quiz import quiz


def vary_bidding(given: JSON, seed: int) -> JSON:
    """The whole variant. Pure; keys and rivals' bids of the week are not in it, only the market's seed."""
    here = market(seed)
    return {
        **given,
        "market": {"seed": seed},
        "budget": yuan(here.budget_fen),
        "areas": "、".join(here.areas),
        "hours": f"{here.hours[0]}:00—{here.hours[1]}:00",
        "roi_text": ROI[str(given.get("roi", "net"))],
        "card": [dict(question.shown) for question in quiz(seed)],
        "client_rows": _client_rows(here),
        "service_rows": _service_rows(here),
        "keyword_rows": _keyword_rows(here),
        "auction_rows": _auction_rows(seed),
        "forecast_rows": _forecast_rows(seed),
        "creative_rows": _creative_rows(),
    }


def _client_rows(here: Market) -> list[dict[str, str]]:
    company = facts().company
    rows = {
        "公司": company.name,
        "业务": f"{company.line}（上门服务，本公司不修冰箱、电视机，不卖机器和配件，不招生）",
        "账户日预算": f"{yuan(here.budget_fen)} 元（各计划共用，用完当天停止）",
        "服务地域": "、".join(here.areas),
        "接单时间": f"{here.hours[0]}:00—{here.hours[1]}:00（其余时间没有人接电话，转化只剩四成）",
        "目标": "一周里毛利减去消费的数额尽量大",
    }
    return [{"项目": name, "内容": text} for name, text in rows.items()]


def _service_rows(here: Market) -> list[dict[str, str]]:
    return [
        {"服务": theme.name, "每单毛利（元）": yuan(theme.margin_fen), "落地页": theme.page}
        for theme in here.themes.values()
    ]


def _keyword_rows(here: Market) -> list[dict[str, str]]:
    ranked = sorted(here.listed, key=lambda term: (-term.daily, term.text))
    return [
        {
            "关键词": term.text,
            "日均搜索": str(term.daily),
            "竞争程度": here.rivalry(term),
            "参考点击价（元）": yuan(here.reference_fen(term)),
            "转化率": f"{term.table_ppm / 10_000:.1f}%",
        }
        for term in ranked
    ]


def _auction_rows(seed: int) -> list[dict[str, str]]:
    return [
        {"关键词": one.word, "广告主": ad.name, "出价（元）": yuan(ad.bid), "质量度": str(ad.grade)}
        for one in sums(seed)
        for ad in one.ads
    ]


def _forecast_rows(seed: int) -> list[dict[str, str]]:
    return [
        {"关键词": one.word, "当日可用预算（元）": yuan(one.budget), "转化率": f"{one.cvr_ppm / 10_000:.1f}%"}
        for one in sums(seed)
    ]


def _creative_rows() -> list[dict[str, str]]:
    return [{"项目": rule.name, "字数": f"{rule.low}—{rule.high} 字"} for rule in bid_rules().creative]
