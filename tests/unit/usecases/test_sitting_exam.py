from __future__ import annotations

import json

import pytest

from workbench.domain.clock import GRACE_SECONDS
from workbench.domain.errors import Absent, Closed, Refused, TakenOver, TooLarge
from workbench.domain.sitting_rules import SittingRules
from workbench.host import replay
from workbench.store import attempts, events, marks
from workbench.usecases import expiring, invigilating, saving, sitting_exam
from workbench.usecases.saving import DraftIn

DOC = ("desk.doc", "03")


def save(
    school, attempt_id, body, *, rev=1, by="timer", holder="page", tool=DOC[0], field=DOC[1], login="A0001"
):
    draft = DraftIn(attempt_id, holder, tool, field, rev, body, by)
    return saving.save_draft(school.wb, school.people[login], draft)


def trace(school, attempt_id):
    with school.wb.store.reading() as conn:
        return events.events_of(conn, attempt_id)


def step(school, attempt_id, tool, action, holder="page", login="A0001", **params):
    return sitting_exam.step(school.wb, school.people[login], attempt_id, holder, (tool, action, params))


def look(school, attempt_id, login="A0001"):
    return sitting_exam.look(school.wb, school.people[login], attempt_id)


def test_the_paper_is_hidden_until_the_start(school) -> None:
    with pytest.raises(Closed, match="还没有开始"):
        look(school, school.attempt_id("A0001"))


def test_the_hour_begins_once(school) -> None:
    attempt_id = school.start("A0001")
    began = look(school, attempt_id).attempt.began
    school.time.pass_seconds(100)
    sitting_exam.start(school.wb, school.people["A0001"], attempt_id)
    assert look(school, attempt_id).attempt.began == began
    assert look(school, attempt_id).deadline == began + 3600


def test_nobody_starts_before_the_sitting_is_open(school) -> None:
    from workbench.usecases import running_sitting
    from workbench.usecases.roster import Candidate

    school.add("A0003", "student")
    policy = {"modules": ["promotion"], "item_policy": "by_part"}
    later = running_sitting.plan(school.wb, "下一场", policy=policy)
    roster = [Candidate("A0003", "王五")]
    running_sitting.draw_sitting(school.wb, school.people["jk"], later, roster, ceremony="1")
    with pytest.raises(Closed, match="还没有开放"):
        sitting_exam.start(school.wb, school.people["A0003"], school.attempt_id("A0003"))


def test_an_acknowledged_save_is_there_after_a_restart_with_the_same_paper_and_clock(school) -> None:
    attempt_id = school.start("A0001")
    save(school, attempt_id, "一、诊断结论")
    before = look(school, attempt_id)
    after = look(school.reopened(), attempt_id)
    assert after.states["desk.doc"]["drafts"]["03"] == "一、诊断结论"
    assert after.paper.body() == before.paper.body()
    assert after.deadline == before.deadline


def test_an_old_revision_is_answered_with_the_newer_one_that_stands(school) -> None:
    attempt_id = school.start("A0001")
    save(school, attempt_id, "新", rev=7)
    assert save(school, attempt_id, "旧", rev=3).rev == 7
    assert look(school, attempt_id).states["desk.doc"]["drafts"]["03"] == "新"


def test_writing_enters_the_trace_every_half_minute_and_at_each_leave(school) -> None:
    attempt_id = school.start("A0001")
    for second in range(0, 61, 10):
        save(school, attempt_id, f"第{second}秒", rev=second + 1)
        school.time.pass_seconds(10)
    assert [(event.params["by"], event.at) for event in trace(school, attempt_id)] == [
        ("timer", 0.0), ("timer", 30.0), ("timer", 60.0),
    ]  # fmt: skip
    save(school, attempt_id, "离开", rev=99, by="leave")
    save(school, attempt_id, "手动", rev=100, by="student")
    save(school, attempt_id, "手动", rev=100, by="student")
    assert [event.params["by"] for event in trace(school, attempt_id)][3:] == ["leave", "student", "student"]


def test_a_step_goes_into_the_trace_and_changes_the_state(school) -> None:
    attempt_id = school.start("A0001")
    school.time.pass_seconds(12)
    assert step(school, attempt_id, "desk.folder", "name_file", deliverable="01", name="表.xlsx") is None
    assert look(school, attempt_id).states["desk.folder"]["files"]["01"]["name"] == "表.xlsx"
    assert [(event.seq, event.at, event.action) for event in trace(school, attempt_id)] == [
        (1, 12.0, "name_file")
    ]


