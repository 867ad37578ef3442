from __future__ import annotations

import json
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from kept_store import faults, rewritten, save, work

from workbench.domain.errors import StoreError
from workbench.store import drafts, events
from workbench.store.engine import Store
from workbench.usecases import keeping, uploads

WRITERS = ("A0001", "A0002")


@pytest.fixture
def backup(school, tmp_path) -> Path:
    work(school)
    return keeping.back_up(school.wb.settings, tmp_path / "b.zip").path


def refused(tmp_path, file: Path, told: str, home: str = "new") -> None:
    before = sorted(tmp_path.iterdir())
    with pytest.raises(StoreError, match=told):
        keeping.restore(file, tmp_path / home)
    assert sorted(tmp_path.iterdir()) == before, "something was left behind"


def test_a_backup_taken_while_students_write_holds_all_that_was_acknowledged_before(school, tmp_path) -> None:
    ids = {login: school.start(login) for login in WRITERS}
    acknowledged = dict.fromkeys(WRITERS, 0)
    blobs: set[str] = set()
    done, warm = threading.Event(), threading.Barrier(len(WRITERS) * 2 + 1)

    def write(login: str) -> None:
        rev = 0
        while not done.is_set():
            rev += 1
            save(school, login, ids[login], rev)
            acknowledged[login] = rev
            if rev == 5:
                warm.wait(60)

    def upload(login: str) -> None:
        count = 0
        while not done.is_set():
            count += 1
            body = (f"{login} {count}".encode() * 1000,)
            blobs.add(
                uploads.add(school.wb, school.people[login], ids[login], "desk.doc", "f", "", body).blob
            )
            if count == 5:
                warm.wait(60)

    with ThreadPoolExecutor(len(WRITERS) * 2) as pool:
        working = [pool.submit(write, one) for one in WRITERS] + [pool.submit(upload, one) for one in WRITERS]
        try:
            warm.wait(60)
            before, kept_before = dict(acknowledged), set(blobs)
            kept = keeping.back_up(school.wb.settings, tmp_path / "b.zip")
            after = dict(acknowledged)
        finally:
            done.set()
        for one in working:
            one.result()
    assert all(after[login] > before[login] for login in WRITERS), "nobody wrote during the backup"
    assert kept.manifest.faults == ()

    home = keeping.restore(kept.path, tmp_path / "new").path
    assert faults(home, school) == []
    with closing(Store(f"sqlite:///{home / 'workbench.db'}", home / "blobs")) as store:
        with store.reading() as conn:
            for login, attempt_id in ids.items():
                draft = drafts.draft(conn, attempt_id, "desk.doc", "03")
                assert draft.rev >= before[login]
                trace = [one.params["body"] for one in events.events_of(conn, attempt_id)]
                assert trace == [f"{login} 第 {rev} 稿" for rev in range(1, draft.rev + 1)]
        assert all(store.blobs.exists(blob) for blob in kept_before)


def test_a_backup_says_what_it_holds_and_is_the_owners_alone(school, backup) -> None:
    with zipfile.ZipFile(backup) as file:
        manifest = json.loads(file.read("manifest.json"))
        assert set(file.namelist()) == {"manifest.json", *(one["name"] for one in manifest["members"])}
    assert (manifest["kind"], manifest["schema"]) == ("backup", school.wb.store.forms()[0])
    assert manifest["program"] == keeping.program_version()
    assert (manifest["rows"]["people"], manifest["rows"]["files"]) == (7, 1)
    assert backup.stat().st_mode & 0o777 == 0o600
    with school.wb.store.reading() as conn:
        from workbench.store import audit

        assert audit.notes(conn)[-1][1:3] == (keeping.COMMAND_LINE, "backup")


def test_a_file_that_is_there_is_not_overwritten(school, backup) -> None:
    before = backup.read_bytes()
    with pytest.raises(StoreError, match="there already"):
        keeping.back_up(school.wb.settings, backup)
    assert backup.read_bytes() == before


def test_a_home_without_a_workbench_is_not_backed_up_and_stays_empty(school, tmp_path) -> None:
    from workbench.settings import Settings

    (tmp_path / "empty").mkdir()
    with pytest.raises(StoreError, match="no database"):
        keeping.back_up(Settings.read({}, home=tmp_path / "empty"), tmp_path / "b.zip")
    assert list((tmp_path / "empty").iterdir()) == []


