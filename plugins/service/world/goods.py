"""The twelve goods of a variant: for each customer one that fits, and five that fail in one need each."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.api import Dice

from .money import FEN
from .packs import GoodsPack, Range

ROLES = ("fit", "taste", "budget", "qty", "deadline", "taboo")
"""What a good is for its customer: the fitting one, or the need in which it fails."""

DEARER_PERCENT = 160  # the good beyond the budget against the fitting one
STOCKS = (36, 58, 64, 80, 120, 150)


@dataclass(frozen=True, slots=True)
class Sku:
    """One article. ``lead_days`` pass until it is sent; 0 means that it lies ready."""

    id: str
    short: str
    name: str
    taste: str
    craft: str
    pack: str
    grams: int
    scene: str
    price_fen: int
    stock: int
    lead_days: int

    @property
    def sending(self) -> str:
        """When it is sent, as the goods card says it."""
        return f"{self.lead_days} 天后发货" if self.lead_days else "现货，当天发货"

    @property
    def traits(self) -> tuple[str, ...]:
        """Words that are true of it."""
        return (self.taste, self.craft, self.pack, f"{self.grams}克", self.scene)


@dataclass(frozen=True, slots=True)
class Group:
    """What a customer's six goods are made for: the needs, and ``spare_days`` for lead time."""

    kind: str
    taste: str
    craft: str
    quantity: int
    spare_days: int


def goods_of(group: Group, names: list[str], dice: Dice, data: GoodsPack) -> list[tuple[str, Sku]]:
    """The six goods of ``group`` with their roles; their ids are still blank."""
    base = dice.pick(_range(group, data).prices)
    return [(role, _sku(role, group, names.pop(), (dice, data, base))) for role in ROLES]


def _range(group: Group, data: GoodsPack) -> Range:
    return data.gift if group.kind == "gift" else data.self


def _sku(role: str, group: Group, short: str, how: tuple[Dice, GoodsPack, int]) -> Sku:
    dice, data, base = how
    shelf = _range(group, data)
    others = [taste for taste in data.tastes if taste != group.taste]
    yuan = base if role == "fit" else base - 10 * dice.below(3)
    if role == "budget":
        yuan = base * DEARER_PERCENT // 1000 * 10 + 8
    ready = dice.below(group.spare_days + 1)
    return Sku(
        id="",
        short=short,
        name=short + shelf.suffix,
        taste=dice.pick(others) if role == "taste" else group.taste,
        craft=group.craft if role == "taboo" else data.plain_craft,
        pack=dice.pick(shelf.packs),
        grams=dice.pick(shelf.grams),
        scene=shelf.scene,
        price_fen=yuan * FEN,
        stock=group.quantity - 1 if role == "qty" else dice.pick(STOCKS),
        lead_days=group.spare_days + 1 + dice.below(2) if role == "deadline" else ready,
    )
