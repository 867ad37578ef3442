"""Drafts as Word and Excel files, read back by the libraries that a school's software resembles."""

import io
import json

import docx
import openpyxl
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.desk import doc_file, sheet_file
from workbench.desk.sheet import Sheet

BODY = "# 诊断方案\n\n## 一、问题\n首页标题过长，\n超过30字。\n\n- 重写标题\n- 补描述\n\n结论：先改首页。\n"


def sheet_state(*rows, columns=("页面", "次数", "密度")):
    engine = Sheet()
    desk = {"deliverables": [{"id": "01", "name": "x", "tool": "desk.sheet", "columns": list(columns)}]}
    body = json.dumps({"columns": list(columns), "rows": [list(row) for row in rows]})
    return engine.apply(
        engine.start({"desk": desk}, 0), "write", {"field": "01", "body": body, "by": "timer"}
    )


def xlsx(*rows, values=False):
    made = sheet_file.make(sheet_state(*rows), "01")
    return openpyxl.load_workbook(io.BytesIO(made), data_only=values).active


def test_a_document_becomes_headings_paragraphs_and_list_items():
    made = docx.Document(io.BytesIO(doc_file.make({"drafts": {"03": BODY}}, "03")))
    assert [(part.style.name, part.text) for part in made.paragraphs] == [
        ("Heading 1", "诊断方案"),
        ("Heading 2", "一、问题"),
        ("Normal", "首页标题过长，\n超过30字。"),
        ("List Bullet", "重写标题"),
        ("List Bullet", "补描述"),
        ("Normal", "结论：先改首页。"),
    ]
    fonts = made.styles["Heading 1"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "黑体"
    assert fonts.get(qn("w:eastAsiaTheme")) is None


def test_the_same_draft_gives_the_same_bytes():
    assert doc_file.make({"drafts": {"03": BODY}}, "03") == doc_file.make({"drafts": {"03": BODY}}, "03")
    state = sheet_state(["首页", "12", "=B2/2"])
    assert sheet_file.make(state, "01") == sheet_file.make(state, "01")


def test_an_untouched_draft_becomes_an_empty_file():
    assert docx.Document(io.BytesIO(doc_file.make({"drafts": {"03": ""}}, "03"))).paragraphs == []
    engine = Sheet()
    given = {"desk": {"deliverables": [{"id": "01", "name": "x", "tool": "desk.sheet", "columns": ["甲"]}]}}
    made = sheet_file.make(engine.start(given, 0), "01")
    assert openpyxl.load_workbook(io.BytesIO(made)).active["A1"].value == "甲"


def test_a_sheet_has_bold_heads_real_formulas_and_their_values():
    rows = (["首页", "12", "=round（b2/8，1）"], ["产品页", "8.5", "=1/0"], ["合计", "=SUM(B2:B3)", ""])
    page, cached = xlsx(*rows), xlsx(*rows, values=True)
    assert page["A1"].font.bold
    assert (page["C2"].value, cached["C2"].value) == ("=ROUND(B2/8,1)", 1.5)
    assert (page["B2"].value, page["B3"].value) == (12, 8.5)
    assert cached["B4"].value == 20.5
    assert (page["C3"].value, cached["C3"].value) == ("=1/0", "#DIV/0!")
    assert page.column_dimensions["A"].width >= 8


def test_a_text_that_only_looks_like_a_formula_stays_a_text():
    page = xlsx(
        ["@SUM(1)", "+1+cmd", "-x"], ["=cmd|' /C calc'!A0", "=B3", "007"], ["=HYPERLINK(1)", "=", "1,200"]
    )
    assert [[cell.data_type for cell in row] for row in page["A2:C4"]] == [["s"] * 3, ["s"] * 3, ["s"] * 3]
    assert page["A3"].value == "=cmd|' /C calc'!A0"


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3), max_size=4))
def test_every_sheet_that_is_taken_can_be_downloaded(rows):
    clean = [[cell.replace("\0", "").encode("utf-8", "ignore").decode() for cell in row] for row in rows]
    assert xlsx(*clean)["A1"].value == "页面"


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_every_document_can_be_downloaded(text):
    docx.Document(io.BytesIO(doc_file.make({"drafts": {"03": text}}, "03")))
