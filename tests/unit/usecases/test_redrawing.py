from __future__ import annotations

import dataclasses

import pytest
from kept_store import damage, faults, save
from redraw_school import SIGNED, all_of, noted, opened, redrawn, sitting_of, with_two_items

from workbench.domain.draw_record import verify
from workbench.domain.errors import Absent, Closed, DrawError, NotAllowed, Refused
from workbench.domain.sitting_rules import SittingRules
from workbench.store import attempts, audit, drafts, events, marks
from workbench.usecases import (
    archiving,
    browsing,
    expiring,
    invigilating,
    marking,
    running_sitting,
    saving,
    score_panels,
    sitting_exam,
    uploads,
)
from workbench.usecases.signed import Signed


@pytest.fixture
def two(school):
    return with_two_items(school)


def step(school, login, attempt_id):
    taken = ("desk.brief", "no such action", {})
    return sitting_exam.step(school.wb, school.people[login], attempt_id, "page", taken)


def test_a_waiting_candidate_gets_another_item_and_the_old_paper_is_void(two) -> None:
    before = sitting_of(two)
    others = [line for line in before.record["assignments"] if line["candidate"] != "B0001"]
    done = redrawn(two)
    old, new = all_of(two)
    assert (old.state, old.number, old.ended, new.state, new.number) == ("void", 1, None, "prepared", 2)
    assert new.task == done.line.item != old.task
    assert (new.seed, new.minutes, new.extra_seconds) == (done.line.data_seed, 60, 600)
    assert (new.code != old.code, new.paper_hash != old.paper_hash, done.is_had) == (True, True, False)
    after = sitting_of(two)
    assert verify(after.record) == ()
    assert after.record["record_hash"] == done.record_hash != before.record["record_hash"]
    assert after.record["assignments"] == before.record["assignments"]
    assert [line for line in after.record["assignments"] if line["candidate"] != "B0001"] == others
    assert {line["candidate"] for line in after.record["redraws"]} == {"B0001"}
    assert len(all_of(two, "B0002")) == 1
    assert sitting_exam.my_exam(two.wb, two.people["B0001"]).attempt == new


def test_a_redraw_is_in_the_log_with_who_why_and_both_names(two) -> None:
    old = all_of(two)[0]
    done = redrawn(two)
    ((who, detail),) = noted(two, "redraw")
    assert who == "gl"
    assert detail == {
        "sitting": two.sitting, "attempt": old.id, "candidate": "B0001", "state": "prepared",
        "reason": SIGNED.reason, "witnesses": ["张老师", "李老师"], "item": old.task,
        "new_item": done.line.item, "redraw": done.line.number, "record": done.record_hash,
    }  # fmt: skip


def test_a_running_attempt_is_kept_with_all_its_evidence_and_the_old_page_writes_no_more(two) -> None:
    opened(two)
    old = two.start("B0001")
    save(two, "B0001", old, 1, by="timer", body="第一稿")
    two.time.pass_seconds(10)
    save(two, "B0001", old, 2, by="timer", body="第二稿，还没进过程记录")
    two.time.pass_seconds(1790)
    redrawn(two)
    person = two.people["B0001"]
    for write in (
        lambda: save(two, "B0001", old, 3),
        lambda: step(two, "B0001", old),
        lambda: uploads.add(two.wb, person, old, "desk.doc", "图", "", (b"x",)),
        lambda: sitting_exam.hand_in(two.wb, person, old, "page"),
    ):
        with pytest.raises(Closed, match="作废"):
            write()
    first, second = all_of(two)
    assert (first.state, first.ended, first.ended_by) == ("void", two.time.now, None)
    with two.wb.store.reading() as conn:
        assert [one.params["body"] for one in events.events_of(conn, old)] == [
            "第一稿", "第二稿，还没进过程记录",
        ]  # fmt: skip
        assert drafts.unlogged(conn, old) == ()
    assert faults(two.wb.settings.home, two) == []
    two.time.pass_seconds(7200)
    started = sitting_exam.start(two.wb, person, second.id)
    assert (started.state, started.began) == ("running", two.time.now)
    assert sitting_exam.look(two.wb, person, second.id).deadline == two.time.now + 3600 + 600


