from __future__ import annotations

import pytest

from workbench.domain.errors import Absent, Closed, NotAllowed, Refused
from workbench.store import attempts, audit, marks, outages
from workbench.store.outages import Outage
from workbench.usecases import expiring, invigilating, running_sitting, saving, sitting_exam
from workbench.usecases import outages as judged
from workbench.usecases.saving import DraftIn


@pytest.fixture
def jk(school):
    return school.people["jk"]


def propose(school, attempt_id, began, ended):
    with school.wb.store.writing() as conn:
        return outages.propose(conn, attempt_id, began=began, ended=ended)


def state_of(school, outage_id):
    with school.wb.store.reading() as conn:
        (found,) = outages.outages(conn, [outage_id])
    return found.state, found.seconds, found.reason


def left(school, attempt_id):
    with school.wb.store.reading() as conn:
        found = attempts.attempt(conn, attempt_id)
    return found.state, found.began + found.minutes * 60 + found.extra_seconds - school.time.now


def noted(school, what):
    with school.wb.store.reading() as conn:
        return [(who, detail) for _, who, did, detail in audit.notes(conn) if did == what]


def save(school, attempt_id, rev, body="写"):
    draft = DraftIn(attempt_id, "page", "desk.doc", "03", rev, body, "student")
    return saving.save_draft(school.wb, school.people["A0001"], draft)


def test_a_credit_gives_back_the_seconds_with_its_reason_in_grants_and_log(school, jk) -> None:
    attempt_id = school.start("A0001")
    now = school.time.now
    made = propose(school, attempt_id, now + 10, now + 220.5)
    school.time.pass_seconds(300)
    assert judged.credit(school.wb, jk, [made], reason=" 停电 ") == 1
    assert left(school, attempt_id) == ("running", 3300 + 211)
    assert state_of(school, made) == ("credited", 211, "停电")
    with school.wb.store.reading() as conn:
        (grant,) = attempts.grants_of(conn, attempt_id)
    assert (grant.seconds, grant.by) == (211, jk.id)
    assert grant.reason.startswith("断线补时 ")
    assert grant.reason.endswith("：停电")
    assert noted(school, "credit") == [
        ("jk", {"outages": {str(made): 211}, "attempts": [attempt_id], "reason": "停电"})
    ]


def test_a_credit_may_be_rounded_up_to_minutes(school, jk) -> None:
    attempt_id = school.start("A0001")
    made = propose(school, attempt_id, school.time.now, school.time.now + 121)
    judged.credit(school.wb, jk, [made], reason="停电", whole_minutes=True)
    assert left(school, attempt_id) == ("running", 3600 + 180)


def test_nothing_is_credited_twice(school, jk) -> None:
    attempt_id = school.start("A0001")
    now = school.time.now
    first, second = (
        propose(school, attempt_id, now, now + 100),
        propose(school, attempt_id, now + 50, now + 150),
    )
    judged.credit(school.wb, jk, [first, second, first], reason="停电")
    assert left(school, attempt_id)[1] == 3600 + 150
    assert (state_of(school, first)[1], state_of(school, second)[1]) == (100, 50)
    with pytest.raises(Closed, match="已经处理过"):
        judged.credit(school.wb, jk, [first], reason="停电")
    with pytest.raises(Closed, match="已经处理过"):
        judged.dismiss(school.wb, jk, [first], reason="停电")
    assert left(school, attempt_id)[1] == 3600 + 150


def test_a_dismissed_outage_gives_no_time_and_says_why(school, jk) -> None:
    attempt_id = school.start("A0001")
    made = propose(school, attempt_id, school.time.now, school.time.now + 100)
    assert judged.dismiss(school.wb, jk, [made], reason="自己合上了电脑") == 1
    assert state_of(school, made) == ("dismissed", None, "自己合上了电脑")
    assert left(school, attempt_id)[1] == 3600
    assert judged.proposals(school.wb, jk, school.sitting) == ()
    assert noted(school, "dismiss") == [
        ("jk", {"outages": [made], "attempts": [attempt_id], "reason": "自己合上了电脑"})
    ]


