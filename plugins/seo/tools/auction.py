"""The search auction: who is shown where, what a click costs, and who runs out of money. Whole fen, numpy.

The rules, in order:

1. An ad takes part when its bid and its quality are above 0, its bid reaches its own lowest display price
   (``reserve`` / quality, half up, at least 1 fen), and its purse is not closed.
2. The last ``own`` columns are the plans of one account: at most one of them takes part, the open one of
   highest ``priority``.
3. Ads are ranked by bid x quality; equal ones by quality; equal ones by column, the earlier first: columns
   stand in the order in which the advertisers opened their accounts.
4. A click costs next bid x next quality / own quality + 0.01 yuan, half up, at least the own lowest display
   price, at most the own bid. Without a next ad it costs the own lowest display price.
5. A purse holds what is left of the day's budget. The first time that it holds less than the bid with which
   its ad would take part, it is closed for the day; so a budget is never overspent. The account's plans
   share one more purse.

Auctions depend on one another through the purses. ``settle`` speculates that no purse closes inside a block
of auctions, settles the block at once, finds the first auction where one had to close, keeps what lies before
it and goes on from there. The result equals the plain loop's (tests, benchmarks/auction.py) to the fen.
Sources: rank, cap and last place as Baidu's help texts are quoted (ENGINES 1.1); ties and purses are our own.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from .money import Fens, half_up

Flags = npt.NDArray[np.bool_]

MILLION = 1_000_000
BLOCK = 512  # auctions settled at once: longer blocks lose more to a closing purse, shorter ones to overhead
_COLUMN_BITS, _QUALITY_BITS = 6, 10
MAX_COLUMNS, MAX_QUALITY = 2**_COLUMN_BITS, 2**_QUALITY_BITS - 1


@dataclass(frozen=True, slots=True)
class Rules:
    """``places`` has the share of clicks that each shown place keeps, in thousandths, best place first.

    ``reserve`` is in fen x quality: the lowest display price of quality q is reserve / q.
    """

    places: tuple[int, ...]
    reserve: int

    def floor(self, quality: int) -> int:
        """The lowest display price in fen of an ad of this quality."""
        return max(1, half_up(self.reserve, quality))


@dataclass(frozen=True, slots=True, eq=False)
class Auctions:
    """``n`` auctions in order of time for ``m`` columns; whole numbers throughout.

    ``day`` [n], not falling; ``bids`` in fen, ``quality`` in tenths (at most MAX_QUALITY), ``click_ppm``
    (clicks a million impressions at the first place) and ``draw`` (in [0, 1 000 000)) are [n, m].
    ``priority`` [n, own] is above 0 and differs within a row. ``budgets`` [m] and ``shared`` in fen a day.
    """

    day: Fens
    bids: Fens
    quality: Fens
    click_ppm: Fens
    draw: Fens
    priority: Fens
    budgets: Fens
    shared: int

    @property
    def own(self) -> int:
        """How many of the last columns are plans of the one account."""
        return int(self.priority.shape[1])

    @property
    def first_own(self) -> int:
        """The first of those columns."""
        return int(self.bids.shape[1]) - self.own


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """What came out: [n, m]. ``place`` 0 means not shown; ``price`` is what a click cost or would cost."""

    place: npt.NDArray[np.int8]
    price: Fens
    clicked: Flags

    @property
    def cost(self) -> Fens:
        """Fen spent."""
        return np.where(self.clicked, self.price, 0)


def settle(auctions: Auctions, rules: Rules) -> Settled:
    """Every auction settled, budgets included."""
    count, columns = auctions.bids.shape
    if columns > MAX_COLUMNS:
        raise ValueError(f"columns: want at most {MAX_COLUMNS}, found {columns}")
    whole = Settled(
        np.zeros((count, columns), np.int8),
        np.zeros((count, columns), np.int64),
        np.zeros((count, columns), np.bool_),
    )
    floors, keys = _prepared(auctions, rules)
    edges = np.flatnonzero(np.diff(auctions.day, prepend=-1, append=np.iinfo(np.int64).max)).tolist()
    for start, end in pairwise(edges):
        _Day(auctions, rules, floors, keys).settle(start, end, whole)
    return whole


def _prepared(auctions: Auctions, rules: Rules) -> tuple[Fens, Fens]:
    """Lowest display prices, and one whole number an ad that orders a row by rule 3; 0 where it is out."""
    bids, quality = auctions.bids, auctions.quality
    floors = np.maximum(1, half_up(rules.reserve, np.maximum(quality, 1)))
    columns = bids.shape[1]
    order = np.arange(columns - 1, -1, -1)
    keys = ((bids * quality << _QUALITY_BITS | quality) << _COLUMN_BITS) | order
    return floors, np.where((bids > 0) & (quality > 0) & (bids >= floors), keys, 0)


@dataclass(frozen=True, slots=True, eq=False)
class _Shown:
    """The shown ads of a block, one entry each, in order of their rows."""

    row: Fens
    column: Fens
    place: Fens
    price: Fens
    clicked: Flags

    def before(self, row: int) -> _Shown:
        """Those of the rows before ``row``."""
        end = int(np.searchsorted(self.row, row))
        return _Shown(
            self.row[:end], self.column[:end], self.place[:end], self.price[:end], self.clicked[:end]
        )


class _Day:
    """One day: its purses, and its auctions block by block."""

    def __init__(self, auctions: Auctions, rules: Rules, floors: Fens, keys: Fens) -> None:
        self._auctions, self._floors, self._keys = auctions, floors, keys
        self._left = auctions.budgets.astype(np.int64, copy=True)
        self._shared = auctions.shared
        self._open = np.ones(len(self._left), np.bool_)
        self._highest = auctions.bids.max(axis=0, initial=0)
        self._places = np.array(rules.places)

    def settle(self, start: int, end: int, whole: Settled) -> None:
        """Settle the auctions ``start``..``end`` of this day into ``whole``."""
        while start < end:
            keys = self._taking_part(start, min(start + BLOCK, end))
            shown = self._shown(keys, start)
            kept = self._kept(keys, shown, start)
            if kept < len(keys):
                shown = shown.before(kept)
            at = shown.row + start, shown.column
            whole.place[at] = shown.place
            whole.price[at] = shown.price
            whole.clicked[at] = shown.clicked
            start += kept

    def _taking_part(self, start: int, stop: int) -> Fens:
        keys = np.where(self._open, self._keys[start:stop], 0)
        if self._auctions.own > 1:
            own = keys[:, self._auctions.first_own :]
            wish = np.where(own > 0, self._auctions.priority[start:stop], 0)
            own[wish < wish.max(axis=1, keepdims=True)] = 0
        return keys

    def _shown(self, keys: Fens, start: int) -> _Shown:
        auctions, places = self._auctions, self._places
        columns = keys.shape[1]
        ranked = np.sort(keys, axis=1)[:, ::-1][:, : len(places) + 1]
        following = np.zeros_like(ranked)
        following[:, :-1] = ranked[:, 1:]
        row, place = np.nonzero(ranked[:, : len(places)])
        key = ranked[row, place]
        column = columns - 1 - (key & (MAX_COLUMNS - 1))
        at = (row + start) * columns + column
        next_score = following[row, place] >> (_COLUMN_BITS + _QUALITY_BITS)
        quality = key >> _COLUMN_BITS & MAX_QUALITY
        by_next = np.where(next_score > 0, half_up(next_score, quality) + 1, 0)
        bid, floor = auctions.bids.ravel()[at], self._floors.ravel()[at]
        price = np.minimum(bid, np.maximum(floor, by_next))
        chance = auctions.click_ppm.ravel()[at] * places[place] // 1000
        return _Shown(row, column, place + 1, price, auctions.draw.ravel()[at] < chance)

    def _kept(self, keys: Fens, shown: _Shown, start: int) -> int:
        """How many auctions of the block stand, their cost taken from the purses; the rest is speculation."""
        own, columns = self._auctions.first_own, keys.shape[1]
        spent = np.bincount(shown.column[shown.clicked], shown.price[shown.clicked], columns).astype(np.int64)
        own_spent = int(spent[own:].sum())
        highest = self._highest * self._open
        if (self._left - spent >= highest).all() and self._shared - own_spent >= highest[own:].max(initial=0):
            self._left -= spent
            self._shared -= own_spent
            return len(keys)
        cost = np.zeros(keys.shape, np.int64)
        cost[shown.row[shown.clicked], shown.column[shown.clicked]] = shown.price[shown.clicked]
        bids = np.where(keys > 0, self._auctions.bids[start : start + len(keys)], 0)
        before = self._left - (np.cumsum(cost, axis=0) - cost)
        own_cost = cost[:, own:].sum(axis=1)
        own_before = self._shared - (np.cumsum(own_cost) - own_cost)
        is_short = before < bids
        is_own_short = (own_before[:, None] < bids[:, own:]).any(axis=1)
        is_first = is_short.any(axis=1) | is_own_short
        kept = int(is_first.argmax()) if is_first.any() else len(keys)
        self._left -= cost[:kept].sum(axis=0)
        self._shared -= int(own_cost[:kept].sum())
        if kept < len(keys):
            self._open &= ~is_short[kept]
            if is_own_short[kept]:
                self._open[own:] = False
        return kept
