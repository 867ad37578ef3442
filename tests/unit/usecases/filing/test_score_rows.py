from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import pytest
from class_to_file import FORMULA, NAMES

from workbench.domain.errors import Absent
from workbench.usecases import marking
from workbench.usecases.filing import papers
from workbench.usecases.filing.score_rows import harmless


def table(room, kind, **asked):
    return papers.table(room.wb, room.asking(**asked), kind).body


def read(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_a_spreadsheet_finds_the_encoding_and_the_ends_of_lines_it_expects(room) -> None:
    body = table(room, "csv")
    assert body.startswith(b"\xef\xbb\xbf")
    assert body.count(b"\n") == body.count(b"\r\n") == len(NAMES) + 1


def test_there_is_a_row_for_each_candidate_with_the_totals_of_the_program(room) -> None:
    found = {row["准考证号"]: row for row in read(table(room, "csv"))}
    sums = marking.script(room.wb, room.people["gl"], room.attempts["A0001"]).total
    assert [Decimal(found["A0001"][name]) for name in ("过程分", "结果分", "总分")] == [
        sums.process, sums.result, sums.points,
    ]  # fmt: skip
    assert [found[login]["总分"] for login in ("A0002", "A0004", "A0006")] == ["待评", "缺考", "作废"]


def test_there_is_a_row_for_each_line_and_an_open_one_has_a_word(room) -> None:
    found = [row for row in read(table(room, "lines")) if row["准考证号"] == "A0002"]
    assert len(found) == 11
    assert sum(row["得分"] == "待评" for row in found) == 3
    whole = [row for row in read(table(room, "lines")) if row["准考证号"] == "A0001"]
    sums = marking.script(room.wb, room.people["gl"], room.attempts["A0001"]).total
    assert sum(Decimal(row["得分"]) for row in whole) == sums.points


def test_a_text_that_a_spreadsheet_takes_for_a_formula_is_made_harmless(room) -> None:
    found = {row["准考证号"]: row for row in read(table(room, "csv"))}
    assert found["A0002"]["姓名"] == f"'{FORMULA}"
    assert (found["A0005"]["姓名"], found["A0005"]["班级"]) == ("'+王五", "'@网营/2")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_every_start_of_a_formula_is_known(start) -> None:
    assert harmless(f"{start}1") == f"'{start}1"


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [(Decimal("87.50"), "87.50"), (Decimal(-1), "-1"), (3, "3"), ("甲=1", "甲=1"), ("", "")],
)
def test_numbers_stay_numbers_and_other_texts_as_they_are(cell, wanted) -> None:
    assert harmless(cell) == wanted


def test_the_json_has_its_documented_form(room) -> None:
    whole = json.loads(table(room, "json"))
    assert set(whole) == {"schema", "sitting", "names", "candidates"}
    assert (whole["schema"], whole["names"], whole["sitting"]["pass_points"]) == (1, True, 60)
    found = {one["number"]: one for one in whole["candidates"]}
    assert found["A0002"]["name"] == FORMULA, "JSON runs nothing: the name is as it is"
    assert {login: one["standing"] for login, one in found.items()} == {
        "A0001": "marked", "A0002": "waiting", "A0003": "marked", "A0004": "absent", "A0005": "marked", "A0006": "void",
    }  # fmt: skip
    sums = marking.script(room.wb, room.people["gl"], room.attempts["A0001"]).total
    assert found["A0001"]["points"] == float(sums.points)
    assert sum(line["points"] for line in found["A0001"]["lines"]) == pytest.approx(float(sums.points))
    assert (found["A0002"]["points"], found["A0002"]["passed"], found["A0004"]["points"]) == (
        None,
        None,
        None,
    )
    assert {line["points"] for line in found["A0002"]["lines"] if line["open"]} == {None}
    assert set(found["A0001"]) == {
        "number", "name", "class", "seat", "module", "task", "title", "standing", "process", "result", "points",
        "passed", "remarks", "lines",
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["csv", "lines", "json"])
def test_blind_tables_tell_nobody(room, kind) -> None:
    said = table(room, kind, login="kp1", names=False).decode()
    assert room.code("A0001") in said
    for login, (name, class_name) in NAMES.items():
        assert not [told for told in (login, name, class_name) if told in said]


def test_a_kind_that_there_is_not_is_refused(room) -> None:
    with pytest.raises(Absent):
        papers.table(room.wb, room.asking(), "pdf")
