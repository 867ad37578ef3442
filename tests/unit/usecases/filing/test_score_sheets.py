from __future__ import annotations

import dataclasses
import re
import unicodedata

import pypdfium2
import pytest
from class_to_file import picture, spoil_blobs
from PIL import Image

from workbench.domain.errors import Absent
from workbench.printing import pdf
from workbench.usecases import marking
from workbench.usecases.filing import papers


def pages(body: bytes) -> list[str]:
    # NFKC: a PDF may name a glyph by one of several characters that look the same.
    with pypdfium2.PdfDocument(body) as document:
        return [unicodedata.normalize("NFKC", page.get_textpage().get_text_bounded()) for page in document]


def flat(body: bytes) -> str:
    return squeezed("".join(pages(body)))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\ufffe]", "", unicodedata.normalize("NFKC", text))


def sheets(room, *numbers, by="gl", names=True, school=""):
    return papers.score_sheets(room.wb, room.asking(by, names=names), numbers, school=school).body


def test_a_sheet_says_whose_it_is_what_was_asked_and_how_every_line_was_scored(room) -> None:
    said = flat(sheets(room, "A0001", school="某某学院"))
    script = marking.script(room.wb, room.people["gl"], room.attempts["A0001"])
    for wanted in ("某某学院", "期末考核", "A0001", "张三", "网营1", "SEO-02", script.paper.task.title):
        assert squeezed(wanted) in said
    for line in script.paper.task.rubric:
        assert squeezed(line.title) in said
    for outcome in script.outcomes.values():
        assert outcome.status == "needs_examiner" or squeezed(outcome.reason) in said
    sums = script.total
    assert f"总分{sums.points}/100过程{sums.process}结果{sums.result}" in said
    assert [word in said for word in ("考评员一(签字)", "考评员二(签字)", "复核(签字)")] == [True] * 3
    with room.wb.store.reading() as conn:
        from workbench.store import attempts

        assert attempts.attempt(conn, room.attempts["A0001"]).paper_hash in said


def test_both_examiners_marks_comment_extra_time_and_its_reason_stand_on_the_sheet(room) -> None:
    said = flat(sheets(room, "A0003"))
    assert "老师kp1" in said
    assert "老师kp2" in said
    assert "结构*清楚*" in said
    assert "加时5分钟:第三排断电" in said
    assert "到时交卷" in said


def test_what_a_student_typed_is_text_and_never_markup(room) -> None:
    body = sheets(room, "A0003")
    said = flat(body)
    assert '#read("/etc/passwd")*粗*_斜_\\$x$@ref<label>' in said
    assert "root:" not in said
    assert "⟦U+202E⟧反" in said, "a mark that turns the line is shown, not obeyed"
    assert "李四⟦U+202E⟧" in said
    assert "W" * 300 in said
    with pypdfium2.PdfDocument(body) as document:
        for page in document:
            text = page.get_textpage()
            for at in range(text.count_rects()):
                left, _, right, _ = text.get_rect(at)
                assert 0 < left <= right < page.get_width(), "no word runs over the edge of the paper"


def test_an_emoji_is_drawn_with_a_glyph_of_its_own(room) -> None:
    # Without one, both would be the same empty box.
    one, other = (sheet_with(room, text) for text in ("😀", "\U0001f9ff"))
    assert one != other


def sheet_with(room, text: str) -> bytes:
    room.damage(f"UPDATE people SET class_name = '{text}' WHERE login = 'A0001'")
    with pypdfium2.PdfDocument(sheets(room, "A0001")) as document:
        return document[0].render(scale=1).to_pil().tobytes()


def test_a_cell_that_is_a_formula_and_a_table_are_printed_as_the_student_left_them(room) -> None:
    said = flat(sheets(room, "A0001"))
    assert "页面问题类型位置严重程度说明" in said
    assert "长" * 80 in said
    assert "首页重复2高" in said, "the table shows what a cell comes to"


def test_a_blind_sheet_has_the_code_in_the_place_of_name_and_number(room) -> None:
    code = room.code("A0001")
    said = flat(sheets(room, code, by="kp1", names=False))
    assert f"盲评代码{code}" in said
    assert f"{code}_SEO02_03_诊断方案.docx" in said
    for told in ("A0001", "张三", "网营1", "老师kp1"):
        assert told not in said


def test_each_sheet_of_a_class_has_its_own_page_numbers(room) -> None:
    found = [re.search(r"第 (\d+) 页,共 (\d+) 页", text) for text in pages(sheets(room))]
    numbers = [(int(one[1]), int(one[2])) for one in found if one]
    assert len(numbers) == len(found)
    assert sum(number == 1 for number, _ in numbers) == 4
    wanted, rest = [], numbers
    while rest:
        count = rest[0][1]
        wanted += [(at, count) for at in range(1, count + 1)]
        rest = rest[count:]
    assert numbers == wanted


def test_the_same_sheet_printed_at_the_same_time_is_the_same_file(room) -> None:
    assert sheets(room, "A0001") == sheets(room, "A0001")


@pytest.mark.parametrize("number", ["A0004", "A0006", "A9999"])
def test_who_has_no_script_that_counts_has_no_sheet(room, number) -> None:
    with pytest.raises(Absent, match=number):
        sheets(room, number)


def test_a_script_that_the_program_can_not_replay_still_has_its_scores_on_paper(room) -> None:
    registry = dataclasses.replace(room.wb.registry, plugins={})
    room.wb = dataclasses.replace(room.wb, registry=registry)
    said = flat(sheets(room, "A0001"))
    assert "不能重放" in said
    assert "总分" in said


def test_a_picture_is_printed_scaled_down_and_a_broken_one_is_named(pictures) -> None:
    room = pictures
    body = sheets(room, "A0001")
    assert images(body) == 3
    spoil_blobs(room)
    again = sheets(room, "A0001")
    assert images(again) == 0
    assert "不能在纸上显示" in flat(again)


def images(body: bytes) -> int:
    with pypdfium2.PdfDocument(body) as document:
        return sum(
            found.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
            for page in document
            for found in page.get_objects()
        )


@pytest.mark.parametrize("raw", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"x" * 40, picture()[:60]])
def test_bytes_that_are_no_picture_make_none(raw) -> None:
    with pdf.printer("score_sheet") as printing:
        assert printing.picture("one", raw) is None


def test_a_large_picture_is_scaled_down_and_one_with_an_alpha_channel_lies_on_white(tmp_path) -> None:
    with pdf.printer("score_sheet") as printing:
        shown = printing.picture("one", picture(4000, 1000))
        assert shown is not None
        with Image.open(printing.folder / shown.name) as found:
            assert (found.size, found.mode) == ((pdf.PICTURE_PIXELS, pdf.PICTURE_PIXELS // 4), "RGB")
        assert shown.width_cm <= pdf.WIDEST_CM


def test_a_picture_too_large_for_the_memory_of_the_room_is_not_opened(monkeypatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PICTURE_PIXELS", 1000)
    with pdf.printer("score_sheet") as printing:
        assert printing.picture("one", picture()) is None
