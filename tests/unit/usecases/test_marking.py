from __future__ import annotations

from decimal import Decimal

import pytest

from workbench.domain.errors import Absent, NotAllowed, Refused
from workbench.panels.ready import READY
from workbench.panels.shown import basis
from workbench.usecases import giving_marks, marking, score_panels, sitting_exam
from workbench.usecases.giving_marks import MarkIn

JUDGED = ("4", "6", "11")


@pytest.fixture
def handed_in(school):
    attempt_id = school.start("A0001")
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt_id, "page")
    return attempt_id


def mark(school, attempt_id, line, points, *, by="kp1", comment="", seen=None):
    return giving_marks.put_mark(
        school.wb, school.people[by], attempt_id, MarkIn(line, points, comment, seen)
    )


def test_the_queue_is_blind_and_each_examiner_keeps_an_order(school, handed_in) -> None:
    second = school.start("A0002")
    sitting_exam.hand_in(school.wb, school.people["A0002"], second, "page")
    rows = marking.queue(school.wb, school.people["kp1"], school.sitting)
    assert {row.open_lines for row in rows} == {3}
    assert [row.code for row in rows] == [
        row.code for row in marking.queue(school.wb, school.people["kp1"], school.sitting)
    ]
    shown = repr(rows) + repr(marking.script(school.wb, school.people["kp1"], handed_in).code)
    assert "人A0001" not in shown


def test_marks_add_up_and_the_pass_is_said_only_when_nothing_is_open(school, handed_in) -> None:
    examiner = school.people["kp1"]
    empty = marking.script(school.wb, examiner, handed_in).total
    assert (empty.open_lines, empty.passed) == (3, None)
    mark(school, handed_in, "4", "10.5")
    mark(school, handed_in, "6", "12")
    mark(school, handed_in, "11", "3")
    done = marking.script(school.wb, examiner, handed_in).total
    assert done.points == empty.points + Decimal("25.50")
    assert done.passed is False
    assert done.process + done.result == done.points


def test_a_mark_has_the_level_that_its_points_reach(school, handed_in) -> None:
    assert [mark(school, handed_in, "4", points).level for points in ("12", "10.8", "9", "7.2", "7.1", "0")] == [
        "A", "A", "B", "C", "D", "D",
    ]  # fmt: skip


@pytest.mark.parametrize("points", ["13", "-1", "很好", "", "NaN", "Infinity", "1.234", "1e9"])
def test_points_that_do_not_fit_are_refused_in_words(school, handed_in, points) -> None:
    with pytest.raises(Refused, match="分"):
        mark(school, handed_in, "4", points)
    assert marking.script(school.wb, school.people["kp1"], handed_in).marks == {}


@pytest.mark.parametrize("line", ["1", "99"])
def test_a_line_that_the_machine_marks_or_that_is_none_takes_no_mark(school, handed_in, line) -> None:
    with pytest.raises(Refused):
        mark(school, handed_in, line, "1")


def test_when_two_examiners_collide_both_marks_are_kept_and_the_second_is_told(school, handed_in) -> None:
    first = mark(school, handed_in, "4", "10")
    with pytest.raises(Refused, match="另一位考评员"):
        mark(school, handed_in, "4", "5", by="kp2")
    with school.wb.store.reading() as conn:
        from workbench.store import marks

        kept = marks.marks_of(conn, handed_in)
    assert [(one.points, one.replaces) for one in kept] == [(Decimal(10), None), (Decimal(5), first.id)]


def test_a_script_that_is_not_handed_in_is_absent(school) -> None:
    with pytest.raises(Absent):
        marking.script(school.wb, school.people["kp1"], school.start("A0001"))


@pytest.mark.parametrize("login", ["A0002", "jk"])
def test_only_those_who_mark_see_scripts(school, handed_in, login) -> None:
    for ask in (
        lambda who: marking.queue(school.wb, who, school.sitting),
        lambda who: marking.script(school.wb, who, handed_in),
        lambda who: giving_marks.put_mark(school.wb, who, handed_in, MarkIn("4", "1")),
        lambda who: score_panels.frame(school.wb, who, school.sitting, "seo"),
    ):
        with pytest.raises(NotAllowed, match="这里只供"):
            ask(school.people[login])


def test_the_score_frame_has_one_row_a_line_and_open_lines_are_missing_not_zero(school, handed_in) -> None:
    mark(school, handed_in, "4", "6")
    scores = score_panels.frame(school.wb, school.people["kp1"], school.sitting, "seo")
    assert len(scores) == 11
    assert scores.set_index("line")["points"].isna().sum() == 2
    assert scores.set_index("line").loc["4", "points"] == 6


def test_every_panel_draws_the_frame_and_an_empty_class_of_one(school, handed_in) -> None:
    scores = score_panels.frame(school.wb, school.people["kp1"], school.sitting, "seo")
    for panel in school.wb.registry.plugins["seo"].panels:
        assert panel.draw(panel.summarise(scores)).to_dict()["data"] is not None
    for ready in READY:
        assert ready.show(basis(scores, pass_points=60)).finding
