"""What panels are drawn from: one reading of a sitting, as each role may see it."""

from __future__ import annotations

import io

import openpyxl
import pandas as pd
import pytest
import sqlalchemy as sa

from workbench.domain.errors import NotAllowed
from workbench.domain.panel import MORE_COLUMNS, SCORE_COLUMNS
from workbench.domain.sitting_rules import SittingRules
from workbench.store import audit, events, schema
from workbench.usecases import (
    examiner_panels,
    giving_marks,
    marking,
    panel_files,
    score_panels,
    sitting_exam,
    time_of_steps,
)
from workbench.usecases.giving_marks import MarkIn
from workbench.usecases.panel_files import Sheet

JUDGED = ("4", "6", "11")


def hand_in(school, login):
    attempt_id = school.start(login)
    sitting_exam.hand_in(school.wb, school.people[login], attempt_id, "page")
    return attempt_id


def rule(school, **rules):
    with school.wb.store.writing() as conn:
        conn.execute(schema.sittings.update().values(rules=SittingRules(**rules).as_json()))


def set_state(school, state):
    with school.wb.store.writing() as conn:
        conn.execute(schema.sittings.update().values(state=state))


def mark(school, attempt_id, who, *points):
    for line, given in zip(JUDGED, points, strict=False):
        giving_marks.put_mark(school.wb, school.people[who], attempt_id, MarkIn(line, given))


def scores(school, who):
    return score_panels.scores(school.wb, school.people[who], school.sitting)


def points(school, who):
    return scores(school, who).frame.set_index("line")["points"]


def test_the_frame_has_every_column_and_agrees_with_the_marking_page(school) -> None:
    attempt_id = hand_in(school, "A0001")
    mark(school, attempt_id, "kp1", "6", "7", "2")
    made = scores(school, "gl").frame
    assert tuple(made.columns) == (*SCORE_COLUMNS, *MORE_COLUMNS)
    script = marking.script(school.wb, school.people["gl"], attempt_id)
    assert made["points"].tolist() == [float(part.points) for part in script.total.lines]
    assert made["facts"].tolist() == [
        dict(script.outcomes[line].facts) if line in script.outcomes else {} for line in made["line"]
    ]
    line = made.set_index("line").loc["4"]
    assert (line["judged"], line["module"], line["class_name"]) == (6.0, "promotion", "网营1")
    assert line["clauses"] == script.paper.task.line("4").clauses


def test_a_sitting_is_read_in_as_many_queries_however_many_scripts_there_are(school) -> None:
    hand_in(school, "A0001")
    first = queries_of_a_reading(school)
    hand_in(school, "A0002")
    assert queries_of_a_reading(school) == first <= 10


def queries_of_a_reading(school) -> int:
    asked = []
    engine = school.wb.store._engines.reader

    def note(_conn, _cursor, statement, *_more) -> None:
        asked.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        scores(school, "gl")
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    return len(asked)


def test_of_a_script_that_two_mark_an_examiner_sees_no_marks_until_it_is_settled(school) -> None:
    rule(school, second_share=1.0)
    attempt_id = hand_in(school, "A0001")
    before = points(school, "kp2")
    mark(school, attempt_id, "kp1", "10", "11", "3")
    mark(school, attempt_id, "kp2", "10")
    assert points(school, "kp2").equals(before), "line 4 is settled, the script is not"
    assert scores(school, "kp1").hidden == 1
    for who in ("gl", "js"):
        assert points(school, who)["4"] == 10, "administrators and instructors see what stands"
    giving_marks.put_mark(school.wb, school.people["kp2"], attempt_id, MarkIn("6", "10"))
    giving_marks.put_mark(school.wb, school.people["kp2"], attempt_id, MarkIn("11", "3"))
    assert points(school, "kp1")["6"] == 10.5
    assert scores(school, "kp1").hidden == 0


def test_a_line_that_goes_to_a_third_keeps_the_script_hidden(school) -> None:
    rule(school, second_share=1.0)
    attempt_id = hand_in(school, "A0001")
    mark(school, attempt_id, "kp1", "10", "11", "3")
    mark(school, attempt_id, "kp2", "2", "11", "3")
    assert points(school, "kp1")[list(JUDGED)].isna().all()
    assert points(school, "gl").isna().sum() == 1


def test_an_examiner_is_told_no_classes_until_the_sitting_is_marked(school) -> None:
    hand_in(school, "A0001")
    assert set(scores(school, "kp1").frame["class_name"]) == {""}
    assert set(scores(school, "js").frame["class_name"]) == {"网营1"}
    set_state(school, "marked")
    assert set(scores(school, "kp1").frame["class_name"]) == {"网营1"}
    assert not scores(school, "kp1").is_blind


def test_after_the_sitting_is_marked_examiners_see_every_mark(school) -> None:
    rule(school, second_share=1.0)
    attempt_id = hand_in(school, "A0001")
    mark(school, attempt_id, "kp1", "10", "11", "3")
    mark(school, attempt_id, "kp2", "10", "11")
    set_state(school, "marked")
    assert points(school, "kp1")["4"] == 10


