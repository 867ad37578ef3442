from __future__ import annotations

import threading
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sample_attempt import make_attempt, make_person

from workbench.domain.errors import StoreError
from workbench.domain.score import Outcome
from workbench.store import appeals, attempts, marks, releases, sittings
from workbench.store.releases import Release


@pytest.fixture
def attempt(store):
    return make_attempt(store, state="handed_in")


def sitting_of(conn, attempt) -> int:
    return attempts.attempt(conn, attempt).sitting_id


def test_a_module_is_released_once_in_a_sitting(store, attempt) -> None:
    with store.writing() as conn:
        one, two = make_person(conn, "gl", "administrator"), make_person(conn, "kp", "examiner")
        new = Release(sitting_of(conn, attempt), "service", one, two, shows_model=True, at=5.0)
        releases.add_release(conn, new)
        assert releases.releases_of(conn, new.sitting_id) == {"service": new}
        with pytest.raises(StoreError, match="released already"):
            releases.add_release(conn, new)


def test_a_line_has_one_appeal_and_that_has_one_answer(store, attempt) -> None:
    with store.writing() as conn:
        judge = make_person(conn, "kp", "examiner")
        made = appeals.add_appeal(conn, attempt, line="3", body="请再看", at=1.0)
        whole = appeals.add_appeal(conn, attempt, line="", body="请再看", at=2.0)
        with pytest.raises(StoreError, match="has an appeal"):
            appeals.add_appeal(conn, attempt, line="3", body="又来", at=3.0)
        appeals.answer(conn, made.id, verdict="rejected", words="不成立", by=judge, at=4.0)
        with pytest.raises(StoreError, match="answered, or there is none"):
            appeals.answer(conn, made.id, verdict="upheld", words="成立", by=judge, at=5.0)
        sitting = sitting_of(conn, attempt)
        assert [one.id for one in appeals.appeals_in(conn, sitting)] == [made.id, whole.id]
        assert appeals.appeals_in(conn, sitting, state="open") == (whole,)
        assert appeals.appeals_in(conn, sitting + 1) == ()
        found = appeals.appeal(conn, made.id)
        assert (found.state, found.answer, found.by, found.answered) == ("rejected", "不成立", judge, 4.0)
        assert appeals.appeal(conn, 99) is None


def test_a_mark_names_the_appeal_that_gave_it(store, attempt) -> None:
    with store.writing() as conn:
        judge = make_person(conn, "kp", "examiner")
        made = appeals.add_appeal(conn, attempt, line="3", body="请再看", at=1.0)
        told = marks.add_mark(
            conn, attempt, line="3", examiner_id=judge, points=Decimal(4), level="B", comment="补分", at=2.0,
            replaces=None, appeal=made.id,
        )  # fmt: skip
        assert marks.marks_of(conn, attempt) == (told,)
        assert told.appeal == made.id


def test_every_new_mark_and_outcome_of_a_sitting_moves_its_newest_ids(store, attempt) -> None:
    with store.writing() as conn:
        sitting, judge = sitting_of(conn, attempt), make_person(conn, "kp", "examiner")
        seen = [marks.newest_ids(conn, sitting)]
        marks.add_outcomes(conn, attempt, [Outcome("1", "c", "scored", Decimal(1), Decimal(2), "r")], at=1.0)
        seen.append(marks.newest_ids(conn, sitting))
        marks.add_mark(
            conn, attempt, line="1", examiner_id=judge, points=Decimal(1), level="A", comment="", at=1.0,
            replaces=None,
        )  # fmt: skip
        seen.append(marks.newest_ids(conn, sitting))
        assert seen[0] == (0, 0)
        assert len(set(seen)) == 3
        assert marks.newest_ids(conn, sitting + 1) == (0, 0)


def test_who_holds_a_sitting_keeps_others_who_hold_it_waiting(store, attempt) -> None:
    order: list[str] = []
    second_waits = threading.Event()

    def second() -> None:
        second_waits.set()
        with store.writing() as conn:
            sittings.hold(conn, sitting)
            order.append("second")

    with store.writing() as conn:
        sitting = sitting_of(conn, attempt)
    other = threading.Thread(target=second)
    with store.writing() as conn:
        sittings.hold(conn, sitting)
        other.start()
        second_waits.wait(20)
        conn.execute(sa.text("SELECT 1"))
        order.append("first")
    other.join(20)
    assert order == ["first", "second"]
