"""The simulated site: same seed, same bytes; planted faults are exactly what the rules find."""

import hashlib
import re
from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from workbench_plugins.seo.plugin import workbench_sites
from workbench_plugins.seo.rubric.truth import truths
from workbench_plugins.seo.tools.audit import audit_site
from workbench_plugins.seo.tools.length import zi
from workbench_plugins.seo.tools.reading import read_page
from workbench_plugins.seo.world.packs import companies, kinds, prose, rules
from workbench_plugins.seo.world.pages import Key, build
from workbench_plugins.seo.world.plan import Fault
from workbench_plugins.seo.world.variant import key_for, vary
from workbench_plugins.seo.world.web import fetch_page

SEEDS = range(24)


def bytes_of(key, edits=None):
    world = build(key)
    return {
        path: fetch_page(key, edits or {}, f"http://{world.company.host}{path}").body for path in world.pages
    }


def found_by_reading(key):
    """The faults that the served pages and robots.txt show, worked out without the plan."""
    world = build(key)
    host = world.company.host
    robots = fetch_page(key, {}, f"http://{host}/robots.txt").body.decode()
    readings = {path: audit_site(key, (), f"http://{host}{path}", ()) for path in world.pages}
    linked = {
        urlsplit(urljoin(audit.address, link.href)).path or "/"
        for path, audit in readings.items()
        for link in audit.reading.links_of("internal")
        if (urlsplit(urljoin(audit.address, link.href)).path or "/") != path
    }
    audited = {page.slot.id: readings[page.slot.path] for page in world.audited}
    titles = Counter(audit.reading.title for audit in audited.values())
    descriptions = Counter(audit.reading.description for audit in audited.values())
    found = set()
    for page, audit in audited.items():
        here = [verdict.kind for verdict in audit.verdicts if not verdict.is_met]
        here += ["title_duplicate"] if audit.reading.title and titles[audit.reading.title] > 1 else []
        reading = audit.reading.description
        here += ["description_duplicate"] if reading and descriptions[reading] > 1 else []
        path = urlsplit(audit.address).path
        here += ["robots_blocked"] if re.search(f"Disallow: {re.escape(path)}$", robots, re.MULTILINE) else []
        here += ["orphan"] if path not in linked else []
        order = list(kinds())
        for element in {kinds()[kind].element for kind in here}:
            first = min((kind for kind in here if kinds()[kind].element == element), key=order.index)
            found.add(Fault(page, first))
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_the_planted_faults_are_exactly_what_the_rules_find(seed):
    key = key_for(seed)
    assert found_by_reading(key) == set(build(key).plan.faults)
    assert 6 <= len(build(key).plan.faults) <= 10


@pytest.mark.parametrize("seed", range(6))
def test_the_same_seed_gives_the_same_bytes(seed):
    key = key_for(seed)
    first = bytes_of(key)
    build.cache_clear()
    assert bytes_of(Key(key.company, key.seed, key.faults)) == first


def test_the_site_of_a_seed_never_changes_unnoticed():
    """A paper in use holds its seed, not its pages: a changed sentence would change running papers."""
    whole = b"".join(bytes_of(key_for(1)).values())
    assert hashlib.sha256(whole).hexdigest()[:16] == "50b7a1b6f2ad6fe6"


def test_other_seeds_give_other_sites():
    assert len({b"".join(bytes_of(key_for(seed)).values()) for seed in SEEDS}) == len(SEEDS)
    assert len({key_for(seed).company for seed in SEEDS}) > 3
    assert len({build(key_for(seed)).plan.audited for seed in SEEDS}) > 3


def test_an_edit_changes_its_own_page_alone():
    key = key_for(3)
    before = bytes_of(key)
    after = bytes_of(key, {"/": {"title": "新", "keywords": "", "description": ""}})
    assert {path for path in before if before[path] != after[path]} == {"/"}


def test_an_edit_cannot_break_out_of_its_tag():
    key = key_for(3)
    evil = '</title><script>alert(1)</script>"><img onerror=x>'
    edits = {"/": {"title": evil, "keywords": evil, "description": evil}}
    page = fetch_page(key, edits, f"http://{build(key).company.host}/")
    reading = read_page(page.body, page.content_type, "http://x.example/")
    assert (reading.title, reading.keywords, reading.description) == (evil, evil, evil)
    assert b"alert(1)</script>" not in page.body


