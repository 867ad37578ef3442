from __future__ import annotations

import pytest

from workbench.usecases import sitting_exam
from workbench.web.routes.sites import policy

NOT_OURS = ["127.0.0.1:8501", "localhost", "a%20b", "a@b", "%3Cb%3E"]


@pytest.fixture
def attempt(site) -> str:
    return site.school.start("A0001")


@pytest.fixture
def host(site, attempt) -> str:
    wb = site.school.wb
    seen = sitting_exam.look(wb, site.school.people["A0001"], attempt)
    return next(
        name
        for one in wb.registry.plugins[seen.paper.task.plugin].sites
        for name in one.hosts(seen.paper.given)
    )


def test_a_page_of_the_simulated_web_is_shown_with_its_links_led_here(site, attempt, host) -> None:
    answer = site.browser("A0001").get(f"/web/{attempt}/{host}/")
    assert answer.status_code == 200
    assert f'href="/web/{attempt}/{host}/'.encode() in answer.content
    assert f"http://{host}".encode() not in answer.content
    rules = answer.headers["content-security-policy"]
    assert "default-src 'none'" in rules
    assert "sandbox allow-same-origin" in rules
    assert "allow-scripts" not in rules
    assert "form-action bench/web/" in rules


def test_an_address_without_a_path_is_the_front_page(site, attempt, host) -> None:
    me = site.browser("A0001")
    assert me.get(f"/web/{attempt}/{host}").content == me.get(f"/web/{attempt}/{host}/").content


def test_a_redirect_stays_in_the_simulated_web(site, attempt, host) -> None:
    answer = site.browser("A0001").get(f"/web/{attempt}/{host}/index.html")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/web/{attempt}/{host}/")


def test_an_address_outside_is_explained_and_not_fetched(site, attempt) -> None:
    answer = site.browser("A0001").get(f"/web/{attempt}/www.example.com/", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert "仿真网络里没有" in answer.text


def test_hosts_of_the_real_world_and_nonsense_are_refused(site, attempt) -> None:
    me = site.browser("A0001")
    for host in NOT_OURS:
        assert me.get(f"/web/{attempt}/{host}/").status_code in (400, 404)


def test_another_students_web_is_not_there(site, attempt, host) -> None:
    assert site.browser("A0002").get(f"/web/{attempt}/{host}/").status_code == 404


def test_nothing_is_shown_before_the_start(site, host) -> None:
    waiting = site.school.attempt_id("A0002")
    assert site.browser("A0002").get(f"/web/{waiting}/{host}/").status_code == 410


def test_an_oversized_page_is_refused_in_words(site, attempt, host) -> None:
    answer = site.browser("A0001").get(f"/web/{attempt}/{host}/archive.html", headers={"accept": "text/html"})
    assert answer.status_code == 422
    assert "太大" in answer.text


def test_a_host_header_cannot_widen_the_policy() -> None:
    assert "form-action 'none';" in policy("evil; form-action *")
