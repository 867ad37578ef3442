"""The plugin's data files: the product's world, lexicons, platform rules and shelf cards, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from workbench.api import Card, packs

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Point:
    """A true selling point. ``card`` and ``basis`` hold ``{n}``, drawn within ``n``.

    ``accept`` are the words by which a text shows its use; ``number`` is the expression that finds the
    point's own number near them; ``say`` is how the worked answers put it.
    """

    id: str
    name: str
    card: str
    basis: str
    n: tuple[int, int]
    source: str
    licence: str
    accept: tuple[str, ...]
    number: packs.Expression
    say: str


@dataclass(frozen=True, slots=True)
class Fake:
    """A claim that the product's archive contradicts: ``truth`` is what the archive says."""

    id: str
    name: str
    card: str
    truth: str
    source: str
    licence: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """What a picture shows: ``shows`` names the points that it illustrates, none for a stranger."""

    id: str
    subject: str
    shows: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """What the copy is to achieve, and how the worked answers open and close for it."""

    id: str
    name: str
    text: str
    hook: str
    ask: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A further row of the archive; ``text`` holds ``{n}``."""

    source: str
    text: str
    n: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Licence:
    """What a picture's mark says, and where the picture comes from."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Rice:
    """Everything that the variants of copywriting-01 are drawn from."""

    company: str
    product: str
    also: tuple[str, ...]
    brands: tuple[str, ...]
    goals: tuple[Goal, ...]
    notices: tuple[Notice, ...]
    points: tuple[Point, ...]
    fakes: tuple[Fake, ...]
    pictures: tuple[Scene, ...]
    strangers: tuple[Scene, ...]
    licences: Mapping[str, tuple[Licence, ...]]
    sizes: Mapping[str, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class Limit:
    """One length limit of a platform. ``unit``: ``char`` (each 1) or ``zi`` (full width 1, half 0.5)."""

    id: str
    name: str
    at: int
    unit: Literal["char", "zi"]
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform of the previews. ``title``: bracket (in the text), line (a field of its own) or none.

    ``topics`` is how a topic is written, blank where the platform has none; ``pictures`` is [low, high].
    """

    id: str
    name: str
    title: Literal["bracket", "line", "none"]
    topics: str
    pictures: tuple[int, int]
    limits: tuple[Limit, ...]

    def limit(self, limit_id: str) -> Limit | None:
        """The limit of that id, or None."""
        return next((limit for limit in self.limits if limit.id == limit_id), None)


@dataclass(frozen=True, slots=True)
class Platforms:
    """The platform pack. A picture's ratio may differ from an allowed one by ``ratio_tolerance`` of it."""

    platforms: tuple[Platform, ...]
    ratios: tuple[str, ...]
    ratio_tolerance: float

    @property
    def by_id(self) -> Mapping[str, Platform]:
        """The platforms by id, in the pack's order."""
        return {one.id: one for one in self.platforms}


@dataclass(frozen=True, slots=True)
class Folds:
    """The pack of characters that stand for another: pairs, parted by blanks; the second is what is meant."""

    traditional: str
    lookalike: str
    latin: str


@dataclass(frozen=True, slots=True)
class LexiconKind:
    """A kind of banned or risky words, and the law behind it."""

    id: str
    name: str
    level: Literal["ban", "warn"]
    law: str
    verified: bool
    words: tuple[str, ...]
    may_be_quoted: bool = False


@dataclass(frozen=True, slots=True)
class LexiconContext:
    """Longer words in which a banned one is harmless, and why."""

    why: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The pack of banned and risky words."""

    kinds: tuple[LexiconKind, ...]
    contexts: tuple[LexiconContext, ...]


@dataclass(frozen=True, slots=True)
class SellPart:
    """One part of the hard-sell sum, as the pack writes it."""

    id: str
    name: str
    weight: int
    words: tuple[str, ...] = ()
    expressions: tuple[packs.Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class SellRule:
    """A part of the hard-sell sum that is counted: so many are free, each further one adds ``weight``."""

    name: str
    free: int
    weight: int


@dataclass(frozen=True, slots=True)
class HardSellPack:
    """The pack of the hard-sell measure."""

    parts: tuple[SellPart, ...]
    contexts: tuple[str, ...]
    exclaim: SellRule
    brand: SellRule
    banned: SellRule


RICE = packs.PackFile(DATA / "rice.yaml", Rice)
PLATFORMS = packs.PackFile(DATA / "platforms.yaml", Platforms)
FOLDS = packs.PackFile(DATA / "folds.yaml", Folds)
LEXICON = packs.PackFile(DATA / "lexicon.yaml", Lexicon)
HARDSELL = packs.PackFile(DATA / "hardsell.yaml", HardSellPack)
SHELF = packs.PackFile(DATA / "shelf.yaml", packs.Shelf)
PACKS = (RICE, PLATFORMS, FOLDS, LEXICON, HARDSELL, SHELF)


def rice() -> Rice:
    """The world of copywriting-01."""
    return RICE.content


def platforms() -> Platforms:
    """The platform pack."""
    return PLATFORMS.content


def shelf() -> tuple[Card, ...]:
    """The shelf cards."""
    return SHELF.content.cards
