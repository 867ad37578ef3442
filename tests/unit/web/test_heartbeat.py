from __future__ import annotations

import pytest

from workbench.usecases import messages, sitting_exam


@pytest.fixture
def attempt(site) -> str:
    return site.school.start("A0001")


@pytest.fixture
def me(site, attempt):
    return site.browser("A0001")


def beat(browser, attempt, changes=None):
    said = {"attempt": attempt, "holder": "page", "read_message": 0} | (changes or {})
    return browser.post("/heartbeat", json=said)


def test_a_heartbeat_is_answered_with_all_that_the_page_should_know(site, me, attempt) -> None:
    school = site.school
    school.time.pass_seconds(60)
    made = messages.send(school.wb, school.people["jk"], school.sitting, "请保存")
    answer = beat(me, attempt)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == {
        "server_ms": 1_800_000_060_000,
        "seconds_left": 3540.0,
        "state": "running",
        "holder_ok": True,
        "messages": [{"id": made, "body": "请保存", "at": 1_800_000_060_000}],
    }
    assert beat(me, attempt, {"read_message": made}).json()["messages"] == []
    assert school.wb.seen.of(attempt).address == "testclient"


def test_the_page_hears_that_it_was_taken_over_or_handed_in(site, me, attempt) -> None:
    school = site.school
    assert beat(me, attempt, {"holder": "older page"}).json()["holder_ok"] is False
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt, "page")
    assert beat(me, attempt).json()["state"] == "handed_in"


@pytest.mark.parametrize(
    "wrong", [{"attempt": ""}, {"holder": 3}, {"read_message": -1}, {"read_message": "1"}, {"attempt": None}]
)
def test_a_malformed_heartbeat_is_refused(me, attempt, wrong) -> None:
    answer = beat(me, attempt, wrong)
    assert (answer.status_code, answer.json()["error"]) == (400, "malformed")


def test_nobody_hears_of_anothers_attempt(site, attempt) -> None:
    assert beat(site.browser("A0002"), attempt).status_code == 404
    assert beat(site.browser("jk"), attempt).status_code == 404
    assert beat(site.browser(), attempt).status_code == 401


def test_another_sites_heartbeat_is_refused(me, attempt) -> None:
    said = {"attempt": attempt, "holder": "page", "read_message": 0}
    answer = me.post("/heartbeat", json=said, headers={"Origin": "http://elsewhere"})
    assert answer.status_code == 403
    assert me.post("/heartbeat", content=b"x" * 2000).status_code == 413
