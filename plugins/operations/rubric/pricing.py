"""Line 6: comparable competitors, fitting methods, right prices, and a price chosen by its profit."""

from __future__ import annotations

from collections.abc import Callable

from workbench.api import Evidence, Finding, Refused, cite_events

from ..tools.money import WHOLE_BP, bp_of, fen_of, half_up, part, percent, yuan
from ..tools.pricing import ENDINGS as ENDING_NAMES
from ..tools.pricing import METHODS, Quote
from ..tools.setup import adopted
from ..world.shop import Shop
from .truth import ENDINGS, FITTING, TOOL, best_price, plan_net, right_quotes, shop_in, tool_state

ENDING_PART = 0.4
"""What the right ending is worth of a price; the rest is the calculation before it."""

FLOOR = 0.6
"""Overlap (common ÷ all named or meant) of competitors that earns nothing yet: all 14 give 0.57."""


def pricing(
    evidence: Evidence,
    *,
    rivals: float,
    methods: float,
    prices: float,
    decision: float,
    full: float,
    half: float,
) -> Finding:
    """The parts weigh ``rivals``, ``methods``, ``prices`` and ``decision`` (they sum to 1).

    The decision earns all when next month's true net profit at the chosen price is at least ``full`` of
    the best within the paper's range, half from ``half`` on.
    """
    shop, state = shop_in(evidence), tool_state(evidence)
    quotes = {sku.role: adopted(state, sku.id) for sku in shop.skus}
    found = (
        (rivals, _rivals(shop, state["rivals"])),
        (methods, _methods(shop, quotes)),
        (prices, _prices(shop, quotes)),
        (decision, _decision(shop, quotes["利润款"], full, half)),
    )
    share = sum(weight * reached for weight, (reached, _) in found)
    steps = evidence.steps(TOOL, "adopt")
    facts = _facts(shop, quotes["利润款"])
    reason = "；".join(words for _, (_, words) in found)
    return Finding(round(min(1.0, share), 4), reason, cite_events(*(event.seq for event in steps)), facts)


def _rivals(shop: Shop, picked: list[str]) -> tuple[float, str]:
    right = {rival.id for rival in shop.rivals if rival.is_comparable}
    chosen = set(picked)
    overlap = len(right & chosen) / len(right | chosen)
    wanted = f"应有 {len(right)} 个：同规格、到手价、正常销售"
    words = f"可比竞品选了 {len(chosen)} 个，其中 {len(right & chosen)} 个可比（{wanted}）"
    return max(0.0, (overlap - FLOOR) / (1 - FLOOR)), words


Quotes = dict[str, Quote | None]


def _methods(shop: Shop, quotes: Quotes) -> tuple[float, str]:
    met = {role: _fits(shop, role, quote) for role, quote in quotes.items()}
    words = "、".join(
        f"{role}{METHODS[quote.method].zh if quote else '没有采用定价'}" for role, quote in quotes.items()
    )
    return sum(met.values()) / len(met), f"方法合适 {sum(met.values())}/{len(met)}（{words}）"


def _fits(shop: Shop, role: str, quote: Quote | None) -> bool:
    # A price below its unit cost shows that the method's name was all that was known.
    return quote is not None and quote.method in FITTING[role] and quote.price() > shop.sku(role).cost


def _prices(shop: Shop, quotes: Quotes) -> tuple[float, str]:
    right = right_quotes(shop)
    earned, notes = 0.0, []
    for role, quote in quotes.items():
        is_raw = _fits(shop, role, quote) and quote is not None and _RAW[role](shop, quote, right[role])
        is_ended = is_raw and quote is not None and quote.ending == ENDINGS[role]
        earned += (1 - ENDING_PART) * is_raw + ENDING_PART * is_ended
        if not is_ended:
            notes.append(_corrected(role, quote, right[role], is_raw=is_raw))
    words = f"定价计算得 {earned / len(quotes):.0%}"
    return earned / len(quotes), words + (f"（{'；'.join(notes)}）" if notes else "")


def _corrected(role: str, quote: Quote | None, right: Quote, *, is_raw: bool) -> str:
    if quote is None:
        return f"{role}没有定价"
    if is_raw:
        return f"{role} {yuan(quote.price())} 元的尾数应为{ENDING_NAMES[ENDINGS[role]][0]}"
    mine, wanted = quote.raw(), right.raw()
    example = "如 " if role == "利润款" else ""
    return f"{role}你算的是 {mine.formula} = {mine.shown}，应为{example}{wanted.formula} = {wanted.shown}"


def _same(shop: Shop, quote: Quote, right: Quote) -> bool:
    del shop
    return quote.raw().value == right.raw().value


def _is_own_markup(shop: Shop, quote: Quote, right: Quote) -> bool:
    del right
    policy, main = shop.policy, shop.sku("利润款")
    if fen_of(quote.inputs["cost"], "单位成本") != main.cost:
        return False
    low, high = (main.cost + part(main.cost, bp) for bp in (policy.markup_low, policy.markup_high))
    is_rate_right = (
        quote.method == "cost_plus" or bp_of(quote.inputs["commission"], "佣金率") == policy.commission_bp
    )
    return is_rate_right and low <= (quote.raw().value or 0) <= high


_RAW: dict[str, Callable[[Shop, Quote, Quote], bool]] = {
    "引流款": _same,
    "利润款": _is_own_markup,
    "形象款": _same,
}


def _decision(shop: Shop, quote: Quote | None, full: float, half: float) -> tuple[float, str]:
    best = best_price(shop)
    if quote is None or not (_fits(shop, "利润款", quote) and _is_own_markup(shop, quote, quote)):
        return 0.0, "利润款售价没有按单位成本和加成范围算出，不评价格决策"
    net = _net(shop, quote)
    if net is None:
        return 0.0, f"利润款 {yuan(quote.price())} 元超出试销价格，利润无从推算"
    reach = net / best.net
    words = (
        f"利润款 {yuan(quote.price())} 元下月净利 {yuan(net)} 元，是范围内最好（{yuan(best.price)} 元时 "
        f"{yuan(best.net)} 元）的 {percent(half_up(net * WHOLE_BP, best.net))}"
    )
    return 1.0 if reach >= full else 0.5 if reach >= half else 0.0, words


def _net(shop: Shop, quote: Quote) -> int | None:
    try:
        return plan_net(shop, quote.price())
    except Refused:
        return None


def _facts(shop: Shop, quote: Quote | None) -> dict[str, str | int | float | bool]:
    net = _net(shop, quote) if quote else None
    if quote is None or net is None:
        return {}
    best = best_price(shop)
    return {
        "price_fen": quote.price(),
        "net_fen": net,
        "best_price_fen": best.price,
        "best_net_fen": best.net,
    }