def test_a_blob_that_is_gone_is_told_and_the_rest_is_kept(school, tmp_path) -> None:
    work(school)
    (blob,) = [path for path in (school.wb.settings.home / "blobs").rglob("*") if path.is_file()]
    blob.unlink()
    kept = keeping.back_up(school.wb.settings, tmp_path / "b.zip")
    assert [blob.name in fault for fault in kept.manifest.faults] == [True]
    home = keeping.restore(kept.path, tmp_path / "new").path
    assert [blob.name in fault for fault in faults(home, school)] == [True]


@pytest.mark.parametrize("what", ["workbench.db", "blobs"])
def test_a_tampered_member_is_refused_and_nothing_is_restored(school, backup, tmp_path, what) -> None:
    def change(name: str, body: bytes) -> bytes:
        return body[:-1] + bytes([body[-1] ^ 1]) if name.startswith(what) else body

    refused(tmp_path, rewritten(backup, tmp_path / "t.zip", change), "SHA-256")


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "blobs/../../evil", "C:\\evil", "blobs/aa/..", "x"])
def test_a_member_whose_name_leads_elsewhere_is_refused(backup, tmp_path, name) -> None:
    def listed(member: str, body: bytes) -> bytes:
        if member != "manifest.json":
            return body
        manifest = json.loads(body)
        manifest["members"].append({"name": name, "sha256": "0" * 64, "size": 4})
        return json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1).encode()

    for number, change in enumerate((listed, lambda _, body: body)):
        file = rewritten(backup, tmp_path / f"{number}.zip", change)
        with zipfile.ZipFile(file, "a") as more:
            more.writestr(name, "evil")
        refused(tmp_path, file, "no member of ours|does not name it")


def changed(backup: Path, to: Path, **values) -> Path:
    def change(member: str, body: bytes) -> bytes:
        if member != "manifest.json":
            return body
        whole = json.loads(body) | values
        return json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1).encode()

    return rewritten(backup, to, change)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"schema": "9999"}, "have the form '9999'"),
        ({"form": 2}, "form 2"),
        ({"kind": "archive"}, "found a archive"),
        ({"rows": {}}, "other rows"),
        ({"more": 1}, "not as the workbench writes it"),
        ({"notes": {"database": "postgresql"}}, "whether it has a database"),
    ],
)
def test_a_manifest_that_says_something_else_is_refused(backup, tmp_path, values, told) -> None:
    refused(tmp_path, changed(backup, tmp_path / "t.zip", **values), told)


@pytest.mark.parametrize("lost", ["manifest.json", "workbench.db", "blobs"])
def test_a_missing_member_is_refused(backup, tmp_path, lost) -> None:
    file = rewritten(backup, tmp_path / "t.zip", lambda name, body: None if name.startswith(lost) else body)
    refused(tmp_path, file, "missing")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_is_there_twice_is_refused(backup, tmp_path) -> None:
    file = rewritten(backup, tmp_path / "t.zip", lambda _, body: body)
    with zipfile.ZipFile(file, "a") as more:
        more.writestr("workbench.db", "another")
    refused(tmp_path, file, "more than once")


@pytest.mark.parametrize("keep", [0, 100, -100])
def test_half_a_file_and_what_is_no_zip_are_refused(backup, tmp_path, keep) -> None:
    (tmp_path / "t.zip").write_bytes(backup.read_bytes()[:keep])
    refused(tmp_path, tmp_path / "t.zip", "want a backup|cannot be read")


def test_a_home_that_holds_something_is_refused(school, backup, tmp_path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("mine")
    refused(tmp_path, backup, "holds something", home="full")
    refused(tmp_path, backup, "holds something", home="home")
    (tmp_path / "new").mkdir()
    assert keeping.restore(backup, tmp_path / "new").path == tmp_path / "new"


def test_another_seal_than_the_one_on_paper_is_refused(school, backup, tmp_path) -> None:
    with pytest.raises(StoreError, match="the seal is"):
        keeping.restore(backup, tmp_path / "new", seal="0" * 64)
    seal = keeping.restore(backup, tmp_path / "new").manifest.seal
    spaced = " ".join(seal[at : at + 8] for at in range(0, 64, 8))
    assert keeping.restore(backup, tmp_path / "again", seal=spaced).manifest.seal == seal
