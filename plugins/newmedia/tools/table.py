"""What an answer is made of: figures with their definitions, a table, a chart."""

from __future__ import annotations

from dataclasses import dataclass

from ..world.build import World
from .ratio import Ratio

Cell = str | int | Ratio
"""A value of the table: words, a whole number, or a rate."""

OWN = "由您计算"
"""What stands for a rate where the paper wants the student to work it out."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the head: ``definition`` is a key of the definitions, ``how`` its numbers."""

    name: str
    value: Cell
    definition: str
    how: str = ""
    other: Cell | None = None
    change: Ratio | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """One line or row of bars of the chart."""

    name: str
    values: tuple[int, ...]
    is_line: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """All of it. ``x`` are the chart's labels; ``note`` what must be kept in mind."""

    title: str
    figures: tuple[Figure, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    x: tuple[str, ...]
    series: tuple[Series, ...]
    note: str
    defined: tuple[str, ...]


def stretch(world: World, start: int, end: int) -> str:
    """``2026-06-01 至 2026-06-30（30 天）``."""
    return f"{world.days.day(start)} 至 {world.days.day(end)}（{end - start + 1} 天）"
