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
    """What one keyword earned with one search term in a week. ``place_sum`` / impressions is the mean place."""

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
    """The keyword of the plan that answers a term: the tightest match, then bid x quality, then the earlier."""
    if plan.paused or is_barred(term.text, plan.negatives, plan.exact_negatives):
        return None
    best: _Bid | None = None
    for unit in plan.units:
        for keyword in unit.keywords if not unit.paused else ():
            match = None if keyword.paused or keyword.bid == 0 else met(keyword.word, keyword.match, term.text)
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
    areas = np.array([area in plan.areas for area in facts()["areas"]])
    devices = np.array([plan.device in (ALL_DEVICES, device) for device in facts()["devices"]])
    start, end = plan.hours
    on_time = (searches.hour >= start) & (searches.hour < end)
    return areas[searches.area] & devices[searches.device] & on_time


def _cells(
    here: Market, searches: Searches, bids: Sequence[Sequence[_Bid | None]], settled: Settled
) -> tuple[Cell, ...]:
    first, terms = len(here.rivals), len(here.terms)
    row, plan = np.nonzero(settled.place[:, first:])
    term = searches.term[row]
    place, clicked = settled.place[row, first + plan], settled.clicked[row, first + plan]
    at = plan * terms + term
    rates = np.array([[_order_ppm(here, bid, one) for one, bid in zip(here.terms, line, strict=True)] for line in bids])
    served = np.array([area in here.areas for area in facts()["areas"]])[searches.area[row]]
    open_now = (searches.hour[row] >= here.hours[0]) & (searches.hour[row] < here.hours[1])
    rate = rates[plan, term] * np.where(open_now, 100, OFF_HOURS_PERCENT) // 100
    ordered = clicked & served & (searches.order[row] < rate)
    size = len(bids) * terms

    def count(weights: Wholes) -> list[int]:
        return [int(value) for value in np.bincount(at, weights, size)]

    sums = zip(
        count(np.ones_like(at)), count(clicked), count(np.where(clicked, settled.price[row, first + plan], 0)),
        count(ordered), count(place), strict=True,
    )  # fmt: skip
    found = []
    for index, (impressions, clicks, cost, orders, places) in enumerate(sums):
        bid, one = bids[index // terms][index % terms], here.terms[index % terms]
        if impressions and bid is not None:
            margin = orders * here.themes[one.theme].margin_fen
            found.append(
                Cell(
                    bid.plan.name, bid.unit.name, bid.keyword.word, one.text, bid.match, impressions, clicks, cost,
                    orders, margin, places,
                )  # fmt: skip
            )
    return tuple(found)


def _order_ppm(here: Market, bid: _Bid | None, term: Term) -> int:
    """Orders a million clicks in time and place: the term's own, less where the landing page does not fit."""
    if bid is None:
        return 0
    own = here.themes[term.theme].page
    return term.cvr_ppm if bid.unit.page == own else term.cvr_ppm * page_grade(bid.unit.page, term.text) // 100


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
