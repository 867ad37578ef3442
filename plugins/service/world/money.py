"""Money in whole fen: the floor of a price, what is to be paid, how amounts are written and read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

FEN = 100  # fen in a yuan
MOST_DIGITS = 12  # of an amount in fen; far beyond any order


@dataclass(frozen=True, slots=True)
class Offer:
    """Each full ``threshold_fen`` takes off ``cut_fen``; up to ``cut_percent`` may be bargained away."""

    threshold_fen: int
    cut_fen: int
    cut_percent: int


def half_up(value: Decimal) -> int:
    """``value`` as a whole number, halves up. The only place where money is rounded."""
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def part_of(fen: int, percent: Decimal) -> int:
    """``percent`` of ``fen``."""
    return half_up(Decimal(fen) * percent / 100)


def floor_of(list_fen: int, offer: Offer) -> int:
    """The lowest unit price that a clerk may agree to. Source: blueprint service.pre-02, floor_price."""
    return part_of(list_fen, Decimal(100 - offer.cut_percent))


def payable(unit_fen: int, quantity: int, offer: Offer) -> int:
    """What is to be paid, in fen. Source: blueprint service.pre-02, payable."""
    gross = unit_fen * quantity
    return gross - gross // offer.threshold_fen * offer.cut_fen


def yuan(fen: int) -> str:
    """``fen`` as yuan, without needless zeros: 16800 is 168, 15456 is 154.56."""
    whole, rest = divmod(fen, FEN)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(whole)


def fen_of(text: str) -> int | None:
    """The fen of a plain decimal number of yuan; None for anything else, more than two decimals
    or a number beyond all orders.
    """
    try:
        value = Decimal(text) * FEN
    except InvalidOperation:
        return None
    if not value.is_finite() or value.adjusted() >= MOST_DIGITS or value != value.to_integral_value():
        return None
    return int(value)
