"""Practice beside exams in both databases: what is released, what is held back, what was earned."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest
from sample_attempt import make_attempt, make_person, new_attempt

from workbench.domain.errors import StoreError
from workbench.domain.score import Outcome
from workbench.store import attempts, marks, practice, sittings
from workbench.store.practice import MachinePoints, Released


def outcome(line, points, of="10"):
    status = "needs_examiner" if points is None else "scored"
    return Outcome(line, "x", status, None if points is None else Decimal(points), Decimal(of), "因为")


def practised(conn, *, person, code, began=10.0):
    """The id of a scored practice; the newest of its two runs counts."""
    sitting = practice.ensure_sitting(conn, at=5.0)
    new = dataclasses.replace(
        new_attempt(conn, person=person, sitting=sitting, login=f"A{code}"),
        state="handed_in", began=began, ended=began + 5,
        number=practice.next_number(conn, sitting_id=sitting, person_id=person),
    )  # fmt: skip
    attempts.add_attempt(conn, new)
    marks.add_outcomes(conn, new.id, [outcome("1", "1")], at=1.0)
    marks.add_outcomes(conn, new.id, [outcome("1", "7.25"), outcome("2", None)], at=2.0)
    return new.id


def test_the_sitting_of_practice_is_made_once_and_no_list_of_exams_has_it(store) -> None:
    with store.writing() as conn:
        made = practice.ensure_sitting(conn, at=5.0)
        assert practice.ensure_sitting(conn, at=6.0) == made
        exam = sittings.add_sitting(conn, name="期末", minutes=60, policy={}, created=1.0)
        assert [one.id for one in sittings.sittings(conn)] == [exam]
        assert {one.id for one in sittings.sittings(conn, with_practice=True)} == {made, exam}
        assert (practice.is_practice(conn, made), practice.is_practice(conn, exam)) == (True, False)
        with pytest.raises(StoreError, match="holds practice and stays open"):
            sittings.set_state(conn, made, "closed", at=9.0)


def test_a_task_is_released_anew_and_withdrawn(store) -> None:
    with store.writing() as conn:
        teacher = make_person(conn, "js", "instructor")
        practice.release(conn, Released("seo-02", shows_model=False, by=teacher, at=1.0))
        newer = Released("seo-02", shows_model=True, by=teacher, at=2.0)
        practice.release(conn, newer)
        assert practice.released(conn) == {"seo-02": newer}
        assert practice.withdraw(conn, "seo-02")
        assert not practice.withdraw(conn, "seo-02")
        assert practice.released(conn) == {}


def test_a_bank_is_held_from_the_freeze_to_the_end(store) -> None:
    bank = {"bank": {"seo": ["seo-02", "seo-05"]}}
    with store.writing() as conn:
        exam = sittings.add_sitting(conn, name="期末", minutes=60, policy={}, created=1.0)
        assert practice.held_tasks(conn) == {}
        sittings.set_frozen(conn, exam, bank)
        held = {"seo-02": "期末", "seo-05": "期末"}
        assert practice.held_tasks(conn) == held
        sittings.set_record(conn, exam, bank)
        for state in ("drawn", "open"):
            sittings.set_state(conn, exam, state, at=2.0)
            assert practice.held_tasks(conn) == held
        sittings.set_state(conn, exam, "closed", at=3.0)
        assert practice.held_tasks(conn) == {}


def test_points_are_summed_of_the_newest_run_and_counted_by_task(store) -> None:
    with store.writing() as conn:
        one, two = make_person(conn, "A0001"), make_person(conn, "A0002")
        first = practised(conn, person=one, code="0001")
        second = practised(conn, person=one, code="0002", began=20.0)
        practised(conn, person=two, code="0003")
        points = MachinePoints(Decimal("7.25"), Decimal(10))
        assert practice.machine_points(conn, one) == {first: points, second: points}
        assert [found.id for found in practice.attempts_of(conn, one)] == [second, first]
        assert [found.number for found in practice.attempts_of(conn, one)] == [2, 1]
        assert practice.counts(conn) == {"seo-02": 3}
        assert practice.shares(conn) == {"seo-02": [pytest.approx(0.725)] * 3}
        assert attempts.attempts_of(conn, one) == ()


@pytest.mark.parametrize(
    ("state", "sitting_state", "has_exam"),
    [
        ("prepared", "frozen", False),
        ("prepared", "drawn", True),
        ("prepared", "open", True),
        ("running", "open", True),
        ("prepared", "closed", False),
        ("handed_in", "open", False),
        ("void", "open", False),
    ],
)
def test_an_exam_waits_or_runs(store, state, sitting_state, has_exam) -> None:
    attempt_id = make_attempt(store, state=state)
    with store.writing() as conn:
        found = attempts.attempt(conn, attempt_id)
        for after in sittings.STATES[1 : sittings.STATES.index(sitting_state) + 1]:
            sittings.set_state(conn, found.sitting_id, after, at=2.0)
        assert practice.has_exam(conn, found.person_id) is has_exam
