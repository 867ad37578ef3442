"""Money in whole fen, shares in basis points, and the one function that rounds."""

from __future__ import annotations

import re
from decimal import Decimal

from workbench.api import Refused, reading

WHOLE_BP = 10_000
"""Basis points of the whole: 1 bp = 0.01 %."""

MOST_FEN = 1_000_000_000
"""The largest amount that may be typed: ten million yuan."""

_PLAIN = re.compile(r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_MINUS = str.maketrans("−–", "--")  # signs that are typed or pasted for a minus
_HUNDREDTHS = 2
_LONGEST = 40


def half_up(numerator: int, denominator: int) -> int:
    """``numerator / denominator`` to the nearest whole, halves away from zero, as Excel's ROUND does it.

    The only place of this plugin that rounds. Raises ZeroDivisionError for a denominator of 0.
    """
    is_negative = (numerator < 0) != (denominator < 0)
    top, bottom = abs(numerator), abs(denominator)
    whole = (2 * top + bottom) // (2 * bottom)
    return -whole if is_negative else whole


def part(amount: int, bp: int) -> int:
    """``bp`` basis points of ``amount``, rounded."""
    return half_up(amount * bp, WHOLE_BP)


def ratio_bp(amount: int, whole: int) -> int | None:
    """``amount`` as basis points of ``whole``; None where the whole is 0."""
    return None if whole == 0 else half_up(amount * WHOLE_BP, whole)


def ceil_div(amount: int, unit: int) -> int:
    """How many whole ``unit`` (at least 1) cover ``amount``: a broken piece counts as one more."""
    return -(-amount // unit)


def fen_of(text: str, what: str, *, may_be_negative: bool = False) -> int:
    """The fen of an amount typed in yuan: full width, 元, ¥ and separators are understood. Raises Refused."""
    fen = _hundredths(text, what, ("元", "¥", "￥", "rmb"))
    if abs(fen) > MOST_FEN:
        raise Refused(f"{what}太大：最多 {MOST_FEN // 100:,} 元。")
    if fen < 0 and not may_be_negative:
        raise Refused(f"{what}不能是负数。")
    return fen


def bp_of(text: str, what: str, *, low: int = 0, high: int = WHOLE_BP) -> int:
    """The basis points of a share typed in percent (``5``, ``5 %``). Raises Refused outside [low, high]."""
    bp = _hundredths(text, what, ("%",))
    if not low <= bp <= high:
        raise Refused(f"{what}应在 {low / 100:g} %—{high / 100:g} % 之间，现在是 {bp / 100:g} %。")
    return bp


def _hundredths(text: str, what: str, units: tuple[str, ...]) -> int:
    plain = reading.fold(text).translate(_MINUS)
    for unit in units:
        plain = plain.removeprefix(unit).removesuffix(unit)
    if not plain:
        raise Refused(f"请填写{what}。")
    if len(plain) > _LONGEST or not _PLAIN.fullmatch(plain):
        raise Refused(f"{what}“{text.strip():.20}”不是数，请只填数字，如 12.50。")
    number = Decimal(plain.replace(",", ""))
    hundredths = number.scaleb(_HUNDREDTHS)
    if hundredths != int(hundredths):
        raise Refused(f"{what}最多两位小数，现在是 {plain}。")
    return int(hundredths)


def yuan(fen: int) -> str:
    """``fen`` as yuan with separators and two decimals."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def percent(bp: int) -> str:
    """``bp`` in percent with two decimals."""
    sign = "-" if bp < 0 else ""
    return f"{sign}{abs(bp) // 100}.{abs(bp) % 100:02d} %"
