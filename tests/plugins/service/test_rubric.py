"""The criteria over whole scripts: strict in substance, tolerant in form, and never raising."""

import dataclasses

import pytest
from workbench_plugins.service.rubric import answers

from workbench.host import registry, samples
from workbench.testing import TryOut

TASK = "service.pre-02"
CHAT = "service.chat"


@pytest.fixture(scope="module")
def loaded():
    return registry.load()


def scored(loaded, steps_of=answers.good, *, seed=1, change=lambda step: step):
    paper = TryOut(loaded, TASK, seed=seed)
    steps = [change(step) for step in steps_of(paper.given, seed)]
    paper.take_all([step for step in steps if step is not None])
    return {line: outcome.points for line, outcome in paper.score().items()}, paper


def with_params(step, **more):
    return dataclasses.replace(step, params={**step.params, **more})


@pytest.mark.parametrize("seed", range(30, 50))
def test_the_good_answer_earns_every_automatic_point_for_any_seed(loaded, seed):
    sample = dataclasses.replace(loaded.tasks[TASK].samples[0], seed=seed)
    result = samples.run(loaded, loaded.tasks[TASK], sample)
    assert result.points == 75, [(outcome.line, outcome.reason) for outcome in result.outcomes]


@pytest.mark.parametrize("seed", range(30, 40))
@pytest.mark.parametrize("name", ["keywords", "pasted-brief", "canned", "giveaway", "foreign-numbers"])
def test_hostile_answers_earn_at_most_a_fifth_for_any_seed(loaded, seed, name):
    sample = next(one for one in loaded.tasks[TASK].samples if one.name == name)
    result = samples.run(loaded, loaded.tasks[TASK], dataclasses.replace(sample, seed=seed))
    assert result.points <= 15


def test_points_minutes_and_parts_are_the_blueprints(loaded):
    task = loaded.tasks[TASK]
    assert [int(line.points) for line in task.rubric] == [16, 6, 12, 12, 10, 8, 8, 12, 6, 4, 2, 4]
    assert [sub.minutes for sub in task.subtasks] == [6, 16, 16, 10, 6, 6]
    assert sum(line.auto_points for line in task.rubric) == 75
    assert task.part == "service.pre"


def test_a_cut_below_the_floor_costs_the_floors_share_though_the_customer_buys(loaded):
    def low(step):
        text = str(step.params.get("text", ""))
        if "如果您今天下单" not in text:
            return step
        return with_params(step, text=text.partition("，这一单")[0] + "，给您5.5折。")

    points, _ = scored(loaded, change=low)
    assert points["6"] <= 2
    assert points["1"] < 16 or points["7"] < 8


def test_a_forgotten_follow_up_costs_a_step_and_an_advert_is_none(loaded):
    points, _ = scored(loaded, change=lambda step: None if step.action == "follow_up" else step)
    assert float(points["1"]) == pytest.approx(16 * 6 / 7, abs=0.01)
    points, _ = scored(
        loaded,
        change=lambda step: (
            with_params(step, text="签收后推荐新品活动") if step.action == "follow_up" else step
        ),
    )
    assert float(points["1"]) == pytest.approx(16 * 6 / 7, abs=0.01)


def test_a_slow_clerk_loses_the_response_line_alone(loaded):
    points, paper = scored(loaded)
    slow, _ = scored(loaded, change=lambda step: dataclasses.replace(step, at=step.at * 5))
    assert points["2"] == 6
    assert slow["2"] < 3
    assert paper.evidence.states[CHAT]["talks"]["a"]["closed"]


def test_amounts_are_read_in_any_form_and_a_wrong_one_is_named(loaded):
    def formed(step):
        if step.params.get("field") != "05":
            return step
        return with_params(step, body=step.params["body"].replace('"客户A"', '"Ａ"'))

    assert scored(loaded, change=formed)[0]["7"] == 8

    def wrong(step):
        if step.params.get("field") != "05":
            return step
        return with_params(
            step,
            body='{"columns":["客户","商品","成交单价","数量","满减","应付金额"],"rows":[["客户A","","","","","1"]]}',
        )

    points, paper = scored(loaded, change=wrong)
    assert points["7"] == 4
    assert "应为" in paper.score()["7"].reason


def test_features_of_another_good_are_no_features(loaded):
    def swapped(step):
        if step.params.get("field") != "04":
            return step
        return with_params(step, body=step.params["body"].replace("纯黄茶", "茉莉窨制、拼配绿茶"))

    assert scored(loaded, change=swapped)[0]["5"] == 0


def test_a_promise_against_platform_or_law_costs_a_fact(loaded):
    def promising(step):
        text = str(step.params.get("text", ""))
        return with_params(step, text=text + "您加我微信，保证明天收到。") if "祝您生活愉快" in text else step

    points, paper = scored(loaded, change=promising)
    assert points["9"] == 2
    assert "加我微信" in paper.score()["9"].reason


def test_a_long_explanation_costs_half_a_fact(loaded):
    def long(step):
        text = str(step.params.get("text", ""))
        return with_params(step, text=text + "流程很简单您慢慢操作就好" * 4) if "提交订单" in text else step

    assert float(scored(loaded, change=long)[0]["9"]) == pytest.approx(5.0)


def test_a_good_found_by_luck_without_questions_earns_little(loaded):
    def silent(step):
        text = str(step.params.get("text", ""))
        is_late = any(answers.QUESTIONS[need] in text for need in ("deadline", "taboo", "budget", "qty"))
        return None if is_late else step

    points, _ = scored(loaded, change=silent)
    assert points["4"] <= 6
    assert points["3"] <= 6


def test_a_paper_without_a_desk_earns_nothing_and_raises_nothing(loaded):
    paper = TryOut(loaded, TASK, seed=1)
    assert sum(float(outcome.points or 0) for outcome in paper.score().values()) == 0
    assert all(outcome.status != "failed" for outcome in paper.score().values())


def test_reasons_carry_numbers_and_cites_point_at_the_clerks_steps(loaded):
    _, paper = scored(loaded)
    outcomes = paper.score()
    assert "首次" in outcomes["2"].reason
    assert "底价" in outcomes["6"].reason
    cited = {cite.event for line in ("1", "3", "4", "6") for cite in outcomes[line].cites}
    by_seq = {event.seq: event for event in paper.trace}
    assert cited
    assert {by_seq[seq].tool for seq in cited} == {CHAT}


def test_task_ids_with_a_dot_make_file_names_that_are_understood(loaded):
    paper = TryOut(loaded, TASK, seed=1)
    assert paper.given["desk"]["item_code"] == "SERVICEPRE02"
