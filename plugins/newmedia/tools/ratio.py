"""A share as its two whole numbers: what it is, and how it came about. The one place that makes a percent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

NO_RATE = "—"
"""What stands where a rate has no denominator, as growth from 0 has none."""

PLACES = Decimal("0.01")
"""Percents are shown and compared with two places, half up. Source: the paper's own rule."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """``top`` ÷ ``bottom``."""

    top: int
    bottom: int

    @property
    def exact(self) -> Decimal | None:
        """The percent, unrounded; None without a denominator."""
        return None if self.bottom == 0 else Decimal(self.top) * 100 / Decimal(self.bottom)

    @property
    def percent(self) -> Decimal | None:
        """The percent with two places."""
        exact = self.exact
        return None if exact is None else exact.quantize(PLACES, ROUND_HALF_UP)

    @property
    def shown(self) -> str:
        """``3.27 %``, or the dash."""
        percent = self.percent
        return NO_RATE if percent is None else f"{percent} %"

    @property
    def how(self) -> str:
        """``224 ÷ 6,012 = 3.73 %``."""
        if self.bottom == 0:
            return f"{self.top:,} ÷ 0，没有意义，写“{NO_RATE}”"
        return f"{self.top:,} ÷ {self.bottom:,} = {self.shown}"
