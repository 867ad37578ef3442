"""The samples through the host, for their seeds and for others."""

import dataclasses
from decimal import Decimal

import pytest

from workbench.host import samples

MACHINE = Decimal(43)
FIFTH = MACHINE / 5


def run(loaded, name, seed=None):
    task = loaded.tasks["copywriting-01"]
    sample = next(one for one in task.samples if one.name == name)
    return samples.run(loaded, task, sample if seed is None else dataclasses.replace(sample, seed=seed))


@pytest.mark.parametrize("seed", range(30, 50))
def test_the_good_answer_earns_every_automatic_point_for_any_seed(loaded, seed):
    result = run(loaded, "good", seed)
    assert result.points == MACHINE, [(one.line, one.reason) for one in result.outcomes]


@pytest.mark.parametrize("name", ["keyword-dump", "copied-brief", "padding", "hidden-banned"])
@pytest.mark.parametrize("seed", range(30, 36))
def test_a_hostile_answer_earns_at_most_a_fifth_for_any_seed(loaded, name, seed):
    assert run(loaded, name, seed).points <= FIFTH


@pytest.mark.parametrize("seed", range(30, 36))
def test_another_variants_answer_earns_nothing_for_substance(loaded, seed):
    outcomes = {one.line: one.points for one in run(loaded, "other-variant", seed).outcomes}
    assert [outcomes[line] for line in ("3", "6", "8", "10")] == [0, 0, 0, 0]


def test_points_and_minutes_are_the_blueprints(loaded):
    task = loaded.tasks["copywriting-01"]
    assert [int(line.points) for line in task.rubric] == [10, 8, 8, 12, 10, 10, 10, 8, 8, 6, 4, 2, 4]
    assert [sub.minutes for sub in task.subtasks] == [10, 10, 18, 8, 6, 2, 6]
    assert sum(line.auto_points for line in task.rubric) == MACHINE
