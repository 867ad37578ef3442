"""The task through the host: its samples earn what they promise, for their seeds and for others."""

import dataclasses
from decimal import Decimal

import pytest

from workbench.host import registry, samples

AUTOMATIC = Decimal(72)


@pytest.fixture(scope="module")
def loaded():
    return registry.load()


def test_the_plugin_is_loaded(loaded):
    assert "seo" in loaded.plugins, [rejected.reason for rejected in loaded.rejected]


@pytest.mark.parametrize("name", ["good", "good-other-site", "weak", "empty", "hostile"])
def test_a_sample_earns_what_it_promises(name, loaded):
    task = loaded.tasks["seo-02"]
    sample = next(sample for sample in task.samples if sample.name == name)
    result = samples.run(loaded, task, sample)
    assert result.is_kept, [(outcome.line, outcome.points, outcome.reason) for outcome in result.outcomes]


@pytest.mark.parametrize("seed", range(30, 42))
def test_the_good_answer_earns_every_automatic_point_for_any_seed(seed, loaded):
    task = loaded.tasks["seo-02"]
    sample = dataclasses.replace(task.samples[0], seed=seed)
    result = samples.run(loaded, task, sample)
    assert result.points == AUTOMATIC, [(outcome.line, outcome.reason) for outcome in result.outcomes]


@pytest.mark.parametrize("seed", range(30, 36))
def test_the_hostile_answer_earns_little_for_any_seed(seed, loaded):
    task = loaded.tasks["seo-02"]
    hostile = next(sample for sample in task.samples if sample.kind == "hostile")
    result = samples.run(loaded, task, dataclasses.replace(hostile, seed=seed))
    assert result.points <= 6


def test_the_hostile_steps_are_refused_one_by_one(loaded):
    task = loaded.tasks["seo-02"]
    hostile = next(sample for sample in task.samples if sample.kind == "hostile")
    refused = [event for event in samples.run(loaded, task, hostile).trace if event.refused]
    assert len(refused) >= 5


def test_points_and_minutes_are_the_blueprints(loaded):
    task = loaded.tasks["seo-02"]
    assert [int(line.points) for line in task.rubric] == [12, 12, 18, 12, 14, 12, 6, 4, 4, 2, 4]
    assert [sub.minutes for sub in task.subtasks] == [14, 12, 12, 16, 6]
    assert sum(line.auto_points for line in task.rubric) == AUTOMATIC
