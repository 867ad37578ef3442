"""The data files of bidding: the search market, its words, the rules of creatives, the questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.api import packs

DATA = Path(__file__).resolve().parent.parent / "data"

Span = tuple[int, int]
"""Lowest and highest value that is drawn, both inclusive."""


@dataclass(frozen=True, slots=True)
class Client:
    """The company that advertises; ``line`` is its business."""

    name: str
    brand: str
    city: str
    line: str


@dataclass(frozen=True, slots=True)
class Service:
    """A service before it is drawn: searches a day, conversions in a thousand clicks, yuan an order.

    ``price`` is the usual price of a click in yuan.
    """

    id: str
    name: str
    product: str
    page: str
    daily: Span
    cvr: Span
    margin: Span
    price: float


@dataclass(frozen=True, slots=True)
class Word:
    """A search: ``share`` of its theme's in thousandths, ``cvr`` in percent of its theme's."""

    text: str
    theme: str
    share: int
    cvr: int


@dataclass(frozen=True, slots=True)
class Stranger:
    """A search that does not fit, and why; searches a day, conversions in a thousand clicks."""

    text: str
    theme: str
    daily: Span
    cvr: Span
    why: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The pack of the search market. Shares are in percent or in proportion, in the order of their names."""

    company: Client
    areas: tuple[str, ...]
    area_shares: tuple[int, ...]
    devices: tuple[str, ...]
    device_shares: tuple[int, ...]
    hours: tuple[int, ...]
    days: tuple[str, ...]
    day_percent: tuple[int, ...]
    themes: tuple[Service, ...]
    pages: tuple[str, ...]
    words: tuple[Word, ...]
    strangers: tuple[Stranger, ...]
    tail: tuple[Word, ...]
    rivals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """What several forms mean; a ``loose`` one need not appear in a search for broad match."""

    id: str
    forms: tuple[str, ...]
    typos: tuple[str, ...]
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The pack of what searches are made of."""

    concepts: tuple[Concept, ...]


@dataclass(frozen=True, slots=True)
class FieldRule:
    """The length of one field of a creative in 字, both inclusive."""

    id: str
    name: str
    low: int
    high: int
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class BannedWord:
    """An absolute term, and the longer words in which it is harmless."""

    word: str
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Who says something, and whether that was read first-hand."""

    text: str
    verified: bool


@dataclass(frozen=True, slots=True)
class BidRules:
    """The pack of what a creative may be. ``dump_share`` of a text, in [0, 1], may be keywords at most."""

    creative: tuple[FieldRule, ...]
    banned: tuple[BannedWord, ...]
    banned_source: Said
    marks: str
    dump_share: float


@dataclass(frozen=True, slots=True)
class Single:
    """A question with one right option, which stands first."""

    text: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Multiple:
    """A question with several right options."""

    text: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """A question for an order; ``right`` is in it."""

    text: str
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A question for pairs."""

    text: str
    pairs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Quiz:
    """The pack of questions."""

    single: tuple[Single, ...]
    multiple: tuple[Multiple, ...]
    order: tuple[Order, ...]
    match: tuple[Match, ...]


MARKET = packs.PackFile(DATA / "market.yaml", Facts)
LEXICON = packs.PackFile(DATA / "lexicon.yaml", Lexicon)
BIDRULES = packs.PackFile(DATA / "bidrules.yaml", BidRules)
QUIZ = packs.PackFile(DATA / "quiz.yaml", Quiz)
