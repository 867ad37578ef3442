from __future__ import annotations

import pytest

from workbench.domain.errors import Absent, NotAllowed, Refused
from workbench.usecases import remarking, sitting_exam
from workbench.usecases.remarking import Place

TEXT = Place("desk.doc", "03", span=(2, 6))
PICTURE = Place("shopdesign.picture", "01", box=(0.1, 0.2, 0.3, 0.3))


@pytest.fixture
def handed_in(school):
    attempt_id = school.start("A0001")
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt_id, "page")
    return attempt_id


def test_an_examiner_sees_own_notes_only_and_an_administrator_all(school, handed_in) -> None:
    people = school.people
    remarking.note(school.wb, people["kp1"], handed_in, TEXT, " 没有写复查时间 ", line="4")
    remarking.note(school.wb, people["kp2"], handed_in, PICTURE, "边距太小")
    mine = remarking.notes_on(school.wb, people["kp1"], handed_in)
    assert [(one.body, one.line, one.place) for one in mine] == [
        ("没有写复查时间", "4", {"tool": "desk.doc", "field": "03", "start": 2, "end": 6})
    ]
    assert len(remarking.notes_on(school.wb, people["gl"], handed_in)) == 2


def test_only_ones_own_note_can_be_removed(school, handed_in) -> None:
    made = remarking.note(school.wb, school.people["kp1"], handed_in, TEXT, "这里")
    with pytest.raises(Absent):
        remarking.remove(school.wb, school.people["kp2"], made)
    remarking.remove(school.wb, school.people["kp1"], made)
    assert remarking.notes_on(school.wb, school.people["gl"], handed_in) == ()


@pytest.mark.parametrize(
    "where",
    [
        {"span": (3, 3)},
        {"span": (-1, 2)},
        {"box": (0.0, 0.0, 0.0, 0.1)},
        {"box": (2.0, 0.0, 0.1, 0.1)},
        {"span": (0, 1), "box": (0.0, 0.0, 0.1, 0.1)},
    ],
)
def test_a_place_that_is_none_is_refused(where) -> None:
    with pytest.raises(Refused, match="位置"):
        Place("desk.doc", "03", **where)


@pytest.mark.parametrize(("body", "says"), [("  ", "先写"), ("长" * 501, "最多 500 字")])
def test_a_note_without_words_or_too_long_is_refused(school, handed_in, body, says) -> None:
    with pytest.raises(Refused, match=says):
        remarking.note(school.wb, school.people["kp1"], handed_in, TEXT, body)


def test_students_and_scripts_that_are_not_handed_in_get_no_notes(school, handed_in) -> None:
    with pytest.raises(NotAllowed):
        remarking.note(school.wb, school.people["A0002"], handed_in, TEXT, "我")
    with pytest.raises(Absent):
        remarking.note(school.wb, school.people["kp1"], school.start("A0002"), TEXT, "早了")


def test_common_comments_are_shared_by_line_and_kept_once(school) -> None:
    wb, people = school.wb, school.people
    for who, line, body in (("kp1", "4", "没有顺序"), ("kp2", "4", "没有顺序"), ("kp2", "6", "卖点不真实")):
        remarking.share_comment(wb, people[who], "seo-02", line, body)
    found = remarking.comments(wb, people["kp1"], "seo-02")
    assert {line: [one.body for one in shared] for line, shared in found.items()} == {
        "4": ["没有顺序"],
        "6": ["卖点不真实"],
    }
    with pytest.raises(Absent):
        remarking.drop_comment(wb, people["kp1"], found["6"][0].id)
    remarking.drop_comment(wb, people["kp2"], found["6"][0].id)
    assert set(remarking.comments(wb, people["kp1"], "seo-02")) == {"4"}
