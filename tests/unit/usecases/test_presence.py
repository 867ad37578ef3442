from __future__ import annotations

import pytest
import sqlalchemy as sa

from workbench.domain.errors import Absent, StoreError
from workbench.store import outages
from workbench.store import presence as kept
from workbench.usecases import expiring, invigilating, presence, saving, sitting_exam
from workbench.usecases.presence import OFFLINE_SECONDS, OUTAGE_SECONDS, Beat
from workbench.usecases.saving import DraftIn


def beat(school, login="A0001", *, holder="page", read=0, wb=None):
    said = Beat(school.attempt_id(login), holder, read, "10.0.0.7")
    return presence.beat(wb or school.wb, school.people[login], said)


def save(school, attempt_id, rev):
    draft = DraftIn(attempt_id, "page", "desk.doc", "03", rev, f"第 {rev} 版", "timer")
    return saving.save_draft(school.wb, school.people["A0001"], draft)


def spans(school, attempt_id):
    with school.wb.store.reading() as conn:
        return [(one.began, one.ended, one.state) for one in outages.outages_of(conn, attempt_id)]


def seat_of(school, login):
    seats = invigilating.board(school.wb, school.people["jk"], school.sitting)
    return next(seat for seat in seats if seat.candidate == login)


def test_a_heartbeat_is_answered_with_time_state_and_whether_the_page_may_write(school) -> None:
    school.start("A0001")
    school.time.pass_seconds(60)
    heard = beat(school)
    assert (heard.now, heard.seconds_left, heard.state) == (school.time.now, 3540, "running")
    assert (heard.holder_ok, heard.messages) == (True, ())
    assert not beat(school, holder="another page").holder_ok


def test_in_the_waiting_room_it_says_whether_one_may_start(school) -> None:
    attempt_id = school.attempt_id("A0001")
    sitting_exam.claim(school.wb, school.people["A0001"], attempt_id, "page")
    assert beat(school).state == "ready"
    assert seat_of(school, "A0001").is_online
    assert not seat_of(school, "A0002").is_online


def test_only_ones_own_attempt_is_heard(school) -> None:
    attempt_id = school.start("A0001")
    for login in ("A0002", "jk"):
        with pytest.raises(Absent):
            presence.beat(school.wb, school.people[login], Beat(attempt_id, "page", 0))
    with pytest.raises(Absent):
        presence.beat(school.wb, school.people["A0001"], Beat("none", "page", 0))


def test_beats_are_remembered_and_written_in_one_batch(school) -> None:
    ids = [school.start(login) for login in ("A0001", "A0002")]
    beat(school)
    beat(school, "A0002")
    with school.wb.store.reading() as conn:
        assert [kept.sign(conn, one) for one in ids] == [None, None]
    assert presence.keep_signs(school.wb) == 2
    assert presence.keep_signs(school.wb) == 0
    with school.wb.store.reading() as conn:
        assert [kept.sign(conn, one).seen for one in ids] == [school.time.now] * 2
        assert kept.sign(conn, ids[0]).address == "10.0.0.7"


def test_what_the_store_did_not_take_is_written_the_next_time(school, monkeypatch) -> None:
    school.start("A0001")
    beat(school)
    with monkeypatch.context() as broken:
        broken.setattr(kept, "keep", _fail)
        with pytest.raises(StoreError):
            presence.keep_signs(school.wb)
    assert presence.keep_signs(school.wb) == 1


def _fail(conn, signs):
    raise StoreError("full")


def test_a_long_silence_is_proposed_as_an_outage_from_the_last_sign_to_the_next(school) -> None:
    attempt_id = school.start("A0001")
    school.time.pass_seconds(600)
    beat(school)
    presence.keep_signs(school.wb)
    last = school.time.now
    school.time.pass_seconds(OUTAGE_SECONDS + 1)
    beat(school)
    assert spans(school, attempt_id) == [(last, school.time.now, "proposed")]
    assert seat_of(school, "A0001").reconnects == 1
    school.time.pass_seconds(20)
    beat(school)
    assert len(spans(school, attempt_id)) == 1


def test_a_short_silence_is_none_and_only_counts_as_a_return(school) -> None:
    attempt_id = school.start("A0001")
    beat(school)
    presence.keep_signs(school.wb)
    school.time.pass_seconds(OFFLINE_SECONDS + 1)
    assert seat_of(school, "A0001").is_offline
    beat(school)
    assert not seat_of(school, "A0001").is_offline
    assert (spans(school, attempt_id), seat_of(school, "A0001").reconnects) == ([], 1)


