"""Task seo-05 through the host: its worked answers, for its seeds and for others; hostile ones line by line."""

import dataclasses
from decimal import Decimal

import pytest

from workbench.host import registry, samples

AUTOMATIC = Decimal(76)


@pytest.fixture(scope="module")
def loaded():
    return registry.load()


def run(loaded, name, seed=None):
    task = loaded.tasks["seo-05"]
    sample = next(sample for sample in task.samples if sample.name == name)
    return samples.run(loaded, task, sample if seed is None else dataclasses.replace(sample, seed=seed))


@pytest.mark.parametrize("seed", range(50, 60))
def test_the_good_answer_earns_nearly_everything_for_any_seed(seed, loaded):
    result = run(loaded, "good", seed)
    assert result.points >= AUTOMATIC - 2, [(one.line, one.points, one.reason) for one in result.outcomes]


@pytest.mark.parametrize("name", ["hostile-dump", "hostile-copied", "hostile-constant", "hostile-other-seed"])
@pytest.mark.parametrize("seed", [1, 51, 52, 53])
def test_a_hostile_answer_earns_at_most_a_fifth_for_any_seed(name, seed, loaded):
    result = run(loaded, name, seed)
    assert result.points <= AUTOMATIC / 5
    assert all(one.status != "failed" for one in result.outcomes)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("hostile-dump", ("1", "3", "4", "5", "6")),
        ("hostile-copied", ("1", "3", "4", "5", "6")),
        ("hostile-constant", ("5", "6")),
        ("hostile-other-seed", ("2", "3", "4", "5", "6")),
    ],
)
def test_the_lines_that_are_hard_to_cheat_give_hostile_answers_nothing(name, lines, loaded):
    points = {one.line: one.points for one in run(loaded, name).outcomes}
    assert {line: points[line] for line in lines} == dict.fromkeys(lines, Decimal(0))


def test_hostile_steps_are_refused_and_stand_in_the_trace(loaded):
    refused = [event for event in run(loaded, "hostile-dump").trace if event.refused]
    assert {event.action for event in refused} >= {"hand_out", "save_plan", "import"}


def test_points_and_minutes_are_the_blueprints(loaded):
    task = loaded.tasks["seo-05"]
    assert [int(line.points) for line in task.rubric] == [14, 12, 10, 16, 10, 8, 12, 8, 4, 2, 4]
    assert [sub.minutes for sub in task.subtasks] == [8, 12, 14, 14, 6, 6]
    assert sum(line.auto_points for line in task.rubric) == AUTOMATIC
    assert task.given["roi"] == "net"
