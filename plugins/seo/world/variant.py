"""What one student is given: company, pages, measured words and the tables of the paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from workbench.api import JSON, Dice

from .packs import Company, companies, kinds
from .pages import DEAD_PATHS, Key, World, build
from .plan import FAULTS_HIGH, FAULTS_LOW
from .web import robots, site_json

SEARCHES = {"厂家": (180, 620), "价格": (260, 900), "批发": (120, 480), "图片": (40, 200)}
"""Daily searches by the word's end, made up to be plausible (no source): low and high."""


def vary(given: JSON, seed: int) -> JSON:
    """The whole variant: the task's fixed part and this seed's company site. Pure.

    The planted faults are not in it; criteria make the site again from ``given["site"]``.
    """
    key = key_for(seed)
    world = build(key)
    company = world.company
    return {
        **given,
        **site_json(key),
        "host": company.host,
        "company": company.name,
        "brand": company.brand,
        "home_keyword": world.page_of("home").slot.keyword,
        "products_keyword": world.page_of("products").slot.keyword,
        "pages": [
            {"id": page.slot.id, "path": page.slot.path, "name": page.slot.name, "keyword": page.slot.keyword}
            for page in world.audited
        ],
        "rewrite": ["home", "products"],
        "page_rows": _page_rows(world),
        "company_rows": _company_rows(company),
        "heat_rows": _heat_rows(world),
        "crawl_rows": _crawl_rows(world),
        "kind_rows": _kind_rows(),
    }


def key_for(seed: int) -> Key:
    """The site that a seed draws: one of the companies, and 6 to 10 faults on the audited pages."""
    dice = Dice("seo-02", seed, "company")
    return Key(dice.pick(tuple(companies())), seed, dice.between(FAULTS_LOW, FAULTS_HIGH))


def _page_rows(world: World) -> list[dict[str, str]]:
    host = world.company.host
    return [
        {"页面": page.slot.name, "网址": f"http://{host}{page.slot.path}", "测量词": page.slot.keyword}
        for page in world.audited
    ]


def _company_rows(company: Company) -> list[dict[str, str]]:
    rows = {
        "公司": company.name,
        "品牌": company.brand,
        "所在地": f"湖南省{company.city}市，{company.founded} 年创办",
        "宗旨": company.mission,
        "市场定位": company.positioning,
        "主营产品": "；".join(f"{product.name}（{product.use}）" for product in company.products),
    }
    points = {f"卖点 {number}": point.text for number, point in enumerate(company.points, start=1)}
    return [{"项目": name, "内容": text} for name, text in {**rows, **points}.items()]


def heat_words(company: Company) -> tuple[str, ...]:
    """The words of the keyword heat table."""
    stems = (company.core, *(product.name for product in company.products))
    return (company.short, *stems, *(company.core + end for end in SEARCHES))


def _heat_rows(world: World) -> list[dict[str, str]]:
    dice = Dice("seo-02", world.key.seed, "heat")
    rows = []
    for word in heat_words(world.company):
        low, high = next((span for end, span in SEARCHES.items() if word.endswith(end)), (300, 1600))
        searches = dice.between(low, high)
        rows.append(
            {
                "关键词": word,
                "日均搜索次数": str(searches),
                "竞争程度": dice.pick(("高", "中", "低")),
                "三十天变化": f"{dice.between(-25, 40):+d} %",
            }
        )
    return sorted(rows, key=lambda row: -int(row["日均搜索次数"]))


def _crawl_rows(world: World) -> list[dict[str, str]]:
    rules = [line for line in robots(world).splitlines() if line.startswith("Disallow")]
    rows = [{"检测项": "robots.txt", "位置": "/robots.txt", "结果": line} for line in rules]
    rows += [
        {"检测项": "死链", "位置": page.slot.path, "结果": f"链接 {anchor.href} 返回 404"}
        for page in world.pages.values()
        for anchor in page.anchors
        if anchor.href in DEAD_PATHS
    ]
    inward = inward_links(world)
    rows += [
        {
            "检测项": "内链",
            "位置": page.slot.path,
            "结果": f"站内有 {inward[page.slot.path]} 个页面链接到本页",
        }
        for page in world.audited
    ]
    return rows


def inward_links(world: World) -> Counter[str]:
    """How many other pages of the site link to each path."""
    inward: Counter[str] = Counter()
    for path, page in world.pages.items():
        here = f"http://{world.company.host}{path}"
        targets = {urlsplit(urljoin(here, anchor.href)) for anchor in (*page.nav, *page.anchors)}
        inward.update({link.path or "/" for link in targets if link.hostname == world.company.host} - {path})
    return inward


def _kind_rows() -> list[dict[str, str]]:
    return [
        {"问题类型": kind.zh, "看哪里": kind.element, "严重程度": kind.severity, "含义": kind.meaning}
        for kind in kinds().values()
    ]


def accepted_points(company: Company) -> tuple[Sequence[str], ...]:
    """For each selling point, the words that show its use."""
    return tuple(point.accept for point in company.points)
