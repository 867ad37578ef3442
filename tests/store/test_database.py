"""The address, the upgrade, the check, and what a fault of the database sounds like."""

from __future__ import annotations

import subprocess
import sys
import threading
from importlib import resources
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sample_attempt import make_attempt, make_person

from workbench.domain.errors import StoreError
from workbench.store import attempts, connecting, drafts, events, people, schema
from workbench.store.engine import Store

UPGRADE = "import sys; from workbench.store.engine import Store; Store(*sys.argv[1:]).upgrade()"


def test_the_migrations_make_exactly_the_tables_of_the_schema(store) -> None:
    with store.reading() as conn:
        assert compare_metadata(MigrationContext.configure(conn), schema.metadata) == []


def test_two_processes_may_upgrade_at_once_from_any_folder(url, opened, tmp_path: Path) -> None:
    command = [sys.executable, "-c", UPGRADE, url, str(tmp_path / "blobs")]
    both = [subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE) for _ in range(2)]
    said = [process.communicate(timeout=60)[1].decode() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    opened(url).check()


def test_a_second_upgrade_changes_nothing(store) -> None:
    attempt = make_attempt(store)
    store.upgrade()
    store.check()
    with store.reading() as conn:
        assert people.person_by_login(conn, "A0001") is not None
        assert drafts.drafts_of(conn, attempt) == ()


def test_an_upgrade_from_the_form_before_keeps_attempts_and_what_refers_to_them(url, opened) -> None:
    store = opened(url)
    _upgrade_to(store, "0003")
    with store.writing() as conn:
        for line in BEFORE_0004:
            conn.execute(sa.text(line))
    store.upgrade()
    with store.reading() as conn:
        found = attempts.attempt(conn, "one")
        assert (found.state, found.number, found.minutes) == ("running", 1, 60)
        assert [event.action for event in events.events_of(conn, "one")] == ["read"]
    with pytest.raises(StoreError), store.writing() as conn:
        conn.execute(sa.text("UPDATE attempts SET state = 'lost'"))
    with pytest.raises(StoreError, match=r"(?i)foreign key"), store.writing() as conn:
        conn.execute(sa.text("DELETE FROM attempts"))


def _upgrade_to(store: Store, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(resources.files("workbench.store") / "migrations"))
    with store.writing() as conn:
        config.attributes["connection"] = conn
        command.upgrade(config, revision)


BEFORE_0004 = (
    (
        "INSERT INTO people (id, login, name, role, secret_hash, class_name, seat, extra_minutes, created) "
        "VALUES (1, 'A0001', '甲', 'student', 'x', '', '', 0, 1)"
    ),
    "INSERT INTO papers (hash, body) VALUES ('h', '{}')",
    "INSERT INTO sittings (id, name, state, minutes, policy, created) VALUES (1, '场次', 'open', 60, '{}', 1)",
    (
        "INSERT INTO attempts (id, code, sitting_id, person_id, candidate, plugin, task, seed, paper_hash, state, "
        "began, minutes, extra_seconds) "
        "VALUES ('one', 'ABCDE', 1, 1, 'A0001', 'seo', 'seo-02', '0', 'h', 'running', 1, 60, 0)"
    ),
    "INSERT INTO events (attempt_id, seq, at, tool, action, params) VALUES ('one', 1, 2, 't', 'read', '{}')",
)


def test_a_store_without_its_tables_says_so(url, opened) -> None:
    with pytest.raises(StoreError, match="has no tables, want 0005"):
        opened(url).check()


def test_a_store_of_an_unknown_form_says_so_and_is_not_upgraded(url, opened) -> None:
    store = opened(url)
    store.upgrade()
    with store.writing() as conn:
        conn.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="has the form 9999, want 0005"):
        store.check()
    with pytest.raises(StoreError, match="9999"):
        store.upgrade()


@pytest.mark.parametrize(
    "address",
    ["not an address", "mysql://u:geheim@h/d", "postgresql+psycopg2://u:geheim@h/d", "sqlite://", "sqlite:///:memory:"],
)  # fmt: skip
def test_an_address_that_is_not_taken_is_named_with_what_is_wanted(address, tmp_path) -> None:
    with pytest.raises(StoreError, match="database address: want sqlite:///FILE") as caught:
        Store(address, tmp_path)
    assert "geheim" not in str(caught.value)


