"""The advertising account: plans, units, keywords, creatives; frozen values and the JSON of states."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.api import JSON

MAX_PLANS, MAX_UNITS, MAX_KEYWORDS, MAX_CREATIVES = 5, 12, 60, 36
"""Of a whole account; a state that holds several stays small."""
ALL_DEVICES = "全部"


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword with its match and its bid in fen; 0 takes no part."""

    word: str
    match: str
    bid: int
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Creative:
    """A creative: ``title`` and two lines of description, wildcards as {default keyword}."""

    title: str
    line1: str
    line2: str
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of a plan: one theme, one landing page."""

    name: str
    page: str
    keywords: tuple[Keyword, ...] = ()
    creatives: tuple[Creative, ...] = ()
    paused: bool = False

    @property
    def live_creatives(self) -> tuple[Creative, ...]:
        """Those that are not paused."""
        return tuple(creative for creative in self.creatives if not creative.paused)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: budget in fen a day; where, when (hours, end exclusive), on what; negative words."""

    name: str
    budget: int
    areas: tuple[str, ...]
    hours: tuple[int, int]
    device: str = ALL_DEVICES
    negatives: tuple[str, ...] = ()
    exact_negatives: tuple[str, ...] = ()
    paused: bool = False
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """The whole account."""

    plans: tuple[Plan, ...] = ()

    @property
    def keywords(self) -> tuple[tuple[Plan, Unit, Keyword], ...]:
        """Every keyword with where it stands, in the account's order."""
        return tuple(
            (plan, unit, keyword) for plan in self.plans for unit in plan.units for keyword in unit.keywords
        )

    @property
    def units(self) -> tuple[tuple[Plan, Unit], ...]:
        """Every unit with its plan."""
        return tuple((plan, unit) for plan in self.plans for unit in plan.units)


def account_of(rows: JSON) -> Account:
    """The account that ``as_json`` wrote."""
    return Account(tuple(_plan(row) for row in rows["plans"]))


def _plan(row: JSON) -> Plan:
    lists = {name: tuple(row[name]) for name in ("areas", "negatives", "exact_negatives")}
    units = tuple(_unit(unit) for unit in row["units"])
    return Plan(**{**row, **lists, "hours": (int(row["hours"][0]), int(row["hours"][1])), "units": units})


def _unit(row: JSON) -> Unit:
    keywords = tuple(Keyword(*keyword) for keyword in row["keywords"])
    creatives = tuple(Creative(*creative) for creative in row["creatives"])
    return Unit(row["name"], row["page"], keywords, creatives, row["paused"])


def as_json(account: Account) -> JSON:
    """The account as small JSON: keywords and creatives as lists of their fields in order."""
    return {"plans": [_plan_json(plan) for plan in account.plans]}


def _plan_json(plan: Plan) -> JSON:
    return {
        "name": plan.name,
        "budget": plan.budget,
        "areas": list(plan.areas),
        "hours": list(plan.hours),
        "device": plan.device,
        "negatives": list(plan.negatives),
        "exact_negatives": list(plan.exact_negatives),
        "paused": plan.paused,
        "units": [_unit_json(unit) for unit in plan.units],
    }


def _unit_json(unit: Unit) -> JSON:
    return {
        "name": unit.name,
        "page": unit.page,
        "paused": unit.paused,
        "keywords": [[one.word, one.match, one.bid, one.paused] for one in unit.keywords],
        "creatives": [[one.title, one.line1, one.line2, one.paused] for one in unit.creatives],
    }
