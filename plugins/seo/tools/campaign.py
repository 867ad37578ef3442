"""The simulated week: the account's ads in every auction against the rivals, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ..world.market import Market, Rival, Term, facts, market
from ..world.searches import DAYS, Searches, week
from .account import ALL_DEVICES, Account, Keyword, Plan, Unit
from .auction import Auctions, Rules, Settled, settle
from .matching import EXACT, MATCHES, PHRASE, is_barred, met
from .quality import page_grade, quality_of

RULES = Rules(places=(1000, 760, 580, 440), reserve=3000)
"""Four places; the lowest display price of grade q is 3.00 yuan / q. The task's own figures."""

CTR_BASE_PPM, CTR_TENTH_PPM = 30_000, 2_000
"""Clicks a million impressions at the first place: 3 %, and 2 points more for each grade of quality."""

CTR_PERCENT = {EXACT: 100, PHRASE: 90, MATCHES[2]: 70}
STRANGER_CTR_PERCENT = 60
OFF_HOURS_PERCENT = 40
"""Outside the company's hours nobody answers the phone: that share of orders remains."""

Wholes = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a keyword earned with a search term in a week; ``place_sum`` / impressions is the mean place."""

    plan: str
    unit: str
    word: str
    term: str
    match: str
    impressions: int
    clicks: int
    cost: int
    orders: int
    margin: int
    place_sum: int


@dataclass(frozen=True, slots=True)
class PlanDay:
    """A plan's day: fen spent, clicks, and the hour of its last impression (-1 where there was none)."""

    plan: str
    day: int
    cost: int
    clicks: int
    last_hour: int


@dataclass(frozen=True, slots=True)
class Week:
    """The outcome of a week. ``searches`` is how many there were, ``met`` how many a keyword would meet."""

    cells: tuple[Cell, ...]
    days: tuple[PlanDay, ...]
    searches: int
    met: int

    @property
    def cost(self) -> int:
        """Fen spent."""
        return sum(cell.cost for cell in self.cells)

    @property
    def margin(self) -> int:
        """Gross margin of the orders in fen."""
        return sum(cell.margin for cell in self.cells)

    @property
    def profit(self) -> int:
        """Gross margin less cost, in fen: what plans are compared by."""
        return self.margin - self.cost


@dataclass(frozen=True, slots=True)
class _Bid:
    """The keyword with which a plan answers a term."""

    plan: Plan
    unit: Unit
    keyword: Keyword
    match: str
    quality: int

    @property
    def order(self) -> tuple[int, int]:
        """Higher is preferred: the tighter match, then bid x quality."""
        return -MATCHES.index(self.match), self.keyword.bid * self.quality


@lru_cache(maxsize=512)  # small: sums, not searches
def run_week(seed: int, account: Account) -> Week:
    """The week of the market of ``seed`` with ``account``. The same account always gives the same week."""
    here, searches = market(seed), week(seed)
    plans = account.plans or (Plan("", 0, (), (0, 0), paused=True),)
    bids = [[_best(plan, term) for term in here.terms] for plan in plans]
    settled = settle(_auctions(here, searches, plans, bids), RULES)
    allowed = [bid for plan in bids for bid in plan if bid is not None]
    terms_met = np.array([any(plan[at] is not None for plan in bids) for at in range(len(here.terms))])
    cells = _cells(here, searches, bids, settled) if allowed else ()
    days = _days(searches, account.plans, settled)
    return Week(cells, days, len(searches.day), int(terms_met[searches.term].sum()))


def _best(plan: Plan, term: Term) -> _Bid | None:
    """The plan's keyword that answers a term: the tightest match, then bid x quality, then the earlier."""
    if plan.paused or is_barred(term.text, plan.negatives, plan.exact_negatives):
        return None
    best: _Bid | None = None
    for unit in plan.units:
        for keyword in unit.keywords if not unit.paused else ():
            match = (
                None if keyword.paused or keyword.bid == 0 else met(keyword.word, keyword.match, term.text)
            )
            if match is not None:
                bid = _Bid(plan, unit, keyword, match, quality_of(unit, keyword.word).tenths)
                best = bid if best is None or bid.order > best.order else best
    return best


def _auctions(
    here: Market, searches: Searches, plans: Sequence[Plan], bids: Sequence[Sequence[_Bid | None]]
) -> Auctions:
    by_term = [
        [_rival(rival, term) for rival in here.rivals] + [_offer(plan[at], term) for plan in bids]
        for at, term in enumerate(here.terms)
    ]
    table = np.array(by_term, np.int64)  # [terms, columns, bid quality ctr]
    each = table[searches.term]
    offered = each[:, :, 0].copy()
    for at, plan in enumerate(plans, start=len(here.rivals)):
        offered[~_is_on(plan, searches), at] = 0
    return Auctions(
        day=searches.day,
        bids=offered,
        quality=each[:, :, 1],
        click_ppm=each[:, :, 2],
        draw=np.hstack([searches.click[:, :-1], np.repeat(searches.click[:, -1:], len(plans), axis=1)]),
        priority=_priorities(bids)[searches.term],
        budgets=np.array([*(rival.budget_fen for rival in here.rivals), *(plan.budget for plan in plans)]),
        shared=here.budget_fen,
    )


