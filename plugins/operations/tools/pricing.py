"""Pricing methods, each a worked calculation from the student's inputs to a price in fen."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from workbench.api import Refused

from .figures import Figure
from .money import WHOLE_BP, bp_of, fen_of, half_up, part, percent, yuan

_BETWEEN = re.compile(r"[;；、\s]+|[,，](?![0-9]{3}(?:[^0-9]|$))")
MOST_PARTS = 8

Inputs = Mapping[str, str]
"""What the student typed, by the input's id."""


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a method: its label, and an example that the field shows."""

    id: str
    zh: str
    hint: str


@dataclass(frozen=True, slots=True)
class Method:
    """A pricing method; ``work`` gives the price before its ending. Raises Refused for impossible inputs."""

    id: str
    zh: str
    formula: str
    inputs: tuple[Input, ...]
    work: Callable[[Inputs], Figure]


def _cost_plus(inputs: Inputs) -> Figure:
    cost = fen_of(inputs.get("cost", ""), "单位成本")
    markup = bp_of(inputs.get("markup", ""), "加成率", high=10 * WHOLE_BP)
    price = half_up(cost * (WHOLE_BP + markup), WHOLE_BP)
    return Figure("成本加成价", price, "fen", f"{yuan(cost)} ×（1 + {percent(markup)}）")


def _target_margin(inputs: Inputs) -> Figure:
    cost = fen_of(inputs.get("cost", ""), "单位成本")
    margin = bp_of(inputs.get("margin", ""), "目标毛利率")
    commission = bp_of(inputs.get("commission", ""), "佣金率")
    left = WHOLE_BP - margin - commission
    if left <= 0:
        raise Refused(
            f"毛利率 {percent(margin)} 加佣金率 {percent(commission)} 不小于 100 %，没有一个价格能做到。"
        )
    price = half_up(cost * WHOLE_BP, left)
    return Figure(
        "目标毛利价", price, "fen", f"{yuan(cost)} ÷（1 − {percent(margin)} − {percent(commission)}）"
    )


def _competition(inputs: Inputs) -> Figure:
    rival = fen_of(inputs.get("reference", ""), "竞品参照价")
    offset = bp_of(inputs.get("offset", ""), "偏离率", low=-WHOLE_BP, high=WHOLE_BP)
    price = half_up(rival * (WHOLE_BP + offset), WHOLE_BP)
    sign = "−" if offset < 0 else "+"
    return Figure("竞争导向价", price, "fen", f"{yuan(rival)} ×（1 {sign} {percent(abs(offset))}）")


def _value(inputs: Inputs) -> Figure:
    reference = fen_of(inputs.get("reference", ""), "参照品价格")
    found = amounts(inputs.get("differences", ""), "差异价值", may_be_negative=True)
    price = reference + sum(found)
    terms = "".join(f" {'−' if one < 0 else '+'} {yuan(abs(one))}" for one in found)
    if price < 0:
        raise Refused("差异价值合计把价格减成了负数，请检查正负号。")
    return Figure("感知价值价", price, "fen", f"{yuan(reference)}{terms}")


def _bundle(inputs: Inputs) -> Figure:
    found = amounts(inputs.get("parts", ""), "组合内单价")
    if len(found) < 2:  # noqa: PLR2004  one article is no bundle
        raise Refused("捆绑至少要有两件商品，单价之间用空格或顿号隔开。")
    discount = bp_of(inputs.get("discount", ""), "组合让利率")
    whole = sum(found)
    price = whole - part(whole, discount)
    terms = " + ".join(yuan(one) for one in found)
    return Figure("捆绑价", price, "fen", f"（{terms}）×（1 − {percent(discount)}）")


def amounts(text: str, what: str, *, may_be_negative: bool = False) -> list[int]:
    """The amounts of a list typed in yuan, with blanks, 、 or ; between. Raises Refused."""
    words = [word for word in _BETWEEN.split(text.strip()) if word]
    if not words:
        raise Refused(f"请填写{what}。")
    if len(words) > MOST_PARTS:
        raise Refused(f"{what}最多 {MOST_PARTS} 个数。")
    return [fen_of(word, what, may_be_negative=may_be_negative) for word in words]


_COST = Input("cost", "单位成本（元）", "如 26.50")
_MARKUP = Input("markup", "加成率（%）", "如 60")
_MARGIN = Input("margin", "目标毛利率（%）", "如 40")
_COMMISSION = Input("commission", "佣金率（%）", "如 5")
_RIVAL = Input("reference", "竞品参照价（元）", "均价或中位数")
_OFFSET = Input("offset", "偏离率（%，低填负数）", "如 -5")
_REFERENCE = Input("reference", "参照品价格（元）", "如 168")
_DIFFERENCES = Input("differences", "差异价值（元，空格隔开）", "如 12 6 -8")
_PARTS = Input("parts", "组合内单价（元，空格隔开）", "如 29.9 59.9")
_DISCOUNT = Input("discount", "组合让利率（%）", "如 10")

_ALL = (
    Method("cost_plus", "成本加成定价", "单位成本 ×（1 + 加成率）", (_COST, _MARKUP), _cost_plus),
    Method(
        "target_margin",
        "目标毛利定价",
        "单位成本 ÷（1 − 毛利率 − 佣金率）",
        (_COST, _MARGIN, _COMMISSION),
        _target_margin,
    ),
    Method("competition", "竞争导向定价", "竞品参照价 ×（1 + 偏离率）", (_RIVAL, _OFFSET), _competition),
    Method("value", "感知价值定价", "参照品价格 + 各项差异价值", (_REFERENCE, _DIFFERENCES), _value),
    Method("bundle", "捆绑定价", "组合内单价之和 ×（1 − 让利率）", (_PARTS, _DISCOUNT), _bundle),
)

METHODS: Mapping[str, Method] = MappingProxyType({method.id: method for method in _ALL})
"""The methods by id. Source: the clause's 采用合适的定价方法; formulae ENGINES 1.3 and the blueprint."""

