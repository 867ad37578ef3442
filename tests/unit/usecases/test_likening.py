"""Likeness of a sitting: flags for a person, task by task, taken up again, never doubled, never points."""

from __future__ import annotations

import io
import threading
from dataclasses import replace

import openpyxl
import pytest
from class_to_compare import OTHER, OWN, answer, begun, class_at, close, copied, fill, write

from workbench.domain.errors import Absent, NotAllowed, Refused, StoreError
from workbench.store import audit, batches, marks
from workbench.usecases import running_sitting, sitting_exam
from workbench.usecases.likening import beginning, judging, listing, looking, running

WHY = "第三段连错字都一样，请监考核对座位"


@pytest.fixture
def room(tmp_path):
    made = copied(tmp_path / "home")
    yield made
    made.wb.store.close()


def checked(room, login="kp1", progress=None):
    return running.run(room.wb, beginning.begin(room.wb, room.people[login], room.sitting), progress)


def listed(room, login="kp1"):
    return looking.rows(room.wb, room.people[login], room.sitting)


def pairs(room):
    codes = {room.code(login): login for login in room.attempts}
    return {(one.kind, *sorted((codes[one.first], codes[one.second]))) for one in listed(room)}


def notes(room, what):
    with room.wb.store.reading() as conn:
        return [(who, detail) for _, who, found, detail in audit.notes(conn) if found == what]


def test_a_copy_is_a_pair_and_the_brief_is_nobodys_copy(room) -> None:
    done = checked(room)
    assert pairs(room) == {("text", "A0001", "A0002")}
    assert (done.state, done.done, done.total) == ("done", 4, 4)
    (row,) = done.detail["tasks"].values()
    assert (row["scripts"], row["text"], row["picture"]) == (4, 1, 0)
    assert notes(room, "likeness") == [("kp1", {"sitting": room.sitting, "batch": done.id, "turn": 1})]


def test_it_changes_no_point(room) -> None:
    def outcomes():
        with room.wb.store.reading() as conn:
            return [marks.newest_outcomes(conn, one) for one in room.attempts.values()]

    before = outcomes()
    checked(room)
    judging.judge(room.wb, room.people["kp1"], listed(room)[0], "issue", WHY)
    assert outcomes() == before


def test_a_pair_shows_code_numbers_and_what_is_the_same_and_no_name(room) -> None:
    checked(room)
    (row,) = listed(room)
    shown = looking.pair(room.wb, room.people["kp1"], row.id)
    assert {row.first, row.second} == {room.code("A0001"), room.code("A0002")}
    (text,) = shown.texts
    assert text.passages
    for one in text.passages:
        ours, theirs = (
            side[slice(*span)] for side, span in ((text.first, one.first), (text.second, one.second))
        )
        assert ours.strip("，。；、") == theirs.strip("，。；、")
    assert sum(one.letters for one in text.passages) > 50
    assert "A000" not in repr(shown)


def test_number_and_name_in_a_text_are_covered(tmp_path) -> None:
    room = class_at(tmp_path / "home")
    write(room, "A0001", {"03": f"{OWN}考生 A0001 张三"})
    write(room, "A0004", {"03": f"{OWN}考生 A0004 赵六，抄自 A0001 张三"})
    checked(close(room))
    (text,) = looking.pair(room.wb, room.people["kp1"], listed(room)[0].id).texts
    for told in ("A0001", "A0004", "张三", "赵六"):
        assert told not in text.first + text.second
    assert "●●●●●" in text.first
    room.wb.store.close()


def test_a_void_script_and_one_that_was_not_handed_in_are_left_out(room) -> None:
    checked(room)
    room.damage(f"UPDATE attempts SET state = 'void' WHERE id = '{room.attempts['A0002']}'")
    assert listed(room) == ()
    assert checked(room).total == 3
    with room.wb.store.reading() as conn:
        from workbench.store import likeness

        assert likeness.pairs_in(conn, room.sitting) == ()


