"""The plugin's data files, read once: goods, what customers say, intents, promises, phrases, shelf."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.api import Card, packs

DATA = Path(__file__).resolve().parent.parent / "data"

Lines = tuple[str, ...]
"""Sentences of which one is said."""

Expressions = tuple[packs.Expression, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A quick phrase: ``title`` on its button, ``text`` for the field where it can be edited."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """The pack of quick phrases."""

    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Craft:
    """How a tea is made, and ``why`` somebody avoids it."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Range:
    """What goods of one use are drawn from: prices in yuan, weights in grams."""

    scene: str
    packs: tuple[str, ...]
    grams: tuple[int, ...]
    suffix: str
    prices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OfferRule:
    """Every full ``threshold`` of an order takes ``cut`` off, both in yuan."""

    threshold: int
    cut: int


@dataclass(frozen=True, slots=True)
class City:
    """Where parcels go, and how many days they take."""

    name: str
    days: int


@dataclass(frozen=True, slots=True)
class GoodsPack:
    """The pack of the made-up tea shop."""

    company: str
    shop: str
    names: tuple[str, ...]
    tastes: tuple[str, ...]
    plain_craft: str
    crafts: tuple[Craft, ...]
    self: Range
    gift: Range
    offers: tuple[OfferRule, ...]
    cut_percents: tuple[int, ...]
    pay_minutes: tuple[int, ...]
    ship_hours: tuple[int, ...]
    cities: tuple[City, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A customer's name in the shop and on the parcel."""

    nick: str
    receiver: str


@dataclass(frozen=True, slots=True)
class Customers:
    """The pack of what customers are called and say.

    ``openers`` and ``answers`` hold lines by need, or by the need's value (use, craft) where that decides.
    """

    people: tuple[Person, ...]
    openers: Mapping[str, Lines | Mapping[str, Lines]]
    answers: Mapping[str, Lines | Mapping[str, Lines]]
    objections: Mapping[str, Lines]
    demands: tuple[Lines, ...]
    already: Lines
    too_many: Lines
    dodge: Lines
    confused: Lines
    repeated: Lines
    early: Lines
    unknown: Lines
    many_goods: Lines
    fits: Lines
    baits: Lines
    how_much: Lines
    dearer: Lines
    what_price: Lines
    which_one: Lines
    agreed: Lines
    send_order: Lines
    still_how: Lines
    not_yet: Lines
    order_wrong: Lines
    order_right: Lines
    checked: Lines
    checked_before: Lines
    wrong_field: Lines
    pay_anyway: Lines
    bye_early: Lines
    bye: Lines
    thanks: Lines
    polite: Lines
    greeted: Lines
    bought: Lines
    goods_seen: Lines
    left: Lines
    nudges: Lines


@dataclass(frozen=True, slots=True)
class Cues:
    """What a question for a need looks like: ``cues`` in a question, ``whole`` questions by themselves."""

    cues: Expressions
    whole: Expressions


@dataclass(frozen=True, slots=True)
class Intents:
    """The pack of how typed Chinese is understood: expressions over folded text, by what they do."""

    greet: Expressions
    question: Expressions
    ask: Mapping[str, Cues]
    open: Expressions
    confirm: Expressions
    recommend: Expressions
    benefit: Expressions
    hold: Expressions
    reason: Expressions
    vague_offer: Expressions
    condition: Expressions
    decline: Expressions
    verify: Expressions
    bye: Expressions
    later: Expressions
    polite: Expressions
    facts: Mapping[str, Expressions]
    fields: Mapping[str, Expressions]


@dataclass(frozen=True, slots=True)
class PromiseKind:
    """A kind of forbidden promise. ``verified``: the text of the source was read."""

    id: str
    title: str
    reason: str
    source: str
    verified: bool
    patterns: Expressions


@dataclass(frozen=True, slots=True)
class Promises:
    """The pack of what a clerk must not say, and of the words that take it back."""

    negations: Expressions
    denials: Expressions
    kinds: tuple[PromiseKind, ...]


GOODS = packs.PackFile(DATA / "goods.yaml", GoodsPack)
CUSTOMERS = packs.PackFile(DATA / "customers.yaml", Customers)
INTENTS = packs.PackFile(DATA / "intents.yaml", Intents)
PROMISES = packs.PackFile(DATA / "promises.yaml", Promises)
PHRASES = packs.PackFile(DATA / "phrases.yaml", Phrases)
SHELF = packs.PackFile(DATA / "shelf.yaml", packs.Shelf)
PACKS = (GOODS, CUSTOMERS, INTENTS, PROMISES, PHRASES, SHELF)


def phrases() -> tuple[Phrase, ...]:
    """The quick phrases in their order."""
    return PHRASES.content.phrases


def shelf() -> tuple[Card, ...]:
    """The shelf cards."""
    return SHELF.content.cards
