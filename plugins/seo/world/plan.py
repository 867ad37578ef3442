"""Which pages a student audits, which word each is measured by, and which faults are planted where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.api import Dice

from .packs import Company, kinds

FAULTS_LOW, FAULTS_HIGH = 6, 10  # blueprint seo-02, m1: 6-10处
MAX_FAULTS_A_PAGE = 3  # a page stays readable, and no page is the only bad one

DUPLICATES = ("title_duplicate", "description_duplicate")
SITE_KINDS = ("robots_blocked", "orphan")
TDK_ELEMENTS = ("标题", "关键词", "描述")


@dataclass(frozen=True, slots=True)
class Slot:
    """A page of the site before its texts: ``id`` names its templates, ``keyword`` measures it."""

    id: str
    path: str
    name: str
    keyword: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A planted problem: the page's id and the problem's kind."""

    page: str
    kind: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The site's slots in order, the audited ids, the faults of audited and of other pages, encodings."""

    slots: tuple[Slot, ...]
    audited: tuple[str, ...]
    faults: tuple[Fault, ...]
    elsewhere: tuple[Fault, ...]
    gbk: str
    gbk_header_only: str

    def kinds_of(self, page: str) -> frozenset[str]:
        """The kinds of problem that ``page`` has."""
        return frozenset(fault.kind for fault in (*self.faults, *self.elsewhere) if fault.page == page)


def make_plan(company: Company, seed: int, count: int) -> Plan:
    """The plan of one variant: ``count`` faults on the five audited pages."""
    dice = Dice("seo-02", seed, company.key, "plan")
    drawn = dice.shuffled(["detail-0", "about", "news-1", "service", "cases", "faq"])[:3]
    nested, gbk, header_only = drawn
    slots = tuple(
        slot if slot.id != nested else Slot(slot.id, slot.path, slot.name, company.short)
        for slot in _slots(company)
    )
    order = [slot.id for slot in slots]
    audited = tuple(sorted(("home", "products", *drawn), key=order.index))
    faults = _faults(dice, audited, count, nested)
    elsewhere = _elsewhere(dice, [page for page in order if page not in audited])
    return Plan(slots, audited, faults, elsewhere, gbk, header_only)


def _slots(company: Company) -> tuple[Slot, ...]:
    words = [product.name for product in company.products]
    details = [
        Slot(f"detail-{at}", f"/products/{product.slug}.html", f"{product.name}详情页", product.name)
        for at, product in enumerate(company.products)
    ]
    return (
        Slot("home", "/", "首页", company.core),
        Slot("products", "/products.html", "产品页", words[1]),
        *details,
        Slot("about", "/about.html", "关于我们", company.core),
        Slot("news-1", "/news/1.html", "新闻页", words[2]),
        Slot("news-2", "/news/2.html", "知识页", words[3]),
        Slot("service", "/service.html", "售后服务", company.core),
        Slot("cases", "/cases.html", "客户案例", words[0]),
        Slot("faq", "/faq.html", "常见问题", words[3]),
        Slot("contact", "/contact.html", "联系我们", company.core),
        Slot("download", "/download.html", "资料下载", company.core),
        Slot("dealers", "/dealers.html", "经销网点", words[1]),
        Slot("jobs", "/jobs.html", "人才招聘", company.core),
    )


class _Planter:
    """Puts faults on pages so that each element of a page has one problem at most."""

    def __init__(self, pages: Sequence[str], nested: str) -> None:
        self._nested = nested
        self.faults: list[Fault] = []
        self._taken: set[tuple[str, str]] = set()
        self._load = dict.fromkeys(pages, 0)

    def fits(self, page: str, kind: str) -> bool:
        """Whether ``kind`` can still be planted on ``page``."""
        if kind in SITE_KINDS and page == "home":
            return False  # the root can be neither orphan nor blocked alone
        if kind == "density_low" and page == self._nested:
            return False  # the short word stands in every page's frame
        free = (page, kinds()[kind].element) not in self._taken
        return free and self._load[page] < MAX_FAULTS_A_PAGE

    def plant(self, page: str, kind: str) -> None:
        """Put one fault down."""
        self.faults.append(Fault(page, kind))
        self._taken.add((page, kinds()[kind].element))
        self._load[page] += 1


def _faults(dice: Dice, audited: Sequence[str], count: int, nested: str) -> tuple[Fault, ...]:
    planter = _Planter(audited, nested)
    singles = [kind for kind in kinds() if kind not in DUPLICATES]
    tdk = [kind for kind in singles if kinds()[kind].element in TDK_ELEMENTS]
    for page, kind in zip(("home", "products"), dice.shuffled(tdk)[:2], strict=True):
        planter.plant(page, kind)  # the two pages to rewrite must have something to mend
    _plant_pair(dice, planter, audited, dice.pick(DUPLICATES))
    rest = [(page, kind) for page in audited for kind in singles]
    used = {fault.kind for fault in planter.faults}
    for page, kind in dice.shuffled(rest):
        if len(planter.faults) >= count:
            break
        if kind not in used and planter.fits(page, kind):
            planter.plant(page, kind)
            used.add(kind)
    order = list(kinds())
    return tuple(
        sorted(planter.faults, key=lambda fault: (audited.index(fault.page), order.index(fault.kind)))
    )


def _plant_pair(dice: Dice, planter: _Planter, pages: Sequence[str], kind: str) -> None:
    free = [page for page in dice.shuffled(pages) if planter.fits(page, kind)]
    for page in free[:2]:
        planter.plant(page, kind)


def _elsewhere(dice: Dice, pages: Sequence[str]) -> tuple[Fault, ...]:
    planter = _Planter(pages, nested="")
    singles = [kind for kind in kinds() if kind not in (*DUPLICATES, *SITE_KINDS)]
    for page in pages:
        for kind in dice.shuffled(singles)[: dice.below(3)]:
            if planter.fits(page, kind):
                planter.plant(page, kind)
    return tuple(planter.faults)
