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
PLUGINS = [pytest.param(plugin, id=name) for name, plugin in FOUND.plugins.items()]
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
def test_a_task_shows_good_weak_empty_and_hostile_work(task) -> None:
    assert {sample.kind for sample in task.samples} == {"good", "weak", "empty", "hostile"}


@pytest.mark.parametrize("plugin", PLUGINS)
def test_three_ways_to_cheat_earn_at_most_a_fifth_of_the_machines_points(plugin) -> None:
    limits = [
        (sample.high, sum(line.auto_points for line in task.rubric) / 5)
        for task in plugin.tasks.values()
        for sample in task.samples
        if sample.kind == "hostile"
    ]
    assert len(limits) >= 3
    assert all(promised <= fifth for promised, fifth in limits)


@pytest.mark.parametrize("plugin", PLUGINS)
def test_a_tool_says_what_it_simulates_and_where_its_numbers_come_from(plugin) -> None:
    for tool in plugin.tools.values():
        assert tool.simulates, tool.id
        assert tool.formulas, tool.id
        assert all(one.text and one.source for one in tool.formulas), tool.id


@pytest.mark.parametrize("plugin", PLUGINS)
def test_a_plugin_has_a_panel_that_only_it_can_show(plugin) -> None:
    assert plugin.panels
    for panel in plugin.panels:
        assert panel.question.endswith("？")
        assert len(panel.reading) > 20


@pytest.mark.parametrize("task", TASKS)
def test_two_seeds_give_two_variants_and_one_seed_gives_one(task) -> None:
    assert freeze(FOUND, task, 1, "A1").body() == freeze(FOUND, task, 1, "A1").body()
    assert freeze(FOUND, task, 1, "A1").given != freeze(FOUND, task, 2, "A1").given
