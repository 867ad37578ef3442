from __future__ import annotations

import json

import pytest

NO_OBJECTS = [b"", b"{", b"[]", b"3", b"\xff", b"[" * 100_000, b'{"rev": ' + b"9" * 9999 + b"}"]

MALFORMED = [
    {"rev": -1}, {"rev": "1"}, {"rev": True}, {"rev": 1.5}, {"rev": 2**60}, {"body": None}, {"body": 3},
    {"tool": ""}, {"tool": "x" * 65}, {"field": ["03"]}, {"by": "host"}, {"by": 1}, {"holder": None},
    {"body": "a\0b"}, {"attempt": {}},
]  # fmt: skip

SAVE = {"holder": "page", "tool": "desk.doc", "field": "03", "rev": 1, "body": "诊断报告", "by": "timer"}


@pytest.fixture
def attempt(site) -> str:
    return site.school.start("A0001")


@pytest.fixture
def me(site, attempt):
    return site.browser("A0001")


def test_a_save_is_acknowledged_and_found_again(me, attempt) -> None:
    saved = me.post("/autosave", json=SAVE | {"attempt": attempt})
    assert saved.status_code == 200
    told = saved.json()
    assert (told["rev"], told["chars"], told["seconds_left"]) == (1, 4, 3600.0)
    assert told["saved_at"] == told["server_ms"] == 1_800_000_000_000
    found = me.get("/draft", params={"attempt": attempt, "tool": "desk.doc", "field": "03"}).json()
    assert found == {"rev": 1, "body": "诊断报告", "saved_at": told["saved_at"]}


def test_an_older_revision_never_overwrites_a_newer_one(me, attempt) -> None:
    me.post("/autosave", json=SAVE | {"attempt": attempt, "rev": 5, "body": "新"})
    late = me.post("/autosave", json=SAVE | {"attempt": attempt, "rev": 4, "body": "旧"})
    assert late.json()["rev"] == 5
    place = {"attempt": attempt, "tool": "desk.doc", "field": "03"}
    assert me.get("/draft", params=place).json()["body"] == "新"


def test_before_the_first_save_there_is_revision_0(me, attempt) -> None:
    place = {"attempt": attempt, "tool": "desk.doc", "field": "03"}
    assert me.get("/draft", params=place).json() == {"rev": 0, "body": "", "saved_at": None}


def test_a_malformed_save_is_refused_and_changes_nothing(me, attempt) -> None:
    for wrong in MALFORMED:
        answer = me.post("/autosave", json=SAVE | {"attempt": attempt} | wrong)
        assert (answer.status_code, answer.json()["error"]) == (400, "malformed"), wrong
    place = {"attempt": attempt, "tool": "desk.doc", "field": "03"}
    assert me.get("/draft", params=place).json()["rev"] == 0


def test_what_is_no_json_object_is_refused(me) -> None:
    for raw in NO_OBJECTS:
        assert me.post("/autosave", content=raw).status_code == 400, raw[:20]


def test_half_a_character_is_refused(me, attempt) -> None:
    raw = json.dumps(SAVE | {"attempt": attempt, "body": "\ud800"})
    assert me.post("/autosave", content=raw).status_code == 400


def test_an_oversized_save_is_refused_in_words(me, attempt) -> None:
    for body in ("字" * 100_000, "x" * 600_000):
        answer = me.post("/autosave", json=SAVE | {"attempt": attempt, "body": body})
        assert (answer.status_code, answer.json()["error"]) == (413, "too_large")


def test_an_oversized_save_without_a_length_is_cut_off(me) -> None:
    assert me.post("/autosave", content=(b"x" * 65536 for _ in range(20))).status_code == 413


def test_a_save_from_another_site_is_refused(me, attempt) -> None:
    answer = me.post("/autosave", json=SAVE | {"attempt": attempt}, headers={"origin": "http://evil.example"})
    assert (answer.status_code, answer.json()["error"]) == (403, "cross_site")


def test_a_beacon_of_our_own_page_is_a_save_like_any_other(me, attempt) -> None:
    raw = json.dumps(SAVE | {"attempt": attempt, "by": "leave"})
    headers = {"origin": "http://bench", "content-type": "text/plain;charset=UTF-8"}
    assert me.post("/autosave", content=raw, headers=headers).status_code == 200


def test_someone_elses_attempt_sounds_like_none(site, attempt) -> None:
    other = site.browser("A0002")
    foreign = other.post("/autosave", json=SAVE | {"attempt": attempt})
    absent = other.post("/autosave", json=SAVE | {"attempt": "nothing"})
    assert foreign.status_code == absent.status_code == 404
    assert foreign.json() == absent.json()
    place = {"attempt": attempt, "tool": "desk.doc", "field": "03"}
    assert other.get("/draft", params=place).status_code == 404


def test_a_page_that_was_taken_over_is_told_so(me, attempt) -> None:
    answer = me.post("/autosave", json=SAVE | {"attempt": attempt, "holder": "older"})
    assert (answer.status_code, answer.json()["error"]) == (409, "taken_over")


def test_a_save_after_the_end_and_its_grace_is_closed(site, me, attempt) -> None:
    site.school.time.pass_seconds(3606)
    answer = me.post("/autosave", json=SAVE | {"attempt": attempt})
    assert (answer.status_code, answer.json()["error"]) == (410, "closed")


def test_a_save_for_a_tool_that_the_task_lacks_is_refused(me, attempt) -> None:
    answer = me.post("/autosave", json=SAVE | {"attempt": attempt, "tool": "desk.nothing"})
    assert (answer.status_code, answer.json()["error"]) == (422, "refused")


def test_a_flag_is_taken_and_nonsense_is_not(me, attempt) -> None:
    note = {"attempt": attempt, "holder": "page", "kind": "focus_lost", "at_ms": 5}
    assert me.post("/flags", json=note).status_code == 200
    assert me.post("/flags", json=note | {"kind": "<b>"}).status_code == 400
    assert me.post("/flags", json=note | {"at_ms": None}).status_code == 400
    assert me.post("/flags", content=b"x" * 5000).status_code == 413


def test_what_was_written_can_be_taken_home_as_a_file(me, attempt) -> None:
    me.post("/autosave", json=SAVE | {"attempt": attempt, "body": "# 报告\n\n正文"})
    answer = me.get(f"/export/{attempt}/desk.doc/03")
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")


def test_someone_elses_work_cannot_be_taken_home(site, me, attempt) -> None:
    me.post("/autosave", json=SAVE | {"attempt": attempt})
    assert site.browser("A0002").get(f"/export/{attempt}/desk.doc/03").status_code == 404
    assert me.get(f"/export/{attempt}/desk.doc/99").status_code == 404


def test_a_person_who_opens_an_address_in_vain_gets_a_page(me) -> None:
    answer = me.get("/files/nothing/nothing", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "<h1>打不开</h1>" in answer.text


def test_the_health_address_says_that_the_store_answers(site) -> None:
    assert site.browser().get("/healthz").json() == {"ok": True}
