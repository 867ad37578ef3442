"""The list of pairs as a workbook, for the file of the exam: code numbers, no names of students."""

from __future__ import annotations

import io
import time
from collections.abc import Sequence

from workbench.domain.errors import Refused
from workbench.store import audit, sittings
from workbench.store.people import Person
from workbench.usecases.exporting import ExportFile
from workbench.usecases.filing.book_styles import set_up, styles, words
from workbench.usecases.filing.file_names import safe
from workbench.usecases.filing.grade_book import MEDIA_TYPE
from workbench.usecases.likening.looking import KINDS, VERDICTS, Row, rows
from workbench.usecases.workbench import Workbench

HEADS = ("试题", "类型", "答卷一", "答卷二", "相似度", "结论", "理由", "结论人", "时间")
WIDTHS = (12, 8, 12, 12, 10, 12, 48, 12, 18)
NOTE = "雷同检查只是提示，由人判断；它不改变任何分数。"


def listed(wb: Workbench, by: Person, sitting_id: int) -> ExportFile:
    """The sitting's pairs as xlsx, noted in the log. Raises what ``looking.rows`` raises, and Refused."""
    found = rows(wb, by, sitting_id)
    if not found:
        raise Refused("还没有要看的答卷对，没有可以导出的内容。")
    with wb.store.writing() as conn:
        sitting = sittings.sitting(conn, sitting_id)
        detail = {"sitting": sitting_id, "paper": "likeness", "names": False, "pairs": len(found)}
        audit.note(conn, at=wb.clock(), who=by.login, what="export", detail=detail)
    title = f"{sitting.name if sitting else ''} 雷同检查"
    return ExportFile(safe(f"{title[:60]}.xlsx"), MEDIA_TYPE, workbook(title, found))


def workbook(title: str, found: Sequence[Row]) -> bytes:
    """The pairs, one a row. Every text is written as text: none is a formula or a link."""
    import xlsxwriter  # noqa: PLC0415  0.1 s that only an export should pay

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    look, page = styles(book), book.add_worksheet("雷同检查")
    set_up(page)
    page.merge_range(0, 0, 0, len(HEADS) - 1, "", look.title)
    page.write_string(0, 0, words(title), look.title)
    page.write_string(1, 0, NOTE)
    for column, (head, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
        page.set_column(column, column, width)
        page.write_string(2, column, head, look.head)
    for at, one in enumerate(found, start=3):
        for column, cell in enumerate(_cells(one)):
            page.write_string(at, column, words(cell), look.text)
        page.write_number(at, HEADS.index("相似度"), round(one.share, 4), look.share)
    page.freeze_panes(3, 0)
    page.autofilter(2, 0, 2 + len(found), len(HEADS) - 1)
    book.close()
    return made.getvalue()


def _cells(one: Row) -> tuple[str, ...]:
    start = (one.task.upper(), KINDS[one.kind], one.first, one.second, "")
    if one.verdict is None:
        return (*start, "", "", "", "")
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(one.verdict.at))
    return (*start, VERDICTS[one.verdict.what], one.verdict.reason, one.verdict.by, when)
