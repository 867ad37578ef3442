"""A sheet of the grade book: the candidates of one class or module. ``Any``: xlsxwriter ships no types."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from workbench.usecases.filing.book_figures import Figures, figures, ranks
from workbench.usecases.filing.book_styles import Styles, letter, quoted, set_up, words
from workbench.usecases.filing.records import ABSENT, WAITING, Record

HEADS = (
    "序号", "准考证号", "姓名", "班级", "座位", "模块", "试题", "过程分", "结果分", "总分", "是否及格",
    "名次", "备注",
)  # fmt: skip
BLIND_HEADS = ("序号", "盲评代码", *HEADS[5:])
WIDTHS = {
    "序号": 6, "准考证号": 12, "盲评代码": 12, "姓名": 11, "班级": 11, "座位": 6, "模块": 20, "试题": 38,
    "过程分": 8, "结果分": 8, "总分": 8, "是否及格": 9, "名次": 6, "备注": 18,
}  # fmt: skip
FIRST = 2
"""The row of the first candidate, counted from 0: the title and the heads stand above."""

LINE_POINTS = 16
"""The height of one line of text, in points."""

PASSED, FAILED = "及格", "不及格"


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet: its name in the book, the class or module that it is of, and its rows' candidates.

    ``sources`` tells, by candidate number, on which sheet and row the points stand that this one repeats:
    who corrects them there has them here. Without it they are typed here.
    """

    sheet: str
    group: str
    records: tuple[Record, ...]
    heads: tuple[str, ...]
    sources: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    def places(self) -> dict[str, tuple[str, int]]:
        """On which sheet and row, counted from 1, each candidate of this one stands."""
        return {one.number: (self.sheet, FIRST + at + 1) for at, one in enumerate(self.records)}

    def column(self, head: str) -> str:
        """The letter of a column."""
        return letter(self.heads.index(head))

    def span(self, head: str, *, is_fixed: bool = False) -> str:
        """The cells of all candidates in a column, as a formula on the sheet itself writes them."""
        name, mark = self.column(head), "$" if is_fixed else ""
        return f"{mark}{name}{mark}{FIRST + 1}:{mark}{name}{mark}{FIRST + len(self.records)}"

    def far_span(self, head: str) -> str:
        """The same, as another sheet's formula writes them."""
        return f"{quoted(self.sheet)}!{self.span(head, is_fixed=True)}"


def write(book: Any, page: Page, title: str, pass_cell: str, style: Styles) -> None:
    """Add the sheet to the book; ``pass_cell`` is where the pass mark stands."""
    made = book.add_worksheet(page.sheet)
    set_up(made)
    made.repeat_rows(0, FIRST - 1)
    made.freeze_panes(FIRST, page.heads.index("模块") if "姓名" not in page.heads else 3)
    made.set_row(0, 26)
    made.merge_range(0, 0, 0, len(page.heads) - 1, words(title), style.title)
    for column, name in enumerate(page.heads):
        made.set_column(column, column, WIDTHS[name])
        made.write_string(FIRST - 1, column, name, style.head)
    for at, (record, rank) in enumerate(zip(page.records, ranks(page.records), strict=True)):
        _Row(made, page, FIRST + at, style).write(record, rank, pass_cell)
    _foot(made, page, figures(page.records), style)


@dataclass(frozen=True, slots=True)
class _Row:
    made: Any
    page: Page
    row: int
    style: Styles

    def write(self, record: Record, rank: int | None, pass_cell: str) -> None:
        row = self.row + 1
        process, result, sums = (self.page.column(name) for name in ("过程分", "结果分", "总分"))
        self.made.write_number(self.row, 0, row - FIRST, self.style.centre)
        for head, text in _texts(record).items():
            if head in self.page.heads:
                self.made.write_string(self.row, self.page.heads.index(head), words(text), self.style.text)
        self.made.set_row(self.row, LINE_POINTS * _lines(record, self.page))
        for head, kind in (("过程分", "process"), ("结果分", "result")):
            self._points(head, record.part(kind), self._source(record, head))
        self._points("总分", record.points, f"={process}{row}+{result}{row}")
        said = PASSED if record.total is not None and record.total.passed else FAILED
        decided = isinstance(record.points, Decimal)
        self._word(
            "是否及格",
            f'=IF({sums}{row}>={pass_cell},"{PASSED}","{FAILED}")',
            said if decided else None,
            record,
        )
        self._word("名次", f"=RANK({sums}{row},{self.page.span('总分', is_fixed=True)})", rank, record)

    def _source(self, record: Record, head: str) -> str:
        if record.number not in self.page.sources:
            return ""
        sheet, row = self.page.sources[record.number]
        return f"={quoted(sheet)}!{self.page.column(head)}{row}"

    def _points(self, head: str, points: Decimal | str, formula: str = "") -> None:
        place = (self.row, self.page.heads.index(head))
        if isinstance(points, str):
            self.made.write_string(*place, points, self.style.word)
        elif formula:
            self.made.write_formula(*place, formula, self.style.points, float(points))
        else:
            self.made.write_number(*place, float(points), self.style.points)

    def _word(self, head: str, formula: str, value: str | int | None, record: Record) -> None:
        place = (self.row, self.page.heads.index(head))
        if value is None:
            self.made.write_string(*place, record.word, self.style.word)
        else:
            self.made.write_formula(*place, formula, self.style.centre, value)


def _lines(record: Record, page: Page) -> int:
    # Said outright: not every program makes room for wrapped text by itself.
    needed = [
        -(-_digits(text) // WIDTHS[head]) for head, text in _texts(record).items() if head in page.heads
    ]
    return max(1, *needed)


def _digits(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in text)


def _texts(record: Record) -> dict[str, str]:
    return {
        "准考证号": record.number,
        "盲评代码": record.number,
        "姓名": record.name,
        "班级": record.class_name,
        "座位": record.seat,
        "模块": record.module,
        "试题": f"{record.task.upper()} {record.title}".strip(),
        "备注": "；".join(record.remarks),
    }


def _foot(made: Any, page: Page, found: Figures, style: Styles) -> None:
    scope, verdicts = page.span("总分"), page.span("是否及格")
    column, row = page.heads.index("总分"), FIRST + len(page.records)
    lines: tuple[tuple[str, str, Any, float | str], ...] = (
        ("评完人数", f"=COUNT({scope})", style.centre, len(found.points)),
        ("平均分", where_any(scope, f"AVERAGE({scope})"), style.points, found.mean),
        ("最高分", where_any(scope, f"MAX({scope})"), style.points, found.highest),
        ("最低分", where_any(scope, f"MIN({scope})"), style.points, found.lowest),
        (
            "及格率", where_any(scope, f'COUNTIF({verdicts},"{PASSED}")/COUNT({scope})'), style.share,
            found.pass_share,
        ),
        ("待评人数", f'=COUNTIF({scope},"{WAITING}")', style.centre, found.waiting),
        ("缺考人数", f'=COUNTIF({scope},"{ABSENT}")', style.centre, found.absent),
    )  # fmt: skip
    for at, (name, formula, cell, value) in enumerate(lines):
        made.merge_range(row + at, column - 2, row + at, column - 1, name, style.head)
        made.write_formula(row + at, column, formula, cell, value)


def where_any(scope: str, formula: str) -> str:
    """``formula``, or a dash where no total stands in ``scope``."""
    return f'=IF(COUNT({scope})=0,"—",{formula})'