def test_short_cells_are_no_text_and_long_ones_are(tmp_path) -> None:
    room = class_at(tmp_path / "home")
    for login in ("A0001", "A0002"):
        begun(room, login)
        fill(
            room,
            login,
            "02",
            [["首页", "重复", "标题", "高", f"短话{number} 12.8281938325991"] for number in range(12)],
        )
        sitting_exam.hand_in(room.wb, room.people[login], room.attempts[login], "page")
    for login in ("A0003", "A0004"):
        begun(room, login)
        fill(room, login, "02", [["首页", "重复", "标题", "高", OTHER]])
        sitting_exam.hand_in(room.wb, room.people[login], room.attempts[login], "page")
    checked(close(room))
    assert pairs(room) == {("text", "A0003", "A0004")}
    (text,) = looking.pair(room.wb, room.people["kp1"], listed(room)[0].id).texts
    assert text.is_table
    room.wb.store.close()


def test_numbers_of_another_students_data_are_a_pair_and_own_ones_are_not(tmp_path) -> None:
    room = class_at(tmp_path / "home", "newmedia-05")
    answer(room, "A0001")
    answer(room, "A0002", of="A0001", tools=("desk.sheet",))
    answer(room, "A0003")
    done = checked(close(room))
    assert done.detail["tasks"]["newmedia-05"]["worked"] == 3
    found = [one for one in listed(room) if one.kind == "numbers"]
    assert [(one.first, one.second) for one in found] == [(room.code("A0002"), room.code("A0001"))]
    shown = looking.pair(room.wb, room.people["kp1"], found[0].id)
    assert len(shown.numbers) >= 3
    marked = {cell for table in shown.tables for row in table.rows for cell, is_found in row if is_found}
    assert marked
    room.wb.store.close()


def test_the_same_picture_is_a_pair_and_a_lost_one_is_told(tmp_path) -> None:
    room = class_at(tmp_path / "home", "shopdesign-02")
    answer(room, "A0001")
    answer(room, "A0002", of="A0001")
    checked(close(room))
    row = next(one for one in listed(room) if one.kind == "picture")
    shown = looking.pair(room.wb, room.people["kp1"], row.id)
    assert shown.pictures
    assert {one.first.attempt_id for one in shown.pictures} | {
        one.second.attempt_id for one in shown.pictures
    } == {room.attempts["A0001"], room.attempts["A0002"]}
    for blob in (room.wb.settings.home / "blobs").rglob("*"):
        if blob.is_file():
            blob.write_bytes(b"broken")
    done = checked(room)
    assert {(one["code"], one["what"]) for one in done.detail["unread"]} == {
        (room.code("A0001"), "pictures"), (room.code("A0002"), "pictures"),
    }  # fmt: skip
    room.wb.store.close()


def test_a_script_that_does_not_replay_is_told_and_the_others_are_compared(room) -> None:
    event = "INSERT INTO events (attempt_id, seq, at, tool, action, params) VALUES ('{}', 999, 1, 'gone.tool', 'x', '{{}}')"
    room.damage(event.format(room.attempts["A0003"]))
    done = checked(room)
    assert done.detail["unread"] == [{"task": "seo-02", "code": room.code("A0003"), "what": "steps"}]
    assert pairs(room) == {("text", "A0001", "A0002")}


def test_a_second_run_is_refused_at_once(room) -> None:
    beginning.begin(room.wb, room.people["gl"], room.sitting)
    with pytest.raises(Refused, match="正在进行"):
        beginning.begin(room.wb, room.people["kp1"], room.sitting)


def test_a_run_that_broke_off_is_taken_up_and_its_old_turn_stops(room) -> None:
    old = beginning.begin(room.wb, room.people["gl"], room.sitting)
    room.time.pass_seconds(beginning.STILL_SECONDS)
    stands = looking.standing(room.wb, room.people["kp1"], room.sitting)
    assert not stands.is_at_work
    new = beginning.begin(room.wb, room.people["kp1"], room.sitting)
    assert (new.batch_id, new.number) == (old.batch_id, 2)
    with pytest.raises(Refused, match="另一次检查"):
        running.run(room.wb, old)
    assert running.run(room.wb, new).state == "done"
    assert len(listed(room)) == 1


def test_a_task_that_is_done_is_not_compared_again_after_a_break(room, monkeypatch) -> None:
    class Power(RuntimeError):
        pass

    turn = beginning.begin(room.wb, room.people["gl"], room.sitting)

    def fail(self):
        raise Power

    with monkeypatch.context() as patch:
        patch.setattr(running._Run, "_end", fail)
        with pytest.raises(Power):
            running.run(room.wb, turn)
    stands = looking.standing(room.wb, room.people["gl"], room.sitting)
    assert (stands.batch.state, stands.batch.detail["fault"]) == ("failed", running.UNKNOWN_FAULT)
    said = []
    done = checked(room, progress=lambda *one: said.append(one))
    assert done.id == turn.batch_id
    assert said == [("", 4, 4)]
    assert "fault" not in done.detail
    assert len(listed(room)) == 1


