from __future__ import annotations

import pytest
from starlette.websockets import WebSocketDisconnect

from workbench.domain.errors import StoreError
from workbench.usecases import signing_in
from workbench.usecases.signing_in import SESSION_SECONDS
from workbench.web.names import COOKIE

HTML = {"accept": "text/html"}


def test_a_person_without_a_sign_in_is_led_to_the_door_and_back(site) -> None:
    answer = site.browser().get("/headers", headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (303, "/signin?next=/headers")


def test_a_script_without_a_sign_in_gets_words_and_401(site) -> None:
    answer = site.browser().post("/autosave", json={})
    assert (answer.status_code, answer.json()["error"]) == (401, "signed_out")


def test_a_forged_cookie_opens_nothing(site) -> None:
    for token in ("x" * 43, "", "'; DROP TABLE people;--", "a" * 5000):
        client = site.browser()
        client.cookies.set(COOKIE, token)
        assert client.get("/headers").status_code == 401


def test_an_expired_cookie_opens_nothing(site) -> None:
    client = site.browser("A0001")
    site.school.time.pass_seconds(SESSION_SECONDS + 1)
    assert client.get("/headers").status_code == 401


def test_a_revoked_cookie_opens_nothing_once_it_is_forgotten(site) -> None:
    token = site.token("A0001")
    client = site.browser()
    client.cookies.set(COOKIE, token)
    assert client.get("/headers").status_code == 200
    signing_in.sign_out(site.school.wb, token)
    site.sessions.forget()
    assert client.get("/headers").status_code == 401


def test_identity_headers_of_a_client_are_taken_away(site) -> None:
    forged = {"X-Workbench-Login": "gl", "X-Workbench-Role": "administrator", "x-workbench-anything": "1"}
    told = site.browser("A0001").get("/headers", headers=forged).json()
    assert told == {"x-workbench-login": "A0001", "x-workbench-role": "student"}


def test_forged_identity_headers_do_not_open_the_gate(site) -> None:
    assert site.browser().get("/headers", headers={"X-Workbench-Login": "gl"}).status_code == 401


def test_a_websocket_without_a_cookie_is_refused_before_it_is_accepted(site) -> None:
    with pytest.raises(WebSocketDisconnect) as refused, site.browser().websocket_connect("/_stcore/stream"):
        pass
    assert refused.value.code == 4401


def test_a_websocket_carries_the_identity_of_its_cookie_only(site) -> None:
    forged = {"X-Workbench-Login": "gl", "X-Workbench-Role": "administrator"}
    with site.browser("A0001").websocket_connect("/_stcore/stream", headers=forged) as socket:
        assert socket.receive_json() == {"x-workbench-login": "A0001", "x-workbench-role": "student"}


def test_no_websocket_exists_beside_streamlits(site) -> None:
    with pytest.raises(WebSocketDisconnect), site.browser("A0001").websocket_connect("/other"):
        pass


def test_metrics_and_the_agent_api_are_open_to_nobody(site) -> None:
    client = site.browser("gl")
    for path in (
        "/_stcore/metrics",
        "/_STCORE/METRICS/",
        "/_stcore/agent/interact",
        "/x/_stcore/agent/mcp",
        "/auth/login",
    ):
        assert client.get(path).status_code == 404


def test_path_tricks_are_refused(site) -> None:
    for path in ("/static/%2e%2e/headers", "/static/..%2fheaders", "/a%5cb", "/a%00b", "/%2e/headers"):
        assert site.browser().get(path).status_code == 400


def test_the_store_being_away_is_said_and_is_not_a_sign_out(site, monkeypatch) -> None:
    async def away(token: str | None) -> None:
        raise StoreError("gone")

    client = site.browser("A0001")
    monkeypatch.setattr(site.sessions, "person", away)
    answer = client.get("/headers")
    assert (answer.status_code, answer.json()["error"]) == (503, "store")


def test_a_fault_of_ours_is_said_without_its_inside(site) -> None:
    answer = site.browser("A0001").get("/broken")
    assert (answer.status_code, answer.json()["error"]) == (500, "fault")
    assert "ZeroDivision" not in answer.text


def test_every_answer_carries_the_security_headers(site) -> None:
    for client, path in ((site.browser(), "/headers"), (site.browser("A0001"), "/headers")):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "SAMEORIGIN"
    assert "sandbox" in site.browser("A0001").get("/media/a.svg").headers["content-security-policy"]


def test_streamlits_uploader_takes_no_more_than_its_share(site, monkeypatch) -> None:
    monkeypatch.setattr("workbench.web.upload_limit.MAX_WINDOW_BYTES", 10)
    client = site.browser("A0001")
    assert client.put("/_stcore/upload_file/s/f", content=b"12345678").status_code == 204
    assert client.put("/_stcore/upload_file/s/f", content=b"12345678").status_code == 429
    assert site.browser("A0002").put("/_stcore/upload_file/s/f", content=b"12345678").status_code == 204


def test_the_error_dialog_that_takes_the_keyboard_is_off(site) -> None:
    assert site.browser().get("/_stcore/host-config").json()["blockErrorDialogs"] is True
