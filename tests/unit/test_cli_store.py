from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from kept_store import damage, work

from workbench.cli import main
from workbench.store import audit, sittings
from workbench.usecases import running_sitting


@pytest.fixture
def ran(school, monkeypatch):
    monkeypatch.delenv("WORKBENCH_DATABASE_URL", raising=False)
    monkeypatch.delenv("WORKBENCH_BLOBS_URL", raising=False)
    monkeypatch.setenv("WORKBENCH_HOME", str(school.wb.settings.home))

    def run(*arguments: object, code: int = 0) -> str:
        result = CliRunner().invoke(main, [str(one) for one in arguments])
        assert result.exit_code == code, result.output
        return result.output

    return run


def test_a_home_is_backed_up_restored_and_checked(school, ran, tmp_path) -> None:
    work(school)
    made = json.loads(ran("backup", "--to", tmp_path / "b.zip", "--json"))
    assert (made["faults"], made["database"], made["rows"]["files"]) == ([], "sqlite", 1)
    assert "check --store" in ran(
        "restore", tmp_path / "b.zip", "--home", tmp_path / "new", "--seal", made["seal"]
    )
    assert "all is well" in ran("check", "--store", "--home", tmp_path / "new")
    assert "holds something" in ran("restore", tmp_path / "b.zip", "--home", tmp_path / "new", code=1)


def test_a_fault_of_the_store_is_printed_and_fails_the_command(school, ran) -> None:
    damage(school.wb.settings.home, "DROP TRIGGER events_no_update")
    (fault,) = json.loads(ran("check", "--store", "--json", code=1))["faults"]
    assert fault == {
        "where": "table events", "found": "nothing refuses UPDATE", "wanted": "the trigger that keeps it append-only",
    }  # fmt: skip
    assert "FAULT table events" in ran("check", "--store", code=1)


def test_a_place_without_a_workbench_is_named_and_stays_as_it_is(ran, tmp_path) -> None:
    nowhere = tmp_path / "nowhere"
    for arguments in (
        ("check", "--store"),
        ("backup",),
        ("archive", "1", "--to", "x"),
        ("erase", "1", "--reason", "x"),
    ):
        assert str(nowhere) in ran(*arguments, "--home", nowhere, code=1)
    assert not nowhere.exists()


def test_a_sitting_is_archived_verified_and_erased_in_an_administrators_name(school, ran, tmp_path) -> None:
    work(school)
    assert "还没有结束" in ran("archive", school.sitting, "--to", tmp_path / "a.zip", code=1)
    running_sitting.close_sitting(school.wb, school.people["gl"], school.sitting)
    with school.wb.store.writing() as conn:
        for state in ("marked", "released"):
            sittings.set_state(conn, school.sitting, state)
    made = json.loads(ran("archive", school.sitting, "--to", tmp_path / "a.zip", "--without-names", "--json"))
    assert (made["names"], made["faults"]) == (False, [])
    assert "as it was sealed" in ran("archive", "--verify", tmp_path / "a.zip", "--seal", made["seal"])
    assert "want 1111" in ran("archive", "--verify", tmp_path / "a.zip", "--seal", "1111", code=1)
    assert "want one of: gl" in ran("erase", school.sitting, "--reason", "到期", "--by", "jk", code=1)
    assert "2 people" in ran("erase", school.sitting, "--reason", "到期")
    with school.wb.store.reading() as conn:
        assert [row[1:3] for row in audit.notes(conn)[-2:]] == [("gl", "archive"), ("gl", "erase")]
    ran("archive", "--to", tmp_path / "c.zip", code=2)
