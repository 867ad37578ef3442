from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest
from practice_school import (
    TASK,
    begun,
    document,
    done,
    draw_exam,
    holding,
    practised,
    write,
)

from workbench.domain.errors import Absent, Closed, Refused
from workbench.store import audit, sittings
from workbench.usecases import (
    archiving,
    checking_store,
    erasing,
    exporting,
    giving_marks,
    invigilating,
    marking,
    planning,
    practice_feedback,
    practising,
    running_sitting,
    saving,
    score_panels,
    sitting_exam,
    uploads,
)


@pytest.fixture
def school(school):
    return practised(school)


@pytest.fixture
def l1(school):
    return school.people["L1"]


def test_practice_waits_for_an_exam_that_is_drawn_open_or_runs(school) -> None:
    person = school.people["A0001"]  # a paper waits in the open sitting
    with pytest.raises(Closed, match="您有考试"):
        practising.begin(school.wb, person, TASK, is_timed=False)
    attempt_id = school.start("A0001")
    with pytest.raises(Closed, match="您有考试"):
        practising.begin(school.wb, person, TASK, is_timed=False)
    assert practising.has_exam(school.wb, person)
    sitting_exam.hand_in(school.wb, person, attempt_id, "page")
    assert not practising.has_exam(school.wb, person)
    begun(school, "A0001")


def test_a_draw_stops_running_practice_and_its_end_lets_it_go_on(school, l1) -> None:
    attempt_id = begun(school)
    write(school, attempt_id)
    exam = draw_exam(school, "L1")
    tool, field = document(school)
    for refused in (
        lambda: write(school, attempt_id, body="二"),
        lambda: sitting_exam.step(school.wb, l1, attempt_id, "page", ("desk.brief", "x", {})),
        lambda: sitting_exam.hand_in(school.wb, l1, attempt_id, "page"),
        lambda: uploads.add(school.wb, l1, attempt_id, "desk.doc", "a.txt", "text/plain", (b"x",)),
        lambda: practice_feedback.feedback_now(school.wb, l1, attempt_id),
    ):
        with pytest.raises(Closed, match="您有考试，练习已停"):
            refused()
    running_sitting.open_sitting(school.wb, school.people["gl"], exam)
    hour = school.start("L1")
    with pytest.raises(Closed, match="您有考试"):
        write(school, attempt_id, body="二")
    sitting_exam.hand_in(school.wb, l1, hour, "page")
    sitting_exam.claim(school.wb, l1, attempt_id, "page")
    assert sitting_exam.look(school.wb, l1, attempt_id).states[tool]["drafts"][field] == "一"


def test_nothing_of_practice_can_be_read_during_an_exam(school, l1) -> None:
    attempt_id = begun(school)
    write(school, attempt_id)
    kept = uploads.add(school.wb, l1, attempt_id, "desk.doc", "a.txt", "text/plain", (b"x",))
    sitting_exam.hand_in(school.wb, l1, attempt_id, "page")
    draw_exam(school, "L1")
    tool, field = document(school)
    for refused in (
        lambda: sitting_exam.look(school.wb, l1, attempt_id),
        lambda: uploads.file(school.wb, l1, attempt_id, kept.blob),
        lambda: exporting.export(school.wb, l1, attempt_id, tool, field),
        lambda: saving.draft(school.wb, l1, attempt_id, tool, field),
        lambda: practice_feedback.feedback(school.wb, l1, attempt_id),
        lambda: practice_feedback.model(school.wb, l1, attempt_id),
    ):
        with pytest.raises(Closed, match="您有考试"):
            refused()


def test_the_exam_page_never_shows_practice_and_practice_hides_no_exam(school, l1) -> None:
    begun(school)
    assert sitting_exam.my_exam(school.wb, l1) is None
    exam = draw_exam(school, "L1")
    found = sitting_exam.my_exam(school.wb, l1)
    assert found is not None
    assert found.sitting.id == exam
    mine = sitting_exam.my_exam(school.wb, school.people["A0001"])
    assert mine is not None
    assert mine.sitting.id == school.sitting


