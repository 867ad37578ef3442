"""The plugin's data files: the account, its people's categories, definitions and shelf cards, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from workbench.api import Card, Formula

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
    name: str
    slots: tuple[int, ...]
    topics: tuple[Topic, ...]
    hooks: Mapping[str, float]


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


def _read(name: str) -> dict[str, Any]:  # Any: each file's own shape, checked by its dataclass below
    loaded: dict[str, Any] = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return loaded


@cache
def account() -> Account:
    """The account that all papers are about."""
    row = _read("account.yaml")
    topics = tuple(
        Topic(one["key"], one["name"], tuple(Title(**title) for title in one["titles"]))
        for one in row["topics"]
    )
    slots = tuple(row["slots"])
    return Account(row["company"], row["account"], slots, topics, row["hooks"])


@cache
def sources() -> tuple[Source, ...]:
    """The sources in the order of their columns."""
    return tuple(Source(**row) for row in _read("people.yaml")["sources"])


def source_index(key: str) -> int:
    """The column of source ``key``. Raises KeyError."""
    found = next((at for at, source in enumerate(sources()) if source.key == key), None)
    if found is None:
        raise KeyError(key)
    return found


@cache
def categories(attribute: str) -> tuple[Category, ...]:
    """The classes of one of ``ATTRIBUTES``, 未知 last."""
    return tuple(Category(**row) for row in _read("people.yaml")[attribute])


@cache
def definitions() -> Mapping[str, Formula]:
    """Each number's definition by its key."""
    rows = _read("definitions.yaml")["definitions"]
    return {row["key"]: Formula(row["name"], row["text"], row["source"], row["verified"]) for row in rows}


@cache
def shelf() -> tuple[Card, ...]:
    """The shelf cards; the card of definitions is written from the definitions."""
    listed = "\n\n".join(f"{one.name}：{one.text}。" for one in definitions().values())
    return tuple(
        Card(
            row["id"],
            row["title"],
            row["text"] or listed,
            row["source"],
            row.get("verified", False),
            tuple(row["tags"]),
        )
        for row in _read("shelf.yaml")["cards"]
    )
