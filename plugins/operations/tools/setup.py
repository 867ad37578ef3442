"""From the tool's state to the values that calculations take: what face, criteria and files share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.api import JSON, Refused

from ..world.shop import Shop, discounts_of
from .breakeven import month_figures
from .costs import CostItem, CostTable, UnitFigures, results, unit_figures
from .discounts import Order, order_figures
from .figures import Figure
from .pricing import Quote, rival_figures
from .scenario import Change, Forecast, Swing, forecast, forecast_figures, sensitivity


def items_in(rows: Sequence[JSON]) -> tuple[CostItem, ...]:
    """The cost items of the state's rows."""
    return tuple(CostItem(row["voucher"], row["category"], row["base"], row["rate"]) for row in rows)


def table_in(state: JSON, shop: Shop) -> CostTable:
    """The student's cost and profit table."""
    return CostTable(shop.month, state["income"], items_in(state["items"]))


def table_figures(state: JSON, shop: Shop) -> tuple[Figure, ...]:
    """The table's bottom lines."""
    return results(table_in(state, shop))


def quantity_figures(state: JSON, shop: Shop) -> tuple[Figure, ...]:
    """The month by the piece, from the student's own table."""
    return month_figures(table_in(state, shop), shop.policy.target)


def rivals_in(state: JSON, shop: Shop) -> tuple[Figure, ...]:
    """Mean, median and band of the competitors that were picked."""
    prices = [rival.price for rival in shop.rivals if rival.id in state["rivals"]]
    return rival_figures(prices, shop.policy.band)


def quote_in(row: JSON) -> Quote:
    """A quote of the state."""
    return Quote(row["sku"], row["method"], row["inputs"], row["ending"])


def adopted(state: JSON, sku: str) -> Quote | None:
    """The quote that was adopted for an article; None before that, or when it is no longer kept."""
    number = state["adopted"].get(sku)
    return next((quote_in(row) for row in state["quotes"] if row["no"] == number), None)


def change_in(row: JSON) -> Change:
    """A scenario of the state."""
    return Change(row["price"], row["commission_bp"], row["volume_bp"], row["ads_bp"], row["goods_bp"])


def chosen(state: JSON) -> JSON | None:
    """The scenario that was chosen for next month."""
    return next((row for row in state["scenarios"] if row["no"] == state["chosen"]), None)


def units_in(state: JSON, shop: Shop) -> UnitFigures:
    """The unit figures that scenarios start from. Raises Refused while there is no table."""
    table = table_in(state, shop)
    units = unit_figures(table)
    if units is None or not table.items or not table.income_base:
        raise Refused("先在“成本与利润”里选收入口径、加入成本项，才能推算下月。")
    return units


def forecast_in(state: JSON, shop: Shop, row: JSON) -> Forecast:
    """The forecast of a scenario on the student's own table. Raises Refused."""
    return forecast(units_in(state, shop), shop.demand, change_in(row))


def scenario_figures(state: JSON, shop: Shop, row: JSON) -> tuple[Figure, ...]:
    """The same, line by line."""
    return forecast_figures(units_in(state, shop), shop.demand, change_in(row))


def swings_in(state: JSON, shop: Shop, row: JSON) -> tuple[Swing, ...]:
    """What moves a scenario's profit most."""
    return sensitivity(units_in(state, shop), shop.demand, change_in(row))


def discounts_in(order: Mapping[str, object]) -> tuple[Figure, ...]:
    """The steps of an order's discounts, with commission and profit."""
    plain: JSON = dict(order)
    bought = Order(plain["price"], plain["pieces"], plain["cost"], plain["commission_bp"])
    return order_figures(bought, discounts_of(plain["discounts"]))