def test_a_killed_servers_outage_is_found_from_the_store_and_from_the_work_it_took_last(school) -> None:
    attempt_id = school.start("A0001")
    school.time.pass_seconds(600)
    beat(school)
    presence.keep_signs(school.wb)
    school.time.pass_seconds(8)
    save(school, attempt_id, 1)  # after the last batch: only the draft tells of it
    last = school.time.now
    school.time.pass_seconds(200)
    again = school.reopened()
    again.wb = again.wb.__class__(**{**_fields(again.wb), "registry": school.wb.registry})
    draft = DraftIn(attempt_id, "page", "desk.doc", "03", 2, "第 2 版", "timer")
    saving.save_draft(again.wb, school.people["A0001"], draft)
    school.time.pass_seconds(15)
    beat(school, wb=again.wb)
    assert spans(school, attempt_id) == [(last, last + 200, "proposed")]
    again.wb.store.close()


def _fields(wb):
    return {name: getattr(wb, name) for name in ("settings", "store", "registry", "clock")}


def test_who_could_still_save_while_heartbeats_failed_had_no_outage(school) -> None:
    attempt_id = school.start("A0001")
    beat(school)
    presence.keep_signs(school.wb)
    for rev in range(1, 8):
        school.time.pass_seconds(30)
        save(school, attempt_id, rev)
    beat(school)
    assert spans(school, attempt_id) == []


def test_a_student_whom_another_process_heard_had_no_outage(school) -> None:
    attempt_id = school.start("A0001")
    beat(school)
    presence.keep_signs(school.wb)
    school.time.pass_seconds(300)
    with school.wb.store.writing() as conn:
        kept.keep(conn, {attempt_id: kept.Sign(school.time.now - 15)})
    beat(school)
    assert spans(school, attempt_id) == []


def test_waiting_before_the_start_is_no_outage(school) -> None:
    attempt_id = school.attempt_id("A0001")
    sitting_exam.claim(school.wb, school.people["A0001"], attempt_id, "page")
    beat(school)
    presence.keep_signs(school.wb)
    school.time.pass_seconds(500)
    school.start("A0001")
    school.time.pass_seconds(30)
    beat(school)
    assert spans(school, attempt_id) == []


def test_an_outage_that_reaches_past_the_end_counts_up_to_the_end(school) -> None:
    attempt_id = school.start("A0001")
    save(school, attempt_id, 1)
    school.time.pass_seconds(3400)
    save(school, attempt_id, 2)
    save(school, attempt_id, 3)  # not in the trace yet: the server puts it there at the end
    beat(school)
    presence.keep_signs(school.wb)
    school.time.pass_seconds(400)
    assert expiring.expire_due(school.wb) == (attempt_id,)
    assert beat(school).state == "handed_in"
    began = school.time.now - 3800
    assert spans(school, attempt_id) == [(began + 3400, began + 3600, "proposed")]


def test_who_leaves_after_the_end_or_after_handing_in_had_no_outage(school) -> None:
    by_time, by_hand = school.start("A0001"), school.start("A0002")
    school.time.pass_seconds(1000)
    beat(school, "A0002")
    presence.keep_signs(school.wb)
    sitting_exam.hand_in(school.wb, school.people["A0002"], by_hand, "page")
    school.time.pass_seconds(2580)
    beat(school)
    presence.keep_signs(school.wb)
    school.time.pass_seconds(900)
    expiring.expire_due(school.wb)
    beat(school)
    beat(school, "A0002")
    assert (spans(school, by_time), spans(school, by_hand)) == ([], [])


def test_a_page_that_lost_the_attempt_is_no_sign_of_life(school) -> None:
    attempt_id = school.start("A0001")
    beat(school)
    presence.keep_signs(school.wb)
    last = school.time.now
    sitting_exam.claim(school.wb, school.people["A0001"], attempt_id, "new computer")
    for _ in range(10):
        school.time.pass_seconds(20)
        beat(school)
    assert seat_of(school, "A0001").is_offline
    beat(school, holder="new computer")
    assert spans(school, attempt_id) == [(last, last + 200, "proposed")]


def test_a_heartbeat_costs_one_query_and_no_write(school) -> None:
    school.start("A0001")
    beat(school)
    said = []
    readers = school.wb.store._engines.reader
    sa.event.listen(readers, "before_cursor_execute", lambda *call: said.append(call[2]))
    presence.beat(school.wb, school.people["A0001"], Beat(school.attempt_id("A0001"), "page", 0))
    beats = [line for line in said if "presence" in line]
    assert len(beats) == 1


def test_old_signs_are_forgotten_and_those_to_be_written_are_not(school) -> None:
    attempt_id = school.start("A0001")
    beat(school)
    school.wb.seen.forget(before=school.time.now + 1)
    assert school.wb.seen.of(attempt_id) is not None
    presence.keep_signs(school.wb)
    school.wb.seen.forget(before=school.time.now + 1)
    assert school.wb.seen.of(attempt_id) is None
