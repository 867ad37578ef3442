"""Appeals, and their answers by somebody who did not mark."""

from __future__ import annotations

from decimal import Decimal

import pytest
from stages import DAY, copied, make

from workbench.domain.errors import Absent, NotAllowed, Refused
from workbench.store import appeals, audit, marks
from workbench.usecases import appealing, archiving, erasing, marking, results
from workbench.usecases.appealing import WHOLE, AnswerIn

CLAIM = "我写了三处修改，请再看。"
REASON = "复核后确有三处修改，补给分数。"


@pytest.fixture(scope="module")
def stages(tmp_path_factory):
    return make(tmp_path_factory.mktemp("stages"))


@pytest.fixture
def world(stages, tmp_path):
    """Released; A0001 has appealed against line 6, which kp1 marked."""
    with copied(stages["released"], tmp_path) as made:
        yield made


def appeal(world, line, body=CLAIM, login="A0001"):
    return appealing.appeal(world.wb, world.people[login], world.attempt("A0001"), line, body)


def answer(world, verdict, points=None, *, by="kp2", reason=REASON, appeal_id=None):
    given = AnswerIn(verdict, reason, points or {})
    appealing.answer(world.wb, world.people[by], appeal_id or world.open_appeal, given)


def result(world):
    return results.result(world.wb, world.people["A0001"], world.attempt("A0001"))


def test_a_line_is_appealed_against_once_and_so_is_the_whole(world) -> None:
    with pytest.raises(Refused, match="只能申诉一次"):
        appeal(world, "6")
    appeal(world, "1")
    appeal(world, WHOLE)
    with pytest.raises(Refused, match="只能申诉一次"):
        appeal(world, WHOLE)
    assert set(result(world).appeals) == {"6", "1", WHOLE}


@pytest.mark.parametrize("body", ["", "  太短了  ", "字" * 9, " " * 50, "字" * 1001])
def test_an_appeal_wants_ten_to_a_thousand_characters(world, body) -> None:
    with pytest.raises(Refused, match=f"10—1000 字，现在有 {len(body.strip())} 字"):
        appeal(world, "4", body)


@pytest.mark.parametrize("length", [10, 1000])
def test_the_shortest_and_the_longest_appeal_are_taken(world, length) -> None:
    assert appeal(world, "4", "字" * length).body == "字" * length


def test_a_line_that_is_none_and_a_script_of_somebody_else_are_refused(world) -> None:
    with pytest.raises(Refused, match="没有这一行"):
        appeal(world, "99")
    with pytest.raises(Absent):
        appeal(world, "4", login="A0002")
    with pytest.raises(NotAllowed):
        appeal(world, "4", login="kp1")


def test_after_the_last_day_no_appeal_is_taken(world) -> None:
    world.time.pass_seconds(7 * DAY)
    with pytest.raises(Refused, match="申诉期已过"):
        appeal(world, "4")


def test_who_marked_any_line_neither_sees_nor_answers_the_appeal(world) -> None:
    assert appealing.waiting(world.wb, world.people["kp1"]) == ()
    (row,) = appealing.waiting(world.wb, world.people["kp2"])
    assert (row.appeal.body, row.line[:2]) == (CLAIM, "6.")
    for ask in (
        lambda: answer(world, "rejected", by="kp1"),
        lambda: appealing.appealed(world.wb, world.people["kp1"], world.open_appeal),
    ):
        with pytest.raises(Refused, match="另一位考评员"):
            ask()
    assert appealing.how_many_wait(world.wb, world.people["kp2"]) == 1


def test_an_appeal_is_seen_blind(world) -> None:
    told = repr(appealing.waiting(world.wb, world.people["kp2"]))
    told += repr(appealing.appealed(world.wb, world.people["kp2"], world.open_appeal).script.code)
    assert "人A0001" not in told


@pytest.mark.parametrize("login", ["A0001", "jk", "js"])
def test_only_those_who_mark_answer(world, login) -> None:
    with pytest.raises(NotAllowed):
        answer(world, "rejected", by=login)
    with pytest.raises(NotAllowed):
        appealing.waiting(world.wb, world.people[login])


def test_an_upheld_appeal_gives_the_line_new_points_and_the_student_sees_both(world) -> None:
    before = result(world)
    answer(world, "upheld", {"6": "9.5"})
    after = result(world)
    line = next(one for one in after.lines if one.line.id == "6")
    assert (line.points, line.judged, line.upheld, line.comment) == (
        Decimal("9.5"), Decimal(2), Decimal("9.5"), "写得太少",
    )  # fmt: skip
    assert after.total.points == before.total.points + Decimal("7.5")
    told = after.appeals["6"]
    assert (told.state, told.answer, told.answered) == ("upheld", REASON, world.time.now)


