"""Customer-service figures: the agents' seeded counts, and the KPI that follows from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.api import JSON, Dice

from ..tools.money import half_up
from .packs import Indicator, agent_names, indicators, tier_scores, weight_sets

AGENTS = 6
ATTEMPTS = 500
"""Draws of a team before giving up; of 400 seeds none needed more than 13."""
TRAPPED = 3
"""Agents for whom the mean of two half-month rates, or orders for buyers, reaches another tier."""


@dataclass(frozen=True, slots=True)
class Agent:
    """One agent's month: two halves of (inquirers, paying buyers, orders, paid fen), and three rates.

    ``first`` is seconds; ``reply`` and ``content`` are basis points.
    """

    name: str
    halves: tuple[tuple[int, int, int, int], tuple[int, int, int, int]]
    first: int
    reply: int
    content: int

    def total(self, at: int) -> int:
        """Both halves of one count."""
        return self.halves[0][at] + self.halves[1][at]

    @property
    def conversion(self) -> int:
        """询单转化率 = 付款人数 ÷ 询单人数 of the whole month, a ratio of sums, in basis points."""
        return half_up(self.total(1) * 10_000, self.total(0))

    @property
    def spend(self) -> int:
        """客单价 = 支付金额 ÷ 付款人数 (buyers, not orders), in fen."""
        return half_up(self.total(3), self.total(1))

    def value(self, indicator: str) -> int:
        """The month's value of an indicator in its unit."""
        return int(getattr(self, indicator))


@dataclass(frozen=True, slots=True)
class Kpi:
    """One agent's result: the score of each indicator by id, the weighted KPI in tenths, the rank."""

    agent: Agent
    scores: Mapping[str, int]
    hundredths: int
    rank: int

    @property
    def lowest(self) -> str:
        """The indicator with the lowest score; the variant has no ties."""
        return min(self.scores, key=lambda name: self.scores[name])


@dataclass(frozen=True, slots=True)
class Service:
    """The six agents and the weights in percent by indicator id."""

    agents: tuple[Agent, ...]
    weights: Mapping[str, int]

    def results(self) -> tuple[Kpi, ...]:
        """Every agent's KPI, in the order of the paper; the best has rank 1."""
        scored = [(agent, scores_of(agent)) for agent in self.agents]
        sums = [sum(scores[name] * weight for name, weight in self.weights.items()) for _, scores in scored]
        return tuple(
            Kpi(agent, scores, total, 1 + sum(other > total for other in sums))
            for (agent, scores), total in zip(scored, sums, strict=True)
        )

    def weakest(self) -> str:
        """The indicator whose scores of all agents sum to the least."""
        sums = team_sums(self.agents)
        return min(sums, key=lambda name: sums[name])


def scores_of(agent: Agent) -> dict[str, int]:
    """The score of each indicator."""
    return {one.id: tier_scores()[one.tier(agent.value(one.id))] for one in indicators()}


def team_sums(agents: Sequence[Agent]) -> dict[str, int]:
    """The sum of all agents' scores by indicator."""
    return {one.id: sum(scores_of(agent)[one.id] for agent in agents) for one in indicators()}


def service_of(plain: JSON) -> Service:
    """The service team from ``given["service"]``."""
    agents = tuple(
        Agent(**{**row, "halves": tuple(tuple(half) for half in row["halves"])}) for row in plain["agents"]
    )
    return Service(agents, dict(plain["weights"]))


def make_service(task: str, seed: int) -> JSON:
    """A seeded team without ties in rank, in anyone's lowest indicator, and in the team's weakest one."""
    weights = dict(
        zip((one.id for one in indicators()), Dice(task, seed, "weights").pick(weight_sets()), strict=True)
    )
    for attempt in range(ATTEMPTS):
        agents = _agents(Dice(task, seed, "agents", attempt))
        if _is_clear(agents, weights):
            return {"agents": [_plain(agent) for agent in agents], "weights": weights}
    raise ValueError(f"seed {seed}: no team without ties in {ATTEMPTS} attempts")


def _plain(agent: Agent) -> dict[str, Any]:  # Any: JSON leaves
    return {
        "name": agent.name,
        "halves": [list(half) for half in agent.halves],
        "first": agent.first,
        "reply": agent.reply,
        "content": agent.content,
    }


def _is_clear(agents: Sequence[Agent], weights: Mapping[str, int]) -> bool:
    results = Service(tuple(agents), weights).results()
    lows = [sorted(result.scores.values())[:2] for result in results]
    sums = sorted(team_sums(agents).values())
    return (
        len({result.rank for result in results}) == AGENTS
        and all(low < second for low, second in lows)
        and sums[0] < sums[1]
        and sum(is_trapped(agent) for agent in agents) >= TRAPPED
    )


def is_trapped(agent: Agent) -> bool:
    """Whether the mean of the halves' rates, or orders in place of buyers, would reach another tier."""
    conversion, spend = indicators()[0], indicators()[1]
    mean = half_up(sum(half_up(half[1] * 10_000, half[0]) for half in agent.halves), 2)
    by_orders = half_up(agent.total(3), agent.total(2))
    return conversion.tier(mean) != conversion.tier(agent.conversion) or spend.tier(by_orders) != spend.tier(
        agent.spend
    )


def _agents(dice: Dice) -> tuple[Agent, ...]:
    names = dice.shuffled(agent_names())[:AGENTS]
    ids = [one.id for one in indicators()]
    weak = [*dice.shuffled(ids), dice.pick(ids)]  # each indicator is somebody's lowest, one of them twice
    return tuple(_agent(dice, name, low) for name, low in zip(names, weak, strict=True))


def _agent(dice: Dice, name: str, weak: str) -> Agent:
    tiers = {one.id: dice.between(0, 2) for one in indicators()}
    tiers[weak] = min(4, max(tier for other, tier in tiers.items() if other != weak) + dice.between(1, 2))
    values = {one.id: _value(dice, one, tiers[one.id]) for one in indicators()}
    first, second = dice.between(150, 230), dice.between(320, 470)
    inquirers = first + second
    buyers = -(-inquirers * values["conversion"] // 10_000)
    early = half_up(first * max(values["conversion"] - dice.between(500, 900), 2000), 10_000)
    halves = (
        _half(dice, first, early, values["spend"]),
        _half(dice, second, buyers - early, values["spend"]),
    )
    return Agent(name, halves, values["first"], values["reply"], values["content"])


def _half(dice: Dice, inquirers: int, buyers: int, spend: int) -> tuple[int, int, int, int]:
    orders = half_up(buyers * dice.between(106, 114), 100)
    return inquirers, buyers, orders, buyers * spend + dice.between(0, 60) * 10


def _value(dice: Dice, indicator: Indicator, tier: int) -> int:
    # Near the bound of its tier, so that a wrong definition lands in another one.
    bounds = (indicator.ceiling, *indicator.tiers, indicator.floor)
    best, worst = bounds[tier], bounds[tier + 1]
    if indicator.unit == "seconds":
        return dice.between(best + (tier > 0), worst)
    room = max(1, (best - worst) // (4 if indicator.id in ("conversion", "spend") else 1))
    return worst + dice.below(room)
