"""The pricing and profit desk: what the student set up, step by step. Results are worked out elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from workbench.api import JSON, Action, Refused

from ..world.shop import Shop, shop_of
from .bases import BASES, INCOMES
from .costs import CATEGORIES
from .entries import change_of, discounts_of, quote_of, short
from .money import bp_of, fen_of
from .setup import discounts_in, forecast_in, quote_in
from .workbook import suits

MOST_ITEMS, MOST_QUOTES, MOST_SCENARIOS = 40, 30, 6


@dataclass(frozen=True, slots=True)
class SetIncome:
    """What counts as income: the id of a base."""

    base: str


@dataclass(frozen=True, slots=True)
class AddItem:
    """A cost item: the voucher's number, category and base by id, the rate as typed (yuan or percent)."""

    voucher: str
    category: str
    base: str
    rate: str


@dataclass(frozen=True, slots=True)
class DropItem:
    """Take back the item of that number."""

    item: int


@dataclass(frozen=True, slots=True)
class PickRivals:
    """The competitors that are comparable, by id."""

    rivals: list[str]


@dataclass(frozen=True, slots=True)
class MakeQuote:
    """Work out a price: article, method, what was typed for its inputs by id, and the ending."""

    sku: str
    method: str
    inputs: dict[str, str]
    ending: str = "none"


@dataclass(frozen=True, slots=True)
class Adopt:
    """Make the quote of that number its article's price."""

    quote: int


@dataclass(frozen=True, slots=True)
class KeepScenario:
    """A scenario for next month: a name, and what was typed for price, commission rate and changes."""

    name: str
    inputs: dict[str, str]


@dataclass(frozen=True, slots=True)
class OneScenario:
    """A scenario by its number."""

    scenario: int


@dataclass(frozen=True, slots=True)
class SetOrder:
    """An order under an offer: what was typed for price, pieces and unit cost, and the discounts in order.

    A discount is ``{"kind", "value", "threshold"}``, as typed.
    """

    inputs: dict[str, str]
    discounts: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class MakeFile:
    """Keep the workbook of the table as the deliverable. The host fills all but the first field."""

    deliverable: str
    file: str
    name: str
    size: int
    facts: dict[str, Any]  # Any: what intake read, JSON


ACTIONS = (
    Action("set_income", "选收入口径", SetIncome),
    Action("add_item", "加入成本项", AddItem),
    Action("drop_item", "删除成本项", DropItem),
    Action("pick_rivals", "选可比竞品", PickRivals),
    Action("quote", "计算定价", MakeQuote),
    Action("adopt", "采用定价", Adopt),
    Action("keep_scenario", "保存方案", KeepScenario),
    Action("drop_scenario", "删除方案", OneScenario),
    Action("choose_scenario", "选定方案", OneScenario),
    Action("set_order", "试算优惠", SetOrder),
    Action("make_file", "生成成本利润表", MakeFile, takes_file=True),
)


class ProfitEngine:
    """State: ``shop`` (see world.shop) and what was set up.

    ``income`` (base id or blank), ``items`` [{no, voucher, category, base, rate}], ``rivals`` (ids),
    ``quotes`` [{no, sku, method, inputs, ending}], ``adopted`` {sku: quote no}, ``scenarios`` [{no,
    name, price, commission_bp, volume_bp, ads_bp, goods_bp}], ``chosen`` (no or 0), ``order`` {price,
    pieces, cost, commission_bp, discounts} or None, ``files`` by deliverable, ``counts`` (numbers given).
    """

    def start(self, given: JSON, seed: int) -> JSON:
        """Nothing set up yet. The shop stands in the variant, so ``seed`` is not used."""
        del seed
        return {
            "shop": given["shop"],
            "income": "",
            "items": [],
            "rivals": [],
            "quotes": [],
            "adopted": {},
            "scenarios": [],
            "chosen": 0,
            "order": None,
            "files": {},
            "counts": {"items": 0, "quotes": 0, "scenarios": 0},
        }

    def apply(self, state: JSON, action: str, params: JSON) -> JSON:
        """The state after a step. What makes no sense is refused in the student's words."""
        if action not in _STEPS:
            raise Refused(f"没有“{action}”这个操作。")
        return {**state, **_STEPS[action](state, shop_of(state["shop"]), params)}


def _set_income(state: JSON, shop: Shop, params: JSON) -> JSON:
    del state, shop
    if params["base"] not in INCOMES:
        raise Refused("收入口径只能从列出的三个里选。")
    return {"income": params["base"]}


def _add_item(state: JSON, shop: Shop, params: JSON) -> JSON:
    voucher, category, base = params["voucher"], params["category"], params["base"]
    if shop.voucher(voucher) is None:
        raise Refused(f"素材里没有“{short(voucher)}”这张单据。")
    if category not in CATEGORIES:
        raise Refused("请选一个成本类别。")
    if base not in BASES:
        raise Refused("请选一个计费基数。")
    if len(state["items"]) >= MOST_ITEMS:
        raise Refused(f"成本项最多 {MOST_ITEMS} 条。")
    is_percent = BASES[base].kind == "money"
    what = "费率（%）" if is_percent else "单价或金额（元）"
    rate = bp_of(params["rate"], what) if is_percent else fen_of(params["rate"], what)
    if rate == 0:
        raise Refused(f"{what}是 0，不用加入。")
    row = {"voucher": voucher, "category": category, "base": base, "rate": rate}
    return _added(state, "items", row)


