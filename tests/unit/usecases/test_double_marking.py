"""Two examiners who do not see each other, and a third where they differ."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from workbench.domain.errors import Absent, Refused
from workbench.domain.sitting_rules import SittingRules
from workbench.store import schema
from workbench.usecases import giving_marks, marking, running_sitting, sitting_exam
from workbench.usecases.filing import rights
from workbench.usecases.giving_marks import MarkIn

JUDGED = ("4", "6", "11")


@pytest.fixture
def handed_in(school):
    school.add("kp3", "examiner")
    rules = SittingRules(second_share=1.0, third_share=0.2)
    with school.wb.store.writing() as conn:
        conn.execute(schema.sittings.update().values(rules=rules.as_json()))
    attempt_id = school.start("A0001")
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt_id, "page")
    return attempt_id


def mark(school, attempt_id, who, *points):
    for line, given in zip(JUDGED, points, strict=True):
        giving_marks.put_mark(school.wb, school.people[who], attempt_id, MarkIn(line, given))


def queue(school, who):
    return marking.queue(school.wb, school.people[who], school.sitting)


def script(school, who, attempt_id):
    return marking.script(school.wb, school.people[who], attempt_id)


def test_the_second_examiner_sees_neither_marks_nor_sums_of_the_first(school, handed_in) -> None:
    before = script(school, "kp2", handed_in)
    mark(school, handed_in, "kp1", "10", "11", "3")
    after = script(school, "kp2", handed_in)
    assert (after.marks, after.total, after.seat, after.open_ids) == ({}, before.total, 2, JUDGED)
    assert [(row.seat, row.points) for row in queue(school, "kp2")] == [(2, before.total.points)]
    assert script(school, "gl", handed_in).marks != {}


def test_two_who_agree_settle_the_script_at_their_means(school, handed_in) -> None:
    empty = script(school, "gl", handed_in).total
    mark(school, handed_in, "kp1", "10", "11", "3")
    assert script(school, "gl", handed_in).total.open_lines == 3
    mark(school, handed_in, "kp2", "9", "9.5", "3.5")
    done = script(school, "gl", handed_in).total
    assert done.points == empty.points + Decimal("9.50") + Decimal("10.25") + Decimal("3.25")
    assert done.passed is False
    assert queue(school, "kp3") == ()
    with pytest.raises(Absent, match="另外两位"):
        script(school, "kp3", handed_in)


def test_the_lines_on_which_they_differ_go_to_a_third_who_decides_them(school, handed_in) -> None:
    mark(school, handed_in, "kp1", "10", "11", "3")
    mark(school, handed_in, "kp2", "7", "11", "3")
    (row,) = queue(school, "kp3")
    assert (row.seat, row.open_ids) == (3, ("4",))
    assert [one.open_ids for who in ("kp1", "kp2") for one in queue(school, who)] == [(), ()]
    with pytest.raises(Refused, match="不用第三位"):
        giving_marks.put_mark(school.wb, school.people["kp3"], handed_in, MarkIn("6", "11"))
    giving_marks.put_mark(school.wb, school.people["kp3"], handed_in, MarkIn("4", "8"))
    lines = {part.line.id: part.points for part in script(school, "gl", handed_in).total.lines}
    assert lines["4"] == Decimal(8)
    assert script(school, "gl", handed_in).total.open_lines == 0


def test_a_third_comer_finds_both_seats_taken(school, handed_in) -> None:
    for who in ("kp1", "kp2"):
        giving_marks.put_mark(school.wb, school.people[who], handed_in, MarkIn("4", "9"))
    with pytest.raises(Refused, match="另外两位"):
        giving_marks.put_mark(school.wb, school.people["kp3"], handed_in, MarkIn("6", "9"))


def test_what_is_half_typed_is_kept_as_a_draft_and_is_no_mark(school, handed_in) -> None:
    kp1 = school.people["kp1"]
    assert giving_marks.type_mark(school.wb, kp1, handed_in, MarkIn("4", "", "先看复查")) is None
    with pytest.raises(Refused, match="0 到 12"):
        giving_marks.type_mark(school.wb, kp1, handed_in, MarkIn("6", "120", "好"))
    seen = script(school, "kp1", handed_in)
    assert seen.drafts == {"4": ("", "先看复查"), "6": ("120", "好")}
    assert seen.marks == {}
    assert script(school, "kp2", handed_in).drafts == {}
    assert giving_marks.type_mark(school.wb, kp1, handed_in, MarkIn("4", "9", "先看复查")).points == 9
    assert set(script(school, "kp1", handed_in).drafts) == {"6"}


@pytest.mark.parametrize(("letter", "points"), [("A", "11.4"), ("b", "9.8"), ("C", "8.0"), (" d ", "3.5")])
def test_a_letter_stands_for_the_middle_of_its_level(school, handed_in, letter, points) -> None:
    kept = giving_marks.put_mark(school.wb, school.people["kp1"], handed_in, MarkIn("4", letter))
    assert (kept.points, kept.level) == (Decimal(points), letter.strip().upper())


@pytest.mark.parametrize("share", [{"second_share": 1.5}, {"third_share": -0.1}])
def test_shares_that_are_none_are_refused(share) -> None:
    with pytest.raises(ValueError, match="0—100"):
        dataclasses.replace(SittingRules(), **share)


def test_who_sees_every_mark_takes_no_seat_among_the_blind(school, handed_in) -> None:
    assert script(school, "gl", handed_in).seat is None
    with pytest.raises(Refused, match="另外两位"):
        giving_marks.put_mark(school.wb, school.people["gl"], handed_in, MarkIn("4", "9"))


def test_an_examiner_takes_no_papers_home_while_two_still_mark_blind(school, handed_in) -> None:
    running_sitting.close_sitting(school.wb, school.people["jk"], school.sitting)
    for who, refused in (("kp1", True), ("gl", False)):
        asking = rights.Asking(school.people[who], school.sitting, names=False)
        with school.wb.store.reading() as conn:
            if refused:
                with pytest.raises(Refused, match="双评"):
                    rights.demand(conn, asking)
            else:
                assert rights.demand(conn, asking).id == school.sitting
