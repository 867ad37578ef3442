from __future__ import annotations

import dataclasses

import pytest
from kept_store import faults
from redraw_school import SIGNED, all_of, noted, opened, redrawn, sitting_of, with_two_items

from workbench.domain.draw_supplement import document, verify_document
from workbench.domain.errors import Closed, NotAllowed, Refused, RosterError
from workbench.domain.sitting_rules import SittingRules
from workbench.usecases import latecomers, planning, running_sitting, signing_in, sitting_exam
from workbench.usecases.roster import Candidate
from workbench.usecases.signed import Signed

LATE = (Candidate("B0009", "钱七", "网营2", "09", 15), Candidate("B0008", "孙八"))
WHY = Signed("名单漏报，考生在考场外等候", ("张老师", "李老师"))


@pytest.fixture
def two(school):
    return with_two_items(school)


def added(school, rows=LATE, ceremony="5 5 1", signed=WHY):
    return latecomers.add_latecomers(school.wb, school.people["gl"], school.sitting, rows, (ceremony, signed))


def test_late_candidates_get_accounts_slips_papers_and_a_draw_of_their_own(two) -> None:
    before = sitting_of(two)
    slips = added(two)
    assert [(slip.number, slip.seat, len(slip.pin)) for slip in slips] == [
        ("B0009", "09", 6),
        ("B0008", "", 6),
    ]
    assert signing_in.sign_in(two.wb, "B0009", slips[0].pin)
    (paper,) = all_of(two, "B0009")
    assert (paper.state, paper.number, paper.minutes, paper.extra_seconds) == ("prepared", 1, 60, 900)
    after = sitting_of(two)
    assert after.record == before.record
    (supplement,) = after.supplements
    assert (supplement["roster"], supplement["ceremony"]) == (["B0008", "B0009"], "5 5 1")
    assert (supplement["reason"], supplement["signed"]) == (WHY.reason, ["张老师", "李老师"])
    assert {line["by"] for line in supplement["assignments"]} == {"remainder"}
    assert verify_document(document(after.record, after.supplements)) == ()
    numbers = [one.person.login for one in planning.roster(two.wb, two.people["gl"], two.sitting)]
    assert numbers == ["B0001", "B0002", "B0008", "B0009"]
    assert faults(two.wb.settings.home, two) == []


def test_a_late_candidate_starts_in_the_open_room(two) -> None:
    opened(two)
    (slip,) = added(two, LATE[:1])
    student = signing_in.who(two.wb, signing_in.sign_in(two.wb, "B0009", slip.pin))
    exam = sitting_exam.my_exam(two.wb, student)
    assert sitting_exam.start(two.wb, student, exam.attempt.id).state == "running"


def test_a_second_group_and_a_redraw_in_a_supplement_recompute(two) -> None:
    added(two, LATE[:1])
    added(two, LATE[1:], ceremony="2 2 2")
    first = sitting_of(two)
    done = redrawn(two, "B0009")
    after = sitting_of(two)
    assert after.record == first.record
    assert after.supplements[1] == first.supplements[1]
    assert after.supplements[0]["redraws"][-1]["item"] == done.line.item
    assert after.supplements[0]["record_hash"] == done.record_hash
    assert verify_document(document(after.record, after.supplements)) == ()
    assert faults(two.wb.settings.home, two) == []
    redrawn(two, "B0001")
    assert verify_document(document(sitting_of(two).record, sitting_of(two).supplements)) == ()


def test_the_addition_is_in_the_log(two) -> None:
    added(two)
    ((who, detail),) = noted(two, "late")
    assert (who, detail["candidates"], detail["reason"]) == ("gl", ["B0008", "B0009"], WHY.reason)
    assert detail["witnesses"] == ["张老师", "李老师"]
    assert detail["record"] == sitting_of(two).supplements[0]["record_hash"]


def test_a_known_student_gets_a_new_pin_and_keeps_the_account(two) -> None:
    person = two.people["A0002"]
    (slip,) = added(two, [Candidate("A0002", "人A0002", seat="12")])
    assert signing_in.who(two.wb, signing_in.sign_in(two.wb, "A0002", slip.pin)).id == person.id
    with pytest.raises(Refused):
        signing_in.sign_in(two.wb, "A0002", "482913" if slip.pin != "482913" else "0")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([Candidate("B0001", "王五")], "B0001 已在本场名单里"),
        ([Candidate("B0009", "甲"), Candidate("B0009", "甲")], "B0009 出现了两次"),
        ([Candidate("kp1", "考评员")], "是工作人员的账号"),
        ([Candidate("A0002", "别人")], "已是“人A0002”的账号"),
        ([Candidate("A0001", "人A0001")], "正在另一份试卷上作答"),
    ],
)
def test_rows_that_do_not_fit_are_all_told_and_nothing_is_added(two, rows, told) -> None:
    attempt_id = sitting_exam.my_exam(two.wb, two.people["A0001"]).attempt.id
    sitting_exam.start(two.wb, two.people["A0001"], attempt_id)
    before = sitting_of(two)
    with pytest.raises(RosterError) as caught:
        added(two, [*rows, LATE[1]])
    assert [fault for fault in caught.value.faults if told in fault]
    assert sitting_of(two) == before
    assert all_of(two, "B0008") == []
    assert signing_in.person_by_login(two.wb, "B0008") is None


@pytest.mark.parametrize(
    ("ceremony", "rows", "told"),
    [(" ", LATE, "公开值"), ("2", LATE, "已经用过"), ("5 5 1", (), "请先填")],
)
def test_a_supplement_wants_people_and_a_public_value_of_its_own(two, ceremony, rows, told) -> None:
    with pytest.raises(Refused, match=told):
        added(two, rows, ceremony)


def test_nobody_is_added_after_the_latest_start_or_the_end(two) -> None:
    from test_redrawing import set_rules

    set_rules(two, SittingRules(closes=two.time.now + 60))
    opened(two)
    two.time.pass_seconds(61)
    with pytest.raises(Closed, match="已过最晚开始时间"):
        added(two)
    running_sitting.close_sitting(two.wb, two.people["gl"], two.sitting)
    with pytest.raises(Refused, match="已经结束，这时不能补录考生"):
        added(two)


def test_a_bank_that_changed_since_the_freeze_is_not_drawn_from(two) -> None:
    plugin = two.wb.registry.plugins["seo"]
    tasks = dict(plugin.tasks)
    tasks["seo-05"] = dataclasses.replace(tasks["seo-05"], brief="改过")
    registry = dataclasses.replace(two.wb.registry, plugins={"seo": dataclasses.replace(plugin, tasks=tasks)})
    two.wb = dataclasses.replace(two.wb, registry=registry)
    with pytest.raises(Refused, match="SEO-05 在冻结之后改动过"):
        added(two)
    assert sitting_of(two).supplements is None


@pytest.mark.parametrize("login", ["B0001", "kp1", "jk", "js"])
def test_only_an_administrator_adds_late_candidates(two, login) -> None:
    with pytest.raises(NotAllowed):
        latecomers.add_latecomers(two.wb, two.people[login], two.sitting, LATE, ("5 5 1", SIGNED))
