from __future__ import annotations

from decimal import Decimal

import pytest
from sample_attempt import make_attempt, make_person

from workbench.domain.errors import StoreError
from workbench.domain.score import Outcome, cite_events, cite_text
from workbench.store import marks

KEPT = (
    Outcome("2", "f2", "scored", Decimal("7.25"), Decimal(12), "因为", cite_events(3, 4), "abc"),
    Outcome("1", "f1", "failed", None, Decimal("0.10"), "出错", cite_text("desk.doc", "03", 0, 5), "abc"),
)


def test_outcomes_come_back_exactly_as_they_were_kept_and_the_newest_run_counts(store) -> None:
    attempt = make_attempt(store, state="handed_in")
    with store.writing() as conn:
        assert marks.newest_outcomes(conn, attempt) == ()
        assert marks.add_outcomes(conn, attempt, KEPT, at=9.0) == 1
        found = marks.newest_outcomes(conn, attempt)
        assert found == KEPT
        assert [str(outcome.max_points) for outcome in found] == ["12", "0.10"]
        assert marks.add_outcomes(conn, attempt, KEPT[:1], at=10.0) == 2
        assert marks.newest_outcomes(conn, attempt) == KEPT[:1]


@pytest.mark.parametrize("scored", [(), (KEPT[0], KEPT[0])])
def test_a_run_has_one_outcome_for_each_line(store, scored) -> None:
    attempt = make_attempt(store, state="handed_in")
    with store.writing() as conn, pytest.raises(StoreError, match="one outcome for each line"):
        marks.add_outcomes(conn, attempt, scored, at=9.0)


def test_what_is_handed_in_and_never_scored_is_found(store) -> None:
    handed_in = make_attempt(store, state="handed_in")
    make_attempt(store, login="A0002")
    with store.writing() as conn:
        assert marks.unscored(conn) == (handed_in,)
        marks.add_outcomes(conn, handed_in, KEPT, at=9.0)
        assert marks.unscored(conn) == ()


def test_a_later_mark_stands_beside_the_one_it_replaces_and_examiners_beside_each_other(store) -> None:
    attempt = make_attempt(store, state="handed_in")
    with store.writing() as conn:
        first, second = make_person(conn, "kp1", "examiner"), make_person(conn, "kp2", "examiner")
        told = []
        for examiner, points, replaces in ((first, "8.50", None), (second, "6.5", None), (first, "9.00", 0)):
            mark = marks.add_mark(
                conn, attempt, line="5", examiner_id=examiner, points=Decimal(points), level="B",
                comment="好", at=1.0, replaces=None if replaces is None else told[replaces].id,
            )  # fmt: skip
            told.append(mark)
        assert marks.marks_of(conn, attempt) == tuple(told)
        assert [str(mark.points) for mark in marks.marks_of(conn, attempt)] == ["8.50", "6.5", "9.00"]
        assert marks.newest_marks(conn, attempt) == (told[1], told[2])
