"""The checker and the back office: steps, refusals, small states."""

import json

import pytest
from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st
from workbench_plugins.seo.tools.address import parse_address
from workbench_plugins.seo.tools.checker import CheckerEngine
from workbench_plugins.seo.tools.site import SiteEngine
from workbench_plugins.seo.world.variant import vary
from workbench_plugins.seo.world.web import fetch_page, key_of

from workbench.api import Refused

HOST = "www.site.example"


@pytest.mark.parametrize(
    "typed",
    [f"http://{HOST}/a.html", f"https://{HOST}/a.html", f"{HOST}/a.html", "/a.html", f" {HOST}:80/a.html ", f"HTTP://{HOST.upper()}/a.html"],
)  # fmt: skip
def test_an_address_may_be_typed_in_every_usual_way(typed):
    assert parse_address(typed, HOST) == f"http://{HOST}/a.html"


@pytest.mark.parametrize("typed", ["", "   "])
def test_an_empty_address_is_refused(typed, refusal):
    assert "请先输入" in refusal(lambda: parse_address(typed, HOST))


@pytest.mark.parametrize(
    "typed",
    [
        "http://127.0.0.1:8501/healthz",
        "http://localhost.localdomain/",
        "http://www.other.example/",
        f"http://{HOST}.evil.example/",
        f"http://{HOST}@evil.example/",
        f"http://user:pw@{HOST}/",
        f"ftp://{HOST}/",
        "http://[::1].x/",
        "//evil.example/",
    ],
)
def test_an_address_outside_the_simulated_web_is_refused(typed, refusal):
    text = refusal(lambda: parse_address(typed, HOST))
    assert "学生工具只能访问模拟网站" in text or "网址格式不对" in text


@pytest.mark.parametrize(
    "typed", ["http://", "http://a b/", "首页", f"http://{HOST}:99999/", "x" * 400, f"{HOST}/a\nb", "\ud800"]
)
def test_a_malformed_address_is_refused(typed):
    with pytest.raises(Refused):
        parse_address(typed, HOST)


def test_another_port_is_not_served(refusal):
    assert "8501 端口" in refusal(lambda: parse_address(f"http://{HOST}:8501/", HOST))


@for_any(st.text(max_size=80))
def test_any_typed_text_is_either_refused_or_leads_to_the_site(typed):
    try:
        address = parse_address(typed, HOST)
    except Refused:
        return
    assert address.startswith(f"http://{HOST}/")


def test_an_audit_is_remembered_with_its_numbers(take, given):
    state = take(("seo.checker", "audit", {"address": "/", "keywords": ["配件"]}))["seo.checker"]
    row = state["audits"][0]
    assert row["address"] == f"http://{given['host']}/"
    assert row["keyword"] == given["home_keyword"]
    assert row["typed"] == ["配件"]
    assert row["hits"] > 0


def test_a_second_audit_of_a_page_takes_the_first_ones_place(take):
    ask = ("seo.checker", "audit", {"address": "/", "keywords": []})
    state = take(ask, ("seo.checker", "audit", {"address": "/about.html", "keywords": []}), ask)[
        "seo.checker"
    ]
    assert [row["no"] for row in state["audits"]] == [2, 3]
    assert state["count"] == 3


def test_the_old_home_address_is_audited_as_the_home_page(take, given):
    state = take(("seo.checker", "audit", {"address": "/index.html", "keywords": []}))["seo.checker"]
    assert state["audits"][0]["address"] == f"http://{given['host']}/"


def test_pages_are_compared_side_by_side(take, given):
    state = take(("seo.checker", "compare", {"addresses": ["/", "/about.html", "/"]}))["seo.checker"]
    assert state["compared"] == [f"http://{given['host']}/", f"http://{given['host']}/about.html"]


@pytest.mark.parametrize("addresses", [[], ["/"], ["/"] * 7])
def test_a_comparison_takes_two_to_six_pages(addresses, take, refusal):
    assert "2—6" in refusal(lambda: take(("seo.checker", "compare", {"addresses": addresses})))


@pytest.mark.parametrize(
    ("address", "told"), [("/nowhere.html", "404"), ("/archive.html", "太大"), ("/robots.txt", "不是网页")]
)
def test_a_page_that_cannot_be_audited_is_refused(address, told, take, refusal):
    assert told in refusal(lambda: take(("seo.checker", "audit", {"address": address, "keywords": []})))


