from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from workbench import packs
from workbench.domain.errors import PackError
from workbench.domain.site import Card

GOOD = """schema: 1
id: shop.fees
source: 平台公告
date: 2026-02-10
version: "2026.1"
verified: false
# A comment moves nothing.
fees:
- {name: 佣金, percent: 5, source: 平台公告, verified: true}
- {name: on, percent: 0.6, source: 转述, verified: false, hours: [2, 30], kind: b}
clock: 2:30
by_day: {1: [满减], 2: []}
words: ['最(佳|好)']
"""


@dataclass(frozen=True, slots=True)
class Fee:
    name: str
    percent: float
    source: str
    verified: bool
    hours: tuple[int, int] | None = None
    kind: str = "a"


@dataclass(frozen=True, slots=True)
class Fees:
    fees: tuple[Fee, ...]
    clock: str
    by_day: Mapping[int, tuple[str, ...]]
    words: tuple[packs.Expression, ...]


def written(folder: Path, text: str) -> packs.PackFile[Fees]:
    path = folder / "shop" / "data" / "fees.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return packs.PackFile(path, Fees)


def faults_of(folder: Path, text: str) -> list[str]:
    with pytest.raises(PackError) as caught:
        written(folder, text).read()
    return [fault.removeprefix(f"{folder}/shop/data/") for fault in caught.value.faults]


