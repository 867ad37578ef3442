"""The plugin's data files: companies, sentences, problem kinds, rules and shelf cards, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from workbench.api import Card

DATA = Path(__file__).resolve().parent.parent / "data"


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
    low: float | None = None
    high: float | None = None


def read(name: str) -> dict[str, Any]:  # Any: each file's own shape, checked by its dataclass
    """A data file of the plugin; to be read once, by a cached loader."""
    loaded: dict[str, Any] = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return loaded


@cache
def companies() -> Mapping[str, Company]:
    """The companies by key, in the file's order."""
    rows = read("companies.yaml")["companies"]
    return {row["key"]: _company(row) for row in rows}


def _company(row: dict[str, Any]) -> Company:
    products = tuple(Product(**item) for item in row.pop("products"))
    points = tuple(SellingPoint(item["text"], tuple(item["accept"])) for item in row.pop("points"))
    return Company(**row, products=products, points=points)


@cache
def prose() -> Mapping[str, Any]:  # Any: lists of sentences and mappings of templates
    """The sentence bank."""
    return read("prose.yaml")


@cache
def kinds() -> Mapping[str, Kind]:
    """The problem kinds by id, in order of precedence within an element."""
    rows = read("faults.yaml")["kinds"]
    return {row["id"]: Kind(**{**row, "also": tuple(row["also"])}) for row in rows}


@cache
def rules() -> Mapping[str, Rule]:
    """The rule pack by rule id."""
    rows = read("rules.yaml")["rules"]
    return {row["id"]: Rule(**{**row, "kinds": tuple(row["kinds"])}) for row in rows}


@cache
def rules_version() -> str:
    """The rule pack's version and date, to print beside its rules."""
    head = read("rules.yaml")
    return f"{head['version']}，{head['date']}"


@cache
def shelf() -> tuple[Card, ...]:
    """The shelf cards; the card of problem kinds is written from the list of kinds."""
    cards = read("shelf.yaml")["cards"]
    listed = "\n".join(f"{kind.zh}（{kind.severity}）：{kind.meaning}。" for kind in kinds().values())
    return tuple(
        Card(
            row["id"],
            row["title"],
            row["text"] or listed,
            row["source"],
            row.get("verified", False),
            tuple(row["tags"]),
        )
        for row in cards
    )
