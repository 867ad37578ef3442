"""Customer-service figures: definitions, scores, ranks, and the traps in every variant."""

import pytest
from workbench_plugins.operations.tools.money import half_up
from workbench_plugins.operations.world.packs import indicators, tier_scores
from workbench_plugins.operations.world.service import (
    Agent,
    Service,
    is_trapped,
    scores_of,
    service_of,
    team_sums,
)
from workbench_plugins.operations.world.variant import vary

TEAMS = [pytest.param(service_of(vary({}, seed)["service"]), id=f"seed-{seed}") for seed in range(0, 60, 3)]
AGENT = Agent("陈露", ((100, 30, 40, 300_000), (300, 150, 160, 1_200_000)), 18, 9900, 9000)


def test_spend_is_by_paying_buyers_and_not_by_orders():
    assert AGENT.spend == half_up(1_500_000, 180)
    assert AGENT.spend != half_up(1_500_000, 200)


def test_a_months_rate_is_a_ratio_of_sums_and_not_a_mean_of_rates():
    assert AGENT.conversion == 4500  # 180 / 400
    assert AGENT.conversion != (3000 + 5000) // 2


@pytest.mark.parametrize(("seconds", "score"), [(20, 100), (21, 90), (30, 90), (31, 80), (55, 70), (56, 60)])
def test_a_bound_belongs_to_its_tier_where_less_is_better(seconds, score):
    assert tier_scores()[indicators()[2].tier(seconds)] == score


@pytest.mark.parametrize(("bp", "score"), [(5500, 100), (5499, 90), (5000, 90), (4000, 70), (3999, 60)])
def test_a_bound_belongs_to_its_tier_where_more_is_better(bp, score):
    assert tier_scores()[indicators()[0].tier(bp)] == score


def test_the_blueprints_kpi_comes_out():
    ids = [one.id for one in indicators()]
    scores, weights = (
        dict(zip(ids, (90, 80, 100, 95, 85), strict=True)),
        dict(zip(ids, (30, 20, 20, 10, 20), strict=True)),
    )
    assert sum(scores[name] * weights[name] for name in ids) == 8950


@pytest.mark.parametrize("team", TEAMS)
def test_ranks_lowest_indicators_and_the_weakest_one_are_without_ties(team):
    results = team.results()
    assert sorted(one.rank for one in results) == [1, 2, 3, 4, 5, 6]
    for one in results:
        low, second = sorted(one.scores.values())[:2]
        assert low < second
    low, second = sorted(team_sums(team.agents).values())[:2]
    assert low < second


@pytest.mark.parametrize("team", TEAMS)
def test_one_indicator_written_everywhere_is_right_for_two_agents_at_most(team):
    lows = [one.lowest for one in team.results()]
    assert max(lows.count(name) for name in lows) <= 2


@pytest.mark.parametrize("team", TEAMS)
def test_three_agents_or_more_change_their_score_by_a_wrong_definition(team):
    assert sum(is_trapped(agent) for agent in team.agents) >= 3


@pytest.mark.parametrize("team", TEAMS)
def test_weights_sum_to_a_hundred_and_the_weakest_can_be_raised(team):
    assert sum(team.weights.values()) == 100
    assert team.weights[team.weakest()] + 10 <= 100 - 4 * 5


@pytest.mark.parametrize("team", TEAMS)
def test_a_kpi_is_the_weighted_sum_of_the_scores(team):
    for one in team.results():
        assert one.scores == scores_of(one.agent)
        assert one.hundredths == sum(one.scores[name] * weight for name, weight in team.weights.items())
        assert one.agent.total(1) < one.agent.total(0)
        assert one.agent.total(1) < one.agent.total(2)


def test_the_best_agent_has_rank_one():
    team = Service((AGENT, Agent("李安", AGENT.halves, 99, 9900, 9000)), {one.id: 20 for one in indicators()})
    assert [one.rank for one in team.results()] == [1, 2]