def test_a_start_pressed_on_the_void_paper_starts_nothing(two) -> None:
    opened(two)
    old = two.attempt_id("B0001")
    redrawn(two)
    assert sitting_exam.start(two.wb, two.people["B0001"], old).state == "void"
    assert [one.state for one in all_of(two)] == ["void", "prepared"]
    sitting_exam.claim(two.wb, two.people["B0001"], old, "old page")
    assert all_of(two)[0].holder is None
    with pytest.raises(Closed, match="作废"):
        saving.save_draft(
            two.wb, two.people["B0001"], saving.DraftIn(old, "p", saving.REHEARSAL, "try", 1, "试")
        )


def test_a_second_paper_may_start_after_the_latest_start(two) -> None:
    late = SittingRules(closes=two.time.now + 60)
    set_rules(two, late)
    opened(two)
    two.start("B0001")
    two.time.pass_seconds(120)
    redrawn(two)
    assert sitting_exam.start(two.wb, two.people["B0001"], two.attempt_id("B0001")).state == "running"
    with pytest.raises(Closed, match="已过最晚开始时间"):
        sitting_exam.start(two.wb, two.people["B0002"], two.attempt_id("B0002"))


def set_rules(school, rules):
    import json

    text = json.dumps(rules.as_json()).replace("'", "''")
    damage(school.wb.settings.home, f"UPDATE sittings SET rules = '{text}' WHERE id = {school.sitting}")


def test_what_is_handed_in_or_out_of_time_is_never_drawn_again(two) -> None:
    opened(two)
    first, _second = two.start("B0001"), two.start("B0002")
    sitting_exam.hand_in(two.wb, two.people["B0001"], first, "page")
    with pytest.raises(Closed, match="已经交卷，不能重抽"):
        redrawn(two)
    two.time.pass_seconds(3601)
    with pytest.raises(Closed, match="时间已到"):
        redrawn(two, "B0002")
    assert sitting_of(two).record["redraws"] == []


def test_a_redraw_that_is_refused_changes_nothing(two) -> None:
    plugin = two.wb.registry.plugins["seo"]
    changed = {name: dataclasses.replace(task, brief="改过") for name, task in plugin.tasks.items()}
    whole, before = two.wb, sitting_of(two)
    registry = dataclasses.replace(
        whole.registry, plugins={"seo": dataclasses.replace(plugin, tasks=changed)}
    )
    two.wb = dataclasses.replace(whole, registry=registry)
    with pytest.raises(Refused, match="在冻结之后改动过"):
        redrawn(two)
    assert sitting_of(two) == before
    assert [one.state for one in all_of(two)] == ["prepared"]


def test_it_is_drawn_until_another_item_comes_and_every_draw_is_a_line(school) -> None:
    two = with_two_items(school, ceremony="6 2 8")
    (old,) = all_of(two)
    assert redrawn(two).line.item != old.task
    lines = sitting_of(two).record["redraws"]
    assert [line["item"] for line in lines] == [old.task, "seo-02"]
    assert [line["number"] for line in lines] == [1, 2]
    assert verify(sitting_of(two).record) == ()
    assert [one.number for one in all_of(two)] == [1, 2]
    assert faults(two.wb.settings.home, two) == []


@pytest.mark.parametrize("number", ["B9999", "", "gl", "A0001"])
def test_only_a_candidate_of_the_sitting_is_drawn_again(two, number) -> None:
    with pytest.raises(Absent, match="没有考生"):
        redrawn(two, number)


@pytest.mark.parametrize("login", ["B0001", "kp1", "jk", "js"])
def test_only_an_administrator_draws_again(two, login) -> None:
    from workbench.usecases.redrawing import redraw_candidate

    with pytest.raises(NotAllowed):
        redraw_candidate(two.wb, two.people[login], two.sitting, "B0001", SIGNED)


@pytest.mark.parametrize(
    ("reason", "names", "told"),
    [
        ("", ("甲", "乙"), "原因"),
        ("题坏了", ("甲", "乙"), "至少写 10 个字"),
        ("题" * 201, ("甲", "乙"), "最多 200"),
        ("试题里的图片打不开，换题", ("甲", " 甲 "), "不能是同一个人"),
        ("试题里的图片打不开，换题", ("甲", ""), "两位"),
        ("试题里的图片打不开，换题", ("甲" * 41, "乙"), "姓名最多"),
    ],
)
def test_a_redraw_wants_a_reason_in_full_words_and_two_names(reason, names, told) -> None:
    with pytest.raises(Refused, match=told):
        Signed.typed(reason, *names)


