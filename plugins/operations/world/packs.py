"""The plugin's data files: shops, vouchers, service indicators and shelf cards, read once."""

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
class Brand:
    """A made-up shop and its three articles: the month's one, the small bag, the gift box."""

    key: str
    company: str
    shop: str
    main: str
    small: str
    gift: str


@dataclass(frozen=True, slots=True)
class VoucherKind:
    """A kind of voucher and how it enters the table; ``category`` is blank for what is no cost.

    ``also`` are further categories that are right, ``why`` says what is easily done wrong.
    """

    kind: str
    name: str
    category: str
    base: str
    also: tuple[str, ...]
    text: str
    why: str

    @property
    def is_cost(self) -> bool:
        """Whether it belongs into the month's table."""
        return bool(self.category)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A service indicator. ``tiers`` bound the scores, best first; ``floor`` and ``ceiling`` bound the draw.

    ``said`` is the word by which a text is understood to mean it.
    Units: bp (0.01 %), fen, seconds (where less is better).
    """

    id: str
    zh: str
    said: str
    unit: str
    tiers: tuple[int, ...]
    floor: int
    ceiling: int

    def tier(self, value: int) -> int:
        """Which tier ``value`` reaches: 0 is the best; one past the last bound is the worst."""
        if self.unit == "seconds":
            return sum(value > bound for bound in self.tiers)
        return sum(value < bound for bound in self.tiers)


def _read(name: str) -> dict[str, Any]:  # Any: each file's own shape, checked by its dataclass below
    loaded: dict[str, Any] = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return loaded


@cache
def brands() -> tuple[Brand, ...]:
    """The shops, in the file's order."""
    return tuple(Brand(**row) for row in _read("shops.yaml")["shops"])


@cache
def rival_names() -> tuple[str, ...]:
    """Names of competing shops."""
    return tuple(_read("shops.yaml")["rivals"])


@cache
def voucher_kinds() -> Mapping[str, VoucherKind]:
    """The kinds of voucher by id, costs first."""
    rows = _read("ledger.yaml")["vouchers"]
    return {
        row["kind"]: VoucherKind(
            **{
                **row,
                "category": row["category"] or "",
                "base": row["base"] or "",
                "also": tuple(row["also"]),
            }
        )
        for row in rows
    }


@cache
def agent_names() -> tuple[str, ...]:
    """Names of customer-service agents."""
    return tuple(_read("kpi.yaml")["agents"])


@cache
def tier_scores() -> tuple[int, ...]:
    """The score of each tier, best first."""
    return tuple(_read("kpi.yaml")["scores"])


@cache
def indicators() -> tuple[Indicator, ...]:
    """The five indicators, in the order of the table."""
    rows = _read("kpi.yaml")["indicators"]
    return tuple(Indicator(**{**row, "tiers": tuple(row["tiers"])}) for row in rows)


@cache
def weight_sets() -> tuple[tuple[int, ...], ...]:
    """The sets of weights in percent, in the order of the indicators."""
    return tuple(tuple(row) for row in _read("kpi.yaml")["weights"])


@cache
def shelf() -> tuple[Card, ...]:
    """The shelf cards."""
    return tuple(
        Card(row["id"], row["title"], row["text"], row["source"], row["verified"], tuple(row["tags"]))
        for row in _read("shelf.yaml")["cards"]
    )
