"""Every built-in plugin, task and sample keeps its promises."""

from __future__ import annotations

import json

import pytest

from workbench.host import registry, replay, samples
from workbench.host.paper import freeze, thaw

FOUND = registry.load()
SAMPLES = [
    pytest.param(task, sample, id=f"{task.id}-{sample.name}")
    for task in FOUND.tasks.values()
    for sample in task.samples
]
TASKS = [pytest.param(task, id=task.id) for task in FOUND.tasks.values()]


def test_no_built_in_plugin_is_left_out() -> None:
    assert [(one.name, one.reason) for one in FOUND.rejected] == []


@pytest.mark.parametrize(("task", "sample"), SAMPLES)
def test_a_sample_earns_what_its_task_promises(task, sample) -> None:
    result = samples.run(FOUND, task, sample)
    shown = "\n".join(
        f"{one.line} {one.status} {one.points}/{one.max_points} {one.reason}" for one in result.outcomes
    )
    assert result.is_kept, f"{result.points} not in {sample.low}..{sample.high}\n{shown}"


@pytest.mark.parametrize(("task", "sample"), SAMPLES)
def test_replaying_a_sample_twice_gives_the_same_states_and_scores(task, sample) -> None:
    first, second = samples.run(FOUND, task, sample), samples.run(FOUND, task, sample)
    assert first.trace == second.trace
    assert first.outcomes == second.outcomes


@pytest.mark.parametrize(("task", "sample"), SAMPLES)
def test_states_are_json_and_a_snapshot_in_the_middle_changes_nothing(task, sample) -> None:
    paper = freeze(FOUND, task, sample.seed, samples.CANDIDATE)
    trace = samples.trace_of(FOUND, paper, samples.steps_of(FOUND, paper, sample))
    whole = replay.states_after(FOUND, replay.first_states(FOUND, paper), trace)
    middle = replay.states_after(FOUND, replay.first_states(FOUND, paper), trace[: len(trace) // 2])
    stored = json.loads(json.dumps(middle, ensure_ascii=False))
    assert replay.states_after(FOUND, stored, trace[len(trace) // 2 :]) == json.loads(json.dumps(whole))


@pytest.mark.parametrize("task", TASKS)
def test_a_frozen_paper_thaws_to_the_same_paper_and_text(task) -> None:
    paper = freeze(FOUND, task, 7, "A0007")
    assert thaw(paper.body()).body() == paper.body()
    assert thaw(paper.body()).task == task


@pytest.mark.parametrize("task", TASKS)
def test_two_seeds_give_two_variants_and_one_seed_gives_one(task) -> None:
    assert freeze(FOUND, task, 1, "A1").body() == freeze(FOUND, task, 1, "A1").body()
    assert freeze(FOUND, task, 1, "A1").given != freeze(FOUND, task, 2, "A1").given
