"""A real workbench on SQLite with a clock that the test owns."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from workbench.host.registry import Registry
from workbench.settings import Settings
from workbench.store import people
from workbench.store.people import Person
from workbench.usecases import running_sitting, sitting_exam
from workbench.usecases.roster import Candidate
from workbench.usecases.signing_in import hash_secret
from workbench.usecases.workbench import Workbench, open_workbench


@dataclass
class Time:
    """The server's clock."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    def pass_seconds(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class School:
    """A small school: two students with papers in an open sitting, two examiners, those who run it."""

    wb: Workbench
    time: Time
    folder: Path
    people: dict[str, Person] = field(default_factory=dict)
    sitting: int = 0

    def add(self, login: str, role: str) -> Person:
        with self.wb.store.writing() as conn:
            people.add_person(
                conn, login=login, name=f"人{login}", role=role, secret_hash=SECRET_HASH, created=self.time.now,
                class_name="网营1",
            )  # fmt: skip
            found = people.person_by_login(conn, login)
        assert found is not None
        self.people[login] = found
        return found

    def attempt_id(self, login: str) -> str:
        exam = sitting_exam.my_exam(self.wb, self.people[login])
        assert exam is not None
        return exam.attempt.id

    def start(self, login: str, holder: str = "page") -> str:
        attempt_id = self.attempt_id(login)
        sitting_exam.start(self.wb, self.people[login], attempt_id)
        sitting_exam.claim(self.wb, self.people[login], attempt_id, holder)
        return attempt_id

    def reopened(self) -> School:
        """The same home in a new process, as far as memory goes."""
        wb = open_workbench(self.wb.settings, clock=self.time)
        return School(wb, self.time, self.folder, self.people, self.sitting)


SECRET = "482913"
SECRET_HASH = hash_secret(SECRET)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    time = Time()
    wb = open_workbench(Settings.read({"WORKBENCH_HOME": str(tmp_path / "home")}), clock=time)
    # One task, whatever plugins are installed: the tests of the host know what is drawn.
    seo = wb.registry.plugins["seo"]
    seo = dataclasses.replace(seo, tasks={"seo-02": seo.tasks["seo-02"]})
    wb = dataclasses.replace(wb, registry=Registry({"seo": seo}, ()))
    made = School(wb, time, tmp_path)
    for login in ("A0001", "A0002"):
        made.add(login, "student")
    for login, role in (
        ("kp1", "examiner"), ("kp2", "examiner"), ("jk", "invigilator"), ("gl", "administrator"), ("js", "instructor"),
    ):  # fmt: skip
        made.add(login, role)
    policy = {"modules": ["promotion"], "item_policy": "by_part"}
    made.sitting = running_sitting.plan(wb, "期末", policy=policy)
    roster = [Candidate("A0001", "张三"), Candidate("A0002", "李四")]
    running_sitting.draw_sitting(wb, made.people["jk"], made.sitting, roster, ceremony="3 1 4")
    running_sitting.open_sitting(wb, made.people["jk"], made.sitting)
    yield made
    wb.store.close()
