from __future__ import annotations

from workbench.web.names import COOKIE
from workbench.web.paths import safe_next

ELSEWHERE = [
    "//evil.example", "https://evil.example", "/\\evil.example", "javascript:x()", "/a\r\nb", "", "/signout",
    "/web/../signout", "/" + "a" * 300,
]  # fmt: skip

FOREIGN = [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://["},
    ]  # fmt: skip

UNFINISHED = [{}, {"login": "A0001"}, {"login": "  ", "secret": "1"}, {"login": "a\0", "secret": "1"}]

RIGHT = {"login": "A0001", "secret": "482913"}


def test_a_right_pair_opens_a_session(site) -> None:
    client = site.browser()
    answer = client.post("/signin", data=RIGHT)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert client.get("/headers").status_code == 200


def test_a_wrong_pair_is_said_in_words_and_keeps_the_account_name(site) -> None:
    answer = site.browser().post("/signin", data={"login": "A0001", "secret": "000000"})
    assert answer.status_code == 401
    assert "账号或密码不对" in answer.text
    assert 'value="A0001"' in answer.text
    assert "000000" not in answer.text
    assert "set-cookie" not in answer.headers


def test_an_unknown_account_sounds_the_same(site) -> None:
    client = site.browser()
    texts = {
        client.post("/signin", data={"login": login, "secret": "1"}).text.replace(login, "?")
        for login in ("A0001", "B9999")
    }
    assert len(texts) == 1


def test_too_many_wrong_tries_must_wait(site) -> None:
    client = site.browser()
    for _ in range(8):
        client.post("/signin", data={"login": "A0001", "secret": "1"})
    assert "连续输错太多次" in client.post("/signin", data=RIGHT).text


def test_an_unfinished_form_is_asked_for_again(site) -> None:
    for form in UNFINISHED:
        answer = site.browser().post("/signin", data=form)
        assert answer.status_code == 401
        assert 'role="alert"' in answer.text


def test_an_oversized_or_garbled_form_is_refused(site) -> None:
    client = site.browser()
    assert client.post("/signin", content=b"login=" + b"x" * 10_000).status_code == 401
    assert client.post("/signin", content=b"login=%ff\xff&secret=1").status_code == 401


def test_the_typed_name_is_shown_as_text(site) -> None:
    answer = site.browser().post("/signin", data={"login": '"><script>x()</script>', "secret": "1"})
    assert "<script>" not in answer.text


def test_a_form_of_another_site_signs_nobody_in(site) -> None:
    for headers in FOREIGN:
        answer = site.browser().post("/signin", data=RIGHT, headers=headers)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers


def test_our_own_form_is_taken_over_plain_http(site) -> None:
    assert site.browser().post("/signin", data=RIGHT, headers={"origin": "http://bench"}).status_code == 303


def test_a_sign_in_leads_nowhere_else(site) -> None:
    assert {safe_next(path) for path in ELSEWHERE} == {"/"}
    answer = site.browser().post("/signin", data=RIGHT | {"next": ELSEWHERE[0]})
    assert answer.headers["location"] == "/"


def test_a_sign_in_leads_to_the_page_that_was_wanted(site) -> None:
    answer = site.browser().post("/signin", data=RIGHT | {"next": "/queue"})
    assert answer.headers["location"] == "/queue"


def test_signing_out_ends_the_session_on_the_server_at_once(site) -> None:
    client = site.browser("A0001")
    token = client.cookies[COOKIE]
    assert client.get("/headers").status_code == 200
    assert client.post("/signout").headers["location"] == "/signin"
    thief = site.browser()
    thief.cookies.set(COOKIE, token)
    assert thief.get("/headers").status_code == 401


def test_another_site_signs_nobody_out(site) -> None:
    client = site.browser("A0001")
    assert client.post("/signout", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.get("/headers").status_code == 200


def test_a_new_sign_in_ends_the_one_before_it(site) -> None:
    client = site.browser("A0001")
    before = client.cookies[COOKIE]
    client.post("/signin", data={"login": "A0002", "secret": "482913"})
    thief = site.browser()
    thief.cookies.set(COOKIE, before)
    assert thief.get("/headers").status_code == 401


def test_whoever_is_signed_in_goes_straight_on(site) -> None:
    assert site.browser("A0001").get("/signin").status_code == 303
    assert site.browser().get("/signin").status_code == 200
