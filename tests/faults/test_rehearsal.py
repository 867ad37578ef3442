"""A small rehearsal on a real server, with a kill, cut cables, two tabs, a wrong clock and a full disk."""

from __future__ import annotations

import sys

import pytest

from workbench.rehearsal.run import Plan, rehearse
from workbench.rehearsal.verdict import judge
from workbench.settings import Settings
from workbench.usecases.workbench import open_workbench

MEASURED_IN_TIME = {"start", "save", "page", "beat", "look", "file", "drop", "kill1", "expiry"}
"""What a busy machine may make slow: a test asks of these that nothing failed, not how long it took."""


@pytest.mark.timeout(240)
def test_a_small_rehearsal_finds_nothing_wrong(tmp_path) -> None:
    found = rehearse(Plan(6, tmp_path / "home", minutes=0.12, kills=1)).figures
    lines = judge(found)
    print("\n".join(f"{line.verdict} {line.title}: {line.measured}" for line in lines))
    assert [line for line in lines if line.is_good is False and line.id not in MEASURED_IN_TIME] == []
    assert found.start.count == 6
    for kind in (found.start, found.save, found.page, found.beat, found.look, found.file):
        assert kind.faults == ()
    assert sum(sum(one.taken.values()) for one in found.used) > 12
    assert [one.still_out for one in (*found.kills, found.drop)] == [0, 0]
    assert (found.ended.by_hand, found.ended.by_time, found.ended.late_saves_taken) == (3, 3, 0)
    assert found.kept.saves > 12
    assert (found.full_disk is not None) == (sys.platform == "linux")


def test_a_database_with_students_in_it_is_left_alone(school) -> None:
    from workbench.rehearsal import school as synthetic

    with pytest.raises(synthetic.NotEmpty):
        synthetic.make(school.wb, 3, seed=1)


def test_candidates_draw_from_what_is_installed(tmp_path) -> None:
    from workbench.rehearsal import school as synthetic

    wb = open_workbench(Settings.read({"WORKBENCH_HOME": str(tmp_path / "home")}))
    made = synthetic.make(wb, 7, seed=1)
    assert len(made.attempts) == len(made.record.assignments) == 7
    assert {one.candidate for one in made.attempts} == {f"R{number:04d}" for number in range(1, 8)}
    ready = {wb.registry.plugins[task.plugin].module.module for task in wb.registry.tasks.values()}
    assert set(made.policy.modules) <= ready
    wb.store.close()
