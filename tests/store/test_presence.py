from __future__ import annotations

from sample_attempt import make_attempt, make_person

from workbench.store import attempts, messages, outages, presence, room
from workbench.store.presence import Sign


def test_a_newer_sign_that_another_process_kept_stays(store) -> None:
    attempt = make_attempt(store)
    with store.writing() as conn:
        presence.keep(conn, {attempt: Sign(50.0, "10.0.0.2", 2, 7)})
        presence.keep(conn, {attempt: Sign(40.0, "10.0.0.1", 3, 5)})
        assert presence.sign(conn, attempt) == Sign(50.0, "10.0.0.2", 3, 7)
        presence.keep(conn, {attempt: Sign(60.0, "10.0.0.3", 0, 0)})
        assert presence.sign(conn, attempt) == Sign(60.0, "10.0.0.3", 3, 7)
        presence.keep(conn, {})


def test_a_heartbeat_is_answered_from_one_row_with_the_messages_that_are_unread(store) -> None:
    one, other = make_attempt(store), make_attempt(store, login="A0002")
    with store.writing() as conn:
        jk = make_person(conn, "jk", "invigilator")
        found = attempts.attempt(conn, one)
        sitting = found.sitting_id
        first = messages.add(conn, sitting, "全体", attempt_id=None, by=jk, at=1.0)
        messages.add(conn, sitting, "给别人", attempt_id=other, by=jk, at=2.0)
        mine = messages.add(conn, sitting, "给我", attempt_id=one, by=jk, at=3.0)
        before = presence.beaten(conn, one)
        assert before.attempt == found
        assert (before.sign, [said.id for said in before.messages]) == (None, [first, mine])
        presence.keep(conn, {one: Sign(9.0, read_message=first)})
        after = presence.beaten(conn, one)
        assert (after.sign.read_message, [said.id for said in after.messages]) == (first, [mine])
        assert presence.beaten(conn, "none") is None


def test_read_messages_are_counted_among_those_who_were_there(store) -> None:
    one, other = make_attempt(store), make_attempt(store, login="A0002")
    with store.writing() as conn:
        jk = make_person(conn, "jk", "invigilator")
        sitting = attempts.attempt(conn, one).sitting_id
        told = messages.add(conn, sitting, "全体", attempt_id=None, by=jk, at=1.0)
        presence.keep(conn, {one: Sign(9.0, read_message=told), other: Sign(9.0)})
        (sent,) = messages.sent_in(conn, sitting)
        same_sitting = attempts.attempt(conn, other).sitting_id == sitting
        assert (sent.candidate, sent.read, sent.asked) == ("", 1, 2 if same_sitting else 1)


def test_a_span_is_judged_once(store) -> None:
    attempt = make_attempt(store)
    with store.writing() as conn:
        jk = make_person(conn, "jk", "invigilator")
        made = outages.propose(conn, attempt, began=1.0, ended=100.0)
        said = {"state": "credited", "seconds": 99, "reason": "停电", "by": jk, "at": 200.0}
        assert outages.settle(conn, made, **said)
        assert not outages.settle(conn, made, **said)
        assert [one.state for one in outages.outages_of(conn, attempt)] == ["credited"]
        assert outages.proposed_in(conn, attempts.attempt(conn, attempt).sitting_id) == ()


def test_the_last_work_is_the_newest_save_or_step_before_a_moment(store) -> None:
    attempt = make_attempt(store)
    with store.writing() as conn:
        found = attempts.attempt(conn, attempt)
        assert presence.last_work(conn, found, before=1e12) is None
        assert outages.at_work_between(conn, found.sitting_id, 0, 1e12) == set()


def test_the_board_is_read_with_who_sits_where_and_void_attempts_left_out(store) -> None:
    attempt = make_attempt(store)
    with store.writing() as conn:
        presence.keep(conn, {attempt: Sign(9.0, "10.0.0.1", 1, 0)})
        sitting = attempts.attempt(conn, attempt).sitting_id
        (place,) = room.places(conn, sitting)
        assert (place.attempt.id, place.sign.reconnects, place.saved) == (attempt, 1, None)
        assert place.person.id == place.attempt.person_id
        conn.exec_driver_sql(f"UPDATE attempts SET state = 'void' WHERE id = '{attempt}'")
        assert room.places(conn, sitting) == ()
        assert presence.beaten(conn, attempt).attempt.state == "void"
