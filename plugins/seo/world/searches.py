"""A week of searches of the simulated market, in order of time, the same on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from workbench.api import Dice

from ..tools.auction import MILLION
from .market import Market, facts, market

DAYS = 7
NOISE_PERCENT = (85, 115)  # how far a term's searches of a day lie from its mean

Wholes = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Searches:
    """One entry a search: day 0-6, hour 0-23, index of device, area and term; draws in [0, 1 000 000).

    ``click`` [n, rivals + 1] decides whether each rival's ad and the company's (the last) is clicked,
    ``order`` [n] whether a click becomes an order.
    """

    day: Wholes
    hour: Wholes
    device: Wholes
    area: Wholes
    term: Wholes
    click: Wholes
    order: Wholes


@lru_cache(maxsize=32)  # about 2 MB each
def week(seed: int) -> Searches:
    """The week of the market of ``seed``."""
    here = market(seed)
    day, term = _counted(here)
    columns = 1 + len(here.rivals)
    raw = _Raw(seed, len(day))
    hour = raw.weighted(facts().hours)
    order = np.lexsort((raw.below(MILLION), hour, day))
    return Searches(
        day,  # rises already, so sorting leaves it as it is
        hour[order],
        raw.weighted(facts().device_shares),
        raw.weighted(facts().area_shares),
        term[order],
        np.stack([raw.below(MILLION) for _ in range(columns)], axis=1),
        raw.below(MILLION),
    )


def _counted(here: Market) -> tuple[Wholes, Wholes]:
    dice = Dice("seo-05", here.seed, "week")
    days: list[int] = []
    terms: list[int] = []
    for day, percent in zip(range(DAYS), facts().day_percent, strict=True):
        for at, term in enumerate(here.terms):
            count = round(term.daily * percent * dice.between(*NOISE_PERCENT) / 10_000)
            days += [day] * count
            terms += [at] * count
    return np.array(days, np.int64), np.array(terms, np.int64)


class _Raw:
    """Whole numbers from PCG64's own bits: numpy promises these, not what its distributions make of them."""

    def __init__(self, seed: int, count: int) -> None:
        self._bits = np.random.PCG64(Dice("seo-05", seed, "searches").below(2**32))
        self._count = count

    def below(self, limit: int) -> Wholes:
        """One number in [0, ``limit``) for each search."""
        raw = self._bits.random_raw(self._count) >> np.uint64(32)
        return (raw * np.uint64(limit) >> np.uint64(32)).astype(np.int64)

    def weighted(self, shares: Sequence[int]) -> Wholes:
        """One index for each search, in proportion to ``shares``."""
        edges = np.cumsum(shares)
        return np.searchsorted(edges, self.below(int(edges[-1])), side="right").astype(np.int64)
