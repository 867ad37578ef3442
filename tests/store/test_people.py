from __future__ import annotations

import pytest
from sample_attempt import make_person

from workbench.domain.errors import StoreError
from workbench.store import people, signins


def test_people_come_by_login_and_by_role(store) -> None:
    with store.writing() as conn:
        ids = {login: make_person(conn, login, role) for login, role in (("b", "student"), ("a", "examiner"))}
        assert [found.login for found in people.people(conn)] == ["a", "b"]
        assert [found.id for found in people.people(conn, "student")] == [ids["b"]]
        assert people.person(conn, ids["a"]) == people.person_by_login(conn, "a")
        assert people.person(conn, 999) is None
        assert people.person_by_login(conn, "c") is None


def test_a_login_is_taken_once_and_the_block_goes_on(store) -> None:
    with store.writing() as conn:
        make_person(conn, "a")
        with pytest.raises(StoreError, match="login 'a' is taken"):
            make_person(conn, "a")
        make_person(conn, "b")
    with store.reading() as conn:
        assert [found.login for found in people.people(conn)] == ["a", "b"]


def test_a_role_that_there_is_not_is_refused(store) -> None:
    with store.writing() as conn, pytest.raises(StoreError, match="role 'cook' is unknown"):
        make_person(conn, "a", "cook")


def test_a_session_ends_when_it_expires_or_is_revoked(store) -> None:
    with store.writing() as conn:
        person = people.person(conn, make_person(conn, "a"))
        for token in ("h", "i", "j"):
            signins.add_signin(conn, token_hash=token, person_id=person.id, created=1.0, expires=50.0)
        assert signins.signin_by_hash(conn, "h", now=49.0) == person
        assert signins.signin_by_hash(conn, "h", now=50.0) is None
        assert signins.signin_by_hash(conn, "other", now=49.0) is None
        signins.revoke_signin(conn, "h")
        assert [signins.signin_by_hash(conn, token, now=2.0) for token in "hi"] == [None, person]
        signins.revoke_person(conn, person.id)
        assert [signins.signin_by_hash(conn, token, now=2.0) for token in "hij"] == [None, None, None]


def test_failures_are_counted_for_one_login_and_forgotten(store) -> None:
    with store.writing() as conn:
        for login, at in (("a", 1.0), ("a", 5.0), ("b", 5.0)):
            signins.note_failure(conn, login=login, at=at)
        assert signins.failures_since(conn, login="a", since=0.0) == 2
        assert signins.failures_since(conn, login="a", since=1.0) == 1
        signins.clear_failures(conn, login="a")
        assert signins.failures_since(conn, login="a", since=0.0) == 0
        assert signins.failures_since(conn, login="b", since=0.0) == 1