def test_a_redraw_is_for_a_sitting_that_is_drawn_or_open(two) -> None:
    opened(two)
    running_sitting.close_sitting(two.wb, two.people["gl"], two.sitting)
    with pytest.raises(Refused, match="已经结束，这时不能重抽"):
        redrawn(two)


def test_a_record_that_does_not_recompute_is_not_drawn_from(two) -> None:
    damage(
        two.wb.settings.home,
        'UPDATE sittings SET record = replace(record, \'"ceremony": "2"\', \'"ceremony": "3"\')',
    )
    with pytest.raises(DrawError, match="record_hash"):
        redrawn(two)


def test_when_every_item_was_had_the_numbers_are_new_and_that_is_said(two) -> None:
    items = {all_of(two)[0].task, redrawn(two).line.item}
    third = redrawn(two)
    assert items == {"seo-02", "seo-05"}
    assert (third.is_had, third.line.item in items) == (True, True)
    found = all_of(two)
    assert [one.state for one in found] == ["void", "void", "prepared"]
    assert len({one.seed for one in found}) == 3
    assert verify(sitting_of(two).record) == ()
    assert faults(two.wb.settings.home, two) == []


def test_every_reader_leaves_the_void_attempt_out(two) -> None:
    opened(two)
    old = two.start("B0001")
    redrawn(two)
    jk, kp1, gl = two.people["jk"], two.people["kp1"], two.people["gl"]
    board = invigilating.board(two.wb, jk, two.sitting)
    assert [(seat.candidate, seat.state) for seat in board] == [("B0001", "prepared"), ("B0002", "prepared")]
    for act in (
        lambda: invigilating.extend(two.wb, jk, [old], minutes=5, reason="停电"),
        lambda: invigilating.hand_in_for(two.wb, jk, old, reason="停电"),
        lambda: invigilating.release(two.wb, jk, old, reason="停电"),
    ):
        with pytest.raises(Closed, match="作废"):
            act()
    two.time.pass_seconds(9000)
    assert expiring.expire_due(two.wb) == ()
    new = two.start("B0001")
    sitting_exam.hand_in(two.wb, two.people["B0001"], new, "page")
    assert [row.attempt_id for row in marking.queue(two.wb, kp1, two.sitting)] == [new]
    with pytest.raises(Absent):
        marking.script(two.wb, kp1, old)
    with pytest.raises(Absent):
        browsing.page(two.wb, kp1, old, "http://x/")
    assert set(score_panels.frame(two.wb, kp1, two.sitting, "seo")["attempt"]) == {new}
    with two.wb.store.reading() as conn:
        assert marks.newest_outcomes(conn, old) == ()
        assert attempts.attempts_of(conn, two.people["B0001"].id)[-1].id == new
    running_sitting.close_sitting(two.wb, gl, two.sitting)


def test_an_archive_keeps_the_void_attempt_and_the_act(two, tmp_path) -> None:
    opened(two)
    old = two.start("B0001")
    save(two, "B0001", old, 1)
    redrawn(two)
    running_sitting.close_sitting(two.wb, two.people["gl"], two.sitting)
    made = archiving.archive_sitting(two.wb, two.people["gl"], two.sitting, tmp_path / "a.zip")
    assert (made.rows["attempts.jsonl"], made.rows["events.jsonl"], made.rows["papers.jsonl"]) == (3, 1, 3)
    with two.wb.store.reading() as conn:
        assert "redraw" in [what for _, _, what, _ in audit.notes(conn)]


def test_a_store_in_which_papers_and_record_differ_is_told(two) -> None:
    redrawn(two)
    home = two.wb.settings.home
    assert faults(home, two) == []
    damage(home, "UPDATE attempts SET state = 'prepared' WHERE state = 'void'")
    (fault,) = faults(home, two)
    assert "candidate B0001" in fault
    assert fault.count("a paper of") == 3
    damage(home, "UPDATE attempts SET state = 'void' WHERE candidate = 'B0001'")
    assert "no paper that counts" in faults(home, two)[0]
    damage(home, 'UPDATE sittings SET record = replace(record, \'"ceremony": "2"\', \'"ceremony": "3"\')')
    assert any("record_hash" in fault for fault in faults(home, two))