@pytest.mark.parametrize("words", [["词"] * 1 + [f"词{n}" for n in range(6)], ["长" * 21], ["a\x00b"]])
def test_too_many_or_too_long_keywords_are_refused(words, take):
    with pytest.raises(Refused):
        take(("seo.checker", "audit", {"address": "/", "keywords": words}))


def test_a_whole_sites_audits_stay_small(take, given):
    site = take(("seo.checker", "compare", {"addresses": ["/", "/about.html"]}))["seo.checker"]
    steps = [
        ("seo.checker", "audit", {"address": row["address"], "keywords": []}) for row in site["audits"]
    ] * 30
    state = take(*steps)["seo.checker"]
    assert len(json.dumps(state, ensure_ascii=False)) < 5_000


def test_the_checker_sees_what_the_back_office_saved(take):
    save = {"path": "/", "title": "新标题", "keywords": "甲,乙", "description": "新描述"}
    states = take(("seo.site", "save_tdk", save), ("seo.checker", "audit", {"address": "/", "keywords": []}))
    row = states["seo.checker"]["audits"][0]
    assert (row["title"], row["keywords"], row["description"]) == ("新标题", "甲,乙", "新描述")


def test_a_step_changes_no_state_that_it_was_given(given):
    engine = SiteEngine()
    before = engine.start(given, 1)
    copy = json.loads(json.dumps(before))
    engine.apply(before, "save_tdk", {"path": "/", "title": "新", "keywords": "", "description": ""})
    assert before == copy


def test_a_restored_page_is_the_original_one(take, given):
    save = {"path": "/", "title": "新", "keywords": "", "description": ""}
    state = take(("seo.site", "save_tdk", save), ("seo.site", "restore", {"path": "/"}))["seo.site"]
    url = f"http://{given['host']}/"
    assert fetch_page(key_of(given), state["edits"], url) == fetch_page(key_of(given), {}, url)
    assert state["saves"] == {"/": 1}


def test_what_was_not_changed_cannot_be_restored(take, refusal):
    assert "还没有改动" in refusal(lambda: take(("seo.site", "restore", {"path": "/"})))


@pytest.mark.parametrize("path", ["/nowhere.html", "", "//", "/robots.txt"])
def test_a_page_that_the_site_lacks_cannot_be_edited(path, take):
    with pytest.raises(Refused):
        take(("seo.site", "save_tdk", {"path": path, "title": "新", "keywords": "", "description": ""}))


@pytest.mark.parametrize("title", ["长" * 501, "一\n二", "零\u200b宽", "\x00", "\ud800", "右\u202e左"])
def test_a_field_that_no_tag_can_hold_is_refused(title, take, refusal):
    save = {"path": "/", "title": title, "keywords": "", "description": ""}
    assert "标题" in refusal(lambda: take(("seo.site", "save_tdk", save)))


def test_markup_in_a_field_is_no_fault(take):
    save = {"path": "/", "title": '<b>粗</b> & "引"', "keywords": "", "description": ""}
    states = take(("seo.site", "save_tdk", save), ("seo.checker", "audit", {"address": "/", "keywords": []}))
    assert states["seo.checker"]["audits"][0]["title"] == save["title"]


def test_an_unknown_action_is_refused(given):
    with pytest.raises(Refused):
        SiteEngine().apply(SiteEngine().start(given, 1), "publish", {"path": "/"})
    with pytest.raises(Refused):
        CheckerEngine().apply(CheckerEngine().start(given, 1), "hack", {}, {})


@for_any(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_whatever_is_saved_is_read_back_as_it_was_saved(title, description):
    variant = vary({}, 2)
    engine = SiteEngine()
    try:
        params = {"path": "/", "title": title, "keywords": "", "description": description}
        saved = engine.apply(engine.start(variant, 2), "save_tdk", params)
    except Refused:
        return
    checker = CheckerEngine()
    audited = checker.apply(
        checker.start(variant, 2), "audit", {"address": "/", "keywords": []}, {"seo.site": saved}
    )
    row = audited["audits"][0]
    assert (row["title"] or "", row["description"] or "") == (
        " ".join(title.split()),
        " ".join(description.split()),
    )
