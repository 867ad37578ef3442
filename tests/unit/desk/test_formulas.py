"""Formulas of the sheet: values as Excel gives them, errors as texts, bounded work."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.desk.arithmetic import rounded, shown
from workbench.desk.calculate import values
from workbench.desk.formula import FormulaFault, parse

COLUMNS = ["页面", "次数", "字数", "比"]


def value(formula: str, *rows: list[str]) -> str:
    """The shown value of ``formula`` in A2, above ``rows`` that begin in row 3."""
    table = [[formula, "", "", ""], *[[*row, *[""] * (4 - len(row))] for row in rows]]
    return shown(values(COLUMNS, table)[0][0])


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("=1+2*3", "7"),
        ("=(1+2)*3", "9"),
        ("=2^3^2", "64"),
        ("=-2^2", "4"),
        ("=--3", "3"),
        ("=50%", "0.5"),
        ("=200*5%", "10"),
        ("=0.1+0.2", "0.3"),
        ("=1/3", "0.333333333333333"),
        ("=10-4-3", "3"),
        ('="第"&1&"页"', "第1页"),
        ('="a"&"""b"', 'a"b'),
        ("=1<2", "TRUE"),
        ('="A"="a"', "TRUE"),
        ('=2>"1"', "FALSE"),
        ('=IF(3>=2,"达标","偏低")', "达标"),
        ("=IF(FALSE,1)", "FALSE"),
        ("=IF(1,2,1/0)", "2"),
        ("=ROUND(2.675,2)", "2.68"),
        ("=ROUND(-2.5,0)", "-3"),
        ("=ROUND(1234.5,-2)", "1200"),
        ("=INT(-1.5)", "-2"),
        ("=ABS(-7)", "7"),
        ('=LEN("农机配件")', "4"),
        ("=1/0", "#DIV/0!"),
        ('=1+"x"', "#VALUE!"),
        ("=1+A3:A4", "#VALUE!"),
        ("=FOO(1)", "#NAME?"),
        ("=单价*2", "#NAME?"),
        ("=B0", "#REF!"),
        ("=ZZZ1", "#REF!"),
        ("=10^400", "#NUM!"),
        ("=(-8)^0.5", "#NUM!"),
        ("=A2", "#循环!"),
        ("=SUM(A1:A9)", "#循环!"),
        ("=1+", "#公式有误!"),
        ("=SUM()", "#公式有误!"),
        ("=ROUND(1)", "#公式有误!"),
        ("=" + "(" * 60 + "1" + ")" * 60, "#公式有误!"),
        ("=" + "1+" * 400 + "1", "#公式有误!"),
        ("=Z99", "0"),
    ],
)
def test_a_formula_has_the_value_that_excel_gives(formula, wanted):
    assert value(formula) == wanted


def test_functions_read_areas_as_excel_does():
    rows = [["12", "x", ""], ["1,000", "8%", "TRUE"], ["３", "", ""]]
    assert value("=SUM(A3:C5)", *rows) == "1015.08"
    assert value("=COUNT(A3:C5)", *rows) == "4"
    assert value("=COUNTA(A3:C5)", *rows) == "6"
    assert value("=AVERAGE(A3:A5)", *rows) == "338.333333333333"
    assert value("=MIN(A3:A5)", *rows) == "3"
    assert value("=MAX($A$3:A5)", *rows) == "1000"
    assert value("=AVERAGE(B3:B3)", *rows) == "#DIV/0!"


def test_the_density_formula_of_the_task_works():
    assert value("=ROUND(B3*C3/D3*100,1)", ["首页", "12", "4", "800"]) == "6"


def test_full_width_marks_from_a_chinese_keyboard_are_read():
    assert (
        value("＝ROUND（B3／C3＊１００，1）", ["x", "1", "3"]) == "#公式有误!"
    )  # full-width digits are no number
    assert value("＝ROUND（B3／C3＊100，1）", ["x", "1", "3"]) == "33.3"
    assert parse("=sum（a1：b2）").text == "=SUM(A1:B2)"


def test_a_chain_is_worked_out_whatever_its_order():
    rows = [[f"=A{at + 3}+1", "", "", ""] for at in range(198)] + [["1", "", "", ""]]
    assert shown(values(COLUMNS, rows)[0][0]) == "199"


def test_an_error_is_handed_on_and_a_reader_of_a_circle_says_so():
    rows = [["=B2", "=A2", "=A2+1", "=C9"], ["=1/0", "=A3*2", "", ""]]
    found = [[shown(cell) for cell in row] for row in values(COLUMNS, rows)]
    assert found[0][:3] == ["#循环!"] * 3
    assert found[1][:2] == ["#DIV/0!"] * 2


def test_doubling_texts_stay_bounded():
    rows = [
        ["=" + '"' + "字" * 100 + '"', "", "", ""],
        *[[f"=A{at}&A{at}", "", "", ""] for at in range(2, 60)],
    ]
    assert shown(values(COLUMNS, rows)[-1][0]) == "#VALUE!"


def test_a_hostile_sheet_is_cut_off_in_time():
    area = ",".join(["A1:AN201"] * 30)
    rows = [[f"=SUM({area})"] * 40 for _ in range(200)]
    began = time.process_time()
    found = values([str(at) for at in range(40)], rows)
    assert time.process_time() - began < 3
    assert {shown(cell) for row in found for cell in row} <= {"#循环!", "#太复杂!"}


def test_rounding_is_half_away_from_zero():
    assert [rounded(number, 0) for number in (0.5, 1.5, -0.5, 2.5)] == [1, 2, -1, 3]
    assert rounded(1e300, 2) == 1e300


PIECES = [
    "1",
    "2.5",
    "A2",
    "B3",
    "$C$4",
    "A1:D9",
    "SUM(",
    "IF(",
    "ROUND(",
    "LEN(",
    ")",
    ",",
    "+",
    "-",
    "*",
    "/",
    "^",
]
PIECES += ["%", "&", "<>", "=", '"字"', "TRUE", " ", "“", "XFD9", "（", "1e308", "(", ":"]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_no_formula_crashes(text):
    rows = [["=" + text, "1", "文", "=A2"], ["2", "=" + text, "", "-3"]]
    for row in values(COLUMNS, rows):
        for cell in row:
            assert isinstance(shown(cell), str)


@given(st.text(max_size=60))
def test_any_text_after_an_equals_sign_is_a_value_or_an_error(text):
    assert isinstance(shown(values(["甲"], [["=" + text]])[0][0]), str)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_parsed_formula_reads_the_same_again(text):
    try:
        once = parse("=" + text)
    except FormulaFault:
        return
    assert parse(once.text) == once
