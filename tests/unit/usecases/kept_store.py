"""A school whose students have worked, and ways to look at what is kept and to damage it."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

from workbench.store.engine import Store
from workbench.usecases import checking_store, saving, sitting_exam, uploads
from workbench.usecases.saving import DraftIn


def save(
    school, login: str, attempt_id: str, rev: int, *, by: str = "student", body: str | None = None
) -> str:
    text = body or f"{login} 第 {rev} 稿"
    saving.save_draft(
        school.wb, school.people[login], DraftIn(attempt_id, "page", "desk.doc", "03", rev, text, by)
    )
    return text


def work(school, login: str = "A0001", *, steps: int = 30, hand_in: bool = True) -> str:
    """The id of an attempt with a trace that has a snapshot, a draft and a file."""
    attempt_id = school.start(login)
    person = school.people[login]
    for rev in range(1, 4):
        save(school, login, attempt_id, rev)
    for _ in range(steps):
        sitting_exam.step(school.wb, person, attempt_id, "page", ("desk.brief", "no such action", {}))
    uploads.add(
        school.wb, person, attempt_id, "desk.doc", "图.txt", "text/plain", (f"{login} bytes".encode(),)
    )
    if hand_in:
        sitting_exam.hand_in(school.wb, person, attempt_id, "page")
    return attempt_id


def faults(home: Path, school) -> list[str]:
    """What ``check --store`` says of a home, with the school's own plugins."""
    with closing(Store(f"sqlite:///{home / 'workbench.db'}", home / "blobs")) as store:
        found = checking_store.check_store(store, school.wb.registry)
    return [f"{one.where}: {one.found}; {one.wanted}" for one in found.faults]


def damage(home: Path, *lines: str) -> None:
    """Change the database as no program of ours would."""
    with closing(sqlite3.connect(home / "workbench.db", isolation_level=None)) as database:
        for line in lines:
            database.execute(line)


def rewritten(source: Path, to: Path, change) -> Path:
    """A copy of a packed file, each member as ``change(name, bytes)`` gives it; None leaves it out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            body = change(name, old.read(name))
            if body is not None:
                new.writestr(name, body)
    return to
