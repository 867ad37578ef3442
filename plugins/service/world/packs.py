"""The plugin's data files, read once: goods, what customers say, intents, promises, phrases, shelf."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from workbench.api import Card

DATA = Path(__file__).resolve().parent.parent / "data"


@cache
def read(name: str) -> Mapping[str, Any]:  # Any: each file's own shape, used by the one module that knows it
    """The file ``data/<name>.yaml``."""
    loaded: Mapping[str, Any] = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


@dataclass(frozen=True, slots=True)
class Phrase:
    """A quick phrase: ``title`` on its button, ``text`` for the field where it can be edited."""

    title: str
    text: str


@cache
def phrases() -> tuple[Phrase, ...]:
    """The quick phrases in their order."""
    return tuple(Phrase(**row) for row in read("phrases")["phrases"])


@cache
def shelf() -> tuple[Card, ...]:
    """The shelf cards."""
    return tuple(Card(**{**row, "tags": tuple(row["tags"])}) for row in read("shelf")["cards"])
