"""A home in which every student has drawn one given task, so that its driver knows what comes."""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Sequence
from pathlib import Path

from workbench.host import samples
from workbench.host.paper import thaw
from workbench.settings import Settings
from workbench.store import attempts, events, papers, people
from workbench.testing import narrowed
from workbench.usecases import running_sitting
from workbench.usecases.demo import ACCOUNTS_FILE
from workbench.usecases.roster import Candidate
from workbench.usecases.signing_in import hash_secret
from workbench.usecases.workbench import Workbench, open_workbench

SECRET = "482913"
STAFF = {
    "kaoping1": "examiner",
    "kaoping2": "examiner",
    "kaoping3": "examiner",
    "jiankao": "invigilator",
    "guanli": "administrator",
}


def make_home(
    home: Path, task_id: str, students: Sequence[str] = ("A0001",), *, plugins_dir: Path | None = None
) -> None:
    """People, and one open sitting of ``task_id`` alone, at ``home``; all secrets are ``SECRET``."""
    wb = open_workbench(Settings.read({"WORKBENCH_HOME": str(home)}, plugins_dir=plugins_dir))
    wb = dataclasses.replace(wb, registry=narrowed(wb.registry, task_id))
    (plugin,) = wb.registry.plugins.values()
    roles = {**dict.fromkeys(students, "student"), **STAFF}
    secret_hash = hash_secret(SECRET)
    with wb.store.writing() as conn:
        for login, role in roles.items():
            people.add_person(
                conn, login=login, name=f"人{login}", role=role, secret_hash=secret_hash, created=wb.clock(),
                class_name="网营2401" if role == "student" else "",
            )  # fmt: skip
        runner = people.person_by_login(conn, "guanli")
    if runner is None:
        raise RuntimeError("the runner was not kept")
    policy = {"modules": [plugin.module.module], "item_policy": "by_part"}
    sitting = running_sitting.plan(wb, "演练", policy=policy)
    roster = [Candidate(login, f"人{login}") for login in students]
    running_sitting.draw_sitting(wb, runner, sitting, roster, ceremony="3 1 4")
    running_sitting.open_sitting(wb, runner, sitting)
    wb.store.close()
    with (home / ACCOUNTS_FILE).open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("身份", "账号", "姓名", "密码"))
        rows.writerows((role, login, f"人{login}", SECRET) for login, role in roles.items())


def hand_in_answers(wb: Workbench, sitting_id: int = 1) -> None:
    """Let every candidate of the sitting have taken the steps of a worked answer, and handed in; not scored.

    The answers of a task take turns, so that scripts differ: good, weak, empty, hostile.
    """
    with wb.store.writing() as conn:
        for turn, attempt in enumerate(attempts.attempts_in(conn, sitting_id)):
            paper = thaw(papers.paper(conn, attempt.paper_hash) or "")
            answers = wb.registry.tasks[attempt.task].samples
            steps = samples.steps_of(wb.registry, paper, answers[turn % len(answers)])
            trace = samples.trace_of(wb.registry, paper, steps)
            attempts.begin(conn, attempt.id, at=wb.clock())
            for event in trace:
                events.append_event(
                    conn, attempt.id, at=event.at, tool=event.tool, action=event.action, params=event.params,
                    refused=event.refused,
                )  # fmt: skip
            seconds = trace[-1].at if trace else 600.0
            attempts.end(conn, attempt.id, at=wb.clock() + seconds, by="student")
