from __future__ import annotations

import dataclasses
import json
import sqlite3
from contextlib import closing
from decimal import Decimal

import pytest

from workbench.domain.clock import GRACE_SECONDS
from workbench.domain.errors import Absent, Closed, NotAllowed, Refused
from workbench.host import registry, replay, samples
from workbench.store import attempts, audit, marks, practice, sittings
from workbench.testing import narrowed
from workbench.usecases import (
    archiving,
    checking_store,
    erasing,
    expiring,
    exporting,
    invigilating,
    marking,
    planning,
    practice_feedback,
    practice_release,
    practising,
    running_sitting,
    saving,
    score_panels,
    sitting_exam,
    uploads,
)
from workbench.usecases.practising import UNTIMED_MINUTES
from workbench.usecases.roster import Candidate
from workbench.usecases.saving import DraftIn

TASK = "newmedia-05"  # the school's open exam draws from seo-02 alone
POLICY = {"modules": ["promotion"], "item_policy": "by_part"}


@pytest.fixture(scope="module")
def installed():
    return registry.load()


@pytest.fixture
def school(school, installed):
    school.wb = dataclasses.replace(school.wb, registry=installed)
    for login in ("L1", "L2"):
        school.add(login, "student")
    practice_release.release(school.wb, school.people["js"], [TASK], shows_model=True)
    return school


@pytest.fixture
def l1(school):
    return school.people["L1"]


def begun(school, login="L1", *, is_timed=False, task=TASK):
    attempt_id = practising.begin(school.wb, school.people[login], task, is_timed=is_timed)
    sitting_exam.claim(school.wb, school.people[login], attempt_id, "page")
    return attempt_id


def done(school, login="L1", *, is_timed=False):
    attempt_id = begun(school, login, is_timed=is_timed)
    sitting_exam.hand_in(school.wb, school.people[login], attempt_id, "page")
    return attempt_id


def attempt(school, attempt_id):
    with school.wb.store.reading() as conn:
        return attempts.attempt(conn, attempt_id)


def write(school, attempt_id, login="L1", body="一"):
    tool, field = _document(school)
    draft = DraftIn(attempt_id, "page", tool, field, 1, body, "timer")
    return saving.save_draft(school.wb, school.people[login], draft)


def _document(school):
    made = next(one for one in school.wb.registry.tasks[TASK].deliverables if one.tool == "desk.doc")
    return made.tool, made.id


def holding(school):
    with school.wb.store.reading() as conn:
        found = sittings.sittings(conn, with_practice=True)
    return next(one for one in found if one.kind == "practice")


def dump(school):
    with closing(sqlite3.connect(school.wb.store.database_file)) as database:
        return list(database.iterdump())


def draw_exam(school, *logins, name="补考"):
    made = running_sitting.plan(school.wb, name, policy=POLICY)
    roster = [Candidate(login, f"人{login}") for login in logins]
    # Drawn from seo-02 alone, so that the released task is nobody's exam.
    exam_wb = dataclasses.replace(school.wb, registry=narrowed(school.wb.registry, "seo-02"))
    running_sitting.draw_sitting(exam_wb, school.people["gl"], made, roster, ceremony="2 7 1")
    return made


# Taking it


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
    tool, field = _document(school)
    again = school.reopened()
    again.wb = dataclasses.replace(again.wb, registry=school.wb.registry)
    look = sitting_exam.look(again.wb, l1, attempt_id)
    assert look.states[tool]["drafts"][field] == "练习里写的"
    again.wb.store.close()


def test_one_practice_at_a_time(school, l1) -> None:
    begun(school)
    with pytest.raises(Refused, match="还有一份练习没有交"):
        practising.begin(school.wb, l1, TASK, is_timed=True)


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


# What is told


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
    tool, field = _document(school)
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


# Exams come first