def test_only_scripts_of_their_own_queue_can_be_opened(school) -> None:
    rule(school, second_share=1.0)
    school.add("kp3", "examiner")
    attempt_id = hand_in(school, "A0001")
    mark(school, attempt_id, "kp1", "10", "11", "3")
    mark(school, attempt_id, "kp2", "10", "11", "3")
    found = {who: attempt_id in scores(school, who).openable for who in ("kp1", "kp2", "kp3", "js")}
    assert found == {"kp1": True, "kp2": True, "kp3": False, "js": False}


def test_a_sitting_without_scripts_is_an_empty_frame_with_its_columns(school) -> None:
    made = scores(school, "gl")
    assert made.frame.empty
    assert tuple(made.frame.columns) == (*SCORE_COLUMNS, *MORE_COLUMNS)
    assert time_of_steps.steps(school.wb, school.people["gl"], school.sitting).empty


@pytest.mark.parametrize("login", ["A0001", "jk"])
def test_panels_are_for_those_who_mark_teach_and_administer(school, login) -> None:
    for ask in (score_panels.scores, time_of_steps.steps):
        with pytest.raises(NotAllowed, match="这里只供"):
            ask(school.wb, school.people[login], school.sitting)


def test_a_query_counts_for_the_piece_of_work_that_is_written_next(school) -> None:
    attempt_id = school.start("A0001")
    task = school.wb.registry.tasks["seo-02"]
    first, second = (sub.deliverable for sub in task.subtasks[:2])
    taken = [(10.0, "seo.checker", {}), (20.0, first.tool, {"field": first.id, "body": ""}),
             (30.0, "seo.checker", {}), (40.0, second.tool, {"field": second.id, "body": ""}),
             (50.0, "seo.checker", {})]  # fmt: skip
    with school.wb.store.writing() as conn:
        for at, tool, params in taken:
            events.append_event(conn, attempt_id, at=at, tool=tool, action="any", params=params)
        conn.execute(
            schema.attempts.update().where(schema.attempts.c.id == attempt_id).values(state="handed_in")
        )
    made = time_of_steps.steps(school.wb, school.people["gl"], school.sitting)
    one, two = f"SEO-02 第 1 步 {first.name}", f"SEO-02 第 2 步 {second.name}"
    assert made["subtask"].tolist() == [one, one, two, two, time_of_steps.LAST]
    assert made["tool"].tolist()[0] == school.wb.registry.tools["seo.checker"].title


def test_examiners_are_compared_over_the_lines_that_both_marked(school) -> None:
    rule(school, second_share=1.0)
    attempt_id = hand_in(school, "A0001")
    mark(school, attempt_id, "kp1", "10", "11", "3")
    mark(school, attempt_id, "kp2", "4", "9")
    made = examiner_panels.figures(school.wb, school.people["gl"], school.sitting)
    assert (made.scripts, made.lines, made.thirds) == (1, 2, 0)
    assert made.pairs[["first", "second", "n"]].to_numpy().tolist() == [["人kp1（kp1）", "人kp2（kp2）", 2]]
    assert made.severity["examiner"].tolist() == ["人kp2（kp2）", "人kp1（kp1）"]
    assert made.drift["difference"].tolist() == pytest.approx([8 / 24, -8 / 24], abs=0.2)


def test_examiners_are_compared_for_the_administrator_alone(school) -> None:
    for who in ("kp1", "js", "jk"):
        with pytest.raises(NotAllowed):
            examiner_panels.figures(school.wb, school.people[who], school.sitting)


def test_a_sitting_without_second_marks_has_empty_figures_of_examiners(school) -> None:
    mark(school, hand_in(school, "A0001"), "kp1", "10")
    made = examiner_panels.figures(school.wb, school.people["gl"], school.sitting)
    assert (made.scripts, made.lines, made.pairs.empty, made.severity.empty) == (0, 0, True, True)


def test_a_table_is_taken_as_text_and_numbers_and_the_log_says_by_whom(school) -> None:
    table = pd.DataFrame(
        {"名称": ["=1+1", "二班"], "平均": [71.25, float("nan")], "份数": [3, 0], "报警": [True, False],
         "条款": [("a", "b"), ("c",)]}
    )  # fmt: skip
    sheet = Sheet("groups", "班级与模块", ("=2+2", "怎样看"), table)
    made = panel_files.taken(school.wb, school.people["js"], school.sitting, sheet)
    book = openpyxl.load_workbook(io.BytesIO(made))
    rows = list(book["数据"].iter_rows(values_only=True))
    assert rows[0] == ("名称", "平均", "份数", "报警", "条款")
    assert rows[1][:4] == ("=1+1", 71.25, 3, "是")
    assert rows[2][:4] == ("二班", None, 0, "否")
    kinds = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
    assert "f" not in kinds
    assert book["说明"]["A2"].value == "=2+2"
    with school.wb.store.reading() as conn:
        ((_, detail),) = audit.notes_of(conn, "export")
    assert detail == {"sitting": school.sitting, "paper": "panel groups", "names": False}
