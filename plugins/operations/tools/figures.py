"""A figure: a number together with the formula and the numbers that were put in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .money import percent, yuan

Unit = Literal["fen", "bp", "pieces"]


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` in its unit (fen, basis points, whole pieces); None where it cannot be worked out.

    ``formula`` is the calculation with the numbers put in; of an impossible figure it says why.
    """

    name: str
    value: int | None
    unit: Unit
    formula: str

    @property
    def shown(self) -> str:
        """The number with its unit, as the screen prints it."""
        if self.value is None:
            return "算不出"
        if self.unit == "fen":
            return f"{yuan(self.value)} 元"
        return percent(self.value) if self.unit == "bp" else f"{self.value:,} 件"
