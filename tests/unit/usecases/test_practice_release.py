from __future__ import annotations

import pytest
from practice_school import (
    POLICY,
    TASK,
    begun,
    done,
    practised,
    write,
)

from workbench.domain.errors import Closed, NotAllowed, Refused
from workbench.store import audit, practice
from workbench.usecases import (
    planning,
    practice_feedback,
    practice_release,
    practising,
    running_sitting,
    sitting_exam,
)


@pytest.fixture
def school(school):
    return practised(school)


@pytest.fixture
def l1(school):
    return school.people["L1"]


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
