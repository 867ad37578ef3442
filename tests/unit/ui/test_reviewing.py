"""Who may be shown what a student must not see: an examiner, and never the student's own page."""

from __future__ import annotations

from workbench.ui.examiner.tool_faces import ScriptSession
from workbench.ui.session import Desk, LiveSession
from workbench.usecases import marking, sitting_exam
from workbench.usecases.work_shown import Work


def test_a_students_page_is_never_reviewing_even_when_another_page_has_taken_over(school) -> None:
    attempt_id = school.start("A0001", holder="first")
    sitting_exam.claim(school.wb, school.people["A0001"], attempt_id, "second")
    look = sitting_exam.look(school.wb, school.people["A0001"], attempt_id)
    tool = school.wb.registry.tools[look.paper.task.tools[0]]
    session = LiveSession(Desk(school.wb, school.people["A0001"], "first", look), tool)
    assert session.locked
    assert not session.reviewing


def test_an_examiners_look_at_a_script_is_reviewing_and_locked(school) -> None:
    attempt_id = school.start("A0001")
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt_id, "page")
    script = marking.script(school.wb, school.people["kp1"], attempt_id)
    tool = school.wb.registry.tools[script.paper.task.tools[0]]
    session = ScriptSession(school.wb, school.people["kp1"], script, tool)
    assert session.locked
    assert session.reviewing


def test_a_student_looking_back_at_the_own_work_is_locked_and_not_reviewing(school) -> None:
    attempt_id = school.start("A0001")
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt_id, "page")
    script = marking.script(school.wb, school.people["kp1"], attempt_id)
    work = Work(attempt_id, script.paper, script.states, script.seconds, is_model=True)
    tool = school.wb.registry.tools[script.paper.task.tools[0]]
    session = ScriptSession(school.wb, school.people["A0001"], work, tool, reviewing=False)
    assert session.locked
    assert not session.reviewing
    assert session.page_url("http://x.example/") == session.download_url("01") == "#"