def test_an_exam_that_was_missed_does_not_stop_practice_for_ever(school) -> None:
    person = school.people["A0002"]  # never started
    running_sitting.close_sitting(school.wb, school.people["jk"], school.sitting)
    assert not practising.has_exam(school.wb, person)
    begun(school, "A0002")


def test_no_list_of_exams_has_practice(school, l1) -> None:
    done(school)
    gl = school.people["gl"]
    held = holding(school)
    assert (held.name, held.state) == ("练习", "open")
    lists = (
        planning.all_sittings(school.wb, gl),
        marking.sittings_to_mark(school.wb, gl),
        running_sitting.sittings_with_record(school.wb, gl),
    )
    assert all(held.id not in {one.id for one in found} for found in lists)
    room = invigilating.open_room(school.wb, gl)
    assert room is not None
    assert room.id == school.sitting


def test_practice_is_not_reached_by_its_sittings_number(school, l1, tmp_path) -> None:
    done(school)
    gl, held = school.people["gl"], holding(school).id
    for refused in (
        lambda: invigilating.board(school.wb, gl, held),
        lambda: marking.queue(school.wb, gl, held),
        lambda: score_panels.frame(school.wb, gl, held, "newmedia"),
        lambda: score_panels.scores(school.wb, gl, held),
        lambda: running_sitting.close_sitting(school.wb, gl, held),
        lambda: planning.freeze(school.wb, gl, held),
    ):
        with pytest.raises(Absent):
            refused()
    for refused in (
        lambda: archiving.archive_sitting(school.wb, gl, held, tmp_path / "a.zip"),
        lambda: erasing.erase_personal_data(school.wb, gl, held, "到期"),
    ):
        with pytest.raises(Refused):
            refused()
    assert holding(school).state == "open"


def test_staff_reach_no_practice_by_its_attempts_number(school, l1) -> None:
    running, gl = begun(school), school.people["gl"]
    for refused in (
        lambda: invigilating.extend(school.wb, gl, [running], minutes=5, reason="x"),
        lambda: invigilating.hand_in_for(school.wb, gl, running, reason="x"),
        lambda: invigilating.release(school.wb, gl, running, reason="x"),
    ):
        with pytest.raises(Absent):
            refused()
    sitting_exam.hand_in(school.wb, l1, running, "page")
    with pytest.raises(Absent):
        marking.script(school.wb, gl, running)
    with pytest.raises(Absent):
        giving_marks.put_mark(school.wb, gl, running, giving_marks.MarkIn("1", "1"))


def test_nobody_watches_practice(school, l1) -> None:
    attempt_id = begun(school)
    saving.note_flag(school.wb, l1, attempt_id, "focus_lost", 0)
    with school.wb.store.reading() as conn:
        assert [kind for _, kind, _ in audit.flags_of(conn, attempt_id)] == ["opened"]


def test_practice_keeps_no_name_from_being_erased(school) -> None:
    person = school.people["A0001"]
    attempt_id = school.start("A0001")
    sitting_exam.hand_in(school.wb, person, attempt_id, "page")
    done(school, "A0001")
    running_sitting.close_sitting(school.wb, school.people["jk"], school.sitting)
    with school.wb.store.writing() as conn:
        for state in ("marked", "released"):
            sittings.set_state(conn, school.sitting, state)
    gone = erasing.erase_personal_data(school.wb, school.people["gl"], school.sitting, "到期")
    assert (gone.erased, gone.needed) == (2, ())


def test_the_stores_check_looks_through_practice_too(school, l1) -> None:
    attempt_id = begun(school)
    write(school, attempt_id)
    sitting_exam.hand_in(school.wb, l1, attempt_id, "page")
    assert checking_store.check_store(school.wb.store, school.wb.registry).faults == ()
    with closing(sqlite3.connect(school.wb.store.database_file)) as database:
        database.execute(
            "INSERT INTO snapshots (attempt_id, seq, states) VALUES (?, 999, ?)", (attempt_id, json.dumps({}))
        )
        database.commit()
    found = checking_store.check_store(school.wb.store, school.wb.registry).faults
    assert any("snapshot" in one.where for one in found)
