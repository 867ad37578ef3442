"""The criteria on hand-made evidence: tolerant in reading, strict in marking, never raising."""

import json
from decimal import Decimal

import pytest
from workbench_plugins.seo.rubric import answers
from workbench_plugins.seo.rubric.answers_read import labelled, page_named
from workbench_plugins.seo.rubric.design import covered, new_tdk_rules, saved_as_written
from workbench_plugins.seo.rubric.diagnosis import problem_list
from workbench_plugins.seo.rubric.query import density_query, queried_before_filling, tdk_query
from workbench_plugins.seo.rubric.truth import truths, world_of
from workbench_plugins.seo.world.packs import kinds
from workbench_plugins.seo.world.variant import vary

from workbench.api import Evidence, SampleStep, reading

QUERY = list(answers.QUERY_COLUMNS)
PROBLEMS = list(answers.PROBLEM_COLUMNS)
LIST = {"field": "02", "severity_part": 0.2, "place_part": 0.1, "least_precision": 0.2}
RULES = {"title": [10, 30], "keywords": [3, 5], "description": [60, 120]}
DENSITY = {"field": "01", "tolerance": 0.2, "partial": 0.4}


def sheet(field, columns, rows):
    return {"desk.sheet": {"drafts": {}, "values": {field: {"columns": columns, "rows": rows}}}}


def query_row(truth, **changed):
    tdk, density = truth.tdk, truth.density
    row = dict(
        zip(
            QUERY,
            [
                *(
                    truth.name,
                    tdk.title or "无",
                    tdk.keywords or "无",
                    tdk.description or "无",
                    density.keyword,
                ),
                *(density.keyword_chars, density.hits, density.text_chars, str(density.percent)),
            ],
            strict=True,
        )
    )
    return [str({**row, **changed}[column]) for column in QUERY]


def problem_rows(given):
    return [
        [truth.name, kinds()[kind].zh, kinds()[kind].element, kinds()[kind].severity, ""]
        for truth in truths(given)
        for kind in sorted(truth.kinds)
    ]


def saved(given, change=lambda tdk: tdk):
    world = world_of(given)
    edits = {}
    for page in answers._to_rewrite(given):
        tdk = answers.good_tdk(world, page)
        edits[page.slot.path] = change(
            {"title": tdk.title, "keywords": tdk.keywords, "description": tdk.description}
        )
    return {"seo.site": {"edits": edits, "saves": {}}}


def test_a_right_query_table_earns_all(given, evidence_of):
    states = sheet("01", QUERY, [query_row(truth) for truth in truths(given)])
    assert tdk_query(evidence_of(states), field="01").share == 1
    assert density_query(evidence_of(states), **DENSITY).share == 1


def test_pages_may_be_named_by_address_path_or_with_an_addition(given, evidence_of):
    names = [
        lambda t: t.address,
        lambda t: t.page.slot.path,
        lambda t: f"{t.name}（已查）",
        lambda t: f" {t.name} ",
    ]
    rows = [query_row(truth, 页面=names[at % 4](truth)) for at, truth in enumerate(truths(given))]
    assert tdk_query(evidence_of(sheet("01", QUERY, rows)), field="01").share == 1


def test_full_width_digits_percent_signs_and_blanks_are_read(given, evidence_of):
    wide = str.maketrans("0123456789.", "０１２３４５６７８９．")
    rows = [
        query_row(truth, **{"密度%": f" {str(truth.density.percent).translate(wide)} ％"})
        for truth in truths(given)
    ]
    assert density_query(evidence_of(sheet("01", QUERY, rows)), **DENSITY).share == 1


@pytest.mark.parametrize(("off", "share"), [("0.2", 1.0), ("-0.2", 1.0), ("0.3", 0.4), ("-0.3", 0.4)])
def test_a_density_is_right_within_its_tolerance(off, share, given, evidence_of):
    rows = [query_row(truth, **{"密度%": truth.density.percent + Decimal(off)}) for truth in truths(given)]
    assert density_query(evidence_of(sheet("01", QUERY, rows)), **DENSITY).share == pytest.approx(share)


