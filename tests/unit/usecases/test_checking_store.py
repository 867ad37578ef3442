from __future__ import annotations

import pytest
from kept_store import damage, faults, work

from workbench.store import schema
from workbench.usecases import invigilating


@pytest.fixture
def home(school):
    work(school)
    work(school, "A0002", hand_in=False)
    return school.wb.settings.home


def test_a_sound_store_has_no_faults_while_students_work(school, home) -> None:
    assert faults(home, school) == []


def test_an_attempt_that_was_reopened_keeps_its_outcomes_and_is_sound(school, home) -> None:
    attempt_id = school.attempt_id("A0001")
    invigilating.reopen(school.wb, school.people["jk"], attempt_id, minutes=1, reason="误按交卷")
    assert faults(home, school) == []


FREE_EVENTS = ("DROP TRIGGER events_no_update", "DROP TRIGGER events_no_delete")
ONE = "(SELECT id FROM attempts WHERE candidate = 'A0001')"

PLANTED = {
    "a hole in the events": (
        [*FREE_EVENTS, f"DELETE FROM events WHERE attempt_id = {ONE} AND seq IN (2, 3)"], "missing: 2, 3",
    ),
    "a changed paper": (["UPDATE papers SET body = body || ' '"], "its paper's text has the SHA-256"),
    "a wrong paper hash": (
        [f"UPDATE attempts SET paper_hash = 'f00' WHERE id = {ONE}"], "its paper is not there",
    ),
    "a snapshot that differs": (
        ["UPDATE snapshots SET states = json_set(states, '$.\"desk.doc\".drafts', json('{}'))"],
        "another state of desk.doc than the replay gives",
    ),
    "a snapshot of the future": (["UPDATE snapshots SET seq = 9999"], "it is of event 9999"),
    "a changed step": (
        [*FREE_EVENTS, "UPDATE events SET params = '{\"field\": 1}' WHERE refused IS NULL AND seq = 1"],
        "its trace does not replay",
    ),
    "a row that is no JSON": (
        [*FREE_EVENTS, "UPDATE events SET params = '{' WHERE seq = 1"], "a row that cannot be read",
    ),
    "a draft logged beyond its revision": (["UPDATE drafts SET logged_rev = rev + 1"], "logged revision 4"),
    "a draft that the hand-in lost": (
        [f"UPDATE drafts SET rev = rev + 1 WHERE attempt_id = {ONE}"], "revision 4 is saved, the trace holds 3",
    ),
    "outcomes before the hand-in": (
        [f"UPDATE attempts SET state = 'running' WHERE id = {ONE}"], "outcomes of an attempt that is running",
    ),
    "a size that is wrong": (["UPDATE files SET size = 1"], "1 bytes with"),
    "a row that refers to nothing": (
        ["DELETE FROM people WHERE login = 'A0002'"], "it refers to no row of people",
    ),
    "another form": (["UPDATE alembic_version SET version_num = '0001'"], "its tables have the form 0001"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_planted_damage_is_named(school, home, name) -> None:
    lines, told = PLANTED[name]
    damage(home, *lines)
    assert any(told in fault for fault in faults(home, school)), faults(home, school)


@pytest.mark.parametrize("table", schema.APPEND_ONLY)
@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_trigger_that_was_dropped_or_disarmed_is_named(school, home, table, change) -> None:
    name = f"{table}_no_{change}"
    told = f"table {table}: nothing refuses {change.upper()}; the trigger that keeps it append-only"
    damage(home, f"DROP TRIGGER {name}")
    assert faults(home, school) == [told]
    damage(home, f"CREATE TRIGGER {name} BEFORE {change.upper()} ON {table} BEGIN SELECT 1; END")
    assert faults(home, school) == [told]


@pytest.mark.parametrize(("change", "told"), [("gone", "No such file"), ("other", "SHA-256")])
def test_a_blob_that_is_gone_or_changed_is_named_with_its_file(school, home, change, told) -> None:
    blob = next(path for path in (home / "blobs").rglob("*") if path.is_file())
    if change == "gone":
        blob.unlink()
    else:
        blob.write_bytes(b"another text")
    (fault,) = faults(home, school)
    assert told in fault
    assert blob.name in fault
    assert "图.txt" in fault


def test_a_database_that_cannot_be_read_is_a_fault_and_no_crash(school, home) -> None:
    school.wb.store.close()
    (home / "workbench.db").write_bytes(b"SQLite format 3\x00" + b"\xff" * 9000)
    for more in home.glob("workbench.db-*"):
        more.unlink()
    assert faults(home, school)
