from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest
from practice_school import (
    TASK,
    attempt,
    begun,
    document,
    done,
    dump,
    practised,
    write,
)

from workbench.domain.clock import GRACE_SECONDS
from workbench.domain.errors import Absent, NotAllowed, Refused
from workbench.host import replay, samples
from workbench.store import marks
from workbench.usecases import (
    expiring,
    practice_feedback,
    practice_release,
    practising,
    saving,
    sitting_exam,
    uploads,
)
from workbench.usecases.practising import UNTIMED_MINUTES
from workbench.usecases.saving import DraftIn


@pytest.fixture
def school(school):
    return practised(school)


@pytest.fixture
def l1(school):
    return school.people["L1"]


def test_practice_runs_by_the_tasks_own_minutes_or_without_a_clock(school, l1) -> None:
    timed = attempt(school, done(school, is_timed=True))
    untimed = attempt(school, done(school))
    assert (timed.minutes, practising.is_untimed(timed)) == (school.wb.registry.tasks[TASK].minutes, False)
    assert (untimed.minutes, practising.is_untimed(untimed)) == (UNTIMED_MINUTES, True)
    assert (timed.number, untimed.number) == (1, 2)


def test_new_numbers_differ_and_the_same_numbers_are_the_same_paper(school, l1) -> None:
    first = done(school, is_timed=True)
    fresh = practising.again(school.wb, l1, first, same_numbers=False)
    sitting_exam.claim(school.wb, l1, fresh, "page")
    sitting_exam.hand_in(school.wb, l1, fresh, "page")
    same = practising.again(school.wb, l1, first, same_numbers=True)
    one, two, three = (attempt(school, name) for name in (first, fresh, same))
    assert one.seed != two.seed
    assert (one.seed, one.paper_hash, one.minutes) == (three.seed, three.paper_hash, three.minutes)


def test_what_is_saved_and_done_is_kept_as_in_an_exam(school, l1) -> None:
    attempt_id = begun(school)
    write(school, attempt_id, body="练习里写的")
    uploads.add(school.wb, l1, attempt_id, "desk.doc", "图.txt", "text/plain", (b"x",))
    tool, field = document(school)
    again = school.reopened()
    again.wb = dataclasses.replace(again.wb, registry=school.wb.registry)
    look = sitting_exam.look(again.wb, l1, attempt_id)
    assert look.states[tool]["drafts"][field] == "练习里写的"
    again.wb.store.close()


def test_one_practice_at_a_time(school, l1) -> None:
    begun(school)
    with pytest.raises(Refused, match="还有一份练习没有交"):
        practising.begin(school.wb, l1, TASK, is_timed=True)


def test_a_student_begins_only_so_many_a_day(school, l1, monkeypatch) -> None:
    monkeypatch.setattr(practising, "MOST_A_DAY", 2)
    done(school)
    school.time.pass_seconds(3600)
    done(school)
    with pytest.raises(Refused, match="最多开始 2 次"):
        begun(school)
    school.time.pass_seconds(practising.DAY_SECONDS - 3600)
    begun(school)


@pytest.mark.parametrize("task", ["no-such-task", "operations-06"])
def test_only_a_released_task_is_practised(school, l1, task) -> None:
    with pytest.raises(Refused, match="没有开放"):
        practising.begin(school.wb, l1, task, is_timed=False)


def test_only_students_practise(school) -> None:
    with pytest.raises(NotAllowed):
        practising.begin(school.wb, school.people["js"], TASK, is_timed=False)
    with pytest.raises(NotAllowed):
        practising.my_practice(school.wb, school.people["kp1"])


def test_a_blind_number_that_is_taken_is_drawn_again(school, l1, monkeypatch) -> None:
    codes = iter(["AAAAA", "AAAAA", "AAAAA", "BBBBB"])
    monkeypatch.setattr(practising, "blind_code", lambda: next(codes))
    first, second = begun(school, "L1"), begun(school, "L2")
    assert [attempt(school, one).code for one in (first, second)] == ["AAAAA", "BBBBB"]


def test_timed_practice_ends_by_itself_and_is_scored(school, l1) -> None:
    attempt_id = begun(school, is_timed=True)
    write(school, attempt_id)
    school.time.pass_seconds(60 * 60 + GRACE_SECONDS + 1)
    assert expiring.expire_due(school.wb) == (attempt_id,)
    assert attempt(school, attempt_id).ended_by == "time"
    assert practice_feedback.feedback(school.wb, l1, attempt_id).work.seconds == 3600


def test_untimed_practice_is_handed_in_after_a_week(school, l1) -> None:
    attempt_id = begun(school)
    school.time.pass_seconds(UNTIMED_MINUTES * 60 - 1)
    assert expiring.expire_due(school.wb) == ()
    school.time.pass_seconds(GRACE_SECONDS + 2)
    assert expiring.expire_due(school.wb) == (attempt_id,)


def test_feedback_has_every_reason_and_invents_no_points(school, l1) -> None:
    told = practice_feedback.feedback(school.wb, l1, done(school))
    rubric = told.work.paper.task.rubric
    assert {line.id for line in rubric} == set(told.outcomes)
    assert all(outcome.reason for outcome in told.outcomes.values())
    judged = [part for part in told.total.lines if part.line.judged_points]
    assert judged
    assert all(part.is_open and part.judged is None for part in judged)
    assert told.total.passed is None
    assert told.machine.of == sum(line.auto_points for line in rubric)