def test_a_refused_step_is_kept_as_evidence_and_changes_nothing(school) -> None:
    attempt_id = school.start("A0001")
    before = look(school, attempt_id).states
    refused = step(school, attempt_id, "seo.checker", "audit", address="http://www.baidu.com/")
    assert refused
    assert look(school, attempt_id).states == before
    assert trace(school, attempt_id)[0].refused == refused


@pytest.mark.parametrize(
    ("tool", "action", "params"),
    [
        ("desk.folder", "explode", {}),
        ("desk.folder", "name_file", {"deliverable": "01"}),
        ("desk.folder", "name_file", {"deliverable": "01", "name": 7}),
        ("desk.folder", "name_file", {"deliverable": "01", "name": "x", "extra": 1}),
        ("desk.folder", "name_file", {"deliverable": "99", "name": "x"}),
    ],
)
def test_a_step_that_does_not_fit_is_refused_in_words(school, tool, action, params) -> None:
    attempt_id = school.start("A0001")
    assert step(school, attempt_id, tool, action, **params)


def test_a_step_of_a_tool_that_the_task_does_not_have_leaves_nothing(school) -> None:
    attempt_id = school.start("A0001")
    assert "没有" in step(school, attempt_id, "service.chat", "say", text="x")
    assert trace(school, attempt_id) == ()


def test_a_tool_that_reads_others_sees_what_is_typed_now_and_a_replay_does_too(school) -> None:
    attempt_id = school.start("A0001")
    save(school, attempt_id, "第一版")
    save(school, attempt_id, "第二版，足够长的正文", rev=2)
    assert step(school, attempt_id, "desk.folder", "check") is None
    shown = look(school, attempt_id).states["desk.folder"]["problems"]
    assert ("03", "empty") not in {(problem["deliverable"], problem["problem"]) for problem in shown}
    assert look(school.reopened(), attempt_id).states == look(school, attempt_id).states


def test_a_snapshot_equals_the_replay(school) -> None:
    attempt_id = school.start("A0001")
    for number in range(60):
        step(school, attempt_id, "desk.folder", "name_file", deliverable="01", name=f"表{number}.xlsx")
    with school.wb.store.reading() as conn:
        kept = events.newest_snapshot(conn, attempt_id)
        paper = look(school, attempt_id).paper
        whole = events.events_of(conn, attempt_id)
    assert kept is not None
    first = replay.first_states(school.wb.registry, paper)
    replayed = replay.states_after(school.wb.registry, first, whole[: kept.seq])
    assert kept.states == json.loads(json.dumps(replayed))


def test_a_newer_page_takes_over_and_the_older_one_is_told(school) -> None:
    attempt_id = school.start("A0001", holder="old")
    save(school, attempt_id, "旧页", holder="old")
    sitting_exam.claim(school.wb, school.people["A0001"], attempt_id, "new")
    with pytest.raises(TakenOver, match="另一"):
        save(school, attempt_id, "旧页再写", rev=2, holder="old")
    with pytest.raises(TakenOver):
        step(school, attempt_id, "desk.folder", "check", holder="old")
    assert save(school, attempt_id, "新页", rev=2, holder="new").rev == 2


def test_someone_elses_attempt_is_as_absent_as_one_that_does_not_exist(school) -> None:
    attempt_id = school.start("A0001")
    for wanted in (attempt_id, "no-such-attempt"):
        with pytest.raises(Absent, match="没有找到"):
            look(school, wanted, login="A0002")
        with pytest.raises(Absent, match="没有找到"):
            save(school, wanted, "x", login="A0002")
        with pytest.raises(Absent, match="没有找到"):
            step(school, wanted, "desk.folder", "check", login="A0002")
    with pytest.raises(Absent):
        look(school, attempt_id, login="kp1")


@pytest.mark.parametrize(
    ("tool", "field", "body", "error"),
    [
        ("desk.doc", "03", "x" * (saving.MAX_BODY_BYTES + 1), TooLarge),
        ("desk.doc", "99", "x", Refused),
        ("service.chat", "03", "x", Refused),
        ("desk.folder", "03", "x", Refused),
        ("desk.sheet", "01", "not json", Refused),
        ("desk.sheet", "01", '{"columns": 7}', Refused),
        ("desk.doc", "03", "半个字符\ud800", Refused),
        ("desk.doc", "03", "空字符\0", Refused),
    ],
)
def test_a_save_that_does_not_fit_is_refused_and_changes_nothing(school, tool, field, body, error) -> None:
    attempt_id = school.start("A0001")
    save(school, attempt_id, "原文")
    before = look(school, attempt_id).states
    with pytest.raises(error):
        save(school, attempt_id, body, rev=5, tool=tool, field=field)
    assert look(school, attempt_id).states == before


