"""The paper's five sums: one auction each, settled by the same engine that runs the simulated week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from workbench.api import Dice

from ..tools.auction import Auctions, settle
from ..tools.campaign import RULES
from ..tools.money import half_up
from .market import Market, Term, market

CASES = ("middle", "top", "last", "capped", "tied")
"""Between two rivals; above all; below all (lowest display price); price above own bid; equal score."""

RIVALS = 3


@dataclass(frozen=True, slots=True)
class Ad:
    """An advertiser's bid in fen and quality grade."""

    name: str
    bid: int
    grade: int

    @property
    def score(self) -> int:
        """Bid x quality."""
        return self.bid * self.grade


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum: rivals and the own ad (last), the day's budget in fen, orders a million clicks; what is right.

    ``place`` from 1, ``price`` in fen, ``clicks`` whole, ``orders`` in hundredths.
    """

    case: str
    word: str
    ads: tuple[Ad, ...]
    budget: int
    cvr_ppm: int
    place: int
    price: int

    @property
    def clicks(self) -> int:
        """Whole clicks that the budget buys at this price."""
        return self.budget // self.price

    @property
    def orders(self) -> int:
        """Expected orders in hundredths, half up."""
        return half_up(self.clicks * self.cvr_ppm, 10_000)


@lru_cache(maxsize=256)
def sums(seed: int) -> tuple[Sum, ...]:
    """The five sums of a seed, one of each case, each on a word of another service."""
    here, dice = market(seed), Dice("seo-05", seed, "sums")
    words = [next(term for term in here.listed if term.theme == theme) for theme in here.themes]
    dear = sorted(words, key=here.reference_fen, reverse=True)
    terms = [
        *dear[1:3],
        dear[0],
        *dear[3:5],
    ]  # the dearest for "last": a cheap one would fall below the reserve
    found = [_sum(here, dice, case, term) for case, term in zip(CASES, terms, strict=True)]
    return tuple(dice.shuffled(found))


def _sum(here: Market, dice: Dice, case: str, term: Term) -> Sum:
    rivals = _rivals(here, dice, term)
    while case == "capped" and not list(_capped("", _ranked(rivals))):
        rivals = (replace(rivals[0], bid=rivals[0].bid + 1), *rivals[1:])
    own = _own(dice, case, _ranked(rivals))
    ads = (*rivals, own)
    place, price = _settled(ads)
    return Sum(case, term.text, ads, dice.between(8, 30) * 1000, term.table_ppm, place, price)


def _ranked(ads: Sequence[Ad]) -> list[Ad]:
    return sorted(ads, key=lambda ad: -ad.score)


def _rivals(here: Market, dice: Dice, term: Term) -> tuple[Ad, ...]:
    """Three of the rivals on a term, bids as in the simulated week; scores that are equal are set apart."""
    found: list[Ad] = []
    bidding = [rival for rival in here.rivals if rival.bid_on(term)]
    for rival in dice.shuffled(bidding)[:RIVALS]:
        bid = rival.bid_on(term)
        while any(abs(bid * rival.grades[term.theme] - ad.score) < 40 for ad in found):  # noqa: PLR2004  a cent each way decides nothing
            bid += 7
        found.append(Ad(rival.name, bid, rival.grades[term.theme]))
    return tuple(found)


def _own(dice: Dice, case: str, ranked: Sequence[Ad]) -> Ad:
    name = "本公司（拟）"
    if case == "tied":
        return Ad(name, ranked[1].bid, ranked[1].grade)
    if case == "capped":
        return dice.pick(list(_capped(name, ranked)))
    grade = dice.between(6, 9)
    score = {
        "middle": (ranked[0].score + ranked[1].score) // 2,
        "top": ranked[0].score * dice.between(115, 135) // 100,
        "last": ranked[-1].score * dice.between(70, 85) // 100,
    }[case]
    return Ad(name, score // grade, grade)


def _capped(name: str, ranked: Sequence[Ad]) -> Iterator[Ad]:
    """Ads that beat a rival so narrowly that next bid x quality / own quality + 0.01 exceeds the own bid."""
    for rival in ranked[1:]:
        for grade in range(5, 10):
            bid = rival.score // grade + 1
            if half_up(rival.score, grade) + 1 > bid and all(bid * grade != ad.score for ad in ranked):
                yield Ad(name, bid, grade)


def _settled(ads: Sequence[Ad]) -> tuple[int, int]:
    count = len(ads)
    row = np.zeros((1, count), np.int64)
    one = Auctions(
        day=np.zeros(1, np.int64),
        bids=np.array([[ad.bid for ad in ads]]),
        quality=np.array([[ad.grade * 10 for ad in ads]]),
        click_ppm=row,
        draw=row,
        priority=np.ones((1, 1), np.int64),
        budgets=np.full(count, 10**9),
        shared=10**9,
    )
    settled = settle(one, RULES)
    return int(settled.place[0, -1]), int(settled.price[0, -1])