def _offer(bid: _Bid | None, term: Term) -> tuple[int, int, int]:
    if bid is None:
        return 0, 0, 0
    return bid.keyword.bid, bid.quality, click_ppm(bid.quality, bid.match, term)


def click_ppm(quality: int, match: str, term: Term) -> int:
    """Clicks a million impressions at the first place; ``quality`` in tenths of a grade."""
    percent = CTR_PERCENT[match] * (STRANGER_CTR_PERCENT if term.why else 100)
    return (CTR_BASE_PPM + CTR_TENTH_PPM * quality) * percent // 10_000


def _rival(rival: Rival, term: Term) -> tuple[int, int, int]:
    grade = rival.grades.get(term.theme, 0) * 10
    return rival.bid_on(term), grade, CTR_BASE_PPM + CTR_TENTH_PPM * grade


def _priorities(bids: Sequence[Sequence[_Bid | None]]) -> Wholes:
    """[terms, plans]: which plan answers a term first; the earlier plan where they are equal."""
    plans, terms = len(bids), len(bids[0])
    found = np.zeros((terms, plans), np.int64)
    for at in range(terms):
        ranked = sorted(range(plans), key=lambda plan: (_order(bids[plan][at]), -plan))
        found[at, ranked] = range(1, plans + 1)
    return found


def _order(bid: _Bid | None) -> tuple[int, int]:
    return (-len(MATCHES), 0) if bid is None else bid.order


def _is_on(plan: Plan, searches: Searches) -> npt.NDArray[np.bool_]:
    areas = np.array([area in plan.areas for area in facts().areas])
    devices = np.array([plan.device in (ALL_DEVICES, device) for device in facts().devices])
    start, end = plan.hours
    on_time = (searches.hour >= start) & (searches.hour < end)
    return np.asarray(areas[searches.area] & devices[searches.device] & on_time)


def _cells(
    here: Market, searches: Searches, bids: Sequence[Sequence[_Bid | None]], settled: Settled
) -> tuple[Cell, ...]:
    first, terms = len(here.rivals), len(here.terms)
    row, plan = np.nonzero(settled.place[:, first:])
    at = (row, first + plan)
    clicked = settled.clicked[at]
    index = plan * terms + searches.term[row]
    orders = clicked & _becomes_order(here, searches, bids, row, plan)
    parts = (np.ones_like(index), clicked, np.where(clicked, settled.price[at], 0), orders, settled.place[at])
    sums = [np.bincount(index, part, len(bids) * terms).astype(np.int64).tolist() for part in parts]
    found = []
    for place in np.flatnonzero(sums[0]).tolist():
        bid, term = bids[place // terms][place % terms], here.terms[place % terms]
        impressions, clicks, cost, ordered, places = (part[place] for part in sums)
        if bid is not None:
            names = (bid.plan.name, bid.unit.name, bid.keyword.word, term.text, bid.match)
            margin = ordered * here.themes[term.theme].margin_fen
            found.append(Cell(*names, impressions, clicks, cost, ordered, margin, places))
    return tuple(found)


def _becomes_order(
    here: Market, searches: Searches, bids: Sequence[Sequence[_Bid | None]], row: Wholes, plan: Wholes
) -> npt.NDArray[np.bool_]:
    """For the ``plan`` shown at each search of ``row``: whether a click on it would become an order."""
    rates = np.array(
        [[_order_ppm(here, bid, term) for term, bid in zip(here.terms, line, strict=True)] for line in bids]
    )
    is_served = np.array([area in here.areas for area in facts().areas])[searches.area[row]]
    hour = searches.hour[row]
    is_open = (hour >= here.hours[0]) & (hour < here.hours[1])
    rate = rates[plan, searches.term[row]] * np.where(is_open, 100, OFF_HOURS_PERCENT) // 100
    return np.asarray(is_served & (searches.order[row] < rate))


def _order_ppm(here: Market, bid: _Bid | None, term: Term) -> int:
    """Orders a million clicks in time and place: the term's own, less where the landing page does not fit."""
    if bid is None:
        return 0
    own = here.themes[term.theme].page
    return (
        term.cvr_ppm if bid.unit.page == own else term.cvr_ppm * page_grade(bid.unit.page, term.text) // 100
    )


def _days(searches: Searches, plans: Sequence[Plan], settled: Settled) -> tuple[PlanDay, ...]:
    found = []
    for at, plan in enumerate(plans, start=settled.place.shape[1] - len(plans)):
        place, clicked = settled.place[:, at], settled.clicked[:, at]
        cost = np.where(clicked, settled.price[:, at], 0)
        for day in range(DAYS):
            today = searches.day == day
            hours = searches.hour[today & (place > 0)]
            last = int(hours[-1]) if len(hours) else -1
            found.append(PlanDay(plan.name, day, int(cost[today].sum()), int(clicked[today].sum()), last))
    return tuple(found)
