"""Scoring a whole sitting at once: what one by one gives, and what is kept is not done again."""

from __future__ import annotations

import dataclasses

import pytest
from one_task import hand_in_answers

from workbench.domain.errors import Absent, NotAllowed, Refused
from workbench.store import attempts, audit, marks
from workbench.usecases import batch_scoring, running_sitting
from workbench.usecases.batch_scoring import score_sitting
from workbench.usecases.scoring_attempts import score_attempt
from workbench.usecases.scoring_jobs import Spread


@pytest.fixture
def handed_in(school):
    """Two scripts that are handed in, and not scored."""
    hand_in_answers(school.wb, school.sitting)
    return school


def outcomes(school):
    with school.wb.store.reading() as conn:
        held = attempts.attempts_in(conn, school.sitting)
        return {one.id: marks.newest_outcomes(conn, one.id) for one in held}


def scored(school, **more):
    return score_sitting(school.wb, school.people["gl"], school.sitting, **more)


def test_every_script_is_scored_once_and_as_one_by_one(handed_in) -> None:
    said = []
    done = scored(handed_in, progress=lambda *one: said.append(one))
    assert (done.scored, done.before, done.faults) == (2, 0, ())
    assert said[-1] == (2, 2)
    found = outcomes(handed_in)
    assert scored(handed_in) == dataclasses.replace(done, scored=0, before=2)
    assert outcomes(handed_in) == found
    with handed_in.wb.store.reading() as conn:
        notes = [detail for _, _, what, detail in audit.notes(conn) if what == "score"]
    assert [(one["scripts"], one["sitting"]) for one in notes] == [
        (2, handed_in.sitting), (0, handed_in.sitting),
    ]  # fmt: skip


def test_what_broke_off_goes_on_where_it_was(handed_in) -> None:
    first, second = outcomes(handed_in)
    score_attempt(handed_in.wb, first)
    before = outcomes(handed_in)[first]
    done = scored(handed_in)
    assert (done.scored, done.before) == (1, 1)
    found = outcomes(handed_in)
    assert found[first] == before
    assert found[second]


def test_a_script_that_is_scored_meanwhile_is_not_scored_twice(handed_in, monkeypatch) -> None:
    first, _ = outcomes(handed_in)
    real = batch_scoring.score_all

    def slow(*args):
        score_attempt(handed_in.wb, first)
        yield from real(*args)

    monkeypatch.setattr(batch_scoring, "score_all", slow)
    assert scored(handed_in).scored == 1
    with handed_in.wb.store.writing() as conn:
        assert marks.add_outcomes(conn, first, outcomes(handed_in)[first], at=0.0) == 2


def test_a_script_that_cannot_be_scored_is_named_and_the_other_is_scored(handed_in) -> None:
    from kept_store import damage

    with handed_in.wb.store.reading() as conn:
        one = attempts.attempts_in(conn, handed_in.sitting)[0]
    event = "INSERT INTO events (attempt_id, seq, at, tool, action, params) VALUES ('{}', 999, 1, 'gone.tool', 'x', '{{}}')"
    damage(handed_in.wb.settings.home, event.format(one.id))
    done = scored(handed_in)
    assert done.scored == 1
    (fault,) = done.faults
    assert fault.startswith(one.code)


def test_one_task_alone(handed_in) -> None:
    assert scored(handed_in, task="seo-05").scored == 0
    assert scored(handed_in, task="seo-02").scored == 2


def test_two_processes_keep_the_same(handed_in) -> None:
    assert scored(handed_in, spread=Spread(processes=2)).scored == 2
    found = outcomes(handed_in)
    fresh = {one: outcomes for one, outcomes in found.items() if outcomes}
    assert len(fresh) == 2


def test_it_is_an_administrators_and_not_for_practice_or_an_archive(handed_in) -> None:
    from kept_store import damage

    with pytest.raises(NotAllowed):
        score_sitting(handed_in.wb, handed_in.people["kp1"], handed_in.sitting)
    with pytest.raises(Absent):
        score_sitting(handed_in.wb, handed_in.people["gl"], 99)
    running_sitting.close_sitting(handed_in.wb, handed_in.people["gl"], handed_in.sitting)
    damage(handed_in.wb.settings.home, "UPDATE sittings SET state = 'archived'")
    with pytest.raises(Refused, match="归档"):
        scored(handed_in)
