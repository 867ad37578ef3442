"""Where the seats of a room stand, read from their names: A01 is row A, place 1; 1..40 are rows of eight."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PLACES_A_ROW = 8
"""Where seats have numbers alone, so many stand in a row: computer rooms have 6 to 10."""

MOST_PLACES = 30
"""A row with a higher number is no row of a room, and its seats are listed below the map."""

_SEAT = re.compile(r"([^\W\d_]{0,3})[\s\-_]*0*(\d{1,3})(?:号|座)?")
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class SeatMap(Generic[Thing]):
    """The rows from the front, each with its name and its places; None is a place where nobody sits.

    ``elsewhere`` are those whose seat says no place, or one that somebody has already.
    """

    rows: tuple[tuple[str, tuple[Thing | None, ...]], ...]
    elsewhere: tuple[Thing, ...]

    @property
    def places(self) -> int:
        """How many places the longest row has."""
        return max((len(row) for _, row in self.rows), default=0)


def arranged(things: Iterable[tuple[str, Thing]]) -> SeatMap[Thing]:
    """The map of what sits where: pairs of a seat's name and what is shown there."""
    taken: dict[tuple[str, int], Thing] = {}
    elsewhere = []
    for seat, thing in things:
        at = place_of(seat)
        if at is None or at in taken:
            elsewhere.append(thing)
        else:
            taken[at] = thing
    rows = _rows(taken)
    return SeatMap(tuple(rows), tuple(elsewhere))


def place_of(seat: str) -> tuple[str, int] | None:
    """The row and the place from 1 that a seat's name says; the row is empty for a number alone."""
    found = _SEAT.fullmatch(seat.strip())
    if found is None:
        return None
    row, place = found[1].upper(), int(found[2])
    return (row, place) if place >= 1 and (not row or place <= MOST_PLACES) else None


def _rows(taken: Mapping[tuple[str, int], Thing]) -> list[tuple[str, tuple[Thing | None, ...]]]:
    rows = []
    for name in sorted({row for row, _ in taken}):
        last = max(place for row, place in taken if row == name)
        places = [taken.get((name, place)) for place in range(1, last + 1)]
        rows += [(name, tuple(places))] if name else _numbered(places)
    return rows


def _numbered(places: Sequence[Thing | None]) -> list[tuple[str, tuple[Thing | None, ...]]]:
    starts = range(0, len(places), PLACES_A_ROW)
    rows = [(f"{at + 1}—", tuple(places[at : at + PLACES_A_ROW])) for at in starts]
    return [row for row in rows if any(one is not None for one in row[1])]