def test_who_was_handed_in_by_time_goes_on_with_just_the_credited_time_and_is_scored_anew(school, jk) -> None:
    attempt_id = school.start("A0001")
    save(school, attempt_id, 1)
    made = propose(school, attempt_id, school.time.now + 3400, school.time.now + 3600)
    school.time.pass_seconds(3900)
    expiring.expire_due(school.wb)
    judged.credit(school.wb, jk, [made], reason="停电")
    assert left(school, attempt_id) == ("running", 200)
    school.time.pass_seconds(199)
    save(school, attempt_id, 2, "补写的")
    school.time.pass_seconds(10)
    assert expiring.expire_due(school.wb) == (attempt_id,)
    with school.wb.store.reading() as conn:
        found = attempts.attempt(conn, attempt_id)
        assert (found.state, found.ended_by) == ("handed_in", "time")
        assert marks.unscored(conn) == ()
        trace = sitting_exam.trace_of(conn, attempt_id)
        runs = {row[0] for row in conn.exec_driver_sql("SELECT run FROM outcomes")}
    assert trace[-1].params["body"] == "补写的"
    assert runs == {1, 2}


def test_two_outages_of_one_attempt_that_time_ended_are_both_credited(school, jk) -> None:
    attempt_id = school.start("A0001")
    now = school.time.now
    made = [propose(school, attempt_id, now + at, now + at + 100) for at in (1000, 2000)]
    school.time.pass_seconds(3700)
    expiring.expire_due(school.wb)
    judged.credit(school.wb, jk, made, reason="停电")
    assert left(school, attempt_id) == ("running", 200)


def test_who_handed_in_by_hand_gets_no_credit_and_then_nobody_does(school, jk) -> None:
    first, second = school.start("A0001"), school.start("A0002")
    now = school.time.now
    made = [propose(school, one, now, now + 100) for one in (first, second)]
    sitting_exam.hand_in(school.wb, school.people["A0002"], second, "page")
    (group,) = judged.proposals(school.wb, jk, school.sitting)
    assert {one.candidate: one.may_credit for one in group.proposals} == {"A0001": True, "A0002": False}
    with pytest.raises(Closed, match="A0002 不是到时交卷"):
        judged.credit(school.wb, jk, made, reason="停电")
    assert left(school, first)[1] == 3600
    assert state_of(school, made[0])[0] == "proposed"
    assert noted(school, "credit") == []


def test_nothing_is_credited_once_the_sitting_is_closed(school, jk) -> None:
    attempt_id = school.start("A0001")
    made = propose(school, attempt_id, school.time.now + 3400, school.time.now + 3600)
    school.time.pass_seconds(3700)
    expiring.expire_due(school.wb)
    running_sitting.close_sitting(school.wb, jk, school.sitting)
    with pytest.raises(Closed, match="场次已经结束"):
        judged.credit(school.wb, jk, [made], reason="停电")
    assert judged.dismiss(school.wb, jk, [made], reason="已另作处理") == 1


def test_spans_that_overlap_are_one_group_and_those_at_work_meanwhile_are_counted(school, jk) -> None:
    first, second = school.start("A0001"), school.start("A0002")
    now = school.time.now
    propose(school, first, now + 100, now + 300)
    propose(school, first, now + 900, now + 1000)
    school.time.pass_seconds(200)
    draft = DraftIn(second, "page", "desk.doc", "03", 1, "照写", "student")
    saving.save_draft(school.wb, school.people["A0002"], draft)
    groups = judged.proposals(school.wb, jk, school.sitting)
    assert [(one.began - now, one.ended - now, one.at_work) for one in groups] == [
        (100, 300, 1),
        (900, 1000, 0),
    ]
    assert judged.waiting(school.wb, jk, school.sitting) == 2


def test_grouping_follows_a_chain_of_overlaps() -> None:
    made = [Outage(n, "a", began, ended, "proposed", None, None) for n, (began, ended) in
            enumerate([(5, 8), (0, 6), (7, 9), (9, 12)])]  # fmt: skip
    assert [[one.id for one in group] for group in judged.overlapping(made)] == [[1, 0, 2], [3]]


