from __future__ import annotations

import json
import zipfile

import pytest
from kept_store import damage, rewritten, work

from workbench.domain.errors import NotAllowed, Refused, StoreError
from workbench.store import archive_rows, audit, marks, schema, sittings
from workbench.usecases import (
    archiving,
    erasing,
    giving_marks,
    invigilating,
    marking,
    running_sitting,
    signing_in,
)
from workbench.usecases.giving_marks import MarkIn


@pytest.fixture
def gl(school):
    return school.people["gl"]


@pytest.fixture
def closed(school):
    attempt = work(school, hand_in=False)
    invigilating.extend(school.wb, school.people["jk"], [attempt], minutes=5, reason="断电")
    invigilating.hand_in_for(school.wb, school.people["jk"], attempt, reason="生病")
    giving_marks.put_mark(school.wb, school.people["kp1"], attempt, MarkIn("4", "10"))
    with school.wb.store.writing() as conn:
        detail = {"sitting": school.sitting, "witnesses": ["张老师", "李老师"]}
        audit.note(conn, at=1.0, who="gl", what="redraw", detail=detail)
        audit.note(conn, at=1.0, who="gl", what="draw", detail={"sitting": 99})
    running_sitting.close_sitting(school.wb, school.people["jk"], school.sitting)
    return attempt


def go_on(school, *states):
    with school.wb.store.writing() as conn:
        for state in states:
            sittings.set_state(conn, school.sitting, state)


def lines(path, member):
    with zipfile.ZipFile(path) as file:
        return [json.loads(line) for line in file.read(member).splitlines()]


def test_every_table_is_in_the_archive_or_left_out_by_name() -> None:
    found = {table.name for table in archive_rows.sitting_tables()}
    assert found | {*archive_rows.ELSEWHERE, *archive_rows.LEFT_OUT} == set(schema.metadata.tables)
    for table in archive_rows.sitting_tables():
        assert table.name in {"sittings", "papers"} or {"sitting_id", "attempt_id"} & set(table.c.keys())


def test_an_archive_holds_everything_of_the_sitting_and_verifies(school, gl, closed, tmp_path) -> None:
    made = archiving.archive_sitting(school.wb, gl, school.sitting, tmp_path / "a.zip")
    for table in ("papers", "events", "drafts", "files", "outcomes", "marks", "flags", "grants", "snapshots"):
        assert made.rows[f"{table}.jsonl"] > 0, table
    assert [row["reason"] for row in lines(tmp_path / "a.zip", "grants.jsonl")] == ["断电"]
    assert len(lines(tmp_path / "a.zip", "attempts.jsonl")) == 2
    acts = [row["what"] for row in lines(tmp_path / "a.zip", "audit.jsonl")]
    assert acts == ["draw", "open", "extend", "hand_in", "redraw", "close"]
    (stored,) = lines(tmp_path / "a.zip", "files.jsonl")
    with zipfile.ZipFile(tmp_path / "a.zip") as file:
        assert file.read(f"blobs/{stored['blob'][:2]}/{stored['blob']}") == b"A0001 bytes"
    verified = archiving.verify_archive(tmp_path / "a.zip", seal=made.seal)
    assert (verified.faults, verified.manifest.seal) == ((), made.seal)
    with school.wb.store.reading() as conn:
        assert audit.notes(conn)[-1][2:] == (
            "archive", {"sitting": school.sitting, "seal": made.seal, "names": True, "settled": False},
        )  # fmt: skip


def test_names_are_in_one_member_alone_and_can_be_left_out(school, gl, closed, tmp_path) -> None:
    archiving.archive_sitting(school.wb, gl, school.sitting, tmp_path / "a.zip")
    archiving.archive_sitting(school.wb, gl, school.sitting, tmp_path / "b.zip", with_names=False)
    names = ["人A0001", "人A0002", "人kp1", "人jk", "人gl", "张老师", "李老师"]
    with zipfile.ZipFile(tmp_path / "a.zip") as file:
        inside = file.read(archiving.NAMES).decode()
        others = [file.read(name) for name in file.namelist() if name != archiving.NAMES]
    with zipfile.ZipFile(tmp_path / "b.zip") as file:
        assert archiving.NAMES not in file.namelist()
        others += [file.read(name) for name in file.namelist()]
    assert [name for name in names if name not in inside] == []
    assert [name for name in names if any(name.encode() in one for one in others)] == []
    assert "secret_hash" not in inside
    assert archiving.verify_archive(tmp_path / "b.zip").faults == ()