def test_a_share_of_one_is_not_a_percent(given, evidence_of):
    rows = [
        query_row(truth, **{"密度%": truth.density.percent / 100, "出现次数": ""}) for truth in truths(given)
    ]
    assert density_query(evidence_of(sheet("01", QUERY, rows)), **DENSITY).share == 0


def test_an_error_in_a_cell_is_no_number():
    assert reading.number("#除0！") is None
    assert reading.number("1,234") == 1234
    assert reading.number("") is None


def test_a_blank_cell_does_not_say_that_a_tag_is_missing(given, evidence_of):
    rows = [[truth.name, "", "", "", "", "", "", "", ""] for truth in truths(given)]
    assert tdk_query(evidence_of(sheet("01", QUERY, rows)), field="01").share == 0


def test_the_first_of_two_rows_for_a_page_counts(given, evidence_of):
    rows = [row for truth in truths(given) for row in (query_row(truth, 标题="错"), query_row(truth))]
    assert tdk_query(evidence_of(sheet("01", QUERY, rows)), field="01").share == pytest.approx(10 / 15)


def test_the_query_is_marked_against_the_site_before_the_students_edits(given, evidence_of):
    states = sheet("01", QUERY, [query_row(truth) for truth in truths(given)]) | saved(given)
    assert tdk_query(evidence_of(states), field="01").share == 1


def test_a_right_problem_list_earns_all_and_says_how(given, evidence_of):
    found = problem_list(evidence_of(sheet("02", PROBLEMS, problem_rows(given))), **LIST)
    assert found.share == 1
    assert "F1 = 2 × 1.00 × 1.00" in found.reason


def test_every_kind_on_every_page_earns_nothing(given, evidence_of):
    rows = [
        [truth.name, kind.zh, "x", kind.severity, ""] for truth in truths(given) for kind in kinds().values()
    ]
    found = problem_list(evidence_of(sheet("02", PROBLEMS, rows)), **LIST)
    assert found.share == 0
    assert "猜测" in found.reason


def test_every_kind_in_one_cell_is_as_many_claims(given, evidence_of):
    all_kinds = "、".join(kind.zh for kind in kinds().values())
    rows = [[truth.name, all_kinds, "x", "严重", ""] for truth in truths(given)]
    assert problem_list(evidence_of(sheet("02", PROBLEMS, rows)), **LIST).share == 0


