from __future__ import annotations

import io
import json

import pypdf
import pytest
from kept_store import damage
from redraw_school import redrawn, with_two_items
from test_latecomers import WHY, added

from workbench.domain.draw import MODULES, PARTS, draw
from workbench.domain.draw_supplement import verify_document
from workbench.domain.errors import Absent, NotAllowed
from workbench.store.sittings import Sitting
from workbench.usecases import draw_sheet, planning
from workbench.usecases.draw_sheet import Sheet, Size
from workbench.usecases.planning import Plan

MOST_PAGES = 10
BANK = {
    part: [f"{part}-{number:02d}" for number in range(1, 7)]
    for module in MODULES
    for part in PARTS.get(module, (module,))
}


@pytest.fixture
def two(school):
    return with_two_items(school)


def sheet(school, login="gl"):
    return draw_sheet.sheet(school.wb, school.people[login], school.sitting)


def text(pdf: bytes) -> tuple[str, int]:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "\n".join(page.extract_text() for page in pages), len(pages)


def test_a_sheet_shows_the_draw_as_it_is_in_force(two) -> None:
    first = sheet(two)
    assert (first.witnesses, first.at, first.faults) == (("张老师", "李老师"), two.time.now, ())
    assert first.sizes == (Size("企业网络推广", 2, 0, 0),)
    done = redrawn(two)
    added(two)
    after = sheet(two)
    lines = {line.candidate: line for line in after.lines}
    assert list(lines) == ["B0001", "B0002", "B0008", "B0009"]
    assert (lines["B0001"].item, lines["B0001"].by, lines["B0001"].redraws) == (
        done.line.item.upper(),
        "名额",
        1,
    )
    assert lines["B0001"].data_seed == done.line.data_seed
    assert (lines["B0009"].by, after.sizes[0].whole, after.sizes[0].late) == ("补录", 4, 2)
    assert [line["candidate"] for line in after.redraws] == ["B0001"]
    assert verify_document(json.loads(after.json_text)) == ()


def test_the_printed_sheet_has_every_line_hash_and_signer(two) -> None:
    redrawn(two)
    added(two)
    found = sheet(two)
    printed, _ = text(draw_sheet.sheet_pdf(found))
    wanted = [
        *found.record["hashes"].values(), found.record["seed"], found.record["record_hash"],
        *(line.data_seed for line in found.lines), "张老师", "李老师", WHY.reason, "B0009", "打印时已重算",
        found.supplements[0]["seed"], found.supplements[0]["record_hash"],
    ]  # fmt: skip
    flat = printed.replace("\n", "")
    assert [one for one in wanted if one not in flat] == []


def test_a_record_that_does_not_recompute_is_printed_as_worthless(two) -> None:
    damage(
        two.wb.settings.home,
        'UPDATE sittings SET record = replace(record, \'"ceremony": "2"\', \'"ceremony": "3"\')',
    )
    found = sheet(two)
    assert "record_hash does not fit the record" in found.faults
    printed, _ = text(draw_sheet.sheet_pdf(found))
    assert "不能作为凭据" in printed
    assert "打印时已重算" not in printed


def test_four_hundred_candidates_fit_on_ten_pages_and_typed_words_stay_words() -> None:
    roster = [f"2026{number:06d}" for number in range(1, 401)]
    record = draw(roster, BANK, exam="期末 #image(1) *粗* $x$", ceremony="#1 _2_").as_json()
    sitting = Sitting(1, str(record["exam"]), "open", 60, {}, record, 0.0, None, None)
    printed, pages = text(draw_sheet.sheet_pdf(Sheet(sitting, record, (), (), None, ())))
    assert pages <= MOST_PAGES
    assert all(number in printed for number in roster)
    assert "#image(1) *粗* $x$" in printed


@pytest.mark.parametrize("login", ["B0001", "kp1"])
def test_students_and_examiners_do_not_see_the_draw(two, login) -> None:
    with pytest.raises(NotAllowed):
        sheet(two, login)


def test_there_is_no_sheet_before_the_draw(school) -> None:
    gl = school.people["gl"]
    made = planning.plan(school.wb, gl, Plan("未抽"))
    for sitting in (made, 999):
        with pytest.raises(Absent, match="还没有抽签"):
            draw_sheet.sheet(school.wb, gl, sitting)


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ({"modules": ["promotion", "service"]}, "从全部模块里抽，各不相同"),
        ({"modules": ["promotion"], "with_replacement": True}, "可以重复"),
        ({"modules": ["promotion"], "remainder_modules": ["promotion"]}, "从企业网络推广里抽"),
        ({"modules": ["promotion"], "item_policy": "by_part"}, "先抽模块的一部分"),
    ],
)
def test_the_policy_is_said_in_words(policy, said) -> None:
    assert said in "".join(draw_sheet.rule_words(policy))
