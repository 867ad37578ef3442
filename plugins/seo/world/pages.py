"""The pages of one variant's site as values: what each says, shows and links to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from workbench.api import Dice

from .packs import Company, companies
from .plan import Plan, Slot, make_plan
from .texts import Tdk, body_of, tdk_of

DEAD_PATHS = ("/products/old-2016.html", "/news/88.html", "/activity/spring.html", "/quote.html")
HEADINGS = ("详细说明", "服务承诺", "企业动态", "温馨提示", "更多内容")


@dataclass(frozen=True, slots=True)
class Key:
    """What a site is made from. Two equal keys give the same bytes."""

    company: str
    seed: int
    faults: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link of a page."""

    href: str
    text: str
    rel: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of a page; ``alt`` is None where the attribute is absent."""

    src: str
    alt: str | None


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page before it becomes bytes. ``charset`` is how it goes over the wire."""

    slot: Slot
    tdk: Tdk
    headings: tuple[str, ...]
    paragraphs: tuple[str, ...]
    nav: tuple[Anchor, ...]
    anchors: tuple[Anchor, ...]
    images: tuple[Image, ...]
    charset: str = "utf-8"
    has_meta_charset: bool = True


@dataclass(frozen=True, slots=True)
class World:
    """A whole site: its company, its plan and its pages by path."""

    key: Key
    company: Company
    plan: Plan
    pages: dict[str, PageSpec]

    def page_of(self, page_id: str) -> PageSpec:
        """The page of that id. Raises KeyError."""
        slot = next((slot for slot in self.plan.slots if slot.id == page_id), None)
        if slot is None:
            raise KeyError(page_id)
        return self.pages[slot.path]

    @property
    def audited(self) -> tuple[PageSpec, ...]:
        """The five pages that the student is asked about, in the site's order."""
        return tuple(self.page_of(page_id) for page_id in self.plan.audited)


@lru_cache(maxsize=1024)  # one a student of a sitting; a pure function, so a cache changes nothing
def build(key: Key) -> World:
    """The site of one variant. Raises KeyError for a company that the data file lacks."""
    company = companies()[key.company]
    plan = make_plan(company, key.seed, key.faults)
    return World(key, company, plan, {slot.path: _page(company, key.seed, plan, slot) for slot in plan.slots})


def _page(company: Company, seed: int, plan: Plan, slot: Slot) -> PageSpec:
    dice = Dice("seo-02", seed, company.key, slot.id, "frame")
    faults = plan.kinds_of(slot.id)
    page = PageSpec(
        slot=slot,
        tdk=tdk_of(company, seed, plan, slot),
        headings=_headings(slot, faults),
        paragraphs=(),
        nav=_nav(plan),
        anchors=_anchors(company, plan, slot, dice, is_broken="dead_link" in faults),
        images=_images(company, dice, is_bare="alt_missing" in faults),
        charset="gbk" if slot.id in (plan.gbk, plan.gbk_header_only) else "utf-8",
        has_meta_charset=slot.id != plan.gbk_header_only,
    )
    return replace(page, paragraphs=body_of(company, seed, plan, slot, frame_of(company, page)).paragraphs)


def frame_of(company: Company, page: PageSpec) -> tuple[str, ...]:
    """The visible texts of a page beside its paragraphs."""
    links = [anchor.text for anchor in (*page.nav, *page.anchors)]
    return (company.brand, page.slot.name, *page.headings, *HEADINGS[:3], *links, *footer_of(company))


def footer_of(company: Company) -> tuple[str, ...]:
    """The lines at the foot of every page."""
    return (
        f"版权所有 {company.name}",
        "湘ICP备00000000号（示例）",
        f"地址：湖南省{company.city}市模拟工业园 1 号",
    )


def _headings(slot: Slot, faults: frozenset[str]) -> tuple[str, ...]:
    if "h1_missing" in faults:
        return ()
    if "h1_many" in faults:
        return (slot.name, f"{slot.keyword}专区", "欢迎来电咨询")
    return (f"{slot.keyword}{slot.name}",)


def _nav(plan: Plan) -> tuple[Anchor, ...]:
    return tuple(
        Anchor(slot.path, slot.name)
        for slot in plan.slots
        if not slot.id.startswith("detail") and "orphan" not in plan.kinds_of(slot.id)
    )


def _anchors(company: Company, plan: Plan, slot: Slot, dice: Dice, *, is_broken: bool) -> tuple[Anchor, ...]:
    linked = [
        other for other in plan.slots if "orphan" not in plan.kinds_of(other.id) and other.id != slot.id
    ]
    details = [other for other in linked if other.id.startswith("detail")]
    chosen = details if slot.id == "products" else dice.shuffled(linked)[:3]
    found = [Anchor(_spelled(company, slot, other.path, dice), other.name) for other in chosen]
    found.append(Anchor("#top", "回到顶部"))
    found.append(Anchor("http://www.nongji-portal.example/list?city=1", "行业门户", "nofollow"))
    found.append(Anchor(f"http://bbs.{company.host.removeprefix('www.')}/", "机手论坛"))
    found.append(Anchor("tel:0700-0000000", "服务热线"))
    if slot.id == "download":
        found.append(Anchor("/archive.html", "历年资料合集"))
    if is_broken:
        found.append(Anchor(dice.pick(DEAD_PATHS), "往期活动"))
    return tuple(found)


def _spelled(company: Company, slot: Slot, path: str, dice: Dice) -> str:
    # The same page in the ways that sites really write it: judged by host, not by spelling or port.
    climb = "../" if slot.path.count("/") > 1 else ""
    spellings = (
        path,
        climb + (path.lstrip("/") or "./"),
        f"http://{company.host}{path}",
        f"//{company.host}{path}#more",
        f"http://{company.host}:80{path}",
    )
    return dice.pick(spellings)


def _images(company: Company, dice: Dice, *, is_bare: bool) -> tuple[Image, ...]:
    shown = dice.shuffled(company.products)[: dice.between(2, 4)]
    bare = dice.below(len(shown)) if is_bare else -1
    return tuple(
        Image(f"/img/{product.slug}.svg", None if at == bare else f"{product.name}实物图")
        for at, product in enumerate(shown)
    )