def test_half_of_the_problems_earn_the_f1_of_a_half(given, evidence_of):
    rows = problem_rows(given)
    half = rows[: len(rows) // 2]
    recall = len(half) / len(rows)
    found = problem_list(evidence_of(sheet("02", PROBLEMS, half)), **LIST)
    assert found.share == pytest.approx(2 * recall / (1 + recall))


def test_a_wrong_severity_and_a_blank_place_cost_their_part(given, evidence_of):
    rows = [
        [page, kind, "", "严重" if severity != "严重" else "轻微", ""]
        for page, kind, _, severity, _ in problem_rows(given)
    ]
    assert problem_list(evidence_of(sheet("02", PROBLEMS, rows)), **LIST).share == pytest.approx(0.7)


def test_a_problem_that_is_named_twice_is_one_claim(given, evidence_of):
    rows = problem_rows(given) * 2
    assert problem_list(evidence_of(sheet("02", PROBLEMS, rows)), **LIST).share == 1


def test_a_good_new_tdk_keeps_every_rule(given, evidence_of):
    assert new_tdk_rules(evidence_of(saved(given)), **RULES).share == 1


@pytest.mark.parametrize("seed", range(20))
def test_the_worked_tdk_keeps_every_rule_for_every_seed(seed):
    given = vary({}, seed)
    found = new_tdk_rules(Evidence(given, seed, saved(given), (), 0.0), **RULES)
    assert found.share == 1, found.reason


def test_an_original_page_earns_nothing_though_it_keeps_some_rules(given, evidence_of):
    assert new_tdk_rules(evidence_of({}), **RULES).share == 0


def test_an_original_page_that_is_saved_again_earns_nothing(given, evidence_of):
    edits = {
        page.slot.path: {name: getattr(page.tdk, name) or "" for name in ("title", "keywords", "description")}
        for page in answers._to_rewrite(given)
    }
    assert new_tdk_rules(evidence_of({"seo.site": {"edits": edits}}), **RULES).share == 0


def dump(given):
    return "，".join(row["关键词"] for row in given["heat_rows"])


def test_a_keyword_dump_keeps_no_rule(given, evidence_of):
    words = dump(given)

    def stuffed(tdk):
        return {"title": words[:28], "keywords": words, "description": (words * 3)[:110]}

    found = new_tdk_rules(evidence_of(saved(given, stuffed)), **RULES)
    assert found.share == 0
    assert "堆砌" in found.reason


def test_a_dumped_description_alone_spoils_its_page(given, evidence_of):
    words = dump(given)
    found = new_tdk_rules(
        evidence_of(saved(given, lambda tdk: {**tdk, "description": (words * 3)[:100]})), **RULES
    )
    assert found.share == 0


def test_padding_by_repetition_spoils_its_page(given, evidence_of):
    def padded(tdk):
        return {**tdk, "description": (tdk["description"][:12] + "欢迎来电咨询选购，") * 4}

    assert new_tdk_rules(evidence_of(saved(given, padded)), **RULES).share == 0


def test_a_title_with_its_word_at_the_end_breaks_one_rule_a_page(given, evidence_of):
    def late(tdk):
        word = tdk["keywords"].split(",")[0]
        return {**tdk, "title": f"现货齐全当天发货的源头工厂-{word}"}

    found = new_tdk_rules(evidence_of(saved(given, late)), **RULES)
    assert found.share == pytest.approx(13 / 15)


def test_two_pages_with_one_title_break_the_rule_of_difference(given, evidence_of):
    same = new_tdk_rules(
        evidence_of(saved(given, lambda tdk: {**tdk, "title": "同一个标题写在两页上"})), **RULES
    )
    assert "相同" in same.reason


def test_overlapping_words_cover_a_text_once():
    assert covered("农机配件厂", ["农机配件", "配件", "件厂"]) == 5


def document(given, change=""):
    text = answers._design_text(
        [(p, answers.good_tdk(world_of(given), p)) for p in answers._to_rewrite(given)]
    )
    return {"desk.doc": {"drafts": {"04": text.replace("标题：", f"标题：{change}")}}}


def test_a_document_that_equals_the_back_office_earns_all(given, evidence_of):
    found = saved_as_written(evidence_of(saved(given) | document(given)), field="04")
    assert found.share == 1
    assert {cite.tool for cite in found.cites} == {"desk.doc"}


def test_a_cite_points_at_the_words_in_the_document(given, evidence_of):
    states = saved(given) | document(given)
    cite = saved_as_written(evidence_of(states), field="04").cites[0]
    assert (
        states["desk.doc"]["drafts"]["04"][cite.start : cite.end] == states["seo.site"]["edits"]["/"]["title"]
    )


def test_one_character_of_difference_costs_its_item(given, evidence_of):
    found = saved_as_written(evidence_of(saved(given) | document(given, "新")), field="04")
    assert found.share == pytest.approx(4 / 6)


def test_two_empty_sides_are_not_equal(given, evidence_of):
    states = {
        "desk.doc": {"drafts": {"04": "## 首页\n标题：\n"}},
        "seo.site": {"edits": {"/": {"title": "", "keywords": "", "description": ""}}},
    }
    assert saved_as_written(evidence_of(states), field="04").share == 0


def test_labels_are_read_in_several_spellings(given):
    pages = answers._to_rewrite(given)
    body = "【首页】\n- **标题**：甲\nKeywords: 乙\n描述：\n  丙  \n# 产品页 TDK\n标题:丁\n"
    read = {key: value.text for key, value in labelled(body, pages).items()}
    assert read == {
        ("home", "title"): "甲",
        ("home", "keywords"): "乙",
        ("home", "description"): "丙",
        ("products", "title"): "丁",
    }


def write(rows, at=None):
    body = json.dumps({"columns": QUERY, "rows": rows}, ensure_ascii=False)
    return SampleStep("desk.sheet", "write", {"field": "01", "body": body, "by": "timer"}, at)


def ask(truth):
    return SampleStep("seo.checker", "audit", {"address": truth.address, "keywords": []})


def test_each_page_queried_before_its_row_earns_all(given, evidence_of):
    steps, rows = [], []
    for truth in truths(given):
        rows.append(query_row(truth))
        steps += [ask(truth), write(rows)]
    found = queried_before_filling(evidence_of(steps=tuple(steps)), field="01")
    assert found.share == 1
    assert len(found.cites) == 10


def test_a_table_that_was_filled_before_the_queries_earns_nothing(given, evidence_of):
    pages = truths(given)
    steps = (write([query_row(truth) for truth in pages]), *(ask(truth) for truth in pages))
    assert queried_before_filling(evidence_of(steps=steps), field="01").share == 0


def test_queries_without_a_table_earn_nothing(given, evidence_of):
    steps = tuple(ask(truth) for truth in truths(given))
    assert queried_before_filling(evidence_of(steps=steps), field="01").share == 0


def test_a_row_that_only_names_its_page_is_not_filled(given, evidence_of):
    pages = truths(given)
    named = [[truth.name, *[""] * 8] for truth in pages]
    steps = (write(named), *(ask(truth) for truth in pages), write([query_row(truth) for truth in pages]))
    assert queried_before_filling(evidence_of(steps=steps), field="01").share == 1


def test_a_comparison_counts_as_a_query_of_each_page(given, evidence_of):
    pages = truths(given)
    compare = SampleStep("seo.checker", "compare", {"addresses": [truth.address for truth in pages]})
    steps = (compare, write([query_row(truth) for truth in pages]))
    assert queried_before_filling(evidence_of(steps=steps), field="01").share == 1


BROKEN = [
    {},
    {"desk.sheet": {}},
    {"desk.sheet": {"values": None}},
    {"desk.sheet": {"values": {"01": None, "02": []}}},
    {
        "desk.sheet": {
            "values": {
                "01": {"columns": 3, "rows": "x"},
                "02": {"columns": ["页面"], "rows": [1, None, [None]]},
            }
        }
    },
    {"desk.doc": {"drafts": {"04": "标题：没有页名"}}},
    {"seo.site": {"edits": {}}},
]


@pytest.mark.parametrize("states", BROKEN)
def test_missing_or_broken_work_is_a_plain_zero(states, evidence_of):
    evidence = evidence_of(states, (SampleStep("desk.sheet", "write", {"field": "01", "body": "[[["}),))
    findings = [
        tdk_query(evidence, field="01"),
        density_query(evidence, **DENSITY),
        problem_list(evidence, **LIST),
        new_tdk_rules(evidence, **RULES),
        saved_as_written(evidence, field="04"),
        queried_before_filling(evidence, field="01"),
    ]
    assert [finding.share for finding in findings] == [0] * 6
    assert all(finding.reason for finding in findings)


def test_rows_shorter_or_longer_than_their_heads_are_read():
    assert reading.rows_of(
        {"columns": ["页面", "标题"], "rows": [["首页"], ["关于", "甲", "乙"], ["", ""]]}
    ) == (
        {"页面": "首页"},
        {"页面": "关于", "标题": "甲"},
    )


def test_a_cell_that_names_no_page_means_none(given):
    pages = [truth.page for truth in truths(given)]
    assert page_named("随便", pages) is None
    assert page_named("", pages) is None
    assert page_named(f"http://{given['host']}", pages).slot.id == "home"
    assert page_named("http://[x/nowhere", pages) is None
