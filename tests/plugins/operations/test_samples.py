"""The task through the host: samples earn what they promise, for their seeds and for others."""

import dataclasses
from decimal import Decimal

import pytest

from workbench.host import samples

AUTOMATIC = Decimal(78)
A_FIFTH = AUTOMATIC / 5
HOSTILE = ("other-seed", "constants", "dump")


@pytest.fixture(scope="module")
def task(loaded):
    return loaded.tasks["operations-06"]


def run(loaded, task, name, seed=None):
    sample = next(sample for sample in task.samples if sample.name == name)
    return samples.run(loaded, task, sample if seed is None else dataclasses.replace(sample, seed=seed))


@pytest.mark.parametrize("name", ["good", "good-other-shop", "weak", "empty", *HOSTILE])
def test_a_sample_earns_what_it_promises(name, loaded, task):
    result = run(loaded, task, name)
    assert result.is_kept, [(outcome.line, outcome.points, outcome.reason) for outcome in result.outcomes]


@pytest.mark.parametrize("seed", range(30, 50))
def test_the_good_answer_earns_every_automatic_point_for_any_seed(seed, loaded, task):
    result = run(loaded, task, "good", seed)
    assert result.points == AUTOMATIC, [(outcome.line, outcome.reason) for outcome in result.outcomes]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("seed", range(30, 40))
def test_a_hostile_answer_earns_a_fifth_at_most_for_any_seed(name, seed, loaded, task):
    assert run(loaded, task, name, seed).points <= A_FIFTH


@pytest.mark.parametrize("seed", range(30, 36))
def test_the_weak_answer_lies_between(seed, loaded, task):
    assert 5 <= run(loaded, task, "weak", seed).points <= 30


def test_the_good_steps_are_all_taken_and_the_broken_ones_refused(loaded, task):
    assert not [event.refused for event in run(loaded, task, "good").trace if event.refused]
    assert len([event for event in run(loaded, task, "dump").trace if event.refused]) == 7


def test_points_and_minutes_add_up_and_every_line_of_the_blueprint_is_there(task):
    assert [int(line.points) for line in task.rubric] == [12, 8, 4, 14, 8, 14, 10, 10, 10, 4, 2, 4]
    assert [sub.minutes for sub in task.subtasks] == [12, 8, 14, 16, 6, 4]
    assert sum(line.auto_points for line in task.rubric) == AUTOMATIC
    blueprint = [
        "KPI得分与排名正确", "短板识别与反馈", "规则调整合理、权重合计100%", "成本与利润计算正确",
        "构成占比与影响因素分析正确", "盈亏平衡与预测计算正确", "应对措施正确合理", "取数完整、公式可追溯",
        "文件命名、格式、目录与提交清单符合试题要求",
    ]  # fmt: skip
    assert set(blueprint) <= {line.title for line in task.rubric}


def test_no_place_holder_is_left_in_the_paper(loaded):
    from workbench.testing import TryOut

    desk = TryOut(loaded, "operations-06", seed=3).given["desk"]
    texts = [
        desk["brief"],
        *(material["text"] for material in desk["materials"]),
        *(sub["text"] for sub in desk["subtasks"]),
    ]
    assert not any("{" in text for text in texts)


def test_the_tool_says_what_it_simulates_and_every_formula_has_a_source(loaded):
    tool = loaded.tools["operations.profit"]
    assert tool.simulates
    assert len(tool.formulas) >= 10
    assert all(formula.source and formula.text for formula in tool.formulas)