def test_the_waiting_room_rehearses_saving_without_touching_the_paper(school) -> None:
    attempt_id = school.attempt_id("A0001")
    saved = save(school, attempt_id, "试一试", tool=saving.REHEARSAL, field="try")
    assert saved.rev == 1
    school.start("A0001")
    with pytest.raises(Closed):
        save(school, attempt_id, "再试", rev=2, tool=saving.REHEARSAL, field="try")
    assert trace(school, attempt_id) == ()


def test_after_the_deadline_no_new_step_but_a_save_on_its_way_is_taken(school) -> None:
    attempt_id = school.start("A0001")
    school.time.pass_seconds(3600 + GRACE_SECONDS - 0.5)
    with pytest.raises(Closed, match="时间已到"):
        step(school, attempt_id, "desk.folder", "check")
    assert save(school, attempt_id, "最后一句").rev == 1
    school.time.pass_seconds(1)
    with pytest.raises(Closed, match="时间已到"):
        save(school, attempt_id, "太晚", rev=2)


def test_a_sitting_may_have_a_grace_of_its_own(school) -> None:
    attempt_id = school.start("A0001")
    with school.wb.store.writing() as conn:
        conn.exec_driver_sql("""UPDATE sittings SET rules = '{"grace_seconds": 20}'""")
    school.time.pass_seconds(3600 + 19)
    assert save(school, attempt_id, "还在路上").rev == 1
    assert expiring.expire_due(school.wb) == ()
    school.time.pass_seconds(1)
    with pytest.raises(Closed, match="时间已到"):
        save(school, attempt_id, "太晚", rev=2)
    assert expiring.expire_due(school.wb) == (attempt_id,)


@pytest.mark.parametrize("seconds", [-1, 31, float("nan")])
def test_a_grace_is_between_0_and_30_seconds(seconds) -> None:
    with pytest.raises(ValueError, match="0—30"):
        SittingRules(grace_seconds=seconds)


def test_time_that_was_given_while_the_server_hands_in_is_honoured(school, monkeypatch) -> None:
    attempt_id = school.start("A0001")
    school.time.pass_seconds(3610)
    due = attempts.due

    def due_then_given(conn, *, now):
        found = due(conn, now=now)
        jk = school.people["jk"]
        invigilating.extend(school.wb, jk, [attempt_id], minutes=5, reason="停电")
        return found

    with monkeypatch.context() as between:
        between.setattr(attempts, "due", due_then_given)
        expiring.expire_due(school.wb)
    assert look(school, attempt_id).attempt.state == "running"


def test_time_runs_out_with_no_browser_open_and_the_newest_draft_is_handed_in(school) -> None:
    attempt_id = school.start("A0001")
    save(school, attempt_id, "第一版", rev=1)
    save(school, attempt_id, "最后一版", rev=2)
    school.time.pass_seconds(3600)
    assert expiring.expire_due(school.wb) == ()
    school.time.pass_seconds(GRACE_SECONDS)
    assert expiring.expire_due(school.wb) == (attempt_id,)
    with school.wb.store.reading() as conn:
        ended = attempts.attempt(conn, attempt_id)
        assert (ended.state, ended.ended_by) == ("handed_in", "time")
        assert events.events_of(conn, attempt_id)[-1].params == {
            "field": "03",
            "body": "最后一版",
            "by": "end",
        }
        assert marks.newest_outcomes(conn, attempt_id)
    assert expiring.expire_due(school.wb) == ()


def test_what_was_handed_in_but_not_scored_before_a_crash_is_scored_later(school, monkeypatch) -> None:
    attempt_id = school.start("A0001")
    with school.wb.store.writing() as conn:
        sitting_exam.close(conn, school.wb, attempts.attempt(conn, attempt_id), school.time.now, by="student")
    expiring.expire_due(school.wb)
    with school.wb.store.reading() as conn:
        assert len(marks.newest_outcomes(conn, attempt_id)) == 11


def test_after_hand_in_nothing_is_taken(school) -> None:
    attempt_id = school.start("A0001")
    save(school, attempt_id, "终稿")
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt_id, "page")
    with pytest.raises(Closed, match="已经交卷"):
        save(school, attempt_id, "再改", rev=2)
    with pytest.raises(Closed, match="已经交卷"):
        step(school, attempt_id, "desk.folder", "check")
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt_id, "page")
    assert look(school, attempt_id).states["desk.doc"]["drafts"]["03"] == "终稿"
    assert not look(school, attempt_id).is_open


def test_only_the_page_that_holds_the_attempt_may_hand_it_in(school) -> None:
    attempt_id = school.start("A0001", holder="new")
    with pytest.raises(TakenOver):
        sitting_exam.hand_in(school.wb, school.people["A0001"], attempt_id, "old")
