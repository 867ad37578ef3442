from __future__ import annotations

import pytest

from workbench.domain.errors import Absent, Closed, NotAllowed, Refused, TakenOver
from workbench.store import attempts, audit, marks
from workbench.usecases import invigilating, running_sitting, saving, signing_in, sitting_exam
from workbench.usecases.saving import DraftIn


@pytest.fixture
def jk(school):
    return school.people["jk"]


def seat_of(school, login):
    seats = invigilating.board(school.wb, school.people["jk"], school.sitting)
    return next(seat for seat in seats if seat.candidate == login)


def save(school, attempt_id, body, rev=1, holder="page"):
    draft = DraftIn(attempt_id, holder, "desk.doc", "03", rev, body, "timer")
    return saving.save_draft(school.wb, school.people["A0001"], draft)


def noted(school, what):
    with school.wb.store.reading() as conn:
        return [(who, detail) for _, who, did, detail in audit.notes(conn) if did == what]


def test_the_board_shows_time_left_the_last_save_and_who_has_not_begun(school, jk) -> None:
    attempt_id = school.start("A0001")
    save(school, attempt_id, "一")
    school.time.pass_seconds(90)
    begun, waiting = seat_of(school, "A0001"), seat_of(school, "A0002")
    assert (begun.state, begun.seconds_left, begun.saved_ago) == ("running", 3510, 90)
    assert (waiting.state, waiting.seconds_left, waiting.saved_ago) == ("prepared", None, None)
    assert begun.module == "企业网络推广"


def test_the_board_counts_pages_that_took_over_and_lost_focus_without_judging(school, jk) -> None:
    attempt_id = school.start("A0001")
    assert seat_of(school, "A0001").reopened == 0
    sitting_exam.claim(school.wb, school.people["A0001"], attempt_id, "another page")
    sitting_exam.claim(school.wb, school.people["A0001"], attempt_id, "another page")
    saving.note_flag(school.wb, school.people["A0001"], attempt_id, "focus_lost", int(school.time.now * 1000))
    seat = seat_of(school, "A0001")
    assert (seat.reopened, seat.focus_lost) == (1, 1)