def test_practice_waits_for_an_exam_that_is_drawn_open_or_runs(school) -> None:
    person = school.people["A0001"]  # a paper waits in the open sitting
    with pytest.raises(Closed, match="您有考试"):
        practising.begin(school.wb, person, TASK, is_timed=False)
    attempt_id = school.start("A0001")
    with pytest.raises(Closed, match="您有考试"):
        practising.begin(school.wb, person, TASK, is_timed=False)
    assert practising.has_exam(school.wb, person)
    sitting_exam.hand_in(school.wb, person, attempt_id, "page")
    assert not practising.has_exam(school.wb, person)
    begun(school, "A0001")


def test_a_draw_stops_running_practice_and_its_end_lets_it_go_on(school, l1) -> None:
    attempt_id = begun(school)
    write(school, attempt_id)
    exam = draw_exam(school, "L1")
    tool, field = _document(school)
    for refused in (
        lambda: write(school, attempt_id, body="二"),
        lambda: sitting_exam.step(school.wb, l1, attempt_id, "page", ("desk.brief", "x", {})),
        lambda: sitting_exam.hand_in(school.wb, l1, attempt_id, "page"),
        lambda: uploads.add(school.wb, l1, attempt_id, "desk.doc", "a.txt", "text/plain", (b"x",)),
        lambda: practice_feedback.feedback_now(school.wb, l1, attempt_id),
    ):
        with pytest.raises(Closed, match="您有考试，练习已停"):
            refused()
    running_sitting.open_sitting(school.wb, school.people["gl"], exam)
    hour = school.start("L1")
    with pytest.raises(Closed, match="您有考试"):
        write(school, attempt_id, body="二")
    sitting_exam.hand_in(school.wb, l1, hour, "page")
    sitting_exam.claim(school.wb, l1, attempt_id, "page")
    assert sitting_exam.look(school.wb, l1, attempt_id).states[tool]["drafts"][field] == "一"


def test_nothing_of_practice_can_be_read_during_an_exam(school, l1) -> None:
    attempt_id = begun(school)
    write(school, attempt_id)
    kept = uploads.add(school.wb, l1, attempt_id, "desk.doc", "a.txt", "text/plain", (b"x",))
    sitting_exam.hand_in(school.wb, l1, attempt_id, "page")
    draw_exam(school, "L1")
    tool, field = _document(school)
    for refused in (
        lambda: sitting_exam.look(school.wb, l1, attempt_id),
        lambda: uploads.file(school.wb, l1, attempt_id, kept.blob),
        lambda: exporting.export(school.wb, l1, attempt_id, tool, field),
        lambda: saving.draft(school.wb, l1, attempt_id, tool, field),
        lambda: practice_feedback.feedback(school.wb, l1, attempt_id),
        lambda: practice_feedback.model(school.wb, l1, attempt_id),
    ):
        with pytest.raises(Closed, match="您有考试"):
            refused()


def test_the_exam_page_never_shows_practice_and_practice_hides_no_exam(school, l1) -> None:
    begun(school)
    assert sitting_exam.my_exam(school.wb, l1) is None
    exam = draw_exam(school, "L1")
    found = sitting_exam.my_exam(school.wb, l1)
    assert found is not None
    assert found.sitting.id == exam
    mine = sitting_exam.my_exam(school.wb, school.people["A0001"])
    assert mine is not None
    assert mine.sitting.id == school.sitting


def test_an_exam_that_was_missed_does_not_stop_practice_for_ever(school) -> None:
    person = school.people["A0002"]  # never started
    running_sitting.close_sitting(school.wb, school.people["jk"], school.sitting)
    assert not practising.has_exam(school.wb, person)
    begun(school, "A0002")


# An exam's items must not leak


