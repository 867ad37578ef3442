"""The words of a page: title, keywords, description and body, with the planted faults in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.api import Dice

from .packs import Company, prose
from .plan import Plan, Slot

LOW_PERCENT, HIGH_PERCENT = 1.3, 9.5  # well outside the advice band of 2-8 %, so that no rounding decides
NORMAL_PERCENT = (3.0, 6.0)
CHARS = (650, 1000)  # body characters of a page: 5-12 KB with its frame
MANY_KEYWORDS = ("厂家", "价格", "批发", "图片", "型号", "哪家好", "多少钱", "定做", "维修")


@dataclass(frozen=True, slots=True)
class Tdk:
    """Title, keywords and description of a page; None where its tag is absent."""

    title: str | None
    keywords: str | None
    description: str | None


def tdk_of(company: Company, seed: int, plan: Plan, slot: Slot) -> Tdk:
    """The page's original T/K/D with its planted faults."""
    faults = plan.kinds_of(slot.id)
    twin = _twin(plan, slot, "title_duplicate")
    title: str | None = _title(company, twin)
    for kind, template in prose().bad_titles.items():
        if f"title_{kind}" in faults:
            title = _fill(template, company, slot, seed)
    described = _twin(plan, slot, "description_duplicate")
    description: str | None = _fill(_template(prose().descriptions, described), company, described, seed)
    for kind, template in prose().bad_descriptions.items():
        if f"description_{kind}" in faults:
            description = _fill(template, company, slot, seed)
    keywords: str | None = ",".join(_keywords(company, slot, faults))
    return Tdk(
        None if "title_missing" in faults else title,
        None if "keywords_missing" in faults else keywords,
        None if "description_missing" in faults else description,
    )


def _twin(plan: Plan, slot: Slot, kind: str) -> Slot:
    # Both pages of a pair show the text of the one that stands first.
    pages = [fault.page for fault in plan.faults if fault.kind == kind]
    if slot.id not in pages:
        return slot
    return next(other for other in plan.slots if other.id in pages)


def _template(templates: Mapping[str, str], slot: Slot) -> str:
    name = {"news-1": "news", "news-2": "news2"}.get(slot.id, slot.id.split("-")[0])
    return templates[name]


def _title(company: Company, slot: Slot) -> str:
    return _fill(_template(prose().titles, slot), company, slot, 0)


def _fill(template: str, company: Company, slot: Slot, seed: int) -> str:
    point, point2 = Dice("seo-02", seed, company.key, slot.id, "points").shuffled(company.points)[:2]
    return template.format(
        kw=slot.keyword,
        brand=company.brand,
        city=company.city,
        company=company.name,
        founded=company.founded,
        page=slot.name.replace(slot.keyword, "产品"),
        point=point.text,
        point2=point2.text,
    )


def _keywords(company: Company, slot: Slot, faults: frozenset[str]) -> list[str]:
    word = slot.keyword
    if "keywords_many" in faults:
        return [word, *(word + end for end in MANY_KEYWORDS)]
    other = company.core if word != company.core else company.products[0].name
    if "keywords_stuffed" in faults:
        return [word, word, other, word, word + "厂家"]
    return [word, word + "厂家", company.city + word, other]


@dataclass(frozen=True, slots=True)
class Body:
    """Paragraphs of a page, each a run of sentences."""

    paragraphs: tuple[str, ...]


def body_of(company: Company, seed: int, plan: Plan, slot: Slot, frame: Sequence[str]) -> Body:
    """Paragraphs that bring the page's density where its faults want it.

    ``frame`` holds the visible texts outside the paragraphs: they count too.
    """
    dice = Dice("seo-02", seed, company.key, slot.id, "body")
    faults = plan.kinds_of(slot.id)
    hits = sum(text.count(slot.keyword) for text in frame)
    chars = sum(len("".join(text.split())) for text in frame)
    wanted = _wanted_percent(dice, faults)
    enough = dice.between(*CHARS)
    bank = _Bank(dice, {"kw": slot.keyword, "brand": company.brand, "city": company.city})
    sentences: list[str] = []
    while chars < enough or ("density_low" in faults and _percent(slot, hits, chars) > LOW_PERCENT):
        below = _percent(slot, hits, chars) < wanted
        rich = "dense" if "density_high" in faults else "keyed"
        sentences.append(bank.draw(rich if below else "neutral"))
        hits += sentences[-1].count(slot.keyword)
        chars += len(sentences[-1])
    sentences = dice.shuffled(sentences)
    return Body(tuple("".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)))


def _wanted_percent(dice: Dice, faults: frozenset[str]) -> float:
    if "density_low" in faults:
        return 0.0
    if "density_high" in faults:
        return HIGH_PERCENT + dice.below(25) / 10
    low, high = NORMAL_PERCENT
    return low + dice.below(int((high - low) * 10)) / 10


def _percent(slot: Slot, hits: int, chars: int) -> float:
    return len(slot.keyword) * hits / chars * 100 if chars else 0.0


class _Bank:
    """Sentences without repetition until a kind runs out."""

    def __init__(self, dice: Dice, words: Mapping[str, str]) -> None:
        self._dice = dice
        self._words = words
        self._left: dict[str, list[str]] = {}

    def draw(self, kind: str) -> str:
        """The next sentence of ``kind``."""
        if not self._left.get(kind):
            self._left[kind] = self._dice.shuffled(getattr(prose(), kind))
        return self._left[kind].pop().format(**self._words)