ENDINGS: Mapping[str, tuple[str, int, int]] = MappingProxyType(
    {
        "none": ("不取尾数", 1, 0),
        "point9": ("角位取 9（如 29.90）", 100, 90),
        "nine": ("个位取 9（如 29）", 1000, 900),
        "eight": ("个位取 8（如 28）", 1000, 800),
    }
)
"""Charm endings: label, the step between such prices and the last of them within a step, in fen."""


def with_ending(price: int, ending: str) -> int:
    """The highest price not above ``price`` (fen) that has the ending. Raises Refused where there is none."""
    label, step, last = ENDINGS[ending]
    found = price - (price - last) % step
    if found <= 0:
        raise Refused(f"{yuan(price)} 元以下没有“{label}”的价格。")
    return found


@dataclass(frozen=True, slots=True)
class Quote:
    """A price that was worked out: which goods, by which method, from which inputs, with which ending."""

    sku: str
    method: str
    inputs: Inputs
    ending: str

    def raw(self) -> Figure:
        """The price before its ending."""
        return METHODS[self.method].work(self.inputs)

    def price(self) -> int:
        """The price in fen."""
        return with_ending(self.raw().value or 0, self.ending)


def rival_figures(prices: Sequence[int], band: int) -> tuple[Figure, ...]:
    """Mean, median and the fullest band of competitors' prices; ``band`` is the band's width in fen.

    Of bands equally full the lower counts. Empty without prices.
    """
    if not prices:
        return ()
    ordered, count = sorted(prices), len(prices)
    low, high = ordered[(count - 1) // 2], ordered[count // 2]
    middle = yuan(low) if low == high else f"（{yuan(low)} + {yuan(high)}）÷ 2"
    if count % 2:
        middle = f"第 {count // 2 + 1} 个 {yuan(low)}"
    start, inside = main_band(prices, band)
    end = f"{yuan(start)}—{yuan(start + band)} 有 {inside} 个，最多"
    return (
        Figure("竞品均价", half_up(sum(prices), count), "fen", f"{yuan(sum(prices))} ÷ {count}"),
        Figure("竞品中位数", half_up(low + high, 2), "fen", middle),
        Figure("主流价格带起点", start, "fen", end),
    )


def main_band(prices: Sequence[int], band: int) -> tuple[int, int]:
    """Where the fullest band begins (fen) and how many prices lie in it."""
    counts: dict[int, int] = {}
    for price in prices:
        counts[price // band * band] = counts.get(price // band * band, 0) + 1
    start = min(counts, key=lambda begin: (-counts[begin], begin))
    return start, counts[start]