@pytest.mark.parametrize("state", ["frozen", "drawn", "open"])
def test_an_item_of_a_bank_in_use_is_neither_released_nor_practised(school, l1, state) -> None:
    waiting, ended = begun(school, "L1"), done(school, "L2")
    made = running_sitting.plan(school.wb, "期中", policy=POLICY)
    js, gl = school.people["js"], school.people["gl"]
    planning.import_roster(school.wb, gl, made, "准考证号,姓名\nB0001,王五\n".encode())
    planning.freeze(school.wb, gl, made)
    if state != "frozen":
        planning.draw(school.wb, gl, made, ceremony="1", witnesses=("甲", "乙"))
    if state == "open":
        running_sitting.open_sitting(school.wb, gl, made)
    with pytest.raises(Refused, match="期中"):
        practice_release.release(school.wb, js, [TASK], shows_model=False)
    with pytest.raises(Closed, match="“期中”的题库"):
        write(school, waiting)
    with pytest.raises(Closed, match="“期中”的题库"):
        practice_feedback.model(school.wb, school.people["L2"], ended)
    with pytest.raises(Closed, match="“期中”的题库"):
        practising.begin(school.wb, school.people["L2"], TASK, is_timed=False)
    offers = practising.my_practice(school.wb, l1).offers
    assert [(one.task.id, one.held_by) for one in offers] == [(TASK, "期中")]


def test_a_closed_exam_gives_its_items_free(school) -> None:
    js = school.people["js"]
    with pytest.raises(Refused, match="期末"):
        practice_release.release(school.wb, js, [TASK, "seo-02"], shows_model=False)
    running_sitting.close_sitting(school.wb, school.people["jk"], school.sitting)
    assert practice_release.release(school.wb, js, [TASK, "seo-02"], shows_model=False) == 2


def test_the_instructor_is_told_which_planned_exam_may_draw_the_task(school) -> None:
    running_sitting.plan(school.wb, "明年", policy=POLICY)
    rows = {one.task.id: one for one in practice_release.tasks(school.wb, school.people["js"])}
    assert rows[TASK].planned_in == ("明年",)
    assert rows["seo-02"].held_by == "期末"
    assert rows["operations-06"].planned_in == ()


# Releasing


def test_releasing_and_withdrawing_stand_in_the_log(school, l1) -> None:
    js = school.people["js"]
    assert practice_release.withdraw(school.wb, js, [TASK, "seo-02"]) == 1
    with pytest.raises(Refused, match="没有开放"):
        practising.begin(school.wb, l1, TASK, is_timed=False)
    with school.wb.store.reading() as conn:
        noted = [(who, what, detail) for _, who, what, detail in audit.notes(conn) if "practice" in what]
    assert noted == [
        ("js", "practice_release", {"tasks": [TASK], "shows_model": True}),
        ("js", "practice_withdraw", {"tasks": [TASK]}),
    ]


@pytest.mark.parametrize("login", ["L1", "kp1", "jk"])
def test_only_those_who_teach_release(school, login) -> None:
    other = school.people[login]
    with pytest.raises(NotAllowed):
        practice_release.release(school.wb, other, [TASK], shows_model=False)
    with pytest.raises(NotAllowed):
        practice_release.withdraw(school.wb, other, [TASK])
    with pytest.raises(NotAllowed):
        practice_release.tasks(school.wb, other)


def test_an_unknown_task_or_none_is_refused_and_nothing_is_released(school) -> None:
    js = school.people["js"]
    with pytest.raises(Refused, match="NO-SUCH"):
        practice_release.release(school.wb, js, ["operations-06", "no-such"], shows_model=False)
    with pytest.raises(Refused, match="先选"):
        practice_release.release(school.wb, js, [], shows_model=False)
    with school.wb.store.reading() as conn:
        assert set(practice.released(conn)) == {TASK}


def test_what_was_withdrawn_may_be_finished(school, l1) -> None:
    attempt_id = begun(school)
    practice_release.withdraw(school.wb, school.people["js"], [TASK])
    write(school, attempt_id)
    sitting_exam.hand_in(school.wb, l1, attempt_id, "page")
    assert not practice_feedback.feedback(school.wb, l1, attempt_id).shows_model


def test_the_instructor_sees_counts_and_the_median_and_no_name(school, l1) -> None:
    told = practice_feedback.feedback(school.wb, l1, done(school))
    begun(school, "L2")
    rows = {one.task.id: one for one in practice_release.tasks(school.wb, school.people["js"])}
    share = float(told.machine.points / told.machine.of)
    assert (rows[TASK].practised, rows[TASK].median_share) == (2, pytest.approx(share))
    assert (rows["seo-02"].practised, rows["seo-02"].median_share) == (0, None)
    assert "L1" not in repr(rows[TASK].released)