def test_the_model_answer_is_worked_on_the_practices_own_numbers(school, l1) -> None:
    attempt_id = done(school)
    told = practice_feedback.feedback(school.wb, l1, attempt_id)
    found = practice_feedback.model(school.wb, l1, attempt_id)
    assert told.shows_model
    assert found is not None
    assert (found.is_model, found.paper.seed) == (True, int(attempt(school, attempt_id).seed, 16))
    assert found.states != told.work.states


def test_a_model_answer_that_was_not_released_is_refused(school, l1) -> None:
    practice_release.release(school.wb, school.people["js"], [TASK], shows_model=False)
    attempt_id = begun(school)
    with pytest.raises(Refused, match="参考答案"):
        practice_feedback.model(school.wb, l1, attempt_id)
    sitting_exam.hand_in(school.wb, l1, attempt_id, "page")
    assert not practice_feedback.feedback(school.wb, l1, attempt_id).shows_model
    with pytest.raises(Refused, match="参考答案"):
        practice_feedback.model(school.wb, l1, attempt_id)


def test_no_model_answer_while_the_practice_runs(school, l1) -> None:
    attempt_id = begun(school)
    with pytest.raises(Refused, match="没有交"):
        practice_feedback.model(school.wb, l1, attempt_id)
    with pytest.raises(Refused, match="还没有交"):
        practice_feedback.feedback(school.wb, l1, attempt_id)


def test_feedback_in_the_middle_sees_unlogged_drafts_and_stores_nothing(school, l1) -> None:
    attempt_id = begun(school)
    write(school, attempt_id, body="第一稿")
    school.time.pass_seconds(5)
    tool, field = document(school)
    saving.save_draft(
        school.wb, l1, DraftIn(attempt_id, "page", tool, field, 2, "第二稿，还不在过程里", "timer")
    )
    before = dump(school)
    told = practice_feedback.feedback_now(school.wb, l1, attempt_id)
    assert dump(school) == before
    assert told.work.states[tool]["drafts"][field] == "第二稿，还不在过程里"
    sitting_exam.hand_in(school.wb, l1, attempt_id, "page")
    ended = practice_feedback.feedback(school.wb, l1, attempt_id)
    assert told.outcomes == ended.outcomes


def test_timed_practice_is_told_nothing_before_its_end(school, l1) -> None:
    with pytest.raises(Refused, match="交卷以后"):
        practice_feedback.feedback_now(school.wb, l1, begun(school, is_timed=True))


def test_the_history_is_ones_own_with_points_newest_first(school, l1) -> None:
    first = done(school)
    school.time.pass_seconds(60)
    second = done(school)
    done(school, "L2")
    school.time.pass_seconds(60)
    third = begun(school)
    mine = practising.my_practice(school.wb, l1)
    assert mine.running is not None
    assert mine.running.attempt.id == third
    assert [one.attempt.id for one in mine.history] == [second, first]
    told = practice_feedback.feedback(school.wb, l1, first)
    assert (mine.history[1].points, mine.history[1].of) == (told.machine.points, told.machine.of)


def test_a_practice_is_nobody_elses(school, l1) -> None:
    attempt_id = done(school)
    for login in ("L2", "js", "kp1", "gl"):
        other = school.people[login]
        with pytest.raises(Absent):
            practice_feedback.feedback(school.wb, other, attempt_id)
        with pytest.raises(Absent):
            sitting_exam.look(school.wb, other, attempt_id)


def test_an_exam_is_not_told_as_practice(school) -> None:
    attempt_id = school.start("A0001")
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt_id, "page")
    with pytest.raises(Absent):
        practice_feedback.feedback(school.wb, school.people["A0001"], attempt_id)
    with pytest.raises(Absent):
        practising.again(school.wb, school.people["A0001"], attempt_id, same_numbers=True)


def test_the_good_sample_earns_in_practice_what_it_earns_as_a_sample(school, l1) -> None:
    attempt_id = begun(school)
    look = sitting_exam.look(school.wb, l1, attempt_id)
    good = next(one for one in look.paper.task.samples if one.kind == "good")
    trace = samples.trace_of(
        school.wb.registry, look.paper, samples.steps_of(school.wb.registry, look.paper, good)
    )
    began = school.time.now
    for event in trace:  # tools simulate time, so each step is taken when the sample takes it
        school.time.now = began + event.at
        taken = (event.tool, event.action, dict(event.params))
        assert sitting_exam.step(school.wb, l1, attempt_id, "page", taken) == event.refused
    sitting_exam.hand_in(school.wb, l1, attempt_id, "page")
    told = practice_feedback.feedback(school.wb, l1, attempt_id)
    with school.wb.store.reading() as conn:
        kept = marks.newest_outcomes(conn, attempt_id)
    assert told.machine.points == sum((one.points or Decimal(0) for one in kept), Decimal(0))
    assert told.machine.points > told.machine.of * Decimal("0.8")
    assert replay.first_states(school.wb.registry, look.paper).keys() == told.work.states.keys()