@pytest.mark.parametrize("seed", SEEDS)
def test_a_site_has_sixteen_pages_two_of_them_gbk_and_one_of_those_by_header_alone(seed):
    world = build(key_for(seed))
    pages = {path: fetch_page(world.key, {}, f"http://{world.company.host}{path}") for path in world.pages}
    assert len(pages) >= 12
    gbk = {path: page for path, page in pages.items() if page.content_type.endswith("gbk")}
    assert sorted(b"charset=gb2312" in page.body for page in gbk.values()) == [False, True]
    for path, page in gbk.items():
        assert (
            read_page(page.body, page.content_type, "http://x.example/").title == world.pages[path].tdk.title
        )


@pytest.mark.parametrize("seed", SEEDS)
def test_one_measured_word_lies_inside_another(seed):
    world = build(key_for(seed))
    words = [page.slot.keyword for page in world.audited]
    assert world.company.short in words
    assert world.company.short in world.company.core


@pytest.mark.parametrize("seed", SEEDS)
def test_no_density_lies_where_rounding_or_a_tolerance_decides(seed):
    for truth in truths(vary({}, seed)):
        percent = float(truth.density.percent)
        assert percent <= 1.6 or 2.5 <= percent <= 7.5 or percent >= 8.5, (truth.name, percent)


def test_what_has_no_planted_fault_keeps_the_length_rules():
    for company in companies():
        world = build(Key(company, 5, 8))
        for page in world.pages.values():
            faults = world.plan.kinds_of(page.slot.id)
            if not any(kind.startswith("title") for kind in faults):
                assert 10 <= zi(page.tdk.title) <= 30, page.tdk.title
            if not any(kind.startswith("description") for kind in faults):
                assert 60 <= zi(page.tdk.description) <= 120, page.tdk.description


def test_neutral_sentences_name_no_measured_word():
    words = {company.short for company in companies().values()}
    words |= {product.name for company in companies().values() for product in company.products}
    assert not [text for text in prose().neutral if any(word in text for word in words)]


def test_an_unknown_path_and_a_foreign_host_get_a_404_page():
    key = key_for(0)
    assert fetch_page(key, {}, f"http://{build(key).company.host}/nowhere.html").status == 404
    assert fetch_page(key, {}, "http://www.elsewhere.example/").status == 404


def test_the_old_home_address_redirects():
    key = key_for(0)
    page = fetch_page(key, {}, f"http://{build(key).company.host}/index.html")
    assert (page.status, page.location) == (301, f"http://{build(key).company.host}/")


def test_the_site_hook_serves_edits_from_the_back_offices_state():
    given = vary({}, 4)
    site = workbench_sites()[0]
    host = site.hosts(given)[0]
    states = {"seo.site": {"edits": {"/": {"title": "新标题", "keywords": "", "description": ""}}}}
    assert "新标题".encode() in site.fetch(given, states, f"http://{host}/").body
    assert "新标题".encode() not in site.fetch(given, {}, f"http://{host}/").body
    assert (
        site.fetch(given, {}, f"http://{host}/img/{build(key_for(4)).company.products[0].slug}.svg").status
        == 200
    )


def test_a_variant_leaks_no_planted_fault_into_a_material():
    for seed in SEEDS:
        given = vary({}, seed)
        rows = [*given["page_rows"], *given["company_rows"], *given["heat_rows"], *given["crawl_rows"]]
        text = str(rows)
        assert not [kind.zh for kind in kinds().values() if kind.zh in text]
        assert "faults" not in {key for key in given if key != "site"}


def test_the_crawl_table_tells_what_the_pages_show():
    for seed in SEEDS:
        given = vary({}, seed)
        world = build(key_for(seed))
        told = {row["位置"] for row in given["crawl_rows"] if row["检测项"] == "死链"}
        dead = {
            path for path, page in world.pages.items() if "dead_link" in world.plan.kinds_of(page.slot.id)
        }
        assert told == dead


def test_every_rule_names_its_source_and_kinds_that_exist():
    for rule in rules().values():
        assert rule.source
        assert set(rule.kinds) <= kinds().keys()
