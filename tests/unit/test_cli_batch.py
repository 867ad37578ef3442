"""The commands that work through a sitting, and the words that they print."""

from __future__ import annotations

import json

import pytest
from class_to_compare import OWN, copied
from click.testing import CliRunner
from one_task import hand_in_answers

from workbench.cli import main
from workbench.store import audit
from workbench.usecases import running_sitting


@pytest.fixture
def run(monkeypatch):
    for name in ("WORKBENCH_DATABASE_URL", "WORKBENCH_BLOBS_URL"):
        monkeypatch.delenv(name, raising=False)

    def ran(room, *arguments: object, code: int = 0):
        monkeypatch.setenv("WORKBENCH_HOME", str(room.wb.settings.home))
        result = CliRunner().invoke(main, [str(one) for one in arguments])
        assert result.exit_code == code, result.output
        return result

    return ran


@pytest.fixture
def room(tmp_path):
    made = copied(tmp_path / "home")
    yield made
    made.wb.store.close()


@pytest.fixture
def closed(school):
    hand_in_answers(school.wb, school.sitting)
    running_sitting.close_sitting(school.wb, school.people["gl"], school.sitting)
    return school


def test_likeness_by_command(room, run) -> None:
    said = run(room, "likeness", room.sitting)
    assert "seo-02: 4 scripts, pairs to look at: 1 by text, 0 by picture, 0 by numbers" in said.stdout
    assert "of 4 scripts are read" in said.stderr
    told = json.loads(run(room, "likeness", room.sitting, "--json").stdout)
    assert (told["scripts"], told["tasks"]["seo-02"]["text"], told["unread"]) == (4, 1, [])
    assert OWN[:20] not in said.output
    with room.wb.store.reading() as conn:
        assert [who for _, who, what, _ in audit.notes(conn) if what == "likeness"] == ["gl", "gl"]


def test_likeness_of_what_cannot_be_compared_is_refused_or_told(room, run) -> None:
    assert "没有这个场次" in run(room, "likeness", 99, code=1).output
    assert "no administrator" in run(room, "likeness", room.sitting, "--by", "kp1", code=1).output
    event = "INSERT INTO events (attempt_id, seq, at, tool, action, params) VALUES ('{}', 999, 1, 'gone.tool', 'x', '{{}}')"
    room.damage(event.format(room.attempts["A0003"]))
    said = run(room, "likeness", room.sitting, code=1).stdout
    assert f"FAULT seo-02 {room.code('A0003')}: its steps do not replay" in said


def test_scoring_by_command_is_done_once(closed, run) -> None:
    said = run(closed, "score", closed.sitting, "--task", "seo-02")
    assert said.stdout.strip() == "2 scripts are scored; 0 were before"
    assert "2 of 2 scripts" in said.stderr
    told = json.loads(run(closed, "score", closed.sitting, "--json").stdout)
    assert told == {"sitting": closed.sitting, "task": None, "scored": 0, "before": 2, "faults": []}


def test_a_regrade_is_tried_and_nothing_is_written(closed, run) -> None:
    from test_regrading import dump

    run(closed, "score", closed.sitting)
    before = dump(closed)
    asked = ("regrade", closed.sitting, "seo-02")
    assert "2 scripts: 0 totals would change" in run(closed, *asked).stdout
    kinder = ("--set", "10.first_save_minutes=1", "--set", "10.saves=1")
    told = json.loads(run(closed, *asked, *kinder, "--json").stdout)
    assert told["params"] == {"10": {"first_save_minutes": 1, "saves": 1}}
    assert {one["line"] for one in told["changes"]} <= {"10"}
    said = run(closed, *asked, *kinder).stdout
    for one in told["changes"]:
        assert f"{one['code']}  line  10" in said
    assert dump(closed) == before


@pytest.mark.parametrize("typed", ["10=45", "10.first_save_minutes", "10.first_save_minutes=four", ".x=1"])
def test_a_correction_that_cannot_be_read_is_shown_with_what_is_wanted(closed, run, typed) -> None:
    said = run(closed, "regrade", closed.sitting, "seo-02", "--set", typed, code=2)
    assert "want" in said.output


def test_a_correction_that_does_not_fit_is_refused(closed, run) -> None:
    said = run(closed, "regrade", closed.sitting, "seo-02", "--set", "10.colour=1", code=1)
    assert "colour" in said.output


def test_a_scheduler_that_does_not_answer_is_named(closed, run) -> None:
    pytest.importorskip("distributed")
    said = run(closed, "score", closed.sitting, "--scheduler", "nonsense://127.0.0.1:1", code=1)
    assert "nonsense" in said.output
