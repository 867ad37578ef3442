"""A server that forgets what it acknowledged is found out."""

from __future__ import annotations

from workbench.rehearsal.keeping import Acknowledged, Keeper
from workbench.usecases import saving, sitting_exam
from workbench.usecases.saving import DraftIn

PLACE = ("desk.doc", "03")


def _told(
    attempt: str, rev: int, body: str, *, by_hand: tuple[str, ...] = (), ticks: int = 0
) -> Acknowledged:
    texts = tuple((PLACE, text) for text in by_hand)
    return Acknowledged("A0001", attempt, {PLACE: (rev, body)}, texts, rev, ticks)


def _saved(school, rev: int, body: str, by: str = "timer") -> None:
    draft = DraftIn(school.attempt_id("A0001"), "page", *PLACE, rev, body, by)
    saving.save_draft(school.wb, school.people["A0001"], draft)


def test_what_is_kept_is_not_missed(school) -> None:
    attempt = school.start("A0001")
    _saved(school, 1, "甲", "student")
    step = ("desk.brief", "tick", {"no": 1, "done": True})
    assert sitting_exam.step(school.wb, school.people["A0001"], attempt, "page", step) is None
    kept = Keeper(school.wb.store).compare([_told(attempt, 1, "甲", by_hand=("甲",), ticks=1)])
    assert (kept.saves, kept.steps, kept.lost) == (1, 1, ())


def test_a_forgotten_save_is_found(school) -> None:
    attempt = school.start("A0001")
    _saved(school, 1, "甲")
    (fault,) = Keeper(school.wb.store).compare([_told(attempt, 2, "乙")]).lost
    assert "save 2 is gone, the store has 1" in fault


def test_a_save_with_another_text_is_found(school) -> None:
    attempt = school.start("A0001")
    _saved(school, 1, "甲")
    (fault,) = Keeper(school.wb.store).compare([_told(attempt, 1, "乙")]).lost
    assert "another text" in fault


def test_a_forgotten_save_by_hand_and_a_forgotten_step_are_found(school) -> None:
    attempt = school.start("A0001")
    _saved(school, 1, "甲", "student")
    _saved(school, 2, "乙")
    lost = Keeper(school.wb.store).compare([_told(attempt, 2, "乙", by_hand=("甲", "丙"), ticks=1)]).lost
    assert len(lost) == 2
    assert "丙" in lost[0]
    assert "1 of 1 steps" in lost[1]


def test_what_a_trace_once_held_must_stay(school) -> None:
    attempt = school.start("A0001")
    _saved(school, 1, "甲", "student")
    keeper = Keeper(school.wb.store)
    told = [_told(attempt, 1, "甲", by_hand=("甲",))]
    assert keeper.compare(told).lost == ()
    keeper._seen[attempt].append("an event that a killed server had shown")
    (fault,) = keeper.compare(told).lost
    assert "gone or changed" in fault


def test_the_last_acknowledged_text_must_be_what_was_handed_in(school) -> None:
    attempt = school.start("A0001")
    _saved(school, 1, "甲", "student")
    _saved(school, 2, "乙")
    told = [_told(attempt, 2, "乙")]
    (fault,) = Keeper(school.wb.store).compare(told, is_over=True).lost
    assert "not handed in" in fault
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt, "page")
    assert Keeper(school.wb.store).compare(told, is_over=True).lost == ()
