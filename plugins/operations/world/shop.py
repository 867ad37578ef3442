"""The shop as a value: its month, vouchers, articles, competitors, price tests and plans, from JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from workbench.api import JSON

from ..tools.bases import Month
from ..tools.discounts import Discount
from ..tools.scenario import Demand


@dataclass(frozen=True, slots=True)
class Voucher:
    """A voucher: its number on the paper, its kind (packs), the rate that it states, its words."""

    no: str
    kind: str
    rate: int
    text: str


@dataclass(frozen=True, slots=True)
class Sku:
    """An article to be priced: id, name, role, and its unit cost in fen by part."""

    id: str
    name: str
    role: str
    goods: int
    packing: int
    freight: int

    @property
    def cost(self) -> int:
        """Unit cost: goods, packing and freight."""
        return self.goods + self.packing + self.freight


@dataclass(frozen=True, slots=True)
class Rival:
    """A competitor's offer; ``is_comparable`` where size, kind of price and state fit the small bag."""

    id: str
    shop: str
    size: str
    price_kind: str
    remark: str
    price: int

    @property
    def is_comparable(self) -> bool:
        """The paper's rule: 250 g, price as paid, regular sale."""
        return (self.size, self.price_kind, self.remark) == ("250 g", "到手价", "正常销售")


@dataclass(frozen=True, slots=True)
class Policy:
    """What the paper prescribes for prices and next month: fen, basis points and whole pieces.

    ``markup_low`` to ``markup_high`` is the range of the markup; ``reference`` and ``differences`` are
    of the gift box; ``discounts`` are next month's offer in the order in which they are taken.
    """

    markup_low: int
    markup_high: int
    offset_bp: int
    band: int
    reference: int
    differences: tuple[int, ...]
    target: int
    volume_bp: int
    ads_bp: int
    commission_bp: int
    order_pieces: int
    discounts: tuple[Discount, ...]


@dataclass(frozen=True, slots=True)
class Shop:
    """Everything that the profit tool works on."""

    month: Month
    vouchers: tuple[Voucher, ...]
    skus: tuple[Sku, ...]
    rivals: tuple[Rival, ...]
    demand: Demand
    policy: Policy

    def sku(self, role: str) -> Sku:
        """The article of that role: 引流款, 利润款 or 形象款."""
        return next(sku for sku in self.skus if sku.role == role)

    def voucher(self, number: str) -> Voucher | None:
        """The voucher of that number."""
        return next((voucher for voucher in self.vouchers if voucher.no == number), None)


def shop_of(plain: JSON) -> Shop:
    """The shop from the JSON that ``given["shop"]`` and the tool's state hold."""
    return _shop_of(json.dumps(plain, sort_keys=True, ensure_ascii=False))


def discounts_of(rows: Sequence[JSON]) -> tuple[Discount, ...]:
    """Discounts from JSON rows ``{"kind", "tiers": [[threshold, value]]}``."""
    return tuple(
        Discount(row["kind"], tuple((threshold, value) for threshold, value in row["tiers"])) for row in rows
    )


@lru_cache(maxsize=512)  # a room of students, each redrawing at every click
def _shop_of(text: str) -> Shop:
    plain: Mapping[str, Any] = json.loads(text)  # Any: JSON leaves, told apart by the dataclasses
    policy = dict(plain["policy"])
    policy["differences"] = tuple(policy["differences"])
    policy["discounts"] = discounts_of(policy["discounts"])
    return Shop(
        month=Month.of(plain["month"]),
        vouchers=tuple(Voucher(**row) for row in plain["vouchers"]),
        skus=tuple(Sku(**row) for row in plain["skus"]),
        rivals=tuple(Rival(**row) for row in plain["rivals"]),
        demand=tuple((price, pieces) for price, pieces in plain["demand"]),
        policy=Policy(**policy),
    )