@pytest.mark.parametrize(
    ("covered", "expected"),
    [
        ([], 10),
        ([(0, 3)], 7),
        ([(2, 4), (3, 6)], 6),
        ([(-5, 20)], 0),
        ([(8, 20), (-3, 1)], 7),
        ([(20, 30)], 10),
    ],
)
def test_what_was_credited_before_is_left_out(covered, expected) -> None:
    assert judged.uncovered(0, 10, covered) == expected


@pytest.mark.parametrize("login", ["A0001", "kp1", "js"])
def test_only_those_who_run_the_room_judge(school, login) -> None:
    other, attempt_id = school.people[login], school.start("A0001")
    made = propose(school, attempt_id, 0, 100)
    for act in (
        lambda: judged.proposals(school.wb, other, school.sitting),
        lambda: judged.waiting(school.wb, other, school.sitting),
        lambda: judged.credit(school.wb, other, [made], reason="停电"),
        lambda: judged.dismiss(school.wb, other, [made], reason="停电"),
        lambda: invigilating.reopen(school.wb, other, attempt_id, minutes=1, reason="误交"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_judging_wants_spans_and_a_reason(school, jk) -> None:
    made = propose(school, school.start("A0001"), 0, 100)
    with pytest.raises(Refused, match="原因"):
        judged.credit(school.wb, jk, [made], reason=" ")
    with pytest.raises(Refused, match="先选"):
        judged.credit(school.wb, jk, [], reason="停电")
    with pytest.raises(Absent):
        judged.dismiss(school.wb, jk, [made, 99], reason="停电")


def test_who_pressed_hand_in_by_mistake_goes_on_with_what_was_left(school, jk) -> None:
    attempt_id = school.start("A0001")
    save(school, attempt_id, 1)
    school.time.pass_seconds(600)
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt_id, "page")
    school.time.pass_seconds(240)
    invigilating.reopen(school.wb, jk, attempt_id, minutes=0, reason="误按交卷")
    assert left(school, attempt_id) == ("running", 3000)
    save(school, attempt_id, 2)
    detail = {"attempt": attempt_id, "minutes": 0, "seconds_left": 3000, "reason": "误按交卷"}
    assert noted(school, "reopen") == [("jk", detail)]


def test_who_was_ended_by_time_is_reopened_only_with_time_named(school, jk) -> None:
    attempt_id = school.start("A0001")
    school.time.pass_seconds(3700)
    expiring.expire_due(school.wb)
    with pytest.raises(Refused, match="已经用完"):
        invigilating.reopen(school.wb, jk, attempt_id, minutes=0, reason="电脑故障")
    invigilating.reopen(school.wb, jk, attempt_id, minutes=5, reason="电脑故障")
    assert left(school, attempt_id) == ("running", 300)


def test_what_runs_is_closed_or_marked_is_not_reopened(school, jk) -> None:
    attempt_id = school.start("A0001")
    with pytest.raises(Closed, match="作答中"):
        invigilating.reopen(school.wb, jk, attempt_id, minutes=0, reason="误交")
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt_id, "page")
    with pytest.raises(Refused, match="0—120"):
        invigilating.reopen(school.wb, jk, attempt_id, minutes=121, reason="误交")
    with pytest.raises(Refused, match="原因"):
        invigilating.reopen(school.wb, jk, attempt_id, minutes=0, reason="")
    running_sitting.close_sitting(school.wb, jk, school.sitting)
    with pytest.raises(Closed, match="场次已经结束"):
        invigilating.reopen(school.wb, jk, attempt_id, minutes=0, reason="误交")


def test_a_script_that_an_examiner_has_begun_is_not_reopened(school, jk) -> None:
    attempt_id = school.start("A0001")
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt_id, "page")
    with school.wb.store.writing() as conn:
        examiner = school.people["kp1"].id
        marks.add_mark(conn, attempt_id, line="4", examiner_id=examiner, points=0, level="", comment="", at=1.0,
                       replaces=None)  # fmt: skip
    with pytest.raises(Closed, match="已经开始评"):
        invigilating.reopen(school.wb, jk, attempt_id, minutes=0, reason="误交")
    assert left(school, attempt_id)[0] == "handed_in"
