"""The teacher's command: simulated pages over requests-html's session, and clear words for what fails."""

import http.server
import json
import threading

import pytest
import requests_html
from click.testing import CliRunner
from workbench_plugins.seo.tools import crawl
from workbench_plugins.seo.tools.command import audit_command
from workbench_plugins.seo.tools.crawl import Crawler
from workbench_plugins.seo.world.pages import build
from workbench_plugins.seo.world.variant import key_for

from workbench.api import Page, Refused


def run(*arguments):
    return CliRunner().invoke(audit_command, list(arguments))


def test_a_simulated_page_is_audited_over_the_session():
    world = build(key_for(7))
    found = json.loads(run("/", "--seed", "7", "--json").output)["pages"][0]
    assert found["title"] == world.pages["/"].tdk.title
    assert found["densities"][0]["keyword"] == world.company.core
    assert "÷" in found["densities"][0]["formula"]


def test_a_gbk_page_that_says_so_in_its_header_alone_is_read_right():
    world = build(key_for(7))
    page = world.page_of(world.plan.gbk_header_only)
    found = json.loads(run(page.slot.path, "--seed", "7", "--json").output)["pages"][0]
    assert (found["title"], found["charset"]) == (page.tdk.title, "gbk")


def test_a_typed_keyword_comes_first():
    found = json.loads(run("/", "--keyword", "配件", "--json").output)["pages"][0]
    assert found["densities"][0]["keyword"] == "配件"


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("/nowhere.html", "404"),
        ("/archive.html", "太大"),
        ("/robots.txt", "不是网页"),
        ("http://www.other.example/", "--public"),
        ("ftp://www.other.example/", "--public"),
        ("http://[x", "--public"),
    ],
)
def test_what_cannot_be_audited_says_why(url, told):
    result = run(url)
    assert result.exit_code == 1
    assert told in result.output


def test_a_fault_of_one_page_leaves_the_others(capsys):
    result = run("/nowhere.html", "/about.html", "--json")
    pages = json.loads(result.output)["pages"]
    assert ("error" in pages[0], "title" in pages[1]) == (True, True)


def test_a_proxy_variable_does_not_lead_simulated_addresses_away(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert run("/").exit_code == 0


def test_a_page_is_never_rendered(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("render() starts a browser")

    monkeypatch.setattr(requests_html.HTML, "render", refuse)
    assert run("/", "/about.html").exit_code == 0


@pytest.mark.parametrize("address", ["http://[x", "ftp://a.example/", "http://", "nonsense"])
def test_a_malformed_public_address_is_said_to_be_malformed(address):
    result = run(address, "--public")
    assert result.exit_code == 1
    assert "网址格式不对" in result.output


def test_an_endless_redirect_is_given_up():
    crawler = Crawler(lambda url: Page(302, "text/html", b"", url + "x"))
    with pytest.raises(Refused, match="跳转"):
        crawler.get("http://www.site.example/")


def test_a_redirect_is_followed_to_its_end():
    pages = {
        "http://a.example/": Page(301, "text/html", b"", "/b"),
        "http://a.example/b": Page(200, "text/html", b"ok"),
    }
    assert Crawler(pages.__getitem__).get("http://a.example/") == (
        "http://a.example/b",
        pages["http://a.example/b"],
    )


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/", "http://localhost:9/", "http://[::1]:9/"])
def test_a_public_audit_does_not_enter_the_schools_own_network(address):
    result = run(address, "--public")
    assert result.exit_code == 1
    assert "内部网络" in result.output


@pytest.fixture
def server():
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = b"<title>t</title>" if self.path == "/" else b"x" * 3_000_000
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Tests print nothing."""

        def handle(self):
            try:
                super().handle()
            except ConnectionError:
                """The crawler hangs up on a page that is too large."""

    made = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    thread.join()
    made.server_close()


def test_a_real_page_comes_over_the_wire(server, monkeypatch):
    monkeypatch.setattr(crawl, "_refuse_private", lambda _: None)  # the test's own server is private
    assert Crawler().get(f"{server}/")[1].body == b"<title>t</title>"


def test_an_oversized_real_page_is_broken_off(server, monkeypatch):
    monkeypatch.setattr(crawl, "_refuse_private", lambda _: None)
    with pytest.raises(Refused, match="太大"):
        Crawler().get(f"{server}/big")


def test_a_server_that_is_not_there_is_said_to_be_unreachable(monkeypatch):
    monkeypatch.setattr(crawl, "_refuse_private", lambda _: None)
    with pytest.raises(Refused, match="连不上"):
        Crawler().get("http://127.0.0.1:9/")
