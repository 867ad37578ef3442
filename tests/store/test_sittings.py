from __future__ import annotations

import pytest
from sample_attempt import make_attempt, make_person, new_attempt

from workbench.domain.errors import StoreError
from workbench.store import attempts, papers, people, sittings


def test_a_sitting_goes_through_its_states_in_order_only(store) -> None:
    with store.writing() as conn:
        sitting = sittings.add_sitting(conn, name="期末", minutes=60, policy={"a": 1}, created=1.0)
        with pytest.raises(StoreError, match="after planned comes frozen, not open"):
            sittings.set_state(conn, sitting, "open")
        for number, state in enumerate(sittings.STATES[1:]):
            sittings.set_state(conn, sitting, state, at=float(number))
            with pytest.raises(StoreError, match=f"after {state} comes"):
                sittings.set_state(conn, sitting, state)
        found = sittings.sitting(conn, sitting)
        with pytest.raises(StoreError, match="there is none"):
            sittings.set_state(conn, 999, "frozen")
    assert (found.state, found.opened, found.closed, found.policy) == ("archived", 2.0, 3.0, {"a": 1})


def test_a_draw_is_recorded_once_while_the_sitting_is_frozen(store) -> None:
    with store.writing() as conn:
        sitting = sittings.add_sitting(conn, name="期末", minutes=60, policy={}, created=1.0)
        with pytest.raises(StoreError, match="not frozen"):
            sittings.set_record(conn, sitting, {"seed": "00"})
        sittings.set_state(conn, sitting, "frozen")
        sittings.set_record(conn, sitting, {"seed": "ff"})
        with pytest.raises(StoreError, match="drawn already"):
            sittings.set_record(conn, sitting, {"seed": "00"})
        assert sittings.sittings(conn)[0].record == {"seed": "ff"}
        assert sittings.sitting(conn, 999) is None


def test_the_same_paper_is_kept_once_under_its_hash(store) -> None:
    with store.writing() as conn:
        assert papers.put_paper(conn, "abc") == papers.put_paper(conn, "abc")
        assert papers.put_paper(conn, "abc").startswith("ba7816bf")
        assert papers.paper(conn, papers.put_paper(conn, '{"题":1}')) == '{"题":1}'
        assert papers.paper(conn, "0" * 64) is None


def test_an_attempt_is_found_by_id_person_sitting_and_code(store) -> None:
    ids = [make_attempt(store, login=login) for login in ("A0002", "A0001")]
    with store.reading() as conn:
        found = attempts.attempt(conn, ids[0])
        sitting = found.sitting_id
        assert attempts.attempt_of(conn, person_id=found.person_id, sitting_id=sitting) == found
        assert attempts.attempt_by_code(conn, sitting_id=sitting, code=found.code) == found
        assert attempts.attempts_of(conn, found.person_id) == (found,)
        assert [one.code for one in attempts.attempts_in(conn, sitting)] == ["0001", "0002"]
        assert attempts.attempt(conn, "x") is None
        assert attempts.attempt_of(conn, person_id=found.person_id, sitting_id=999) is None
        assert attempts.attempt_by_code(conn, sitting_id=sitting, code="X") is None


def test_a_person_has_one_attempt_in_a_sitting_and_a_code_is_given_once(store) -> None:
    make_attempt(store, login="A0001")
    with store.writing() as conn:
        known = people.person_by_login(conn, "A0001").id
        other = make_person(conn, "A0002")
        sitting = sittings.sittings(conn)[0].id
        for person, login in ((known, "A0003"), (other, "A0001")):
            new = new_attempt(conn, person=person, sitting=sitting, login=login)
            with pytest.raises(StoreError, match="has an attempt, or code"):
                attempts.add_attempt(conn, new)
        attempts.add_attempt(conn, new_attempt(conn, person=other, sitting=sitting, login="A0002"))


def test_an_attempt_begins_once_and_ends_once(store) -> None:
    attempt = make_attempt(store, state="prepared", began=None)
    with store.writing() as conn:
        assert not attempts.end(conn, attempt, at=50.0, by="time")
        assert attempts.begin(conn, attempt, at=100.0)
        assert not attempts.begin(conn, attempt, at=200.0)
        attempts.claim(conn, attempt, holder="tab 2", at=150.0)
        assert attempts.end(conn, attempt, at=500.0, by="student")
        assert not attempts.end(conn, attempt, at=900.0, by="time")
        assert not attempts.begin(conn, attempt, at=999.0)
        found = attempts.attempt(conn, attempt)
    assert (found.state, found.began, found.ended, found.ended_by) == ("handed_in", 100.0, 500.0, "student")
    assert (found.holder, found.holder_since) == ("tab 2", 150.0)


def test_an_attempt_is_due_when_its_time_and_its_extra_time_are_over(store) -> None:
    attempt = make_attempt(store, began=100.0)
    make_attempt(store, login="A0002", state="prepared", began=None)
    make_attempt(store, login="A0003", state="handed_in", began=1.0)
    with store.writing() as conn:
        by = people.person_by_login(conn, "A0001").id
        attempts.grant(conn, attempt, seconds=200, reason="断网", by=by, at=200.0)
        attempts.grant(conn, attempt, seconds=100, reason="换机", by=by, at=300.0)
        assert attempts.due(conn, now=100.0 + 3600 + 299) == ()
        assert [one.id for one in attempts.due(conn, now=100.0 + 3600 + 300)] == [attempt]
        kept = attempts.grants_of(conn, attempt)
    assert kept == (attempts.Grant(200, "断网", by, 200.0), attempts.Grant(100, "换机", by, 300.0))
