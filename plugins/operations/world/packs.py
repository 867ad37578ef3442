"""The plugin's data files: shops, vouchers, service indicators and shelf cards, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workbench.api import Card, packs

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


@dataclass(frozen=True, slots=True)
class Voucher:
    """A row of the ledger pack; ``category`` and ``base`` are None for what is no cost of the month."""

    kind: str
    name: str
    category: str | None
    base: str | None
    also: tuple[str, ...]
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Shops:
    """The pack of made-up shops."""

    shops: tuple[Brand, ...]
    rivals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The pack of vouchers."""

    vouchers: tuple[Voucher, ...]


@dataclass(frozen=True, slots=True)
class Kpi:
    """The pack of service indicators. ``scores`` of the tiers, best first; ``weights`` in percent."""

    agents: tuple[str, ...]
    scores: tuple[int, ...]
    indicators: tuple[Indicator, ...]
    weights: tuple[tuple[int, ...], ...]


SHOPS = packs.PackFile(DATA / "shops.yaml", Shops)
LEDGER = packs.PackFile(DATA / "ledger.yaml", Ledger)
KPI = packs.PackFile(DATA / "kpi.yaml", Kpi)
SHELF = packs.PackFile(DATA / "shelf.yaml", packs.Shelf)
PACKS = (SHOPS, LEDGER, KPI, SHELF)


def brands() -> tuple[Brand, ...]:
    """The shops, in the file's order."""
    return SHOPS.content.shops


def rival_names() -> tuple[str, ...]:
    """Names of competing shops."""
    return SHOPS.content.rivals


@cache
def voucher_kinds() -> Mapping[str, VoucherKind]:
    """The kinds of voucher by id, costs first."""
    return {
        row.kind: VoucherKind(
            row.kind, row.name, row.category or "", row.base or "", row.also, row.text, row.why
        )
        for row in LEDGER.content.vouchers
    }


def agent_names() -> tuple[str, ...]:
    """Names of customer-service agents."""
    return KPI.content.agents


def tier_scores() -> tuple[int, ...]:
    """The score of each tier, best first."""
    return KPI.content.scores


def indicators() -> tuple[Indicator, ...]:
    """The five indicators, in the order of the table."""
    return KPI.content.indicators


def weight_sets() -> tuple[tuple[int, ...], ...]:
    """The sets of weights in percent, in the order of the indicators."""
    return KPI.content.weights


def shelf() -> tuple[Card, ...]:
    """The shelf cards."""
    return SHELF.content.cards
