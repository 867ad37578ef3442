"""What a perfect paper says, worked out by the same functions that the tool and its face use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from workbench.api import JSON, Evidence

from ..tools.costs import CostItem, CostTable, UnitFigures, unit_figures
from ..tools.pricing import Quote, rival_figures
from ..tools.scenario import Change, forecast
from ..world.packs import VoucherKind, voucher_kinds
from ..world.shop import Shop, Voucher, shop_of

TOOL = "operations.profit"
WHOLE_PERCENT = 100  # basis points: the paper asks for whole percents of markup
INCOME = "net_paid"

FITTING = {
    "引流款": ("competition",),
    "利润款": ("cost_plus", "target_margin"),
    "形象款": ("value",),
}
"""Methods that fit each role: many like offers; known costs; nothing like it.

Source: blueprint operations-01, 角色—方法可接受集合.
"""

ENDINGS = {"引流款": "point9", "利润款": "point9", "形象款": "eight"}
"""The ending that the paper asks of each role."""


def shop_in(evidence: Evidence) -> Shop:
    """The variant's shop."""
    return shop_of(evidence.given["shop"])


def tool_state(evidence: Evidence) -> JSON:
    """The profit tool's last state, with nothing set up where the tool was never there."""
    blank = {
        "income": "",
        "items": [],
        "rivals": [],
        "quotes": [],
        "adopted": {},
        "scenarios": [],
        "chosen": 0,
    }
    return {**blank, **evidence.states.get(TOOL, {})}


def kind_of(voucher: Voucher) -> VoucherKind:
    """How a voucher enters the table."""
    return voucher_kinds()[voucher.kind]


def right_item(voucher: Voucher) -> CostItem:
    """The entry that a cost voucher asks for."""
    kind = kind_of(voucher)
    return CostItem(voucher.no, kind.category, kind.base, voucher.rate)


def right_table(shop: Shop) -> CostTable:
    """The month's table as it should be."""
    items = tuple(right_item(voucher) for voucher in shop.vouchers if kind_of(voucher).is_cost)
    return CostTable(shop.month, INCOME, items)


def units_of(table: CostTable) -> UnitFigures:
    """The table by the piece; every variant sells something."""
    units = unit_figures(table)
    if units is None:
        raise ValueError("a month without sales has no unit figures")
    return units


def plan_change(shop: Shop, price: int) -> Change:
    """Next month as the paper prescribes it, at ``price``."""
    policy = shop.policy
    return Change(price, policy.commission_bp, policy.volume_bp, policy.ads_bp)


def plan_net(shop: Shop, price: int) -> int:
    """Next month's true net profit in fen at ``price``. Raises Refused outside the price tests."""
    return forecast(units_of(right_table(shop)), shop.demand, plan_change(shop, price)).net


@dataclass(frozen=True, slots=True)
class Best:
    """The best price of the main article within the paper's range of markups, and its net profit, in fen."""

    price: int
    net: int


def best_price(shop: Shop) -> Best:
    """Every whole percent of markup is tried; of equal profits the lower price counts."""
    return _best(shop)


@lru_cache(maxsize=256)  # the same shop is asked for by several lines and the panel
def _best(shop: Shop) -> Best:
    nets = {price: plan_net(shop, price) for price in {quote.price() for quote in _markup_quotes(shop)}}
    price = min(nets, key=lambda one: (-nets[one], one))
    return Best(price, nets[price])


def right_quotes(shop: Shop) -> dict[str, Quote]:
    """A right quote for each role; the main article's is the best one."""
    policy = shop.policy
    median = rival_figures([one.price for one in shop.rivals if one.is_comparable], policy.band)[1].value or 0
    rival = {"reference": f"{median / 100:.2f}", "offset": f"{policy.offset_bp / 100:g}"}
    gift = {
        "reference": f"{policy.reference / 100:.2f}",
        "differences": " ".join(f"{one / 100:g}" for one in policy.differences),
    }
    return {
        "引流款": Quote(shop.sku("引流款").id, "competition", rival, ENDINGS["引流款"]),
        "利润款": _best_quote(shop),
        "形象款": Quote(shop.sku("形象款").id, "value", gift, ENDINGS["形象款"]),
    }


def _best_quote(shop: Shop) -> Quote:
    best = best_price(shop).price
    return next(quote for quote in _markup_quotes(shop) if quote.price() == best)


def _markup_quotes(shop: Shop) -> Iterator[Quote]:
    policy, main = shop.policy, shop.sku("利润款")
    for markup in range(policy.markup_low, policy.markup_high + 1, WHOLE_PERCENT):
        inputs = {"cost": f"{main.cost / 100:.2f}", "markup": f"{markup / 100:g}"}
        yield Quote(main.id, "cost_plus", inputs, ENDINGS["利润款"])
