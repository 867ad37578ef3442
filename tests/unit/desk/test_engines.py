"""The desk's engines: steps, refusals, pure states."""

import copy
import json

import pytest

from workbench.api import Refused
from workbench.desk.shelf import matching
from workbench.desk.tools import DESK_TOOLS

GIVEN = {
    "desk": {
        "candidate": "A0001",
        "item_code": "SEO02",
        "deliverables": [
            {
                "id": "01",
                "name": "01_查询表.xlsx",
                "tool": "desk.sheet",
                "columns": ["页面", "次数"],
                "template": "",
            },
            {"id": "02", "name": "02_清单.xlsx", "tool": "desk.sheet", "columns": [], "template": ""},
            {"id": "03", "name": "03_方案.docx", "tool": "desk.doc", "columns": [], "template": "# 方案"},
        ],
        "materials": [{"id": "m1", "title": "简介", "text": "x", "rows": None}],
        "subtasks": [{"no": 1, "text": "查询", "minutes": 14}, {"no": 2, "text": "列出", "minutes": 12}],
        "shelf": [
            {
                "id": "ad",
                "title": "广告法第九条",
                "text": "不得使用最高级",
                "source": "广告法",
                "verified": True,
                "tags": [],
            },
            {
                "id": "tdk",
                "title": "TDK",
                "text": "见广告法",
                "source": "讲义",
                "verified": False,
                "tags": ["标题"],
            },
        ],
    },
    "card": [
        {"id": "q1", "text": "?", "kind": "single", "options": ["甲", "乙"]},
        {"id": "q2", "text": "?", "kind": "multiple", "options": ["甲", "乙"]},
        {"id": "q3", "text": "?", "kind": "order", "options": ["甲", "乙"]},
        {"id": "q4", "text": "?", "kind": "match", "options": ["甲", "乙"], "left": ["一"]},
        {"id": "q5", "text": "?", "kind": "number"},
        {"id": "q6", "text": "?", "kind": "text"},
    ],
}
TOOLS = {tool.id: tool for tool in DESK_TOOLS}


def start(tool):
    return TOOLS[tool].engine.start(GIVEN, 1)


def after(tool, state, action, seen=None, **params):
    before = copy.deepcopy(state)
    extra = (seen or {},) if TOOLS[tool].reads else ()
    new = TOOLS[tool].engine.apply(state, action, params, *extra)
    assert state == before, "an engine must not change the state that it was given"
    assert json.loads(json.dumps(new)) == new
    return new


def body(*rows, columns=("页面", "次数")):
    return json.dumps({"columns": list(columns), "rows": [list(row) for row in rows]}, ensure_ascii=False)


def test_every_tool_starts_from_a_variant_without_a_desk():
    for tool in DESK_TOOLS:
        assert json.loads(json.dumps(tool.engine.start({}, 0))) == tool.engine.start({}, 0)


def test_every_action_belongs_to_its_engine_and_no_other_is_taken():
    for tool in DESK_TOOLS:
        with pytest.raises(Refused, match="没有"):
            after(tool.id, start(tool.id), "fly")


def test_a_document_begins_as_its_template_and_takes_new_text():
    state = start("desk.doc")
    assert state["drafts"] == {"03": "# 方案"}
    assert after("desk.doc", state, "write", field="03", body="新")["drafts"]["03"] == "新"


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("99", "x", "99"),
        ("01", "x", "01"),
        ("03", "字" * 20_001, "20001"),
        ("03", "a\0b", "不能保存"),
        ("03", "\ud800", "不能"),
    ],
)
def test_a_document_refuses_what_it_cannot_keep(field, text, words):
    with pytest.raises(Refused, match=words):
        after("desk.doc", start("desk.doc"), "write", field=field, body=text)


def test_a_sheet_shows_texts_as_typed_and_formulas_as_values():
    state = after(
        "desk.sheet",
        start("desk.sheet"),
        "write",
        field="01",
        body=body(["首页", "007"], ["合计", "=B2+1"], ["x"]),
    )
    assert state["values"]["01"]["rows"] == [["首页", "007"], ["合计", "8"], ["x", ""]]
    assert start("desk.sheet")["values"]["02"]["columns"][0] == "列一"


def test_a_blank_sheet_is_a_sheet_without_rows():
    assert (
        after("desk.sheet", start("desk.sheet"), "write", field="01", body="")["values"]["01"]["rows"] == []
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "格式"),
        ("[" * 5000, "格式"),
        ("[]", "格式"),
        ('{"columns": ["页面", "次数"]}', "格式"),
        ('{"columns": ["页面", "次数"], "rows": [], "x": 1}', "格式"),
        ('{"columns": ["页面", "次数"], "rows": [[1, 2]]}', "格式"),
        ('{"columns": ["页面", "次数"], "rows": ["ab"]}', "格式"),
        (body(columns=("次数", "页面")), "表头"),
        (body(["a", "b", "c"]), "2 列"),
        (body(*[["a", "b"]] * 201), "200 行"),
        (body(["字" * 2001, ""]), "2000"),
        (body(["a\0", ""]), "不能保存"),
    ],
)
def test_a_sheet_refuses_a_malformed_body(text, words):
    with pytest.raises(Refused, match=words):
        after("desk.sheet", start("desk.sheet"), "write", field="01", body=text)


