"""The invigilator's room, drawn without a browser: what is shown, and that every form does what it says."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from streamlit.testing.v1 import AppTest

from workbench.store import outages as kept
from workbench.ui import current
from workbench.usecases import invigilating, messages, presence, running_sitting, sitting_exam
from workbench.usecases.presence import OFFLINE_SECONDS, Beat

MAIN = str(resources.files("workbench.ui") / "main.py")


def opened(school, login: str = "jk") -> AppTest:
    current.put(school.wb)
    at = AppTest.from_file(MAIN, default_timeout=30)
    at.user = {"login": login}
    return drawn(at.run())


def drawn(at: AppTest) -> AppTest:
    assert [f"{one.message}\n{''.join(one.stack_trace)}" for one in at.exception] == []
    return at


def press(at: AppTest, label: str) -> AppTest:
    return drawn(next(one for one in at.button if one.label == label).click().run())


def html(at: AppTest) -> str:
    return "\n".join(str(one.proto.body) for one in at.get("html"))


def words(at: AppTest) -> str:
    return "\n".join(
        str(one.value) for group in (at.markdown, at.caption, at.warning, at.info) for one in group
    )


def beat(school, login: str) -> None:
    said = Beat(school.attempt_id(login), "page", 0)
    presence.beat(school.wb, school.people[login], said)


def seat_of(school, login: str) -> invigilating.Seat:
    seats = invigilating.board(school.wb, school.people["jk"], school.sitting)
    return next(seat for seat in seats if seat.candidate == login)


def test_who_is_lost_and_who_waits_is_told_in_words_and_can_be_filtered(school) -> None:
    school.start("A0001")
    beat(school, "A0001")
    school.time.pass_seconds(OFFLINE_SECONDS + 5)
    sitting_exam.claim(school.wb, school.people["A0002"], school.attempt_id("A0002"), "page")
    beat(school, "A0002")
    at = opened(school)
    assert "离线 **1**" in words(at)
    assert "就位 **1**" in words(at)
    assert "0:50 无信号" in html(at)
    at = drawn(at.button_group(key="room-filter").set_value(["离线"]).run())
    assert "人A0001" in html(at)
    assert "人A0002" not in html(at)
    at = drawn(at.button_group(key="room-filter").set_value(["已交卷"]).run())
    assert "现在没有这样的考生" in words(at)


def test_the_map_shows_everybody_also_those_without_a_seat(school) -> None:
    with school.wb.store.writing() as conn:
        conn.exec_driver_sql("UPDATE people SET seat = 'B02' WHERE login = 'A0001'")
    at = opened(school)
    at = drawn(at.button_group(key="room-view").set_value("座位图").run())
    shown = html(at)
    assert "B02 人A0001" in shown
    assert "没有座位号，或座位号重复的考生：1 人" in shown
    assert "人A0002" in shown
    assert shown.count("○ 未到") == 2


def test_an_outage_is_credited_from_its_form(school) -> None:
    attempt_id = school.start("A0001")
    now = school.time.now
    with school.wb.store.writing() as conn:
        made = kept.propose(conn, attempt_id, began=now + 10, ended=now + 130)
    school.time.pass_seconds(200)
    at = opened(school)
    assert "有 1 段断线等您处理" in words(at)
    assert "原因" in str(press(at, "补时").error[0].value)
    at.text_input(key=f"outage-{made}-why").set_value("停电")
    at = press(at, "补时")
    assert seat_of(school, "A0001").extra_minutes == 2
    assert "没有等待处理的断线" in words(at)
    assert "等您处理" not in words(at)


def test_an_outage_is_dismissed_with_a_reason(school) -> None:
    attempt_id = school.start("A0001")
    with school.wb.store.writing() as conn:
        made = kept.propose(conn, attempt_id, began=1.0, ended=100.0)
    at = opened(school)
    at.text_input(key=f"outage-{made}-why").set_value("自己关了浏览器")
    press(at, "不补")
    with school.wb.store.reading() as conn:
        assert [one.state for one in kept.outages(conn, [made])] == ["dismissed"]
    assert seat_of(school, "A0001").extra_minutes == 0


def test_in_a_group_who_handed_in_by_hand_stays_on_the_list(school) -> None:
    ids = [school.start(login) for login in ("A0001", "A0002")]
    with school.wb.store.writing() as conn:
        made = [kept.propose(conn, one, began=1.0, ended=100.0) for one in ids]
    sitting_exam.hand_in(school.wb, school.people["A0002"], ids[1], "page")
    at = opened(school)
    at.text_input(key=f"outage-{made[0]}-why").set_value("停电")
    at = press(at, "补时")
    assert seat_of(school, "A0001").extra_minutes == 2
    assert "已自行交卷" in words(at)


def test_a_message_is_sent_and_its_field_is_empty_again(school) -> None:
    school.start("A0001")
    at = opened(school)
    at.text_area(key="message-body").set_value("请检查文件名")
    at = press(at, "发送")
    assert "请检查文件名" in html(at)
    assert "已读 0/2" in html(at)
    assert next(one for one in at.text_area if one.label == "内容").value == ""


def test_a_hand_in_by_mistake_is_taken_back(school) -> None:
    attempt_id = school.start("A0001")
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt_id, "page")
    at = opened(school)
    at.selectbox(key="reopen-who").set_value(attempt_id)
    at.text_input(key="reopen-why").set_value("误按交卷")
    press(at, "恢复作答")
    assert seat_of(school, "A0001").state == "running"


def test_a_closed_room_is_only_looked_at(school) -> None:
    running_sitting.close_sitting(school.wb, school.people["jk"], school.sitting)
    at = opened(school)
    assert "已结束" in words(at)
    assert [one.label for one in at.button if one.label in ("加时", "恢复作答", "发送")] == []


def test_a_message_stands_on_the_students_page_and_a_handed_in_page_still_listens(school) -> None:
    attempt_id = school.start("A0001")
    messages.send(school.wb, school.people["jk"], school.sitting, "请保存")
    shown = _pulse(opened(school, "A0001"))
    assert ([one["body"] for one in shown["messages"]], shown["state"]) == (["请保存"], "running")
    sitting_exam.hand_in(
        school.wb, school.people["A0001"], attempt_id, _pulse(opened(school, "A0001"))["holder"]
    )
    assert _pulse(opened(school, "A0001"))["state"] == "handed_in"


def _pulse(at: AppTest) -> dict[str, Any]:
    found = [one for one in at.get("bidi_component") if "pulse" in str(one.proto.component_name)]
    assert len(found) == 1
    return json.loads(found[0].proto.json)
