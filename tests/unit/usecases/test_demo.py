from __future__ import annotations

import csv

import pytest

from workbench.settings import Settings
from workbench.store import people, practice, sittings
from workbench.usecases import demo, practising
from workbench.usecases.workbench import open_workbench


@pytest.fixture
def shown(tmp_path):
    wb = open_workbench(Settings.read({"WORKBENCH_HOME": str(tmp_path / "home")}))
    yield wb, demo.make_demo(wb)
    wb.store.close()


def test_the_demo_has_an_exam_and_tasks_to_practise_beside_it(shown) -> None:
    wb, accounts = shown
    with wb.store.reading() as conn:
        (exam,) = sittings.sittings(conn)
        released, held = practice.released(conn), practice.held_tasks(conn)
        logins = {one.login for one in people.people(conn, "student")}
        visitor = people.person_by_login(conn, "lianxi1")
    assert exam.record is not None
    assert len(exam.record["roster"]) == demo.STUDENTS
    assert released
    assert not released.keys() & held.keys()
    assert {"lianxi1", "lianxi2"} <= logins
    assert visitor is not None
    assert practising.begin(wb, visitor, next(iter(released)), is_timed=False)
    with (wb.settings.home / demo.ACCOUNTS_FILE).open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == len(accounts) + 1
    assert demo.make_demo(wb) == ()