def test_a_pack_is_read_into_its_own_types(tmp_path) -> None:
    pack = written(tmp_path, GOOD).read()
    assert pack.content == Fees(
        (Fee("佣金", 5.0, "平台公告", True), Fee("on", 0.6, "转述", False, (2, 30), "b")),
        "2:30",
        {1: ("满减",), 2: ()},
        ("最(佳|好)",),
    )
    assert pack.head.edition == "2026.1，2026-02-10"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("schema: 1", "schema: 2", "fees.yaml:1: schema: Input should be 1, found 2"),
        ("source: 平台公告\ndate", "date", "fees.yaml:1: source: is missing"),
        ("2026-02-10", "2026-02-30", "fees.yaml:4: date: want a day such as 2026-02-10, found '2026-02-30'"),
        ('"2026.1"', "2026.1", "fees.yaml:5: version: want text, found 2026.1"),
        ("verified: false\n#", "verified: no\n#", "fees.yaml:6: verified: want true or false, found 'no'"),
        ("id: shop.fees", "id: shop.words", "fees.yaml:2: id: want shop.fees, found 'shop.words'"),
        ("percent: 0.6", "percent: 六", "fees.yaml:10: fees.1.percent: want a number, found '六'"),
        ("percent: 5,", 'percent: "5",', "fees.yaml:9: fees.0.percent: want a number, found '5'"),
        ("name: 佣金", "name: 5", "fees.yaml:9: fees.0.name: want text, found 5"),
        ("kind: b", "sort: b", "fees.yaml:10: fees.1.sort: is no known field, found 'b'"),
        ("clock: 2:30", "clocks: 2:30\nclock: x", "fees.yaml:11: clocks: is no known field, found '2:30'"),
        ("[2, 30]", "[2]", "fees.yaml:10: fees.1.hours.1: is missing"),
        ("words: ['最(佳|好)']", "words: 最", "fees.yaml:13: words: want a list, found '最'"),
        ("最(佳|好)", "最(佳", "fees.yaml:13: words.0: want a regular expression"),
        ("clock: 2:30", "clock: a\nclock: b", "fees.yaml:12: clock: stands twice"),
        ("[满减], 2: []", "&x [满减], 2: *x", "fees.yaml:12: want each part written out, found the reference *x"),
        ("clock: 2:30", "clock: " + "[" * 50_000, "fees.yaml:11: want at most 40 levels, found more"),
        ("clock: 2:30", "clock: !!python/name:os.system x", "fees.yaml:11: could not determine a constructor"),
        (GOOD, "- 1", "fees.yaml:1: want a mapping of fields"),
        (GOOD, "", "fees.yaml:1: want a mapping of fields"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_path_line_and_what_is_wanted(tmp_path, old, new, told) -> None:
    assert old in GOOD
    (fault,) = faults_of(tmp_path, GOOD.replace(old, new, 1))
    assert fault.startswith(told)


def test_all_faults_are_told_at_once_in_the_order_of_the_lines(tmp_path) -> None:
    text = (
        GOOD.replace("2026-02-10", "spring").replace("percent: 5", "percent: x").replace("clock: 2:30\n", "")
    )
    told = faults_of(tmp_path, text)
    assert [fault.split(":")[1:3] for fault in told] == [
        ["1", " clock"], ["4", " date"], ["9", " fees.0.percent"],
    ]  # fmt: skip


def test_a_head_does_not_call_verified_what_a_row_does_not(tmp_path) -> None:
    (fault,) = faults_of(tmp_path, GOOD.replace("verified: false\n#", "verified: true\n#"))
    assert fault == "fees.yaml:6: verified: want false, since fees.1 is not verified, found true"


def test_a_file_that_is_no_text_or_is_not_there_is_told(tmp_path) -> None:
    file = written(tmp_path, GOOD)
    file.path.write_bytes(b"schema: \xff")
    with pytest.raises(PackError, match="cannot be read as UTF-8 text"):
        file.read_copy(file.path)
    with pytest.raises(PackError, match="cannot be read"):
        file.read_copy(tmp_path / "nothing.yaml")


def test_a_file_past_the_bound_is_not_read(tmp_path) -> None:
    (fault,) = faults_of(tmp_path, GOOD + "#" * packs.MAX_BYTES)
    assert "want at most 1000000 bytes" in fault


def test_the_packaged_pack_is_read_once_and_an_edited_copy_each_time(tmp_path) -> None:
    file = written(tmp_path, GOOD)
    assert file.read() is file.read()
    copy = tmp_path / "my-fees.yaml"
    copy.write_text(GOOD.replace("percent: 5,", "percent: 6,"), encoding="utf-8")
    assert file.read_copy(copy).content.fees[0].percent == 6
    assert file.content.fees[0].percent == 5


def test_a_card_that_shows_an_unverified_pack_is_unverified(tmp_path) -> None:
    head = written(tmp_path, GOOD).read().head
    blank, own = (
        Card("a", "一", "", "规定", verified=True),
        Card("b", "二", "自己的话", "规定", verified=True),
    )
    shown = packs.Shelf((blank, own)).filled("佣金 5 %", head)
    assert [(card.text, card.verified) for card in shown] == [("佣金 5 %", False), ("自己的话", True)]


def test_windows_line_ends_are_no_fault(tmp_path) -> None:
    file = written(tmp_path, GOOD)
    file.path.write_bytes(GOOD.replace("\n", "\r\n").encode())
    assert file.read().content.clock == "2:30"


def test_the_guides_example_of_a_pack_is_read_as_the_guide_says(tmp_path, monkeypatch) -> None:
    guide = (Path(__file__).parents[2] / "plugins" / "README.md").read_text(encoding="utf-8")
    section = guide.split("## A rule pack is a file")[1].split("\n## ")[0]
    text, code = (section.split(f"```{kind}\n")[1].split("```")[0] for kind in ("yaml", "python"))
    file = tmp_path / "corner" / "data" / "fees.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    world = tmp_path / "corner" / "world.py"
    imports = "from dataclasses import dataclass\nfrom pathlib import Path\nfrom workbench.api import packs\n"
    world.write_text(imports + code, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    room = importlib.import_module("corner.world")
    assert room.FEES.content == room.Fees((room.Fee("佣金", 5.0),))
    assert room.FEES.read().head.edition == "2026.1，2026-02-10"
    for name in ("corner", "corner.world"):
        monkeypatch.delitem(sys.modules, name)
