from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from click.testing import CliRunner
from kept_store import work

from workbench.cli import main
from workbench.usecases import running_sitting


@pytest.fixture
def ran(school, monkeypatch):
    monkeypatch.delenv("WORKBENCH_DATABASE_URL", raising=False)
    monkeypatch.delenv("WORKBENCH_BLOBS_URL", raising=False)
    monkeypatch.setenv("WORKBENCH_HOME", str(school.wb.settings.home))

    def run(*arguments: object, code: int = 0):
        result = CliRunner().invoke(main, ["export", str(school.sitting), *(str(one) for one in arguments)])
        assert result.exit_code == code, result.output
        return result

    return run


@pytest.fixture
def closed(school):
    work(school)
    running_sitting.close_sitting(school.wb, school.people["gl"], school.sitting)


def test_every_paper_of_a_sitting_is_written_and_its_hash_is_told(closed, ran, tmp_path) -> None:
    told = json.loads(ran("--to", tmp_path / "out", "--school", "某某学院", "--json").stdout)
    assert [row["paper"] for row in told["files"]] == ["book", "csv", "lines", "json", "pdf", "zip"]
    for row in told["files"]:
        body = Path(row["path"]).read_bytes()
        assert (row["size"], row["sha256"]) == (len(body), hashlib.sha256(body).hexdigest())
    book, _, _, _, sheets, packed = (Path(row["path"]) for row in told["files"])
    assert openpyxl.load_workbook(io.BytesIO(book.read_bytes())).sheetnames[0] == "总览"
    with pypdfium2.PdfDocument(sheets) as document:
        assert "某某学院" in document[0].get_textpage().get_text_bounded()
    with zipfile.ZipFile(packed) as file:
        assert file.testzip() is None
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "out").iterdir()} == {0o600}


def test_one_paper_is_written_again_in_the_place_of_the_old_one(closed, ran, tmp_path) -> None:
    for _ in range(2):
        said = ran("--to", tmp_path, "--only", "csv", "--only", "book").stdout
    assert said.count("complete") == 2
    assert len([path for path in tmp_path.iterdir() if path.suffix in {".csv", ".xlsx"}]) == 2
    assert not list(tmp_path.glob("*.part"))


def test_a_blind_zip_of_some_parts_has_no_names(closed, ran, tmp_path) -> None:
    told = json.loads(
        ran(
            "--to", tmp_path, "--only", "zip", "--part", "csv", "--part", "record", "--blind", "--json"
        ).stdout
    )
    ((path,),) = ([row["path"]] for row in told["files"])
    with zipfile.ZipFile(path) as file:
        assert file.namelist() == ["成绩.csv", "manifest.json"]
        assert "人A0001" not in file.read("成绩.csv").decode()
    assert told["names"] is False


def test_progress_is_told_beside_the_output(closed, ran, tmp_path) -> None:
    result = ran("--to", tmp_path, "--only", "zip")
    assert "1 of 1 scripts" in result.stderr


def test_a_sitting_that_goes_on_or_is_none_is_refused(school, ran, tmp_path) -> None:
    assert "还没有结束" in ran("--to", tmp_path / "out", code=1).output
    assert "no administrator" in ran("--to", tmp_path / "out", "--by", "kp1", code=1).output
    running_sitting.close_sitting(school.wb, school.people["gl"], school.sitting)
    assert "还没有人交卷" in ran("--to", tmp_path / "out", "--only", "pdf", code=1).output