def test_a_fault_is_kept_in_words(room, monkeypatch) -> None:
    def fail(*_):
        raise StoreError("database: it is busy")

    monkeypatch.setattr(running, "work_of", fail)
    with pytest.raises(StoreError):
        checked(room)
    stands = looking.standing(room.wb, room.people["gl"], room.sitting)
    assert (stands.batch.state, stands.batch.detail["fault"]) == ("failed", "database: it is busy")


def test_a_new_run_replaces_what_nobody_judged_and_keeps_what_somebody_did(room) -> None:
    checked(room)
    room.damage("UPDATE likeness_pairs SET share = 0.6")
    checked(room)
    (found,) = listed(room)
    assert found.share > 0.6
    judging.judge(room.wb, room.people["kp1"], found, "watch", WHY)
    room.damage("UPDATE likeness_pairs SET share = 0.6")
    checked(room)
    (kept,) = listed(room)
    assert (kept.id, kept.share, kept.verdict.what, kept.verdict.by) == (found.id, 0.6, "watch", "老师kp1")


def test_a_word_on_a_pair_whose_id_went_to_another_is_refused(room) -> None:
    checked(room)
    (row,) = listed(room)
    third = room.attempts["A0003"]
    room.damage(f"UPDATE likeness_pairs SET second = '{third}'")
    with pytest.raises(Absent, match="又检查过一次"):
        judging.judge(room.wb, room.people["kp1"], row, "issue", WHY)


def test_a_verdict_stands_with_name_time_and_reason_and_in_the_log(room) -> None:
    checked(room)
    (row,) = listed(room)
    judging.judge(room.wb, room.people["kp1"], row, "watch", WHY)
    room.time.pass_seconds(60)
    judging.judge(room.wb, room.people["kp2"], listed(room)[0], "clear", "两人坐得远，写的是同一条规则")
    verdict = listed(room)[0].verdict
    assert (verdict.what, verdict.by, verdict.at) == ("clear", "老师kp2", room.time.now)
    told = [(who, one["verdict"], one["before"]) for who, one in notes(room, "likeness_verdict")]
    assert told == [("kp1", "watch", None), ("kp2", "clear", "watch")]


def test_who_did_not_see_the_verdict_that_stands_is_told(room) -> None:
    checked(room)
    (row,) = listed(room)
    judging.judge(room.wb, room.people["kp1"], row, "watch", WHY)
    with pytest.raises(Refused, match="别人给了结论"):
        judging.judge(room.wb, room.people["kp2"], row, "clear", WHY)


@pytest.mark.parametrize(
    ("what", "reason", "says"),
    [
        ("", WHY, "选择一个结论"),
        ("guilty", WHY, "选择一个结论"),
        ("issue", "一样", "至少写 10"),
        ("issue", " ", "原因"),
    ],
)
def test_a_verdict_wants_one_of_three_words_and_a_reason(room, what, reason, says) -> None:
    checked(room)
    with pytest.raises(Refused, match=says):
        judging.judge(room.wb, room.people["kp1"], listed(room)[0], what, reason)
    assert listed(room)[0].verdict is None


