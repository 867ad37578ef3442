"""The first sheet of the grade book: the sitting, its candidates, the figures of every other sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workbench.usecases.filing.book_figures import Figures, figures
from workbench.usecases.filing.book_page import PASSED, Page, where_any
from workbench.usecases.filing.book_styles import Styles, letter, set_up, words
from workbench.usecases.filing.records import ABSENT, WAITING, Filed

OVERVIEW = "总览"
PASS_CELL = f"{OVERVIEW}!$B$5"
"""Where the pass mark stands: the verdicts of every sheet are worked out from it."""

COLUMNS = ("应考", "实考", "缺考", "待评", "评完", "平均分", "及格人数", "及格率")
FIRST_TABLE = 13
"""The row of the first table's heads, counted from 0."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The sheet while it is written. ``Any``: xlsxwriter ships no types."""

    made: Any
    filed: Filed
    style: Styles

    def write(self, modules: Sequence[Page], classes: Sequence[Page]) -> None:
        """Fill the sheet from the others, which stand behind it."""
        set_up(self.made)
        self.made.set_column(0, 0, 28)
        self.made.set_column(1, len(COLUMNS), 11)
        self.made.set_row(0, 26)
        self.made.merge_range(
            0, 0, 0, len(COLUMNS), words(f"{self.filed.sitting.name} 成绩册"), self.style.title
        )
        self._facts(FIRST_TABLE + 1, FIRST_TABLE + len(modules))
        self._table(FIRST_TABLE, "模块", modules)
        if classes:
            self._table(FIRST_TABLE + len(modules) + 2, "班级", classes)

    def _facts(self, first: int, last: int) -> None:
        filed, found, style = self.filed, figures(self.filed.records), self.style

        def span(head: str) -> str:
            name = letter(COLUMNS.index(head) + 1)
            return f"{name}{first + 1}:{name}{last + 1}"

        marked, means, passed = span("评完"), span("平均分"), span("及格人数")
        rows: tuple[tuple[str, str, Any, float | str], ...] = (
            ("场次", "", style.centre, filed.sitting.name),
            ("日期", "", style.centre, filed.rules.date or "—"),
            ("时长（分钟）", "", style.centre, filed.sitting.minutes),
            ("及格分", "", style.centre, filed.rules.pass_points),
            ("应考人数", f"=SUM({span('应考')})", style.centre, found.listed),
            ("实考人数", f"=SUM({span('实考')})", style.centre, found.sat),
            ("缺考人数", f"=SUM({span('缺考')})", style.centre, found.absent),
            ("待评人数", f"=SUM({span('待评')})", style.centre, found.waiting),
            ("平均分", _where(marked, f"SUMPRODUCT({marked},{means})"), style.points, found.mean),
            ("及格率", _where(marked, f"SUM({passed})"), style.share, found.pass_share),
        )  # fmt: skip
        for at, (name, formula, cell, value) in enumerate(rows, start=1):
            self.made.write_string(at, 0, name, style.head)
            self._fact(at, formula, cell, value)

    def _fact(self, row: int, formula: str, cell: Any, value: float | str) -> None:
        self.made.merge_range(row, 1, row, 4, "", cell)
        if formula:
            self.made.write_formula(row, 1, formula, cell, value)
        elif isinstance(value, str):
            self.made.write_string(row, 1, words(value), cell)
        else:
            self.made.write_number(row, 1, value, cell)

    def _table(self, row: int, kind: str, pages: Sequence[Page]) -> None:
        for column, name in enumerate((kind, *COLUMNS)):
            self.made.write_string(row, column, name, self.style.head)
        for at, page in enumerate(pages, start=1):
            self.made.write_string(row + at, 0, words(page.group), self.style.text)
            for column, (formula, cell, value) in enumerate(self._cells(page), start=1):
                self.made.write_formula(row + at, column, formula, cell, value)

    def _cells(self, page: Page) -> tuple[tuple[str, Any, float | str], ...]:
        found: Figures = figures(page.records)
        style, scope, verdicts = self.style, page.far_span("总分"), page.far_span("是否及格")
        return (
            (f"=COUNTA({page.far_span('序号')})", style.centre, found.listed),
            (f'=COUNT({scope})+COUNTIF({scope},"{WAITING}")', style.centre, found.sat),
            (f'=COUNTIF({scope},"{ABSENT}")', style.centre, found.absent),
            (f'=COUNTIF({scope},"{WAITING}")', style.centre, found.waiting),
            (f"=COUNT({scope})", style.centre, len(found.points)),
            (where_any(scope, f"AVERAGE({scope})"), style.points, found.mean),
            (f'=COUNTIF({verdicts},"{PASSED}")', style.centre, found.passed),
            (
                where_any(scope, f'COUNTIF({verdicts},"{PASSED}")/COUNT({scope})'),
                style.share,
                found.pass_share,
            ),
        )


def _where(marked: str, sum_of: str) -> str:
    return f'=IF(SUM({marked})=0,"—",{sum_of}/SUM({marked}))'
