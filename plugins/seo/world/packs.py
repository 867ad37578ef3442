"""The plugin's data files: companies, sentences, problem kinds, rules and shelf cards, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from workbench.api import Card, packs

from .bid_packs import BIDRULES, DATA, LEXICON, MARKET, QUIZ


@dataclass(frozen=True, slots=True)
class Product:
    """A product line: its page's slug, its name (the word that customers search), what it is for."""

    slug: str
    name: str
    use: str


@dataclass(frozen=True, slots=True)
class SellingPoint:
    """A selling point; ``accept`` holds the words by which a text shows that it uses the point."""

    text: str
    accept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """A made-up company. ``core`` is its main keyword, ``short`` a word that lies inside ``core``."""

    key: str
    name: str
    brand: str
    host: str
    city: str
    founded: int
    core: str
    short: str
    mission: str
    positioning: str
    products: tuple[Product, ...]
    points: tuple[SellingPoint, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem; ``also`` holds other names that are understood."""

    id: str
    zh: str
    element: str
    severity: str
    meaning: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the checker. ``low`` and ``high`` are inclusive; ``verified`` means read first-hand."""

    id: str
    element: str
    kinds: tuple[str, ...]
    title: str
    wanted: str
    source: str
    verified: bool
    low: int | float | None = None
    high: int | float | None = None


@dataclass(frozen=True, slots=True)
class Companies:
    """The pack of companies."""

    companies: tuple[Company, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """The sentence bank: ``neutral``, ``keyed`` and ``dense`` sentences, and templates by kind of page."""

    neutral: tuple[str, ...]
    keyed: tuple[str, ...]
    dense: tuple[str, ...]
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    bad_titles: Mapping[str, str]
    bad_descriptions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Kinds:
    """The pack of problem kinds."""

    severities: tuple[str, ...]
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The checker's rule pack."""

    rules: tuple[Rule, ...]


COMPANIES = packs.PackFile(DATA / "companies.yaml", Companies)
PROSE = packs.PackFile(DATA / "prose.yaml", Prose)
FAULTS = packs.PackFile(DATA / "faults.yaml", Kinds)
RULES = packs.PackFile(DATA / "rules.yaml", Rules)
SHELF = packs.PackFile(DATA / "shelf.yaml", packs.Shelf)
PACKS = (COMPANIES, PROSE, FAULTS, RULES, MARKET, LEXICON, BIDRULES, QUIZ, SHELF)


@cache
def companies() -> Mapping[str, Company]:
    """The companies by key, in the file's order."""
    return {one.key: one for one in COMPANIES.content.companies}


def prose() -> Prose:
    """The sentence bank."""
    return PROSE.content


@cache
def kinds() -> Mapping[str, Kind]:
    """The problem kinds by id, in order of precedence within an element."""
    return {one.id: one for one in FAULTS.content.kinds}


@cache
def rules() -> Mapping[str, Rule]:
    """The rule pack by rule id."""
    return {one.id: one for one in RULES.content.rules}


def rules_version() -> str:
    """The rule pack's version and date, to print beside its rules."""
    return RULES.read().head.edition


@cache
def shelf() -> tuple[Card, ...]:
    """The shelf cards; the card of problem kinds is written from the list of kinds."""
    listed = "\n".join(f"{kind.zh}（{kind.severity}）：{kind.meaning}。" for kind in kinds().values())
    return SHELF.content.filled(listed, FAULTS.read().head)