@pytest.mark.parametrize("login", ["A0001", "jk", "js"])
def test_only_administrators_and_examiners_may(room, login) -> None:
    person = room.people[login]
    checked(room)
    (row,) = listed(room)
    for act in (
        lambda: beginning.begin(room.wb, person, room.sitting),
        lambda: beginning.start(room.wb, person, room.sitting),
        lambda: looking.standing(room.wb, person, room.sitting),
        lambda: looking.rows(room.wb, person, room.sitting),
        lambda: looking.pair(room.wb, person, row.id),
        lambda: judging.judge(room.wb, person, row, "clear", WHY),
        lambda: listing.listed(room.wb, person, room.sitting),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_sitting_that_goes_on_is_archived_or_is_none_is_refused(tmp_path) -> None:
    room = class_at(tmp_path / "home")
    write(room, "A0001", {"03": OWN})
    gl = room.people["gl"]
    for act in (beginning.begin, beginning.start):
        with pytest.raises(Refused, match="还没有结束"):
            act(room.wb, gl, room.sitting)
    with pytest.raises(Absent):
        beginning.begin(room.wb, gl, 99)
    close(room)
    checked(room)
    room.damage("UPDATE sittings SET state = 'archived'")
    with pytest.raises(Refused, match="归档"):
        beginning.begin(room.wb, gl, room.sitting)
    room.wb.store.close()


def test_practice_has_no_likeness(room) -> None:
    room.damage("UPDATE sittings SET kind = 'practice'")
    for act in (beginning.begin, looking.rows, looking.standing):
        with pytest.raises(Absent):
            act(room.wb, room.people["gl"], room.sitting)


def test_nobody_handed_in(tmp_path) -> None:
    room = close(class_at(tmp_path / "home"))
    with pytest.raises(Refused, match="没有人交卷"):
        beginning.begin(room.wb, room.people["gl"], room.sitting)
    room.wb.store.close()


def test_a_run_from_the_page_goes_on_in_the_background(room) -> None:
    beginning.start(room.wb, room.people["kp1"], room.sitting)
    for thread in threading.enumerate():
        if thread.name.startswith("likeness-"):
            thread.join(timeout=60)
    assert looking.standing(room.wb, room.people["kp1"], room.sitting).batch.state == "done"
    assert len(listed(room)) == 1


def test_an_unjudged_pair_of_an_archived_sitting_stays_so(room) -> None:
    checked(room)
    (row,) = listed(room)
    room.damage("UPDATE sittings SET state = 'archived'")
    with pytest.raises(Refused, match="归档"):
        judging.judge(room.wb, room.people["gl"], row, "clear", WHY)


def test_a_pair_that_is_gone_is_told(room) -> None:
    with pytest.raises(Absent, match="回到列表"):
        looking.pair(room.wb, room.people["gl"], 99)


def test_the_workbook_holds_texts_and_no_formula(room) -> None:
    checked(room)
    (row,) = listed(room)
    reason = '=HYPERLINK("http://x","y") 请看这一处'
    judging.judge(room.wb, room.people["kp1"], row, "issue", reason)
    made = listing.listed(room.wb, room.people["kp1"], room.sitting)
    page = openpyxl.load_workbook(io.BytesIO(made.body)).active
    cells = [cell for line in page.iter_rows() for cell in line if cell.value is not None]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    told = [cell.value for cell in page[4]]
    assert told[:4] == ["SEO-02", "文字", row.first, row.second]
    assert told[4] == pytest.approx(row.share, abs=1e-4)
    assert told[5:8] == ["有问题", reason, "老师kp1"]
    assert "不改变任何分数" in page["A2"].value
    assert [(who, detail["paper"]) for who, detail in notes(room, "export")] == [("kp1", "likeness")]


def test_an_empty_list_is_not_exported(room) -> None:
    with pytest.raises(Refused, match="没有可以导出"):
        listing.listed(room.wb, room.people["kp1"], room.sitting)


def test_a_run_says_how_far_it_is(room) -> None:
    said = []

    def told(task, done, total):
        said.append((task, done, total))
        room.time.pass_seconds(2)

    checked(room, progress=told)
    assert said == [*(("seo-02", done, 4) for done in (1, 2, 3, 4)), ("seo-02", 4, 4), ("", 4, 4)]


def test_a_script_that_came_in_after_the_break_is_compared_with_all(room) -> None:
    with room.wb.store.reading() as conn:
        assert batches.newest(conn, room.sitting, beginning.KIND) is None
    turn = beginning.begin(room.wb, room.people["gl"], room.sitting)
    done = running.run(room.wb, turn)
    with room.wb.store.writing() as conn:
        batches.put(conn, replace(done, state="failed"))
    room.damage(f"UPDATE attempts SET ended = ended + 1 WHERE id = '{room.attempts['A0003']}'")
    said = []
    checked(room, progress=lambda *one: said.append(one))
    assert ("seo-02", 4, 4) in said


def test_from_the_page_it_waits_while_another_exam_is_open(room) -> None:
    other = running_sitting.plan(room.wb, "下午场", policy={"modules": ["promotion"]})
    room.damage(f"UPDATE sittings SET state = 'open' WHERE id = {other}")
    with pytest.raises(Refused, match="“下午场”正在考试"):
        beginning.start(room.wb, room.people["kp1"], room.sitting)
    assert checked(room).state == "done"
