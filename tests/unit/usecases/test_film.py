from __future__ import annotations

import pytest

from workbench.usecases import film, marking, saving, sitting_exam
from workbench.usecases.saving import DraftIn


def write(school, attempt_id: str, rev: int, body: str) -> None:
    draft = DraftIn(attempt_id, "page", "desk.doc", "03", rev, body, "student")
    saving.save_draft(school.wb, school.people["A0001"], draft)


@pytest.fixture
def script(school):
    attempt_id = school.start("A0001")
    for minute, body in ((3, "一、现状"), (10, "一、现状\n二、问题")):
        school.time.pass_seconds(minute * 60)
        write(school, attempt_id, minute, body)
    saving.note_flag(school.wb, school.people["A0001"], attempt_id, "focus_lost", 0)
    school.time.pass_seconds(45)
    saving.note_flag(school.wb, school.people["A0001"], attempt_id, "focus_back", 0)
    school.time.pass_seconds(60)
    saving.note_flag(school.wb, school.people["A0001"], attempt_id, "focus_lost", 0)
    school.time.pass_seconds(15)
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt_id, "page")
    return marking.script(school.wb, school.people["kp1"], attempt_id)


def test_a_moment_shows_the_text_as_it_stood_and_what_came_before(school, script) -> None:
    first, second = (film.moment(school.wb.registry, script, seq) for seq in (1, 2))
    changed = [[text for text in now.texts if text.body != text.before] for now in (first, second)]
    assert [(text.field, text.body) for text in changed[0]] == [("03", "一、现状")]
    assert [(text.body, text.before) for text in changed[1]] == [("一、现状\n二、问题", "一、现状")]
    assert (second.at, second.event.action) == (780.0, script.trace[1].action)


def test_the_beginning_and_the_last_moment_are_the_first_and_the_last_states(school, script) -> None:
    registry = school.wb.registry
    begin = film.moment(registry, script, 0)
    assert begin.event is None
    assert all(text.body == text.before for text in begin.texts)
    assert film.moment(registry, script, len(script.trace)).states == script.states


@pytest.mark.parametrize(("seconds", "seq"), [(0.0, 0), (179.0, 0), (180.0, 1), (779.0, 1), (10_000.0, 2)])
def test_a_minute_of_the_hour_leads_to_the_last_step_before_it(script, seconds, seq) -> None:
    assert film.seq_at(script.trace, seconds) == seq


def test_absences_are_spans_and_one_that_never_ended_lasts_to_the_hand_in(school, script) -> None:
    found = film.absences(school.wb, school.people["kp1"], script)
    assert [(one.begins, one.ends) for one in found] == [(780.0, 825.0), (885.0, 900.0)]


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        ("", "写", "写"),
        ("一二", "一二三", "三"),
        ("一二三", "一新三", "新"),
        ("一二三", "一三", ""),
        ("aa", "aaa", "a"),
        ("同", "同", ""),
    ],
)
def test_what_is_new_in_a_text_is_one_stretch(before, after, new) -> None:
    parts = film.grown(before, after)
    assert "".join(parts) == after
    assert parts[1] == new
