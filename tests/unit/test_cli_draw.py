from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from redraw_school import all_of, noted, sitting_of, with_two_items

from workbench.cli import main
from workbench.usecases.draw_sheet import sheet

WHY = ("--reason", "试题里的图片打不开，换题", "--signed", "张老师", "李老师")
LATE = "准考证号,姓名,座位\nB0009,钱七,09\n"


@pytest.fixture
def two(school):
    return with_two_items(school)


@pytest.fixture
def ran(two, monkeypatch):
    for name in ("WORKBENCH_DATABASE_URL", "WORKBENCH_BLOBS_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("WORKBENCH_HOME", str(two.wb.settings.home))

    def run(*arguments: object, code: int = 0) -> str:
        result = CliRunner().invoke(main, [str(one) for one in arguments])
        assert result.exit_code == code, result.output
        return result.output

    return run


def test_a_redraw_by_command_is_the_same_act_and_verifies(two, ran, tmp_path) -> None:
    told = json.loads(ran("redraw", two.sitting, "B0001", *WHY, "--json"))
    new = all_of(two)[-1]
    assert (told["item"], told["data_seed"], told["had_before"]) == (new.task, new.seed, False)
    assert told["record_hash"] == sitting_of(two).record["record_hash"]
    assert noted(two, "redraw")[0][0] == "gl"
    path = tmp_path / "record.json"
    path.write_text(sheet(two.wb, two.people["gl"], two.sitting).json_text, "utf-8")
    assert "recomputes" in ran("draw", "--verify", path)
    assert "numbers are new" in ran("redraw", two.sitting, "B0001", *WHY)


def test_late_candidates_by_command_get_slips_in_a_file_of_their_owner(two, ran, tmp_path) -> None:
    (tmp_path / "late.csv").write_text(LATE, "utf-8")
    slips = tmp_path / "slips.pdf"
    asked = ("late", two.sitting, "--roster", tmp_path / "late.csv", "--slips", slips, *WHY)
    assert "至少" in ran(*asked[:-3], "--signed", "甲", "乙", "--reason", "短", "--ceremony", "1", code=1)
    assert "已经用过" in ran(*asked, "--ceremony", "2", code=1)
    assert not slips.exists()
    told = json.loads(ran(*asked, "--ceremony", "5 5", "--json"))
    assert told == {"candidates": ["B0009"], "slips": str(slips)}
    assert slips.read_bytes().startswith(b"%PDF")
    assert slips.stat().st_mode & 0o077 == 0
    assert "new file" in ran(*asked, "--ceremony", "6 6", code=1)
    path = tmp_path / "record.json"
    path.write_text(sheet(two.wb, two.people["gl"], two.sitting).json_text, "utf-8")
    assert json.loads(ran("draw", "--verify", path, "--json")) == {"right": True, "faults": []}
    path.write_text(path.read_text("utf-8").replace("B0009", "B0010"), "utf-8")
    assert "supplement 1" in ran("draw", "--verify", path, code=1)
    assert "all is well" in ran("check", "--store")
