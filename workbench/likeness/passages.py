"""What two texts have in common, word for word: the passages that are shown side by side."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.likeness.folding import Letters, fold
from workbench.likeness.shingles import LENGTH, given_codes, shingle_codes

LEAST_LETTERS = 6  # of a passage, after folding: shorter runs are the language's own
_OFTEN = (
    200  # places of one shingle in the second text that are followed up; more is a text that repeats itself
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """``first`` and ``second`` are the places in the two texts as they were written, end exclusive.

    ``letters`` is its length after folding, the same on both sides.
    """

    first: Span
    second: Span
    letters: int


def passages(
    first: str, second: str, *, given: Sequence[str] = (), least: int = LEAST_LETTERS
) -> tuple[Passage, ...]:
    """The passages that both texts have, in the order of the first; they do not overlap.

    The longest is taken first, then the longest of what is left, wherever they stand, so that a moved
    paragraph is found; runs below ``least`` letters are none. Of a passage at least ``least`` - 2 shingles
    must not stand in ``given``. Source: greedy string tiling, Wise 1993.
    """
    folded = (fold((first,)), fold((second,)))
    known = set(given_codes(given).tolist()) if given else set()
    sides = [_shingles(letters) for letters in folded]
    tiles = _tiles(_runs(*sides), least)
    own = [number not in known for number in sides[0]]
    wanted = max(1, least - LENGTH + 1)
    return tuple(
        Passage(_span(folded[0], one, size), _span(folded[1], two, size), size)
        for one, two, size in sorted(tiles)
        if sum(own[one : one + size - LENGTH + 1]) >= wanted
    )


def _shingles(letters: Letters) -> list[int]:
    numbers: list[int] = shingle_codes(letters)[1].tolist()
    return numbers


def _runs(first: Sequence[int], second: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Each longest run of equal letters: where it begins in either text, and its letters."""
    places: dict[int, list[int]] = defaultdict(list)
    for at, number in enumerate(second):
        if len(places[number]) < _OFTEN:
            places[number].append(at)
    growing: dict[int, int] = {}  # by the place of the run's last shingle in the second text: its length
    for at, number in enumerate([*first, -1]):
        grown = {place: growing.pop(place - 1, 0) + 1 for place in places.get(number, ())}
        for place, length in growing.items():
            yield at - length, place - length + 1, length + LENGTH - 1
        growing = grown


def _tiles(runs: Iterator[tuple[int, int, int]], least: int) -> list[tuple[int, int, int]]:
    """The longest runs that do not overlap; of one that does, what is free of it."""
    waiting = [(-size, one, two) for one, two, size in runs if size >= least]
    heapq.heapify(waiting)
    taken: tuple[set[int], set[int]] = (set(), set())
    tiles = []
    while waiting:
        size, one, two = heapq.heappop(waiting)
        pieces = list(_free(one, two, -size, taken))
        if pieces == [(one, two, -size)]:
            tiles.append(pieces[0])
            taken[0].update(range(one, one - size))
            taken[1].update(range(two, two - size))
            continue
        for piece in pieces:
            if piece[2] >= least:
                heapq.heappush(waiting, (-piece[2], piece[0], piece[1]))
    return tiles


def _free(one: int, two: int, size: int, taken: tuple[set[int], set[int]]) -> Iterator[tuple[int, int, int]]:
    begin = None
    for at in range(size + 1):
        is_free = at < size and one + at not in taken[0] and two + at not in taken[1]
        if is_free and begin is None:
            begin = at
        if not is_free and begin is not None:
            yield one + begin, two + begin, at - begin
            begin = None


def _span(letters: Letters, at: int, size: int) -> Span:
    return int(letters.origin[at]), int(letters.origin[at + size - 1]) + 1