def test_the_brief_keeps_what_was_opened_and_done():
    state = after("desk.brief", start("desk.brief"), "open", material="m1")
    state = after("desk.brief", after("desk.brief", state, "open", material="m1"), "tick", no=2, done=True)
    state = after("desk.brief", state, "tick", no=1, done=True)
    assert (state["opened"], state["done"]) == (["m1"], [1, 2])
    assert after("desk.brief", state, "tick", no=2, done=False)["done"] == [1]


@pytest.mark.parametrize(
    ("action", "params"), [("open", {"material": "m9"}), ("tick", {"no": 9, "done": True})]
)
def test_the_brief_refuses_what_the_paper_lacks(action, params):
    with pytest.raises(Refused, match="9"):
        after("desk.brief", start("desk.brief"), action, **params)


def test_the_shelf_finds_cards_by_every_word_and_the_title_first():
    cards = GIVEN["desk"]["shelf"]
    assert [card["id"] for card in matching(cards, "广告法")] == ["ad", "tdk"]
    assert [card["id"] for card in matching(cards, "广告法 tdk")] == ["tdk"]
    assert len(matching(cards, "  ")) == 2
    assert after("desk.shelf", start("desk.shelf"), "search", query=" 广告  法 ")["query"] == "广告 法"
    assert after("desk.shelf", start("desk.shelf"), "open", card="ad")["opened"] == ["ad"]


@pytest.mark.parametrize(("action", "params"), [("open", {"card": "nope"}), ("search", {"query": "字" * 61})])
def test_the_shelf_refuses_unknown_cards_and_endless_searches(action, params):
    with pytest.raises(Refused):
        after("desk.shelf", start("desk.shelf"), action, **params)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("q1", "甲"),
        ("q2", ["乙"]),
        ("q3", ["乙", "甲"]),
        ("q4", {"一": "乙"}),
        ("q5", 1.5),
        ("q6", "字"),
        ("q1", None),
    ],
)
def test_an_answer_that_fits_its_question_is_kept(question, value):
    state = after("desk.card", start("desk.card"), "answer", question=question, value=value)
    assert state["answers"] == ({} if value is None else {question: value})


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("q9", "甲"),
        ("q1", "丙"),
        ("q1", ["甲"]),
        ("q2", ["甲", "甲"]),
        ("q2", "甲"),
        ("q3", ["甲"]),
        ("q4", {"二": "甲"}),
        ("q4", "甲"),
        ("q5", float("nan")),
        ("q5", "1"),
        ("q6", 1),
        ("q6", "字" * 501),
        ("q6", "\0"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(question, value):
    with pytest.raises(Refused):
        after("desk.card", start("desk.card"), "answer", question=question, value=value)


def folder_after_check(state=None, **drafts):
    seen = {"desk.doc": start("desk.doc"), "desk.sheet": start("desk.sheet")}
    for field, text in drafts.items():
        tool = "desk.doc" if field == "d03" else "desk.sheet"
        seen[tool] = after(tool, seen[tool], "write", field=field[1:], body=text)
    return after("desk.folder", state or start("desk.folder"), "check", seen=seen)


def found(state, deliverable):
    return [problem["problem"] for problem in state["problems"] if problem["deliverable"] == deliverable]


def test_the_check_finds_missing_empty_misnamed_and_unlisted_files():
    state = folder_after_check(d01=body(["a", "b"]), d03=" \n ")
    assert state["checks"] == 1
    assert found(state, "01") == ["misnamed", "unlisted"]
    assert found(state, "02") == ["missing", "misnamed", "unlisted"]
    assert found(state, "03") == ["empty", "misnamed", "unlisted"]
    assert found(folder_after_check(), "03")[0] == "missing"
    assert all(problem["text"].endswith("。") for problem in state["problems"])


def test_a_file_rightly_named_and_listed_has_no_problem():
    state = after(
        "desk.folder",
        start("desk.folder"),
        "name_file",
        deliverable="01",
        name=" A0001_SEO02_01_查询表.xlsx ",
    )
    state = after("desk.folder", state, "list_file", deliverable="01", listed=True)
    assert found(folder_after_check(state, d01=body(["a", "b"])), "01") == []
    assert state["files"]["01"] == {"name": "A0001_SEO02_01_查询表.xlsx", "listed": True}


def test_the_check_works_on_a_paper_without_doc_and_sheet():
    assert len(after("desk.folder", start("desk.folder"), "check")["problems"]) == 9


@pytest.mark.parametrize(
    "name",
    [
        "../x.xlsx",
        "a/b",
        "a\\b",
        "c:x",
        "a\nb",
        "a\0b",
        "a\u202eb",
        "x" * 121,
        ".hidden",
        "end.",
        "a*b",
        'a"b',
    ],
)
def test_a_name_that_no_computer_takes_is_refused(name):
    with pytest.raises(Refused, match="文件名"):
        after("desk.folder", start("desk.folder"), "name_file", deliverable="01", name=name)


@pytest.mark.parametrize("action", ["name_file", "list_file"])
def test_a_file_that_is_not_asked_for_is_refused(action):
    with pytest.raises(Refused, match="不要求"):
        after("desk.folder", start("desk.folder"), action, deliverable="77", name="x", listed=True)
