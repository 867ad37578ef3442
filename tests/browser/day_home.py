"""A school on the morning of the exam: twelve seats, everything drawn, nothing opened."""

from __future__ import annotations

import csv
import dataclasses
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from one_task import SECRET, STAFF

from workbench.rehearsal.server import RunningServer
from workbench.settings import Settings
from workbench.store import people
from workbench.testing import narrowed
from workbench.usecases import running_sitting
from workbench.usecases.demo import ACCOUNTS_FILE
from workbench.usecases.roster import Candidate
from workbench.usecases.signing_in import hash_secret
from workbench.usecases.workbench import open_workbench

NAMES = (
    "周文涛",
    "林若溪",
    "陈一诺",
    "黄嘉怡",
    "吴思远",
    "许安然",
    "郑子涵",
    "孙梦琪",
    "马俊杰",
    "高语晨",
    "何雨桐",
    "罗浩然",
)
STUDENTS = {f"A{number:04d}": name for number, name in enumerate(NAMES, 1)}


def make_day_home(home: Path, task_id: str = "seo-02") -> None:
    """People and one drawn sitting of ``task_id`` at ``home``: rows A and B of six seats."""
    wb = open_workbench(Settings.read({"WORKBENCH_HOME": str(home)}))
    wb = dataclasses.replace(wb, registry=narrowed(wb.registry, task_id))
    (plugin,) = wb.registry.plugins.values()
    roles = {**dict.fromkeys(STUDENTS, "student"), **STAFF}
    secret_hash = hash_secret(SECRET)
    with wb.store.writing() as conn:
        for login, role in roles.items():
            people.add_person(
                conn, login=login, name=STUDENTS.get(login, f"人{login}"), role=role, secret_hash=secret_hash,
                created=wb.clock(), class_name="网营2401" if role == "student" else "",
            )  # fmt: skip
        runner = people.person_by_login(conn, "guanli")
    policy = {"modules": [plugin.module.module], "item_policy": "by_part"}
    sitting = running_sitting.plan(wb, "2026 年冬季技能考核", policy=policy)
    roster = [
        Candidate(login, name, seat=f"{'AB'[at // 6]}{at % 6 + 1:02d}")
        for at, (login, name) in enumerate(STUDENTS.items())
    ]
    running_sitting.draw_sitting(wb, runner, sitting, roster, ceremony="3 1 4")
    wb.store.close()
    with (home / ACCOUNTS_FILE).open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("身份", "账号", "姓名", "密码"))
        rows.writerows((role, login, login, SECRET) for login, role in roles.items())


def told(server: RunningServer, query: str, *values: object) -> list[tuple]:
    """What the store says."""
    with closing(sqlite3.connect(f"file:{server.home / 'workbench.db'}?mode=ro", uri=True)) as db:
        return db.execute(query, values).fetchall()


def changed(server: RunningServer, *lines: str) -> None:
    """Change the store behind the server's back."""
    with closing(sqlite3.connect(server.home / "workbench.db", timeout=10)) as db, db:
        for line in lines:
            db.execute(line)


def move_the_past(server: RunningServer, seconds: int) -> None:
    """Let everything that happened have happened ``seconds`` earlier: so long was the server away.

    Done while it is dead. No line of the product knows of it, and nobody has to wait out an outage.
    """
    changed(
        server,
        f"UPDATE attempts SET began = began - {seconds} WHERE state = 'running'",
        f"UPDATE presence SET seen = seen - {seconds}",
        f"UPDATE drafts SET saved_at = saved_at - {seconds}, logged_at = logged_at - {seconds}",
    )


def leave_seconds(server: RunningServer, login: str, seconds: int) -> None:
    """Let the student's hour have begun so long ago that ``seconds`` are left."""
    ends = time.time() + seconds
    changed(
        server,
        f"UPDATE attempts SET began = {ends} - minutes * 60 - extra_seconds WHERE candidate = '{login}'",
    )
