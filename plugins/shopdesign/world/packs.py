"""The plugin's data files: materials with their licences, benefits, word lists, shelf cards, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workbench.api import Card, packs

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Material:
    """A given picture. ``licence`` is what its mark says, ``licensed`` whether a shop may use it.

    ``kind`` is photo, background or badge. A photograph has a ``scene``, and is ``fit`` when it can
    become a main picture; ``words`` are baked into a badge; ``mark`` is a foreign watermark.
    """

    key: str
    name: str
    kind: str
    licence: str
    licensed: bool
    scene: str = ""
    fit: bool = False
    is_small: bool = False
    mark: str = ""
    words: str = ""
    pattern: str = ""
    colours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Benefit:
    """A kind of benefit. Each of ``names`` is a set of words that together show the kind in one text.

    ``offers`` are the wordings that may be drawn; ``{gift}``, ``{floor}`` and ``{discount}`` are put in.
    """

    id: str
    title: str
    names: tuple[tuple[str, ...], ...]
    offers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Absolute terms, and contexts in which the same characters are harmless."""

    banned: tuple[str, ...]
    harmless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Materials:
    """The pack of given pictures."""

    materials: tuple[Material, ...]


@dataclass(frozen=True, slots=True)
class Benefits:
    """The pack of benefits, and of what may be given away."""

    benefits: tuple[Benefit, ...]
    gifts: tuple[str, ...]


MATERIALS = packs.PackFile(DATA / "materials.yaml", Materials)
BENEFITS = packs.PackFile(DATA / "benefits.yaml", Benefits)
WORDS = packs.PackFile(DATA / "words.yaml", Words)
SHELF = packs.PackFile(DATA / "shelf.yaml", packs.Shelf)
PACKS = (MATERIALS, BENEFITS, WORDS, SHELF)


def materials() -> tuple[Material, ...]:
    """Every given picture, in the file's order."""
    return MATERIALS.content.materials


@cache
def benefits() -> dict[str, Benefit]:
    """The kinds of benefits that the clause names, by id."""
    return {row.id: row for row in BENEFITS.content.benefits}


def gifts() -> tuple[str, ...]:
    """What may be given away, with its number, as the advertising law's eighth article wants it."""
    return BENEFITS.content.gifts


def words() -> Words:
    """The word list of the advertising law's ninth article."""
    return WORDS.content


def shelf() -> tuple[Card, ...]:
    """The shelf cards."""
    return SHELF.content.cards
