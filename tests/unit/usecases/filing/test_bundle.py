from __future__ import annotations

import hashlib
import io
import json
import zipfile

import docx
import openpyxl
import pytest
from class_to_file import NAMES, spoil_blobs
from PIL import Image

from workbench.domain.draw_record import verify
from workbench.domain.errors import Absent, Refused, StoreError
from workbench.usecases import erasing
from workbench.usecases.filing import kept
from workbench.usecases.filing.bundle import PARTS, Wanted, bundle
from workbench.usecases.filing.file_names import LONGEST, safe, unlike, with_suffix


def packed(room, folder, wanted=None, **asked):
    bundle(room.wb, room.asking(**asked), folder / "b.zip", wanted)
    return zipfile.ZipFile(folder / "b.zip")


def test_the_zip_holds_every_paper_under_the_name_that_a_school_files_it_by(room, tmp_path) -> None:
    with packed(room, tmp_path) as file:
        names = set(file.namelist())
        assert file.testzip() is None
    assert {"成绩册.xlsx", "成绩.csv", "评分明细.csv", "成绩.json", "抽签记录.json", "manifest.json"} <= names
    assert "评分表/网营1/A0001_张三_SEO-02.pdf" in names
    assert "评分表/@网营_2/A0005_+王五_SEO-02.pdf" in names
    assert "答卷/网营1/A0001_张三_SEO-02/A0001_SEO02_03_诊断方案.docx" in names
    assert not [name for name in names if "A0004" in name or "A0006" in name], "absent, and void"


def test_the_manifest_has_the_hash_and_size_of_every_member(room, tmp_path) -> None:
    with packed(room, tmp_path) as file:
        manifest = json.loads(file.read("manifest.json"))
        listed = {one["name"]: (one["sha256"], one["size"]) for one in manifest["members"]}
        found = {
            name: (hashlib.sha256(file.read(name)).hexdigest(), len(file.read(name)))
            for name in file.namelist()
            if name != "manifest.json"
        }
    assert listed == found
    assert (manifest["kind"], manifest["faults"], manifest["rows"]) == (
        "papers",
        [],
        {"candidates": 6, "scripts": 4},
    )


def test_what_was_handed_in_is_a_file_that_office_programs_open(room, tmp_path) -> None:
    with packed(room, tmp_path, Wanted(("answers",))) as file:
        folder = "答卷/网营1/A0001_张三_SEO-02/"
        written = docx.Document(io.BytesIO(file.read(folder + "A0001_SEO02_03_诊断方案.docx")))
        (table,) = (name for name in file.namelist() if name.startswith(folder) and "02_问题清单" in name)
        book = openpyxl.load_workbook(io.BytesIO(file.read(table)))
    assert [one.text for one in written.paragraphs] == ["方案", "第一段"]
    assert [cell.value for cell in book.active[2]][:3] == ["首页", "重复", "=1+1"]


def test_the_draws_record_in_the_zip_can_be_recomputed(room, tmp_path) -> None:
    with packed(room, tmp_path, Wanted(("record",))) as file:
        assert list(verify(json.loads(file.read("抽签记录.json")))) == []


def test_a_blind_zip_tells_nobody_in_names_and_pages(room, tmp_path) -> None:
    with packed(room, tmp_path, login="kp1", names=False) as file:
        names = "\n".join(file.namelist())
        tables = "".join(
            file.read(name).decode() for name in file.namelist() if name.endswith((".csv", ".json"))
        )
    assert f"评分表/{room.code('A0001')}_SEO-02.pdf" in names
    assert f"答卷/{room.code('A0001')}_SEO-02/{room.code('A0001')}_SEO02_03_诊断方案.docx" in names
    assert "抽签记录" not in names
    for login, (name, _) in NAMES.items():
        assert not [told for told in (login, name) if told in names + tables]