@pytest.mark.parametrize("login", ["A0001", "kp1", "js"])
def test_only_those_who_run_the_room_see_and_change_it(school, login) -> None:
    other, attempt_id = school.people[login], school.start("A0001")
    for act in (
        lambda: invigilating.board(school.wb, other, school.sitting),
        lambda: invigilating.extend(school.wb, other, [attempt_id], minutes=5, reason="停电"),
        lambda: invigilating.hand_in_for(school.wb, other, attempt_id, reason="离场"),
        lambda: invigilating.release(school.wb, other, attempt_id, reason="换机"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_extra_time_moves_the_deadline_and_is_in_the_log_with_its_reason(school, jk) -> None:
    ids = [school.start("A0001"), school.attempt_id("A0002")]
    assert invigilating.extend(school.wb, jk, [*ids, ids[0]], minutes=10, reason=" 停电 ") == 2
    school.time.pass_seconds(3600 + 599)
    save(school, ids[0], "还在写")
    assert seat_of(school, "A0001").seconds_left == 1
    assert noted(school, "extend") == [("jk", {"attempts": ids, "minutes": 10, "reason": "停电"})]
    with school.wb.store.reading() as conn:
        assert [one.seconds for one in attempts.grants_of(conn, ids[1])] == [600]


def test_extra_time_is_given_to_all_or_to_none(school, jk) -> None:
    first, second = school.start("A0001"), school.start("A0002")
    sitting_exam.hand_in(school.wb, school.people["A0002"], second, "page")
    with pytest.raises(Closed, match="A0002 已交卷"):
        invigilating.extend(school.wb, jk, [first, second], minutes=10, reason="停电")
    assert seat_of(school, "A0001").extra_minutes == 0
    assert noted(school, "extend") == []


@pytest.mark.parametrize(
    ("minutes", "reason", "told"),
    [(0, "停电", "1—120"), (121, "停电", "1—120"), (5, "  ", "原因"), (5, "长" * 201, "最多 200 字")],
)
def test_extra_time_wants_a_span_and_a_reason(school, jk, minutes, reason, told) -> None:
    attempt_id = school.start("A0001")
    with pytest.raises(Refused, match=told):
        invigilating.extend(school.wb, jk, [attempt_id], minutes=minutes, reason=reason)
    with pytest.raises(Refused, match="先选考生"):
        invigilating.extend(school.wb, jk, [], minutes=5, reason="停电")


def test_handing_in_for_a_student_takes_the_newest_acknowledged_text_and_scores_it(school, jk) -> None:
    attempt_id = school.start("A0001")
    save(school, attempt_id, "最后一版")
    invigilating.hand_in_for(school.wb, jk, attempt_id, reason="身体不适离场")
    seat = seat_of(school, "A0001")
    assert (seat.state, seat.ended_by) == ("handed_in", "invigilator")
    with school.wb.store.reading() as conn:
        assert len(marks.newest_outcomes(conn, attempt_id)) == 11
    with pytest.raises(Closed):
        save(school, attempt_id, "晚了", rev=2)
    assert noted(school, "hand_in") == [("jk", {"attempt": attempt_id, "reason": "身体不适离场"})]


def test_what_does_not_run_cannot_be_handed_in_for_anyone(school, jk) -> None:
    with pytest.raises(Closed, match="未开始"):
        invigilating.hand_in_for(school.wb, jk, school.attempt_id("A0001"), reason="x")
    attempt_id = school.start("A0002")
    sitting_exam.hand_in(school.wb, school.people["A0002"], attempt_id, "page")
    with pytest.raises(Closed, match="已交卷"):
        invigilating.hand_in_for(school.wb, jk, attempt_id, reason="x")
    with pytest.raises(Absent):
        invigilating.hand_in_for(school.wb, jk, "nothing", reason="x")


def test_a_released_attempt_goes_on_at_another_computer_and_the_old_one_is_out(school, jk) -> None:
    attempt_id = school.start("A0001")
    save(school, attempt_id, "旧电脑")
    token = signing_in.sign_in(school.wb, "A0001", "482913")
    invigilating.release(school.wb, jk, attempt_id, reason="电脑坏了")
    assert signing_in.who(school.wb, token) is None
    with pytest.raises(TakenOver):
        save(school, attempt_id, "旧电脑还在写", rev=2)
    sitting_exam.claim(school.wb, school.people["A0001"], attempt_id, "new page")
    save(school, attempt_id, "新电脑", rev=3, holder="new page")
    assert noted(school, "release") == [("jk", {"attempt": attempt_id, "reason": "电脑坏了"})]


def test_a_sitting_is_not_closed_while_anybody_works(school, jk) -> None:
    attempt_id = school.start("A0001")
    with pytest.raises(Refused, match="还有 1 人在作答（A0001）"):
        running_sitting.close_sitting(school.wb, jk, school.sitting)
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt_id, "page")
    running_sitting.close_sitting(school.wb, jk, school.sitting)
    with pytest.raises(Closed, match="已经结束"):
        sitting_exam.start(school.wb, school.people["A0002"], school.attempt_id("A0002"))
    assert noted(school, "close") == [("jk", {"sitting": school.sitting})]
    with pytest.raises(Refused, match="已经结束，这时不能结束场次"):
        running_sitting.close_sitting(school.wb, jk, school.sitting)


def test_a_void_attempt_is_not_on_the_board_and_nothing_is_done_with_it(school, jk) -> None:
    attempt_id = school.start("A0001")
    with school.wb.store.writing() as conn:
        conn.exec_driver_sql(f"UPDATE attempts SET state = 'void' WHERE id = '{attempt_id}'")
    seats = invigilating.board(school.wb, jk, school.sitting)
    assert [seat.candidate for seat in seats] == ["A0002"]
    for act in (
        lambda: invigilating.extend(school.wb, jk, [attempt_id], minutes=5, reason="x"),
        lambda: invigilating.hand_in_for(school.wb, jk, attempt_id, reason="x"),
        lambda: invigilating.release(school.wb, jk, attempt_id, reason="x"),
        lambda: invigilating.reopen(school.wb, jk, attempt_id, minutes=1, reason="x"),
    ):
        with pytest.raises(Closed, match="已作废"):
            act()


def test_the_board_shows_the_seat_of_the_sittings_own_roster(school, jk) -> None:
    with school.wb.store.writing() as conn:
        conn.exec_driver_sql("UPDATE people SET seat = 'Z9' WHERE login IN ('A0001', 'A0002')")
        conn.exec_driver_sql(
            "UPDATE candidates SET seat = CASE person_id WHEN "
            f"{school.people['A0001'].id} THEN 'A01' ELSE '' END"
        )
    assert (seat_of(school, "A0001").seat, seat_of(school, "A0002").seat) == ("A01", "Z9")
