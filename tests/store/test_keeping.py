"""What backup and integrity check ask of a store, on both databases."""

from __future__ import annotations

import zipfile

import pytest
import sqlalchemy as sa
from sample_attempt import make_attempt

from workbench.store import backing_up, events, files, integrity, restoring, schema
from workbench.store.files import StoredFile


def test_a_reader_of_one_moment_sees_nothing_that_comes_later(store) -> None:
    attempt = make_attempt(store)
    with store.seeing_one_moment() as conn:
        assert events.last_seq(conn, attempt) == 0
        with store.writing() as other:
            events.append_event(other, attempt, at=1.0, tool="t", action="a", params={})
        assert events.last_seq(conn, attempt) == 0
    with store.reading() as conn:
        assert events.last_seq(conn, attempt) == 1


def test_a_sound_store_has_no_faults_in_its_rows(store) -> None:
    attempt = make_attempt(store)
    with store.writing() as conn:
        events.append_event(conn, attempt, at=1.0, tool="t", action="a", params={})
    with store.seeing_one_moment() as conn:
        assert [*integrity.file_faults(conn), *integrity.row_faults(conn)] == []
        assert integrity.counts(conn)["events"] == 1


@pytest.mark.parametrize("table", schema.APPEND_ONLY)
def test_a_guard_that_is_gone_is_named(url, opened, table) -> None:
    store = opened(url)
    store.upgrade()
    name = f"{table}_no_delete" if store.is_sqlite else f"{table}_append_only ON {table}"
    with store.writing() as conn:
        conn.execute(sa.text(f"DROP TRIGGER {name}"))
    with store.reading() as conn:
        found = [fault.found for fault in integrity.trigger_faults(conn)]
    wanted = (
        ["nothing refuses DELETE"]
        if store.is_sqlite
        else ["nothing refuses UPDATE", "nothing refuses DELETE"]
    )
    assert found == wanted


def test_a_backup_has_every_named_file_and_the_database_where_it_is_embedded(store, tmp_path) -> None:
    attempt = make_attempt(store)
    blob, size = store.blobs.put(b"picture")
    with store.writing() as conn:
        files.add_file(conn, StoredFile("f", attempt, "t", "a.png", "image/png", blob, size, 1.0))
    made = backing_up.back_up(store, tmp_path / "b.zip", made=1.0, program="1")
    with zipfile.ZipFile(tmp_path / "b.zip") as file:
        assert file.read(f"blobs/{blob[:2]}/{blob}") == b"picture"
        assert (backing_up.DATABASE in file.namelist()) is store.is_sqlite
    assert made.notes["database"] == ("sqlite" if store.is_sqlite else "postgresql")
    assert restoring.restore(tmp_path / "b.zip", tmp_path / "new") == made
    assert (tmp_path / "new" / "blobs" / blob[:2] / blob).read_bytes() == b"picture"
