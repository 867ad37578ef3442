from __future__ import annotations

import pytest

from workbench.domain.errors import Absent, Closed, NotAllowed, Refused
from workbench.store import audit
from workbench.usecases import messages, presence, running_sitting, sitting_exam
from workbench.usecases.presence import Beat


@pytest.fixture
def jk(school):
    return school.people["jk"]


def bodies(school, login, read=0):
    said = Beat(school.attempt_id(login), "page", read)
    return [(one.id, one.body) for one in presence.beat(school.wb, school.people[login], said).messages]


def counts(school, jk):
    return [
        (one.message.body, one.candidate, one.read, one.asked)
        for one in messages.sent(school.wb, jk, school.sitting)
    ]


def test_a_message_to_all_reaches_everyone_until_it_is_confirmed(school, jk) -> None:
    first = school.start("A0001")
    school.start("A0002")
    made = messages.send(school.wb, jk, school.sitting, " 第 2 题\n的数据已更正 ")
    assert bodies(school, "A0001") == bodies(school, "A0002") == [(made, "第 2 题 的数据已更正")]
    assert [one.id for one in presence.unread(school.wb, school.people["A0001"], first)] == [made]
    assert bodies(school, "A0001", read=made) == []
    assert bodies(school, "A0001") == []  # a page that was loaded anew knows of no confirmation
    assert presence.unread(school.wb, school.people["A0001"], first) == ()
    presence.keep_signs(school.wb)
    assert counts(school, jk) == [("第 2 题 的数据已更正", "", 1, 2)]


def test_a_confirmation_survives_the_server(school, jk) -> None:
    school.start("A0001")
    made = messages.send(school.wb, jk, school.sitting, "通知")
    bodies(school, "A0001", read=made)
    presence.keep_signs(school.wb)
    again = school.reopened()
    said = Beat(school.attempt_id("A0001"), "page", 0)
    assert presence.beat(again.wb, school.people["A0001"], said).messages == ()
    again.wb.store.close()


def test_a_message_to_one_is_nobody_elses(school, jk) -> None:
    attempt_id = school.start("A0001")
    school.start("A0002")
    made = messages.send(school.wb, jk, school.sitting, "请到前面来", attempt_id=attempt_id)
    assert bodies(school, "A0001") == [(made, "请到前面来")]
    assert bodies(school, "A0002") == []
    assert counts(school, jk) == [("请到前面来", "A0001", 0, 1)]
    with school.wb.store.reading() as conn:
        (note,) = [(who, detail) for _, who, what, detail in audit.notes(conn) if what == "message"]
    detail = {"sitting": school.sitting, "message": made, "attempt": attempt_id, "body": "请到前面来"}
    assert note == ("jk", detail)


def test_a_page_cannot_confirm_what_was_not_sent_yet(school, jk) -> None:
    school.start("A0001")
    assert bodies(school, "A0001", read=999_999) == []
    made = messages.send(school.wb, jk, school.sitting, "通知")
    assert bodies(school, "A0001") == [(made, "通知")]


def test_who_had_handed_in_before_is_not_counted(school, jk) -> None:
    attempt_id = school.start("A0001")
    school.start("A0002")
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt_id, "page")
    school.time.pass_seconds(1)
    messages.send(school.wb, jk, school.sitting, "通知")
    assert counts(school, jk) == [("通知", "", 0, 1)]


@pytest.mark.parametrize(("body", "told"), [("  ", "内容"), ("长" * 201, "最多 200 字，现在有 201 字")])
def test_a_message_has_between_1_and_200_characters(school, jk, body, told) -> None:
    with pytest.raises(Refused, match=told):
        messages.send(school.wb, jk, school.sitting, body)


def test_nobody_is_told_who_cannot_read_it(school, jk) -> None:
    attempt_id = school.start("A0001")
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt_id, "page")
    with pytest.raises(Closed, match="已经交卷"):
        messages.send(school.wb, jk, school.sitting, "通知", attempt_id=attempt_id)
    for sitting, attempt in ((school.sitting, "none"), (99, None)):
        with pytest.raises(Absent):
            messages.send(school.wb, jk, sitting, "通知", attempt_id=attempt)
    running_sitting.close_sitting(school.wb, jk, school.sitting)
    with pytest.raises(Closed, match="没有在进行"):
        messages.send(school.wb, jk, school.sitting, "通知")


@pytest.mark.parametrize("login", ["A0001", "kp1", "js"])
def test_only_those_who_run_the_room_send_and_see(school, login) -> None:
    with pytest.raises(NotAllowed):
        messages.send(school.wb, school.people[login], school.sitting, "通知")
    with pytest.raises(NotAllowed):
        messages.sent(school.wb, school.people[login], school.sitting)