def test_each_tampered_member_is_named(school, gl, closed, tmp_path) -> None:
    made = archiving.archive_sitting(school.wb, gl, school.sitting, tmp_path / "a.zip")
    for number, member in enumerate(made.members):

        def change(name, body, wanted=member.name):
            return body + b" " if name == wanted else body

        file = rewritten(tmp_path / "a.zip", tmp_path / f"{number}.zip", change)
        (fault,) = archiving.verify_archive(file).faults
        assert f"{member.name}: found" in fault
        gone = rewritten(
            tmp_path / "a.zip", tmp_path / f"{number}-gone.zip",
            lambda name, body, wanted=member.name: None if name == wanted else body,
        )  # fmt: skip
        with pytest.raises(StoreError, match="missing"):
            archiving.verify_archive(gone)


def test_a_rewritten_manifest_does_not_bear_the_seal_on_paper(school, gl, closed, tmp_path) -> None:
    made = archiving.archive_sitting(school.wb, gl, school.sitting, tmp_path / "a.zip")
    file = rewritten(
        tmp_path / "a.zip", tmp_path / "b.zip",
        lambda name, body: body.replace(b'"closed"', b'"marked"') if name == "manifest.json" else body,
    )  # fmt: skip
    assert archiving.verify_archive(file).faults == ()
    with pytest.raises(StoreError, match="the seal is"):
        archiving.verify_archive(file, seal=made.seal)


def test_an_open_sitting_is_not_archived_and_only_a_released_one_is_settled(school, gl, tmp_path) -> None:
    with pytest.raises(Refused, match="还没有结束"):
        archiving.archive_sitting(school.wb, gl, school.sitting, tmp_path / "a.zip")
    running_sitting.close_sitting(school.wb, gl, school.sitting)
    with pytest.raises(Refused, match="还没有公布"):
        archiving.archive_sitting(school.wb, gl, school.sitting, tmp_path / "a.zip", settle=True)
    go_on(school, "marked", "released")
    archiving.archive_sitting(school.wb, gl, school.sitting, tmp_path / "a.zip", settle=True)
    with school.wb.store.reading() as conn:
        assert sittings.sitting(conn, school.sitting).state == "archived"


@pytest.mark.parametrize("login", ["A0001", "kp1", "jk", "js"])
def test_only_an_administrator_archives_and_erases(school, closed, tmp_path, login) -> None:
    other = school.people[login]
    with pytest.raises(NotAllowed):
        archiving.archive_sitting(school.wb, other, school.sitting, tmp_path / "a.zip")
    with pytest.raises(NotAllowed):
        erasing.erase_personal_data(school.wb, other, school.sitting, "到期")


def test_erasure_waits_for_the_release_and_wants_a_reason(school, gl, closed) -> None:
    with pytest.raises(Refused, match="还没有公布"):
        erasing.erase_personal_data(school.wb, gl, school.sitting, "到期")
    with pytest.raises(Refused, match="原因"):
        erasing.erase_personal_data(school.wb, gl, school.sitting, "  ")


def test_erasure_leaves_no_name_in_the_database_and_keeps_marks_and_traces(school, gl, closed) -> None:
    go_on(school, "marked", "released")
    damage(school.wb.settings.home, "UPDATE people SET name = name || '的全名' || hex(zeroblob(200)) || name")
    signing_in.sign_in(school.wb, "A0001", "482913")
    before = marking.script(school.wb, school.people["kp1"], closed)
    done = erasing.erase_personal_data(school.wb, gl, school.sitting, "保存期满")
    assert (done.erased, done.needed) == (2, ())
    after = marking.script(school.wb, school.people["kp1"], closed)
    assert (after.trace, after.marks, after.total) == (before.trace, before.marks, before.total)
    with pytest.raises(Refused):
        signing_in.sign_in(school.wb, "A0001", "482913")
    with school.wb.store.reading() as conn:
        assert marks.marks_of(conn, closed)
        assert audit.notes(conn)[-1][1:] == (
            "gl", "erase", {"sitting": school.sitting, "reason": "保存期满", "erased": 2, "needed": 0},
        )  # fmt: skip
    assert erasing.erase_personal_data(school.wb, gl, school.sitting, "再次").before == 2
    school.wb.store.close()
    for path in school.wb.settings.home.glob("workbench.db*"):
        assert "人A0001".encode() not in path.read_bytes()


def test_who_sits_in_another_sitting_keeps_the_name_until_that_is_archived(school, gl, closed) -> None:
    from workbench.store import candidates

    go_on(school, "marked", "released")
    other = running_sitting.plan(school.wb, "补考")
    with school.wb.store.writing() as conn:
        candidates.add_candidates(conn, other, [(school.people["A0002"].id, "", 0)])
    done = erasing.erase_personal_data(school.wb, gl, school.sitting, "到期")
    assert (done.erased, done.needed) == (1, ("A0002",))
    with school.wb.store.writing() as conn:
        for state in sittings.STATES[1:]:
            sittings.set_state(conn, other, state)
    done = erasing.erase_personal_data(school.wb, gl, school.sitting, "到期")
    assert (done.erased, done.before) == (1, 1)