def test_a_machine_line_is_corrected_by_appeal_and_the_machines_outcome_stays(world) -> None:
    asked = appeal(world, "1", "系统没有认出我的查询结果。")
    answer(world, "upheld", {"1": "6"}, appeal_id=asked.id)
    script = marking.script(world.wb, world.people["kp1"], world.attempt("A0001"))
    (part,) = (part for part in script.total.lines if part.line.id == "1")
    assert (part.points, part.machine) == (Decimal(6), script.outcomes["1"].points)
    assert script.outcomes["1"].status == "scored"
    with world.wb.store.reading() as conn:
        mark = marks.marks_of(conn, world.attempt("A0001"))[-1]
    assert (mark.appeal, mark.comment, mark.replaces) == (asked.id, REASON, None)


def test_a_rejected_appeal_changes_no_point(world) -> None:
    before = result(world).total
    answer(world, "rejected", reason="三处修改都不在要求的页面上。")
    after = result(world)
    assert after.total == before
    assert (after.appeals["6"].state, after.appeals["6"].answer) == (
        "rejected", "三处修改都不在要求的页面上。",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("points", "told"),
    [
        ({}, "写出新的分数"), ({"6": "2"}, "要高于现在的"), ({"6": "1"}, "要高于现在的"), ({"6": "13"}, "0 到 12"),
        ({"6": "很多"}, "写成数字"), ({"4": "9"}, "不涉及这一行"), ({"6": "2.001"}, "最多两位小数"),
    ],
)  # fmt: skip
def test_an_upheld_appeal_wants_points_that_fit_and_are_more(world, points, told) -> None:
    with pytest.raises(Refused, match=told):
        answer(world, "upheld", points)
    with world.wb.store.reading() as conn:
        assert appeals.appeal(conn, world.open_appeal).state == "open"
        assert len(marks.marks_of(conn, world.attempt("A0001"))) == 3


@pytest.mark.parametrize("verdict", ["upheld", "rejected"])
def test_either_answer_wants_a_reason(world, verdict) -> None:
    with pytest.raises(Refused, match="答复理由要写 10—1000 字"):
        answer(world, verdict, {"6": "9"}, reason="同意")


def test_an_appeal_is_answered_once(world) -> None:
    answer(world, "rejected")
    with pytest.raises(Refused, match="已经有答复"):
        answer(world, "upheld", {"6": "9"})


def test_an_appeal_against_the_whole_may_change_several_lines_at_once(world) -> None:
    answer(world, "rejected")
    asked = appeal(world, WHOLE, "整份答卷的评分都偏低，请重看。")
    answer(world, "upheld", {"4": "8", "11": "3"}, appeal_id=asked.id)
    points = {one.line.id: one.points for one in result(world).lines}
    assert (points["4"], points["11"]) == (Decimal(8), Decimal(3))


def test_who_answered_for_one_line_may_answer_for_another_but_not_judge_the_own_answer(world) -> None:
    answer(world, "upheld", {"6": "9"})
    other, whole = appeal(world, "4"), appeal(world, WHOLE)
    waiting = {row.appeal.id for row in appealing.waiting(world.wb, world.people["kp2"])}
    assert waiting == {other.id}
    with pytest.raises(Refused, match="另一位考评员"):
        answer(world, "rejected", appeal_id=whole.id)


def test_who_runs_the_sitting_sees_every_appeal_and_how_many_may_answer_it(world) -> None:
    (row,) = appealing.appeals_of_sitting(world.wb, world.people["gl"], world.sitting)
    assert row.judges == 2  # kp2 and the administrator
    with pytest.raises(NotAllowed):
        appealing.appeals_of_sitting(world.wb, world.people["kp1"], world.sitting)


def test_the_log_tells_points_before_and_after_and_why(world) -> None:
    answer(world, "upheld", {"6": "9"})
    with world.wb.store.reading() as conn:
        detail = audit.notes(conn)[-1][3]
    assert (detail["points"], detail["reason"], detail["verdict"]) == ({"6": ["2", "9"]}, REASON, "upheld")


def test_nothing_is_final_while_appeals_are_open_or_may_come(world) -> None:
    gl = world.people["gl"]

    def settle():
        archiving.archive_sitting(world.wb, gl, world.sitting, world.folder / "a.zip", settle=True)

    for told in ("还有 1 件申诉没有答复", "申诉期还没有过"):
        with pytest.raises(Refused, match=told):
            settle()
        with pytest.raises(Refused, match=told):
            erasing.erase_personal_data(world.wb, gl, world.sitting, "到期")
        if "1 件" in told:
            answer(world, "rejected")
    world.time.pass_seconds(8 * DAY)
    settle()
    assert erasing.erase_personal_data(world.wb, gl, world.sitting, "到期").erased == 2
