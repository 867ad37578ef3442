"""The plugin's data files: the account, its people's categories, definitions and shelf cards, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workbench.api import Card, Formula, packs

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Title:
    """A post's title; ``hook`` names its kind, which changes how many open it."""

    text: str
    hook: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What posts are about."""

    key: str
    name: str
    titles: tuple[Title, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """The made-up account. ``slots`` are its push hours; ``hooks`` the factor of each kind of title."""

    company: str
    account: str
    slots: tuple[int, ...]
    topics: tuple[Topic, ...]
    hooks: Mapping[str, float]

    @property
    def name(self) -> str:
        """The account's name."""
        return self.account


@dataclass(frozen=True, slots=True)
class Source:
    """Where fans come from: the platform's code and name; ``daily`` mean of new fans outside events.

    ``far`` and ``young`` weigh regions and ages of its people; ``held`` is its share of the first fans.
    """

    key: str
    code: int
    name: str
    daily: float
    far: float
    young: float
    held: float


@dataclass(frozen=True, slots=True)
class Category:
    """One class of an attribute and its weight among all people."""

    name: str
    weight: float
    is_far: bool = False
    is_young: bool = False


UNKNOWN = "未知"
ATTRIBUTES = ("sex", "age", "region", "device")


@dataclass(frozen=True, slots=True)
class People:
    """The pack of sources and of the fans' attributes, a field for each of ``ATTRIBUTES``."""

    sources: tuple[Source, ...]
    sex: tuple[Category, ...]
    age: tuple[Category, ...]
    region: tuple[Category, ...]
    device: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """A number's definition, by ``key``."""

    key: str
    name: str
    text: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Definitions:
    """The pack of definitions."""

    definitions: tuple[Definition, ...]


ACCOUNT = packs.PackFile(DATA / "account.yaml", Account)
PEOPLE = packs.PackFile(DATA / "people.yaml", People)
DEFINITIONS = packs.PackFile(DATA / "definitions.yaml", Definitions)
SHELF = packs.PackFile(DATA / "shelf.yaml", packs.Shelf)
PACKS = (ACCOUNT, PEOPLE, DEFINITIONS, SHELF)


def account() -> Account:
    """The account that all papers are about."""
    return ACCOUNT.content


def sources() -> tuple[Source, ...]:
    """The sources in the order of their columns."""
    return PEOPLE.content.sources


def source_index(key: str) -> int:
    """The column of source ``key``. Raises KeyError."""
    found = next((at for at, source in enumerate(sources()) if source.key == key), None)
    if found is None:
        raise KeyError(key)
    return found


def categories(attribute: str) -> tuple[Category, ...]:
    """The classes of one of ``ATTRIBUTES``, 未知 last."""
    found: tuple[Category, ...] = getattr(PEOPLE.content, attribute)
    return found


@cache
def definitions() -> Mapping[str, Formula]:
    """Each number's definition by its key."""
    rows = DEFINITIONS.content.definitions
    return {row.key: Formula(row.name, row.text, row.source, row.verified) for row in rows}


@cache
def shelf() -> tuple[Card, ...]:
    """The shelf cards; the card of definitions is written from the definitions."""
    listed = "\n\n".join(f"{one.name}：{one.text}。" for one in definitions().values())
    return SHELF.content.filled(listed, DEFINITIONS.read().head)
