"""The plugin's data files: the product's world, lexicons, platform rules and shelf cards, read once."""

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
    number: str
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
    licences: Mapping[str, tuple[tuple[str, str], ...]]
    sizes: Mapping[str, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class Limit:
    """One length limit of a platform. ``unit``: ``char`` (each 1) or ``zi`` (full width 1, half 0.5)."""

    id: str
    name: str
    at: int
    unit: str
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform of the previews. ``title``: bracket (in the text), line (a field of its own) or none.

    ``topics`` is how a topic is written, blank where the platform has none; ``pictures`` is [low, high].
    """

    id: str
    name: str
    title: str
    topics: str
    pictures: tuple[int, int]
    limits: tuple[Limit, ...]

    def limit(self, limit_id: str) -> Limit | None:
        """The limit of that id, or None."""
        return next((limit for limit in self.limits if limit.id == limit_id), None)


@dataclass(frozen=True, slots=True)
class Platforms:
    """The platform pack. A picture's ratio may differ from an allowed one by ``tolerance`` of it."""

    version: str
    by_id: Mapping[str, Platform]
    ratios: tuple[str, ...]
    tolerance: float


def read(name: str) -> dict[str, Any]:  # Any: each file's own shape, checked by the dataclass it fills
    """A data file of the plugin."""
    loaded: dict[str, Any] = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return loaded


def _frozen(row: Mapping[str, Any]) -> dict[str, Any]:  # Any: as above
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


@cache
def rice() -> Rice:
    """The world of copywriting-01."""
    head = read("rice.yaml")
    licences = {
        kind: tuple((one["text"], one["source"]) for one in rows) for kind, rows in head["licences"].items()
    }
    sizes = {kind: tuple((width, height) for width, height in rows) for kind, rows in head["sizes"].items()}
    return Rice(
        head["company"],
        head["product"],
        tuple(head["also"]),
        tuple(head["brands"]),
        tuple(Goal(**_frozen(row)) for row in head["goals"]),
        tuple(Notice(**_frozen(row)) for row in head["notices"]),
        tuple(Point(**_frozen(row)) for row in head["points"]),
        tuple(Fake(**_frozen(row)) for row in head["fakes"]),
        tuple(Scene(**_frozen(row)) for row in head["pictures"]),
        tuple(Scene(**_frozen(row)) for row in head["strangers"]),
        licences,
        sizes,
    )


@cache
def platforms() -> Platforms:
    """The platform pack."""
    head = read("platforms.yaml")
    found = {
        row["id"]: Platform(
            row["id"],
            row["name"],
            row["title"],
            row["topics"],
            (row["pictures"][0], row["pictures"][1]),
            tuple(Limit(**limit) for limit in row["limits"]),
        )
        for row in head["platforms"]
    }
    version = f"{head['version']}，{head['date']}"
    return Platforms(version, found, tuple(head["ratios"]), float(head["ratio_tolerance"]))


@cache
def shelf() -> tuple[Card, ...]:
    """The shelf cards."""
    return tuple(
        Card(row["id"], row["title"], row["text"], row["source"], row["verified"], tuple(row["tags"]))
        for row in read("shelf.yaml")["cards"]
    )
