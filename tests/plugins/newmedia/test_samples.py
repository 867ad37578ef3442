"""The task through the host: its samples earn what they promise, for their seeds and for others."""

import dataclasses
from decimal import Decimal

import pytest

from workbench.host import samples

AUTOMATIC = Decimal(67)
TASK = "newmedia-05"


def sample(loaded, name):
    return next(one for one in loaded.tasks[TASK].samples if one.name == name)


def run(loaded, name, seed):
    return samples.run(loaded, loaded.tasks[TASK], dataclasses.replace(sample(loaded, name), seed=seed))


def test_the_plugin_is_loaded(loaded):
    assert "newmedia" in loaded.plugins, [rejected.reason for rejected in loaded.rejected]


@pytest.mark.parametrize("seed", range(30, 40))
def test_the_good_answer_earns_every_automatic_point_for_any_seed(loaded, seed):
    result = run(loaded, "good", seed)
    assert result.points == AUTOMATIC, [
        (outcome.line, outcome.points, outcome.reason) for outcome in result.outcomes
    ]


@pytest.mark.parametrize("seed", range(30, 36))
@pytest.mark.parametrize("name", ["hostile-other-account", "hostile-constants", "hostile-dump"])
def test_a_hostile_answer_earns_at_most_a_fifth_for_any_seed(loaded, name, seed):
    result = run(loaded, name, seed)
    assert result.points <= AUTOMATIC / 5, [(outcome.line, outcome.points) for outcome in result.outcomes]


@pytest.mark.parametrize("name", ["hostile-other-account", "hostile-constants", "hostile-dump"])
def test_a_hostile_answer_earns_nothing_for_its_numbers(loaded, name):
    outcomes = {one.line: one for one in run(loaded, name, 1).outcomes}
    assert [outcomes[line].points for line in ("1", "2", "3", "4", "7")] == [0] * 5


def test_the_steps_of_the_dump_are_refused_one_by_one(loaded):
    refused = [event for event in run(loaded, "hostile-dump", 1).trace if event.refused]
    assert len(refused) == 6


@pytest.mark.parametrize("seed", range(30, 34))
def test_wrong_definitions_are_told_by_their_values(loaded, seed):
    outcomes = {one.line: one for one in run(loaded, "wrong-definitions", seed).outcomes}
    facts = {name for one in outcomes.values() for name in one.facts}
    assert {
        "err.end_as_base", "err.lost_of_new", "err.growth_from_zero", "err.fans_as_reach", "err.times_as_people",
        "err.uv_added", "err.sum_as_best", "err.cumulative_as_net",
    } <= facts  # fmt: skip
    assert "分母用了期末累计" in outcomes["1"].reason


def test_points_minutes_and_clauses_are_the_blueprints(loaded):
    task = loaded.tasks[TASK]
    assert [int(line.points) for line in task.rubric] == [14, 14, 12, 8, 12, 14, 6, 10, 4, 2, 4]
    assert [sub.minutes for sub in task.subtasks] == [10, 12, 12, 10, 10, 6]
    assert sum(line.auto_points for line in task.rubric) == AUTOMATIC
    assert set(task.clauses) == {"newmedia.req.6", "newmedia.req.8", "newmedia.score.6", "newmedia.score.7"}


def test_the_paper_holds_no_figure_of_the_account(loaded):
    from workbench.host.paper import freeze

    paper = freeze(loaded, loaded.tasks[TASK], 1, "A0001")
    assert "6604" not in paper.body()
    assert "7267" not in paper.body()
    assert len(paper.body()) < 60_000
