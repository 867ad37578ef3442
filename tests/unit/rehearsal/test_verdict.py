from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from workbench.rehearsal.command import report
from workbench.rehearsal.figures import (
    Ended,
    Figures,
    Kept,
    Load,
    Machine,
    Outage,
    Scored,
    Times,
    ToolUse,
    Used,
    times,
)
from workbench.rehearsal.run import Plan, Rehearsal
from workbench.rehearsal.verdict import is_go, judge, saturated

FAST = Times(100, 20, 40, 45)
GOOD = Figures(
    candidates=100, sign_in=FAST, opened=FAST, start=Times(100, 900, 2000, 3000), page=Times(500, 30, 120, 200),
    page_in_faults=Times(90, 30, 900, 4000, ("x",)), save=FAST, save_in_faults=Times(90, 5, 2000, 4000, ("x",)), beat=FAST, look=FAST, file=FAST,
    broken_faces=(), used=(ToolUse("desk.doc", {"write": 40}, 2),), kept=Kept(4000, 80), kills=(Outage(4.0, 2.0),) * 3, kills_wanted=3, drop=Outage(0.0, 1.5),
    two_tabs=(), wrong_clock=(), full_disk=(), ended=Ended(50, 50, 50, 50, 6.5),
    scored=Scored(100, 100, 1.0, exported_rows=1100), machine=Machine(20000, 50000.0, (), "synchronous 2", 0.0),
    load=Load((Used("workbench", 40.0, 40.0, 600.0, 250.0, 500),), 20.0, 50.0),
)  # fmt: skip

BAD = {
    "descriptors": {"machine": Machine(1024, 50000.0, (), "", 0.0)},
    "disk": {"machine": Machine(20000, 3000.0, (), "", 0.0)},
    "durability": {"machine": Machine(20000, 50000.0, ("synchronous: found 1, want 2",), "", 0.0)},
    "clock": {"machine": Machine(20000, 50000.0, (), "", 61.0)},
    "sign_in": {"sign_in": Times(99, 20, 40, 45, ("R0001: 401",))},
    "open": {"opened": Times(99, 20, 40, 45)},
    "start": {"start": Times(100, 900, 2000, 5001)},
    "save": {"save": Times(100, 20, 51, 60)},
    "page": {"page": Times(100, 20, 301, 400)},
    "beat": {"beat": Times(100, 20, 40, 45, ("R0001: 503",))},
    "look": {"look": Times(100, 20, 301, 400)},
    "file": {"file": Times(4, 20, 2001, 2001)},
    "faces": {"broken_faces": ("“查询”暂时显示不了",)},
    "drop": {"drop": Outage(0.0, 90.0, 2)},
    "kill2": {"kills": (Outage(4.0, 2.0), Outage(4.0, 11.0), Outage(4.0, 2.0))},
    "two_tabs": {"two_tabs": ("the older page could still save",)},
    "wrong_clock": {"wrong_clock": ("the server says 10800 s are left",)},
    "full_disk": {"full_disk": ("a save was acknowledged that could not be written",)},
    "lost": {"kept": Kept(4000, 80, ("R0007: save 12 is gone, the store has 11",))},
    "hand_in": {"ended": Ended(49, 50, 50, 50, 6.5)},
    "expiry": {"ended": Ended(50, 50, 50, 50, 10.5)},
    "scored": {"scored": Scored(100, 99, 1.0, exported_rows=1100)},
    "export": {"scored": Scored(100, 100, 1.0, (), ("column points came back changed",), 1100)},
    "draw": {"scored": Scored(100, 100, 1.0, (), (), 1100, ("line 3: another item",))},
}


def test_a_good_rehearsal_is_a_go_though_accidents_were_slow() -> None:
    assert is_go(judge(GOOD))
    assert all(line.is_good for line in judge(GOOD))


@pytest.mark.parametrize("check", BAD)
def test_each_check_alone_turns_it_into_a_no_go_and_says_what_to_do(check: str) -> None:
    lines = judge(dataclasses.replace(GOOD, **BAD[check]))
    assert [line.id for line in lines if line.is_good is False] == [check]
    assert all(line.advice for line in lines if line.is_good is False)
    assert not is_go(lines)


def test_an_error_is_a_no_go_however_fast_the_rest_was() -> None:
    for name in ("start", "save", "page"):
        found = dataclasses.replace(GOOD, **{name: Times(100, 1, 2, 3, ("reset",))})
        assert [line.id for line in judge(found) if line.is_good is False] == [name]


def test_what_was_measured_of_nothing_is_no_go() -> None:
    found = dataclasses.replace(GOOD, save=Times(), page=Times(), kept=Kept())
    assert {line.id for line in judge(found) if line.is_good is False} == {"save", "page", "lost"}


def test_what_was_not_tried_is_said_and_does_not_decide() -> None:
    lines = judge(dataclasses.replace(GOOD, full_disk=None, kills=()))
    assert [line.id for line in lines if line.is_good is None] == ["kills", "full_disk"]
    assert is_go(lines)


def test_the_full_resource_is_named() -> None:
    assert saturated(GOOD) == "none"
    full, many = (
        Used("workbench 2", 97.0, 97.0, 600.0, 250.0, 500),
        Used("nginx", 120.0, 60.0, 40.0, 30.0, 900),
    )
    for load, named in (
        (Load((many, full), 20.0, 60.0), "a core under workbench 2"),
        (Load((many,), 96.0, 70.0), "the rehearsal's own core"),
        (Load((), 40.0, 95.0), "all cores of this machine"),
    ):
        assert saturated(dataclasses.replace(GOOD, load=load)).startswith(named)


def test_percentiles_are_values_that_were_measured() -> None:
    assert times(range(1, 101)) == Times(100, 51, 95, 99)
    assert times([7.0]) == Times(1, 7.0, 7.0, 7.0)
    assert times([], ["a"]) == Times(faults=("a",))


def test_the_report_says_the_same_to_people_and_to_programs() -> None:
    bad = dataclasses.replace(GOOD, kept=BAD["lost"]["kept"])
    said = report(Plan(100, Path()), Rehearsal(bad, ("promotion",), ("seo-02",)))
    assert not said.is_go
    assert said.as_json["go"] is False
    assert said.text.splitlines()[-1] == "NO-GO"
    assert "save 12 is gone" in said.text
    rows = {row["id"]: row["verdict"] for row in said.as_json["checks"]}
    assert rows["lost"] == "NO-GO"
    assert rows["save"] == "go"
    assert report(Plan(100, Path()), Rehearsal(GOOD, (), ())).text.splitlines()[-1] == "GO"
