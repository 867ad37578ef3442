"""What a student sees of an exam, and when."""

from __future__ import annotations

import dataclasses

import pytest
from stages import DAY, copied, make

from workbench.domain.errors import Absent, NotAllowed, Refused
from workbench.host import registry, samples
from workbench.host.paper import freeze
from workbench.store import sittings
from workbench.usecases import (
    marking,
    planning,
    release_preview,
    releasing,
    results,
    running_sitting,
    sitting_exam,
    work_shown,
)
from workbench.usecases.planning import Plan
from workbench.usecases.releasing import ReleaseIn


@pytest.fixture(scope="module")
def stages(tmp_path_factory):
    return make(tmp_path_factory.mktemp("stages"))


@pytest.fixture
def marked(stages, tmp_path):
    with copied(stages["marked"], tmp_path) as made:
        yield made


def release(world, *, shows_model=False):
    (one,) = release_preview.previews(world.wb, world.people["gl"], world.sitting)
    given = ReleaseIn("promotion", "kp1", "482913", one.fingerprint, shows_model)
    releasing.release_module(world.wb, world.people["gl"], world.sitting, given)


def result(world, login="A0001"):
    return results.result(world.wb, world.people[login], world.attempt("A0001"))


def test_before_the_release_a_student_learns_only_that_it_is_awaited(marked) -> None:
    (row,) = results.my_results(marked.wb, marked.people["A0001"])
    assert (row.sitting, row.module, row.released, row.points, row.passed) == (
        "期末", "企业网络推广", None, None, None,
    )  # fmt: skip
    for ask in (results.result, work_shown.handed_in, work_shown.model_answer):
        with pytest.raises(Refused, match="还没有公布"):
            ask(marked.wb, marked.people["A0001"], marked.attempt("A0001"))


def test_who_never_started_has_no_result(marked) -> None:
    assert results.my_results(marked.wb, marked.people["A0002"]) == ()


def test_the_student_sees_what_the_examiner_sees_line_by_line(marked) -> None:
    release(marked)
    script = marking.script(marked.wb, marked.people["kp1"], marked.attempt("A0001"))
    shown = result(marked)
    assert shown.total == script.total
    assert [one.line.id for one in shown.lines] == [line.id for line in script.paper.task.rubric]
    by_id = {one.line.id: one for one in shown.lines}
    assert by_id["1"].reason == script.outcomes["1"].reason
    assert (by_id["4"].comment, by_id["4"].level.letter) == ("写得太少", "D")
    assert by_id["4"].level.descriptor
    assert sum(one.points for one in shown.lines) == shown.total.points
    (row,) = results.my_results(marked.wb, marked.people["A0001"])
    assert (row.points, row.passed) == (shown.total.points, shown.total.passed)


def test_no_examiner_is_named_in_a_result(marked) -> None:
    release(marked)
    told = repr(result(marked))
    assert "人kp1" not in told
    assert "examiner_id" not in told


def test_what_was_handed_in_is_the_students_own_states(marked) -> None:
    release(marked)
    script = marking.script(marked.wb, marked.people["kp1"], marked.attempt("A0001"))
    work = work_shown.handed_in(marked.wb, marked.people["A0001"], marked.attempt("A0001"))
    assert (work.states, work.is_model) == (script.states, False)


def test_a_result_is_shown_to_its_own_student_alone(marked) -> None:
    release(marked)
    with pytest.raises(Absent):
        result(marked, "A0002")
    for login in ("kp1", "gl", "js"):
        with pytest.raises(NotAllowed):
            result(marked, login)


def test_the_model_answer_is_shown_only_where_the_release_says_so(marked, stages, tmp_path) -> None:
    release(marked)
    assert not result(marked).shows_model
    with pytest.raises(Refused, match="不提供参考答案"):
        work_shown.model_answer(marked.wb, marked.people["A0001"], marked.attempt("A0001"))
    with copied(stages["marked"], tmp_path / "other") as other:
        release(other, shows_model=True)
        model = work_shown.model_answer(other.wb, other.people["A0001"], other.attempt("A0001"))
    assert model.is_model
    assert model.paper.candidate == "A0001"


def test_while_a_student_sits_another_exam_no_old_result_is_a_crib(marked) -> None:
    release(marked, shows_model=True)
    gl, jk, student = (marked.people[one] for one in ("gl", "jk", "A0001"))
    old = marked.attempt("A0001")
    with marked.wb.store.reading() as conn:
        policy = sittings.sitting(conn, marked.sitting).policy
    again = running_sitting.plan(marked.wb, "补考", policy=policy)
    planning.import_roster(marked.wb, gl, again, "准考证号,姓名\nA0001,人A0001\n".encode())
    planning.freeze(marked.wb, gl, again)
    planning.draw(marked.wb, gl, again, ceremony="1", witnesses=("甲", "乙"))
    running_sitting.open_sitting(marked.wb, jk, again)
    assert len(results.my_results(marked.wb, student)) == 1
    new = sitting_exam.my_exam(marked.wb, student).attempt.id
    sitting_exam.start(marked.wb, student, new)
    for ask in (
        lambda: results.my_results(marked.wb, student),
        lambda: results.result(marked.wb, student, old),
        lambda: work_shown.model_answer(marked.wb, student, old),
    ):
        with pytest.raises(Refused, match="正在考试"):
            ask()
    sitting_exam.claim(marked.wb, student, new, "page")
    sitting_exam.hand_in(marked.wb, student, new, "page")
    rows = results.my_results(marked.wb, student)
    assert [(row.sitting, row.released is None) for row in rows] == [("补考", True), ("期末", False)]


@pytest.mark.parametrize(
    ("days", "after", "is_open"), [(7, 6.9, True), (7, 7.1, False), (0, 0, False), (1, 0.9, True)]
)
def test_appeals_are_taken_for_the_days_that_the_plan_says(marked, days, after, is_open) -> None:
    from workbench.store import schema

    with marked.wb.store.writing() as conn:
        rules = {**(sittings.sitting(conn, marked.sitting).rules or {}), "appeal_days": days}
        conn.execute(schema.sittings.update().values(rules=rules))
    release(marked)
    marked.time.pass_seconds(after * DAY)
    assert (result(marked).appeal_until is not None) is is_open


@pytest.mark.parametrize("days", [-1, 61])
def test_a_plan_with_impossible_appeal_days_is_refused_in_words(days) -> None:
    from workbench.domain.sitting_rules import SittingRules

    with pytest.raises(ValueError, match="申诉期要写 0—60 的整数天"):
        Plan("x", rules=SittingRules(appeal_days=days))


@pytest.mark.parametrize("task_id", sorted(registry.load().tasks))
def test_every_task_has_a_model_answer_that_holds_on_numbers_of_its_own(task_id) -> None:
    found = registry.load()
    paper = freeze(found, found.tasks[task_id], 777_001, "B0042")
    assert samples.model(found, paper) is not None


def test_an_answer_for_other_numbers_is_no_model() -> None:
    found = registry.load()
    task = found.tasks["seo-02"]
    good = next(one for one in task.samples if one.kind == "good")
    fixed = dataclasses.replace(
        good, answer=None, steps=tuple(samples.steps_of(found, freeze(found, task, 1, "A0001"), good))
    )
    paper = freeze(found, dataclasses.replace(task, samples=(fixed,)), 20260210, "B0042")
    assert samples.model(found, paper) is None
