"""A home in which every student has drawn one given task, so that a journey knows what it will meet."""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Sequence
from pathlib import Path

from workbench.host.registry import Registry
from workbench.settings import Settings
from workbench.store import people
from workbench.usecases import running_sitting
from workbench.usecases.demo import ACCOUNTS_FILE
from workbench.usecases.roster import Candidate
from workbench.usecases.signing_in import hash_secret
from workbench.usecases.workbench import open_workbench

SECRET = "482913"
STAFF = {"kaoping1": "examiner", "kaoping2": "examiner", "jiankao": "invigilator", "guanli": "administrator"}


def make_home(home: Path, task_id: str, students: Sequence[str] = ("A0001",)) -> None:
    """People, and one open sitting of ``task_id`` alone, at ``home``; all secrets are ``SECRET``."""
    wb = open_workbench(Settings.read({"WORKBENCH_HOME": str(home)}))
    task = wb.registry.tasks[task_id]
    plugin = dataclasses.replace(wb.registry.plugins[task.plugin], tasks={task_id: task})
    wb = dataclasses.replace(wb, registry=Registry({task.plugin: plugin}, ()))
    roles = {**dict.fromkeys(students, "student"), **STAFF}
    secret_hash = hash_secret(SECRET)
    with wb.store.writing() as conn:
        for login, role in roles.items():
            people.add_person(
                conn, login=login, name=f"人{login}", role=role, secret_hash=secret_hash, created=wb.clock(),
                class_name="网营2401" if role == "student" else "",
            )  # fmt: skip
        runner = people.person_by_login(conn, "guanli")
    assert runner is not None
    policy = {"modules": [plugin.module.module], "item_policy": "by_part"}
    sitting = running_sitting.plan(wb, "浏览器演练", policy=policy)
    roster = [Candidate(login, f"人{login}") for login in students]
    running_sitting.draw_sitting(wb, runner, sitting, roster, ceremony="3 1 4")
    running_sitting.open_sitting(wb, runner, sitting)
    wb.store.close()
    with (home / ACCOUNTS_FILE).open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("身份", "账号", "姓名", "密码"))
        rows.writerows((role, login, f"人{login}", SECRET) for login, role in roles.items())
