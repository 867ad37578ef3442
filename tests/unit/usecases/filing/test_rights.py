from __future__ import annotations

import pytest
from class_to_file import made

from workbench.domain.errors import Absent, NotAllowed, Refused
from workbench.store import audit
from workbench.usecases.filing import kept, papers, rights
from workbench.usecases.filing.bundle import Wanted, bundle
from workbench.usecases.filing.rights import Asking


def every_export(room, asking, folder):
    return (
        *(lambda kind=kind: papers.table(room.wb, asking, kind) for kind in papers.TABLES),
        lambda: papers.score_sheets(room.wb, asking),
        lambda: papers.candidates(room.wb, asking),
        lambda: bundle(room.wb, asking, folder / "b.zip"),
        lambda: kept.make(room.wb, asking, Wanted()),
        lambda: kept.waiting(room.wb, asking),
    )


@pytest.mark.parametrize("login", ["A0001", "jk", "js"])
@pytest.mark.parametrize("names", [True, False])
def test_only_administrators_and_examiners_export(room, tmp_path, login, names) -> None:
    for ask in every_export(room, room.asking(login, names=names), tmp_path):
        with pytest.raises(NotAllowed, match="这里只供"):
            ask()
    with pytest.raises(NotAllowed):
        rights.exportable(room.wb, room.people[login])
    assert not (tmp_path / "b.zip").exists()


def test_an_examiner_gets_names_only_after_the_release(room, tmp_path) -> None:
    for ask in every_export(room, room.asking("kp1"), tmp_path):
        with pytest.raises(NotAllowed, match="公布之前"):
            ask()
    assert papers.table(room.wb, room.asking("kp1", names=False), "csv").body
    room.release()
    assert "张三" in papers.table(room.wb, room.asking("kp1"), "csv").body.decode()


def test_a_sitting_that_goes_on_is_not_exported(tmp_path) -> None:
    room = made(tmp_path / "home")
    for ask in every_export(room, room.asking(), tmp_path):
        with pytest.raises(Refused, match="还没有结束"):
            ask()
    assert rights.exportable(room.wb, room.people["gl"]) == ()
    room.wb.store.close()


def test_practice_is_not_exported(room, tmp_path) -> None:
    room.damage("UPDATE sittings SET kind = 'practice'")
    for ask in every_export(room, room.asking(), tmp_path):
        with pytest.raises(Refused, match="练习"):
            ask()
    assert rights.exportable(room.wb, room.people["gl"]) == ()


def test_a_sitting_that_there_is_not_is_absent(room) -> None:
    with pytest.raises(Absent):
        papers.table(room.wb, Asking(room.people["gl"], 99), "csv")


def test_each_export_stands_in_the_log_with_who_what_and_whether_with_names(room, tmp_path) -> None:
    papers.table(room.wb, room.asking(), "book")
    papers.score_sheets(room.wb, room.asking("kp1", names=False), [room.code("A0001")])
    made = bundle(room.wb, room.asking(), tmp_path / "b.zip")
    with room.wb.store.reading() as conn:
        noted = [(who, detail) for _, who, what, detail in audit.notes(conn) if what == "export"]
    sitting = {"sitting": room.sitting}
    assert noted == [
        ("gl", sitting | {"paper": "book", "names": True, "candidates": 6}),
        ("kp1", sitting | {"paper": "sheets", "names": False, "candidates": 1}),
        ("gl", sitting | {"paper": "bundle", "names": True, "candidates": 6, "seal": made.seal}),
    ]
