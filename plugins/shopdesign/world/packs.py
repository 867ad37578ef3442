"""The plugin's data files: materials with their licences, benefits, word lists, shelf cards, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from workbench.api import Card

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


def _read(name: str) -> dict[str, Any]:  # Any: each file's own shape, checked by its dataclass below
    loaded: dict[str, Any] = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return loaded


@cache
def materials() -> tuple[Material, ...]:
    """Every given picture, in the file's order."""
    rows = _read("materials.yaml")["materials"]
    return tuple(Material(**{**row, "colours": tuple(row.get("colours", ()))}) for row in rows)


@cache
def benefits() -> dict[str, Benefit]:
    """The kinds of benefits that the clause names, by id."""
    rows = _read("benefits.yaml")["benefits"]
    return {
        row["id"]: Benefit(row["id"], row["title"], tuple(map(tuple, row["names"])), tuple(row["offers"]))
        for row in rows
    }


@cache
def gifts() -> tuple[str, ...]:
    """What may be given away, with its number, as the advertising law's eighth article wants it."""
    return tuple(_read("benefits.yaml")["gifts"])


@cache
def words() -> Words:
    """The word list of the advertising law's ninth article."""
    rows = _read("words.yaml")
    return Words(tuple(rows["banned"]), tuple(rows["harmless"]))


@cache
def shelf() -> tuple[Card, ...]:
    """The shelf cards."""
    return tuple(
        Card(
            row["id"],
            row["title"],
            row["text"],
            row["source"],
            row.get("verified", False),
            tuple(row["tags"]),
        )
        for row in _read("shelf.yaml")["cards"]
    )
