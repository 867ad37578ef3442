from __future__ import annotations

import pytest

from workbench.domain.errors import RosterError
from workbench.usecases.roster import Candidate, read_roster

HEAD = "准考证号,姓名,班级,座位,加时\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_list_is_read_as_excel_writes_it(encoding) -> None:
    raw = (HEAD + "A0001,张三,网营1,03,10\nA0002, 李四 ,,,\n").encode(encoding)
    assert read_roster(raw) == (Candidate("A0001", "张三", "网营1", "03", 10), Candidate("A0002", "李四"))


def test_every_faulty_row_is_named_and_nothing_is_half_imported() -> None:
    raw = (HEAD + "A0001,张三,,,\nA0001,李四,,,\nA|3,王五,,,\nA0004,,,,\nA0005,赵六,,,很多\n").encode()
    with pytest.raises(RosterError) as caught:
        read_roster(raw)
    said = "\n".join(caught.value.faults)
    for told in (
        "第 3 行：准考证号 A0001 与第 2 行重复",
        "第 4 行：准考证号",
        "第 5 行：姓名",
        "第 6 行：加时",
    ):
        assert told in said


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("学号,姓名\n1,张三\n".encode(), "缺少列“准考证号”"),
        (HEAD.encode(), "没有考生"),
        (b"\xff\xfe\x00\x81\x81", "CSV"),
    ],
)
def test_a_file_that_is_no_list_says_what_is_wanted(raw, told) -> None:
    with pytest.raises(RosterError, match=told):
        read_roster(raw)