# Apart from exams


def test_no_list_of_exams_has_practice(school, l1) -> None:
    done(school)
    gl = school.people["gl"]
    held = holding(school)
    assert (held.name, held.state) == ("练习", "open")
    lists = (
        planning.all_sittings(school.wb, gl),
        marking.sittings_to_mark(school.wb, gl),
        running_sitting.sittings_with_record(school.wb, gl),
    )
    assert all(held.id not in {one.id for one in found} for found in lists)
    room = invigilating.open_room(school.wb, gl)
    assert room is not None
    assert room.id == school.sitting


def test_practice_is_not_reached_by_its_sittings_number(school, l1, tmp_path) -> None:
    done(school)
    gl, held = school.people["gl"], holding(school).id
    for refused in (
        lambda: invigilating.board(school.wb, gl, held),
        lambda: marking.queue(school.wb, gl, held),
        lambda: score_panels.frame(school.wb, gl, held, "newmedia"),
        lambda: score_panels.scripts_by_plugin(school.wb, gl, held),
        lambda: running_sitting.close_sitting(school.wb, gl, held),
        lambda: planning.freeze(school.wb, gl, held),
    ):
        with pytest.raises(Absent):
            refused()
    for refused in (
        lambda: archiving.archive_sitting(school.wb, gl, held, tmp_path / "a.zip"),
        lambda: erasing.erase_personal_data(school.wb, gl, held, "到期"),
    ):
        with pytest.raises(Refused):
            refused()
    assert holding(school).state == "open"


def test_staff_reach_no_practice_by_its_attempts_number(school, l1) -> None:
    running, gl = begun(school), school.people["gl"]
    for refused in (
        lambda: invigilating.extend(school.wb, gl, [running], minutes=5, reason="x"),
        lambda: invigilating.hand_in_for(school.wb, gl, running, reason="x"),
        lambda: invigilating.release(school.wb, gl, running, reason="x"),
    ):
        with pytest.raises(Absent):
            refused()
    sitting_exam.hand_in(school.wb, l1, running, "page")
    with pytest.raises(Absent):
        marking.script(school.wb, gl, running)
    with pytest.raises(Absent):
        marking.put_mark(school.wb, gl, running, marking.MarkIn("1", "1"))


def test_nobody_watches_practice(school, l1) -> None:
    attempt_id = begun(school)
    saving.note_flag(school.wb, l1, attempt_id, "focus_lost", 0)
    with school.wb.store.reading() as conn:
        assert [kind for _, kind, _ in audit.flags_of(conn, attempt_id)] == ["opened"]


def test_practice_keeps_no_name_from_being_erased(school) -> None:
    person = school.people["A0001"]
    attempt_id = school.start("A0001")
    sitting_exam.hand_in(school.wb, person, attempt_id, "page")
    done(school, "A0001")
    running_sitting.close_sitting(school.wb, school.people["jk"], school.sitting)
    with school.wb.store.writing() as conn:
        for state in ("marked", "released"):
            sittings.set_state(conn, school.sitting, state)
    gone = erasing.erase_personal_data(school.wb, school.people["gl"], school.sitting, "到期")
    assert (gone.erased, gone.needed) == (2, ())


def test_the_stores_check_looks_through_practice_too(school, l1) -> None:
    attempt_id = begun(school)
    write(school, attempt_id)
    sitting_exam.hand_in(school.wb, l1, attempt_id, "page")
    assert checking_store.check_store(school.wb.store, school.wb.registry).faults == ()
    with closing(sqlite3.connect(school.wb.store.database_file)) as database:
        database.execute(
            "INSERT INTO snapshots (attempt_id, seq, states) VALUES (?, 999, ?)", (attempt_id, json.dumps({}))
        )
        database.commit()
    found = checking_store.check_store(school.wb.store, school.wb.registry).faults
    assert any("snapshot" in one.where for one in found)


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
