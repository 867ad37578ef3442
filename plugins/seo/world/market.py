"""The simulated search market of a variant: services, what people search, rivals, the client's terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from workbench.api import JSON, Dice

from ..tools.money import fen, half_up
from .bid_packs import MARKET, Facts, Service, Stranger, Word

BUDGETS_YUAN = (300, 350, 400, 450, 500)  # blueprint seo-05, m3: 300-800; above 500 a week takes too long
LISTED_WORDS, LISTED_STRANGERS = 22, 8  # blueprint seo-05, m2: 30 keywords
RIVALS_A_THEME = 4
CHEAP_CVR = 99  # words at most this good against their theme are never dropped from the table
REFERENCE_GRADE = 7  # the quality for which reference prices are worked out
VOLUME_BUDGET_YUAN = 240  # searches grow with the budget, so that every budget is equally tight

Verdict = Literal["worth", "near", "poor", "stranger"]


@dataclass(frozen=True, slots=True)
class Theme:
    """A service of the company: landing page, gross margin an order in fen, conversions a million clicks."""

    id: str
    name: str
    product: str
    page: str
    margin_fen: int
    cvr_ppm: int


@dataclass(frozen=True, slots=True)
class Term:
    """What people type. ``daily`` searches; ``cvr_ppm`` of those who reach the right page in time and place.

    ``table_ppm`` is the rate that the keyword table prints. ``why`` says why a stranger does not fit; a
    stranger's own conversions are 0. ``rival_percent`` is what rivals bid here against their theme's bid.
    """

    text: str
    theme: str
    daily: int
    cvr_ppm: int
    table_ppm: int
    rival_percent: int
    why: str = ""
    is_listed: bool = False


@dataclass(frozen=True, slots=True)
class Rival:
    """An advertiser: bid in fen and quality grade by theme (none where it does not bid), budget a day."""

    name: str
    bids: Mapping[str, int]
    grades: Mapping[str, int]
    budget_fen: int

    def bid_on(self, term: Term) -> int:
        """Its bid in fen on a search; 0 where it takes no part."""
        return half_up(self.bids.get(term.theme, 0) * term.rival_percent, 100)


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """The market of one seed. ``areas`` and ``hours`` are what the company serves; hours end exclusive."""

    seed: int
    budget_fen: int
    areas: tuple[str, ...]
    hours: tuple[int, int]
    themes: Mapping[str, Theme]
    terms: tuple[Term, ...]
    rivals: tuple[Rival, ...]

    @property
    def listed(self) -> tuple[Term, ...]:
        """The keyword table's words."""
        return tuple(term for term in self.terms if term.is_listed)

    def reference_fen(self, term: Term) -> int:
        """The table's reference click price: what the second place costs an ad of grade 6."""
        scores = sorted(
            (rival.bid_on(term) * rival.grades.get(term.theme, 0) for rival in self.rivals), reverse=True
        )
        return half_up(scores[1], REFERENCE_GRADE) + 1

    def value_fen(self, term: Term) -> int:
        """What a click on the term is worth by the table: conversion rate x gross margin an order."""
        return half_up(term.table_ppm * self.themes[term.theme].margin_fen, 1_000_000)

    def verdict(self, term: Term) -> Verdict:
        """Whether the term is worth its reference price; ``near``: they differ by less than a twentieth."""
        value, price = self.value_fen(term), self.reference_fen(term)
        if term.why:
            return "stranger"
        if abs(value - price) * 20 < price:
            return "near"
        return "worth" if value > price else "poor"

    def rivalry(self, term: Term) -> str:
        """The table's word for how contested the term is: its rivals' bids against the market's."""
        return "高" if term.rival_percent >= 100 else "中" if term.rival_percent >= 85 else "低"  # noqa: PLR2004


def market_of(given: JSON) -> Market:
    """The market of a variant, as ``given["market"]`` or a tool's ``state["market"]`` names it."""
    return market(int(given["market"]["seed"]))


def facts() -> Facts:
    """The data file."""
    return MARKET.content


@lru_cache(maxsize=256)  # a room of students, each with a seed
def market(seed: int) -> Market:
    """The market of a seed."""
    dice = Dice("seo-05", seed, "market")
    budget = dice.pick(BUDGETS_YUAN)
    areas = facts().areas
    also = dice.pick(areas[2:5])
    served = tuple(area for area in areas if area in (*areas[:2], also))
    hours = (dice.pick((7, 8, 9)), dice.pick((20, 21, 22)))
    themes = {row.id: _theme(row, dice) for row in facts().themes}
    terms = _terms(themes, dice, budget)
    return Market(seed, budget * 100, served, hours, themes, terms, _rivals(dice, budget))


def _theme(row: Service, dice: Dice) -> Theme:
    margin, cvr = dice.between(*row.margin), dice.between(*row.cvr)
    return Theme(row.id, row.name, row.product, row.page, margin * 100, cvr * 1000)


def _terms(themes: Mapping[str, Theme], dice: Dice, budget: int) -> tuple[Term, ...]:
    daily = {row.id: dice.between(*row.daily) for row in facts().themes}
    listed = _listed(dice)

    def term(row: Word) -> Term:
        searches = half_up(daily[row.theme] * row.share * budget, 1000 * VOLUME_BUDGET_YUAN)
        rate = half_up(themes[row.theme].cvr_ppm * row.cvr, 100_000) * 1000
        percent = dice.between(80, 118) if row in facts().words else dice.between(60, 85)
        return Term(row.text, row.theme, searches, rate, rate, percent, "", row.text in listed)

    def stranger(row: Stranger) -> Term:
        searches = half_up(dice.between(*row.daily) * budget, VOLUME_BUDGET_YUAN)
        rate, percent = dice.between(*row.cvr) * 1000, dice.between(70, 110)
        return Term(row.text, row.theme, searches, 0, rate, percent, row.why, row.text in listed)

    words = [term(row) for row in (*facts().words, *facts().tail)]
    return (*words, *(stranger(row) for row in facts().strangers))


def _listed(dice: Dice) -> frozenset[str]:
    """The texts of the keyword table: most words, and strangers of every sort."""
    words = [row.text for row in facts().words]
    droppable = [
        row.text for row in facts().words if row.theme in ("ac_repair", "wm_repair") and row.cvr > CHEAP_CVR
    ]
    dropped = dice.shuffled(droppable)[: len(words) - LISTED_WORDS]
    strangers = [row.text for row in facts().strangers]
    kept = dice.shuffled(strangers[:-3])[: LISTED_STRANGERS - 3] + strangers[-3:]
    return frozenset(set(words) - set(dropped)) | frozenset(kept)


def _rivals(dice: Dice, budget: int) -> tuple[Rival, ...]:
    names = facts().rivals
    bidding = {row.id: dice.shuffled(names)[:RIVALS_A_THEME] for row in facts().themes}
    prices = {row.id: fen(row.price) for row in facts().themes}
    found = []
    for name in names:
        themes = [theme for theme, rivals in bidding.items() if name in rivals]
        bids = {theme: half_up(prices[theme] * dice.between(72, 128), 100) for theme in themes}
        grades = {theme: dice.between(5, 9) for theme in themes}
        found.append(Rival(name, bids, grades, budget * dice.between(40, 90)))
    return tuple(found)
