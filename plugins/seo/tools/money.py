"""Money in whole fen: the one rounding, and yuan as people write them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import overload

import numpy as np
import numpy.typing as npt

from workbench.api import Refused, reading

Fens = npt.NDArray[np.int64]
HIGHEST_FEN = 99_999_99
_AMOUNT = re.compile(r"¥?(-?\d[\d,]{0,15}(?:\.\d{1,15})?)元?")  # folded: full width is half by now


@overload
def half_up(numerator: int, denominator: int) -> int: ...
@overload
def half_up(numerator: Fens | int, denominator: Fens) -> Fens: ...
def half_up(numerator: Fens | int, denominator: Fens | int) -> Fens | int:
    """``numerator`` / ``denominator`` as a whole number, half up; both whole and not negative.

    The only rounding of money. ``round`` and ``np.round`` go to the even neighbour of binary fractions and
    disagree on one price in thirty (ENGINES 3 c).
    """
    return (2 * numerator + denominator) // (2 * denominator)


def yuan(fen: int) -> str:
    """``fen`` as yuan with two decimals."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def fen_of(text: str, what: str) -> int:
    """The fen of a typed amount in yuan. Raises Refused, naming ``what``, for anything else.

    Full-width digits, thousands separators and 元 are understood; more than two decimals are not.
    """
    amount = _AMOUNT.fullmatch(reading.fold(text))
    if amount is None:
        raise Refused(f"{what}请填写金额，例如 1.80；现在是“{text[:20]}”。")
    found = Decimal(amount[1].replace(",", ""))
    fen = found * 100
    if fen != fen.to_integral_value():
        raise Refused(f"{what}最多两位小数，现在是 {found} 元。")
    if not 0 <= fen <= HIGHEST_FEN:
        raise Refused(f"{what}应在 0—{yuan(HIGHEST_FEN)} 元之间，现在是 {found} 元。")
    return int(fen)


def fen(amount: Decimal | str | float) -> int:
    """The fen of an amount in yuan from a data file, half up."""
    tenths = int(Decimal(str(amount)) * 1000)
    return half_up(tenths, 10)
