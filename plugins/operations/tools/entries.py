"""From what a student typed to what the state keeps: quotes, scenarios, orders. Raises Refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.api import JSON, Refused, reading

from .discounts import KINDS
from .money import WHOLE_BP, bp_of, fen_of
from .pricing import ENDINGS, METHODS, amounts

LONGEST_INPUT = 80
MOST_PIECES, MOST_DISCOUNTS = 999, 6


def short(text: object) -> str:
    """The beginning of what was typed, for a refusal."""
    return str(text)[:20]


def quote_of(params: JSON) -> dict[str, Any]:  # Any: JSON leaves
    """A quote's row without its number: only the inputs that its method asks for."""
    method = METHODS.get(params["method"])
    if method is None:
        raise Refused("请选一种定价方法。")
    if params["ending"] not in ENDINGS:
        raise Refused("请选一种尾数。")
    inputs = {one.id: _typed(params["inputs"], one.id) for one in method.inputs}
    return {"sku": params["sku"], "method": method.id, "inputs": inputs, "ending": params["ending"]}


def _typed(inputs: Mapping[str, str], name: str) -> str:
    text = inputs.get(name, "").strip()
    if len(text) > LONGEST_INPUT:
        raise Refused(f"填得太长：最多 {LONGEST_INPUT} 个字符。")
    return text


def change_of(inputs: Mapping[str, str]) -> dict[str, int]:
    """A scenario's numbers. A change that is left blank is none."""

    def change(name: str, what: str) -> int:
        text = _typed(inputs, name)
        return bp_of(text, what, low=-9_000, high=2 * WHOLE_BP) if text else 0

    return {
        "price": fen_of(_typed(inputs, "price"), "售价"),
        "commission_bp": bp_of(_typed(inputs, "commission"), "佣金率"),
        "volume_bp": change("volume", "销量变化"),
        "ads_bp": change("ads", "推广费变化"),
        "goods_bp": change("goods", "货品成本变化"),
    }


def discounts_of(inputs: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """An order under its discounts (Any: JSON leaves): fen, whole pieces, basis points."""
    if len(rows) > MOST_DISCOUNTS:
        raise Refused(f"优惠最多叠加 {MOST_DISCOUNTS} 层。")
    pieces = reading.fold(_typed(inputs, "pieces")).removesuffix("件")
    if not (pieces.isascii() and pieces.isdigit()) or not 1 <= int(pieces[:6]) <= MOST_PIECES:
        raise Refused(f"件数要填 1—{MOST_PIECES} 的整数。")
    return {
        "price": fen_of(_typed(inputs, "price"), "单价"),
        "pieces": int(pieces),
        "cost": fen_of(_typed(inputs, "cost"), "单位成本"),
        "commission_bp": bp_of(_typed(inputs, "commission"), "佣金率"),
        "discounts": [_discount(row) for row in rows],
    }


def _discount(row: Mapping[str, str]) -> dict[str, Any]:  # Any: JSON leaves
    kind = row.get("kind", "")
    if kind not in KINDS:
        raise Refused("优惠种类只能是单品折扣、店铺满减、平台优惠券。")
    value, threshold = _typed(row, "value"), _typed(row, "threshold")
    if kind == "rate":
        return {"kind": kind, "tiers": [[fen_of(threshold, "门槛") if threshold else 0, _rate(value)]]}
    values = amounts(value, "减的金额")
    limits = amounts(threshold, "门槛") if threshold else [0]
    if len(values) != len(limits):
        raise Refused(f"减的金额有 {len(values)} 档，门槛有 {len(limits)} 档，要一一对应。")
    if limits != sorted(set(limits)):
        raise Refused("分档满减要按门槛从低到高填，门槛不能相同。")
    return {"kind": kind, "tiers": [list(tier) for tier in zip(limits, values, strict=True)]}


def _rate(text: str) -> int:
    # 95 折, 9.5 折, 95 and 95 % all mean that 95 % is paid; up to 10 is read as tenths.
    bp = bp_of(reading.fold(text).removesuffix("折"), "折扣", low=1)
    return bp * 10 if bp <= WHOLE_BP // 10 else bp