def test_a_server_that_does_not_answer_is_named_without_its_password(opened) -> None:
    store = opened("postgresql+psycopg://u:geheim@127.0.0.1:1/d")
    for ask in (store.check, store.upgrade):
        with pytest.raises(StoreError, match=r"127\.0\.0\.1:1/d: connection") as caught:
            ask()
        assert "geheim" not in str(caught.value)


def test_a_folder_that_is_not_there_is_named(opened, tmp_path) -> None:
    with pytest.raises(StoreError, match=r"absent/workbench\.db: unable to open"):
        opened(f"sqlite:///{tmp_path}/absent/workbench.db").check()


def test_a_file_that_is_no_database_is_named(opened, tmp_path) -> None:
    (tmp_path / "photo.db").write_bytes(b"\x89PNG" * 1000)
    with pytest.raises(StoreError, match=r"photo\.db: file is not a database"):
        opened(f"sqlite:///{tmp_path}/photo.db").check()


def test_a_blob_folder_that_cannot_be_made_is_named(upgraded, tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    store = Store(upgraded, tmp_path / "file" / "blobs")
    with pytest.raises(StoreError, match=r"file/blobs: Not a directory"):
        store.check()
    store.close()


def test_what_is_written_in_a_block_that_raises_is_undone(store) -> None:
    def write_half() -> None:
        with store.writing() as conn:
            make_person(conn, "x")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_half()
    with store.reading() as conn:
        assert people.person_by_login(conn, "x") is None


def test_a_connection_to_read_with_cannot_write(store) -> None:
    with pytest.raises(StoreError, match=r"(?i)read-?only"), store.reading() as conn:
        make_person(conn, "x")
    with store.writing() as conn:
        make_person(conn, "x")


def test_a_fault_says_nothing_of_what_was_to_be_kept(store) -> None:
    with pytest.raises(StoreError) as caught, store.writing() as conn:
        drafts.save_draft(conn, "no such attempt", "desk.doc", "03", rev=1, body="geheimes Wort", at=1.0)
    assert "geheim" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("database", ["sqlite"])
def test_sqlite_syncs_every_commit_and_holds_foreign_keys(store) -> None:
    for block in (store.reading, store.writing):
        with block() as conn:
            asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "recursive_triggers")
            found = [conn.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in asked]
        assert found == ["wal", 2, 1, 10000, 1]


@pytest.mark.parametrize("database", ["sqlite"])  # where a full disk can be staged
def test_a_full_disk_is_said_and_what_was_kept_before_stays(store) -> None:
    attempt = make_attempt(store)
    with store.writing() as conn:
        drafts.save_draft(conn, attempt, "desk.doc", "03", rev=1, body="kept", at=1.0)
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        conn.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreError, match="full"), store.writing() as conn:
        drafts.save_draft(conn, attempt, "desk.doc", "03", rev=2, body="x" * 100_000, at=2.0)
    with store.reading() as conn:
        assert drafts.draft(conn, attempt, "desk.doc", "03").body == "kept"


@pytest.mark.parametrize("database", ["sqlite"])  # which has one write lock
def test_a_writer_that_waits_too_long_for_another_gives_up(upgraded, opened, monkeypatch) -> None:
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.2)
    first, second = opened(upgraded), opened(upgraded)
    with first.writing():
        with pytest.raises(StoreError, match="locked"), second.writing():  # another process
            pass
        with pytest.raises(StoreError, match="busy"), first.writing():  # another thread
            pass
    with second.writing() as conn:
        make_person(conn, "x")


def test_readers_do_not_wait_for_a_writer(store) -> None:
    seen: list[object] = []

    def read() -> None:
        with store.reading() as conn:
            seen.append(people.person_by_login(conn, "x"))

    with store.writing() as conn:
        make_person(conn, "x")
        reader = threading.Thread(target=read)
        reader.start()
        reader.join(5)
    assert seen == [None]