def _added(state: JSON, rows: str, row: JSON) -> JSON:
    # Numbers are never given twice, so that a step names one row whatever was deleted.
    number = state["counts"][rows] + 1
    return {rows: [*state[rows], {"no": number, **row}], "counts": {**state["counts"], rows: number}}


def _drop_item(state: JSON, shop: Shop, params: JSON) -> JSON:
    del shop
    return {"items": _without(state["items"], params["item"], "成本项")}


def _without(rows: list[JSON], number: int, what: str) -> list[JSON]:
    kept = [row for row in rows if row["no"] != number]
    if len(kept) == len(rows):
        raise Refused(f"没有第 {number} 号{what}。")
    return kept


def _pick_rivals(state: JSON, shop: Shop, params: JSON) -> JSON:
    del state
    known = [rival.id for rival in shop.rivals]
    if strangers := [name for name in params["rivals"] if name not in known]:
        raise Refused(f"竞品表里没有“{short(strangers[0])}”。")
    return {"rivals": [name for name in known if name in params["rivals"]]}


def _quote(state: JSON, shop: Shop, params: JSON) -> JSON:
    if all(sku.id != params["sku"] for sku in shop.skus):
        raise Refused("请选一款要定价的商品。")
    row = quote_of(params)
    quote_in(row).price()
    return _added({**state, "quotes": _room(state)}, "quotes", row)


def _room(state: JSON) -> list[JSON]:
    # The oldest quote that is not in use makes room for a new one.
    quotes = list(state["quotes"])
    if len(quotes) >= MOST_QUOTES:
        taken = set(state["adopted"].values())
        quotes.remove(next(row for row in quotes if row["no"] not in taken))
    return quotes


def _adopt(state: JSON, shop: Shop, params: JSON) -> JSON:
    del shop
    quote = next((row for row in state["quotes"] if row["no"] == params["quote"]), None)
    if quote is None:
        raise Refused(f"没有第 {params['quote']} 号定价，请重新计算。")
    return {"adopted": {**state["adopted"], quote["sku"]: quote["no"]}}


def _keep_scenario(state: JSON, shop: Shop, params: JSON) -> JSON:
    name = " ".join(params["name"].split())
    if not 1 <= len(name) <= 12 or not name.isprintable():  # noqa: PLR2004  fits a table's head
        raise Refused("方案名称要有 1—12 个字。")
    if len(state["scenarios"]) >= MOST_SCENARIOS:
        raise Refused(f"方案最多保留 {MOST_SCENARIOS} 个，请先删去不用的。")
    if any(row["name"] == name for row in state["scenarios"]):
        raise Refused(f"已有名为“{name}”的方案，请换一个名称。")
    row = {"name": name, **change_of(params["inputs"])}
    forecast_in(state, shop, row)
    return _added(state, "scenarios", row)


def _drop_scenario(state: JSON, shop: Shop, params: JSON) -> JSON:
    del shop
    kept = _without(state["scenarios"], params["scenario"], "方案")
    return {"scenarios": kept, "chosen": 0 if state["chosen"] == params["scenario"] else state["chosen"]}


def _choose_scenario(state: JSON, shop: Shop, params: JSON) -> JSON:
    del shop
    _without(state["scenarios"], params["scenario"], "方案")
    return {"chosen": params["scenario"]}


def _set_order(state: JSON, shop: Shop, params: JSON) -> JSON:
    del state, shop
    order = discounts_of(params["inputs"], params["discounts"])
    discounts_in(order)
    return {"order": order}


def _make_file(state: JSON, shop: Shop, params: JSON) -> JSON:
    if not state["items"] or not state["income"]:
        raise Refused("成本利润表还是空的：先选收入口径、加入成本项，再生成文件。")
    if not suits(params["facts"], state, shop):
        raise Refused("文件与工具里的表不一致，没有保存。请再按一次“生成”。")
    made = {
        "file": params["file"],
        "name": params["name"],
        "size": params["size"],
        "net": params["facts"]["net"],
    }
    return {"files": {**state["files"], params["deliverable"]: made}}


_STEPS: Mapping[str, Callable[[JSON, Shop, JSON], JSON]] = MappingProxyType(
    {
        "set_income": _set_income,
        "add_item": _add_item,
        "drop_item": _drop_item,
        "pick_rivals": _pick_rivals,
        "quote": _quote,
        "adopt": _adopt,
        "keep_scenario": _keep_scenario,
        "drop_scenario": _drop_scenario,
        "choose_scenario": _choose_scenario,
        "set_order": _set_order,
        "make_file": _make_file,
    }
)