def test_a_run_that_breaks_off_leaves_nothing_and_can_be_begun_again(room, tmp_path) -> None:
    class Broken(Exception):
        pass

    def break_off(done, of):
        if done == 2:
            raise Broken

    with pytest.raises(Broken):
        bundle(room.wb, room.asking(), tmp_path / "b.zip", progress=break_off)
    assert [one.name for one in tmp_path.iterdir()] == ["home"]
    told = []
    bundle(room.wb, room.asking(), tmp_path / "b.zip", progress=lambda done, of: told.append((done, of)))
    assert told == [(done, 4) for done in range(5)]


def test_pictures_are_packed_as_they_were_made(pictures, tmp_path) -> None:
    with packed(pictures, tmp_path, Wanted(("answers",))) as file:
        (name,) = (name for name in file.namelist() if "02_主图" in name)
        with Image.open(io.BytesIO(file.read(name))) as found:
            assert (found.format, found.size) == ("JPEG", (800, 800))


def test_a_file_whose_bytes_are_spoilt_is_told_and_the_rest_is_packed(pictures, tmp_path) -> None:
    spoil_blobs(pictures)
    manifest = bundle(pictures.wb, pictures.asking(), tmp_path / "b.zip")
    assert len(manifest.faults) == 3
    assert all("not what was kept; it is left out" in fault for fault in manifest.faults)
    assert [one for one in manifest.members if "04_对比说明" in one.name]


def test_a_file_that_is_there_is_not_overwritten(room, tmp_path) -> None:
    (tmp_path / "b.zip").write_bytes(b"mine")
    with pytest.raises(StoreError, match="there already"):
        bundle(room.wb, room.asking(), tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == b"mine"


def test_parts_that_there_are_not_or_none_at_all_are_refused() -> None:
    for parts in ((), ("book", "everything")):
        with pytest.raises(Refused):
            Wanted(parts)
    assert Wanted().parts == PARTS


def test_a_bundle_waits_for_the_one_who_made_it_and_goes_after_a_day(room) -> None:
    name = kept.make(room.wb, room.asking(), Wanted(("book",)))
    (waiting,) = kept.waiting(room.wb, room.asking())
    assert (waiting.name, kept.fetch(room.wb, room.people["gl"], name).path.is_file()) == (name, True)
    assert kept.waiting(room.wb, room.asking(names=False)) == ()
    with pytest.raises(Absent):
        kept.fetch(room.wb, room.people["kp1"], name.replace("names", "blind"))
    for strange in ("../workbench.db", "x.zip", name[:-1]):
        with pytest.raises(Absent):
            kept.fetch(room.wb, room.people["gl"], strange)
    room.time.pass_seconds(kept.KEPT_SECONDS + 1)
    with pytest.raises(Absent):
        kept.fetch(room.wb, room.people["gl"], name)
    kept.make(room.wb, room.asking(), Wanted(("book",)))
    assert not waiting.path.exists()


def test_erasure_takes_waiting_bundles_along(room) -> None:
    kept.make(room.wb, room.asking(), Wanted(("book",)))
    room.release()
    erasing.erase_personal_data(room.wb, room.people["gl"], room.sitting, "三年期满")
    assert kept.waiting(room.wb, room.asking()) == ()


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("../../etc/passwd", ".._.._etc_passwd".strip(" .")), ("a\\b:c*?.docx", "a_b_c__.docx"), ("CON.txt", "_CON.txt"),
        ("  .. ", "未命名"), ("反\u202excod.exe", "反_xcod.exe"), ("一\x00二\n", "一_二_"), ("", "未命名"),
        ("长" * 200 + ".docx", "长" * (LONGEST - 5) + ".docx"),
    ],
)  # fmt: skip
def test_a_name_becomes_one_that_every_system_takes(typed, wanted) -> None:
    assert safe(typed) == wanted


def test_equal_names_get_numbers_and_a_missing_suffix_is_added() -> None:
    assert unlike("甲/A.docx", {"甲/a.docx", "甲/a (2).docx"}) == "甲/A (3).docx"
    assert (with_suffix("表", ".xlsx"), with_suffix("表.XLSX", ".xlsx")) == ("表.xlsx", "表.XLSX")
