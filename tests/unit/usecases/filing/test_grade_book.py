from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from class_to_file import FORMULA, NAMES
from recalculated import Recalculation

from workbench.usecases import marking
from workbench.usecases.filing import papers


def opened(made, *, values=True):
    return openpyxl.load_workbook(io.BytesIO(made.body), data_only=values)


def rows(page):
    heads = [cell.value for cell in page[2]]
    found = [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in page.iter_rows(min_row=3)]
    return {row.get("准考证号") or row.get("盲评代码"): row for row in found if row["序号"]}


def total(room, login):
    return marking.script(room.wb, room.people["gl"], room.attempts[login]).total


def test_a_reader_that_does_not_recalculate_sees_the_totals_of_the_program(room) -> None:
    book = opened(papers.table(room.wb, room.asking(), "book"))
    seen = rows(book["网营1"]) | rows(book["@网营_2"])
    assert set(seen) == set(NAMES)
    for login in ("A0001", "A0003", "A0005"):
        sums, row = total(room, login), seen[login]
        assert Decimal(str(row["总分"])) == sums.points
        assert (Decimal(str(row["过程分"])), Decimal(str(row["结果分"]))) == (sums.process, sums.result)
        assert row["是否及格"] == ("及格" if sums.passed else "不及格")


def test_every_formula_worked_out_anew_gives_the_value_beside_it(room) -> None:
    made = papers.table(room.wb, room.asking(), "book")
    cached, book = opened(made), opened(made, values=False)
    again, formulas = Recalculation(book), 0
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    formulas += 1
                    wanted = again.value(page.title, cell.coordinate)
                    found = cached[page.title][cell.coordinate].value
                    assert found == (pytest.approx(wanted, abs=1e-9) if not isinstance(wanted, str) else wanted), (
                        page.title, cell.coordinate, cell.value,
                    )  # fmt: skip
    assert formulas > 60


def test_points_corrected_on_the_sheet_of_a_class_change_total_module_and_overview(room) -> None:
    book = opened(papers.table(room.wb, room.asking(), "book"), values=False)
    heads = [cell.value for cell in book["网营1"][2]]
    before = Recalculation(book).value("总览", "B10")
    book["网营1"].cell(3, heads.index("结果分") + 1).value = 0
    again = Recalculation(book)
    process = book["网营1"].cell(3, heads.index("过程分") + 1).value
    assert again.value("网营1", book["网营1"].cell(3, heads.index("总分") + 1).coordinate) == process
    assert again.value("网营1", book["网营1"].cell(3, heads.index("是否及格") + 1).coordinate) == "不及格"
    assert again.value("总览", "B10") < before


def test_absent_waiting_and_void_are_words_and_never_nought(room) -> None:
    seen = rows(opened(papers.table(room.wb, room.asking(), "book"))["企业网络推广"])
    for login, word in (("A0002", "待评"), ("A0004", "缺考")):
        assert [seen[login][head] for head in ("总分", "是否及格", "名次")] == [word] * 3
    assert seen["A0004"]["过程分"] == "缺考"
    assert isinstance(seen["A0002"]["过程分"], int | float), "the lines of the process are decided"
    assert "第三排" not in str(seen["A0003"]["备注"])
    assert seen["A0003"]["备注"] == "到时交卷；加时 5 分钟"
    void = rows(opened(papers.table(room.wb, room.asking(), "book"))["网营1"])["A0006"]
    assert (void["总分"], void["备注"]) == ("作废", "作废")


def test_the_overview_counts_the_whole_sitting(room) -> None:
    page = opened(papers.table(room.wb, room.asking(), "book"))["总览"]
    facts = {row[0].value: row[1].value for row in page.iter_rows(min_row=2, max_row=11)}
    points = [float(total(room, login).points) for login in ("A0001", "A0003", "A0005")]
    assert (facts["应考人数"], facts["实考人数"]) == (6, 4)
    assert (facts["缺考人数"], facts["待评人数"], facts["及格分"]) == (1, 1, 60)
    assert facts["平均分"] == pytest.approx(sum(points) / 3)
    assert facts["及格率"] == pytest.approx(
        sum(total(room, one).passed for one in ("A0001", "A0003", "A0005")) / 3
    )


def test_a_name_that_looks_like_a_formula_stays_text(room) -> None:
    book = opened(papers.table(room.wb, room.asking(), "book"), values=False)
    named = {
        cell.value: cell.data_type for page in book.worksheets for row in page.iter_rows() for cell in row
    }
    assert named[FORMULA] == "s"
    assert named["+王五"] == "s"


def test_ranks_within_a_class_are_by_total_and_equals_share_a_place(room) -> None:
    seen = rows(opened(papers.table(room.wb, room.asking(), "book"))["企业网络推广"])
    by_total = sorted(("A0001", "A0003", "A0005"), key=lambda login: -total(room, login).points)
    assert [seen[login]["名次"] for login in by_total] == [1, 2, 3]


def test_the_sheets_print_on_a4_across_with_the_heads_on_every_page(room) -> None:
    book = opened(papers.table(room.wb, room.asking(), "book"))
    for page in book.worksheets:
        assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 9)
        assert page.sheet_properties.pageSetUpPr.fitToPage
    assert book["网营1"].print_title_rows == "$1:$2"
    assert book["网营1"].freeze_panes == "D3"


def test_a_blind_book_has_codes_and_nothing_that_tells_who(room) -> None:
    made = papers.table(room.wb, room.asking("kp1", names=False), "book")
    book = opened(made)
    assert "盲评" in made.name
    assert book.sheetnames == ["总览", "企业网络推广", "未抽签"]
    said = {str(cell.value) for page in book.worksheets for row in page.iter_rows() for cell in row}
    assert room.code("A0001") in said
    for login, (name, class_name) in NAMES.items():
        assert not {login, name, class_name} & said
