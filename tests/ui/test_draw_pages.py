"""The pages of a draw: the ceremony's steps, redraw, latecomers, the record; and the student whose paper is void."""

from __future__ import annotations

import pytest
from kept_store import damage
from redraw_school import LIST, POLICY, all_of, opened, redrawn, sitting_of, with_two_items
from streamlit.testing.v1 import AppTest

from workbench.ui import current
from workbench.ui.staff import ceremony_steps
from workbench.usecases import planning, saving
from workbench.usecases.draw_sheet import sheet
from workbench.usecases.planning import Plan


@pytest.fixture
def two(school):
    return with_two_items(school)


def page(school, login="gl", at="sittings") -> AppTest:
    current.put(school.wb)
    made = AppTest.from_function(_page, kwargs={"login": login, "at": at}, default_timeout=30)
    return drawn(made.run())


def _page(login, at):
    from workbench.ui import current
    from workbench.ui.staff import draw_record, sittings
    from workbench.ui.student import exam
    from workbench.usecases import signing_in

    pages = {"sittings": sittings, "record": draw_record, "exam": exam}
    wb = current.workbench()
    pages[at].draw(wb, signing_in.person_by_login(wb, login))


def drawn(at: AppTest) -> AppTest:
    assert [f"{one.message}\n{''.join(one.stack_trace)}" for one in at.exception] == []
    return at


def pressed(at: AppTest, label: str) -> AppTest:
    return drawn(next(one for one in at.button if one.label == label).click().run())


def words(at: AppTest) -> str:
    shown = (at.markdown, at.success, at.warning, at.error, at.info, at.code, at.get("html"))
    return "\n".join(str(getattr(one, "value", "") or one.proto.body) for group in shown for one in group)


def filled(at: AppTest, form: str, **values: str) -> AppTest:
    for name, value in values.items():
        at.text_input(key=f"{form}-{name}").set_value(value)
    return at


SIGNED = {"why": "试题里的图片打不开，换题", "first": "张老师", "second": "李老师"}


def test_the_ceremony_leads_the_hall_from_the_hashes_to_the_record(school) -> None:
    gl = school.people["gl"]
    made = planning.plan(school.wb, gl, Plan("新的一场", 60, POLICY))
    planning.import_roster(school.wb, gl, made, LIST)
    hashes = planning.freeze(school.wb, gl, made)["hashes"]
    at = page(school)
    assert all(value in words(at) for value in hashes.values())
    assert "先当众核对" in words(pressed(at, "抽签"))
    at.checkbox(key="ceremony-sure").set_value(True)
    assert "两位现场人员" in words(
        pressed(filled(at, "ceremony", value="6 1", first="甲", second="甲"), "抽签")
    )
    at = pressed(filled(at, "ceremony", second="乙"), "抽签")
    record = planning.all_sittings(school.wb, gl)[0].record
    assert record["seed"] in words(at)
    for name in ceremony_steps.NAMES[3:]:
        at = pressed(at, f"下一步：{name}")
        assert f"<h3>{name}</h3>" in words(at)
    assert record["record_hash"] in words(at)
    at = pressed(at, "结束演示")
    assert "名单 **2** 人" in words(at)
    assert "当场产生的公开值" in words(pressed(pressed(at, "一步步演示抽签"), "下一步：公开值"))


def test_steps_show_typed_words_as_text_and_a_draw_without_a_tail(two) -> None:
    found = sheet(two.wb, two.people["gl"], two.sitting)
    shown = [ceremony_steps.step(found, at) for at in range(len(ceremony_steps.NAMES))]
    assert "人数正好分完" in shown[4]
    assert "已经冻结" in shown[0]
    found.record["ceremony"] = "<b>1</b>"
    assert "&lt;b&gt;1&lt;/b&gt;" in ceremony_steps.step(found, 1)


def test_a_redraw_wants_a_candidate_a_pause_and_full_words(two) -> None:
    at = page(two)
    assert "请先选考生" in words(pressed(at, "作废原卷，重抽一题"))
    at.selectbox(key="redraw-0-who").set_value("B0001")
    assert "先让考生停笔" in words(pressed(at, "作废原卷，重抽一题"))
    at.checkbox(key="redraw-0-sure").set_value(True)
    at = pressed(filled(at, "redraw-0", **SIGNED | {"why": "坏了"}), "作废原卷，重抽一题")
    assert "至少写 10 个字" in words(at)
    at = pressed(filled(at, "redraw-0", **SIGNED), "作废原卷，重抽一题")
    assert "新抽到 **SEO-05**" in words(at)
    assert [one.state for one in all_of(two)] == ["void", "prepared"]
    assert at.text_input(key="redraw-1-why").value == ""
    at = pressed(at, "作废原卷，重抽一题")
    assert len(all_of(two)) == 2


def test_a_broken_record_is_said_in_words_and_nothing_is_drawn(two) -> None:
    damage(
        two.wb.settings.home,
        'UPDATE sittings SET record = replace(record, \'"ceremony": "2"\', \'"ceremony": "3"\')',
    )
    at = page(two)
    at.selectbox(key="redraw-0-who").set_value("B0001")
    at.checkbox(key="redraw-0-sure").set_value(True)
    assert "记录重算不一致" in words(pressed(filled(at, "redraw-0", **SIGNED), "作废原卷，重抽一题"))
    assert "不能作为凭据" in words(page(two, at="record"))


def test_a_late_candidate_is_added_by_a_form_and_gets_a_slip(two) -> None:
    at = filled(page(two), "late-0", **SIGNED, value="5 5")
    assert "准考证号要用" in words(pressed(at, "补录并抽签"))
    at.text_input(key="late-0-准考证号").set_value("B0009")
    at.text_input(key="late-0-姓名").set_value("钱七")
    assert "公开值已经用过" in words(pressed(filled(at, "late-0", value="2"), "补录并抽签")).replace(
        "这个公", "公"
    )
    at = pressed(filled(at, "late-0", value="5 5"), "补录并抽签")
    assert "有 1 张座位条待打印" in words(at)
    assert [line["candidate"] for line in sitting_of(two).supplements[0]["assignments"]] == ["B0009"]


def test_while_the_room_is_at_work_pins_are_made_anew_for_chosen_candidates_alone(two) -> None:
    opened(two)
    at = page(two)
    assert "请选要重发的考生" in words(drawn(at.button(key="slips-again").click().run()))
    at.multiselect(key="slips-who").set_value(["B0002"])
    assert "有 1 张座位条" in words(drawn(at.button(key="slips-again").click().run()))


def test_the_record_page_of_a_draw_to_which_nothing_was_added_stands(two) -> None:
    assert "重抽" not in words(page(two, at="record"))


def test_the_record_page_recomputes_and_shows_what_was_added(two) -> None:
    redrawn(two)
    at = page(two, at="record")
    for part in ("2 行和每个校验值都一致", "各模块人数", SIGNED["why"], "张老师"):
        assert part in words(at)
    assert "已重抽" in words(at)
    assert "2 行" in words(pressed(at, "重新计算"))
    assert "2 行" in words(page(two, login="jk", at="record"))


def test_the_student_of_a_void_paper_waits_with_the_new_one_at_the_next_click(two) -> None:
    opened(two)
    at = pressed(page(two, login="B0001", at="exam"), "开始考试")
    assert "SEO-02" in words(at)
    old = two.attempt_id("B0001")
    holder = at.session_state[f"holder-{old}"]
    draft = saving.DraftIn(old, holder, "desk.doc", "03", 1, "写在第一份卷上")
    saving.save_draft(two.wb, two.people["B0001"], draft)
    redrawn(two)
    tool = two.wb.registry.tasks["seo-02"].tools[-1]
    at = drawn(at.button_group(key="tool").set_value(tool).run())
    assert "重新抽了一道题" in words(at)
    at = pressed(at, "开始考试")
    assert "SEO-05" in words(at)
    assert two.attempt_id("B0001") != old


def test_a_field_of_the_second_paper_does_not_hold_what_was_typed_on_the_first(two) -> None:
    opened(two)
    at = pressed(page(two, login="B0001", at="exam"), "开始考试")
    old = two.attempt_id("B0001")
    holder = at.session_state[f"holder-{old}"]
    at = drawn(at.button_group(key="tool").set_value("desk.doc").run())
    draft = saving.DraftIn(old, holder, "desk.doc", "03", 7, "写在第一份卷上")
    saving.save_draft(two.wb, two.people["B0001"], draft)
    drawn(at.run())
    redrawn(two)
    while all_of(two)[-1].task != "seo-02":  # back to an item with the same fields
        redrawn(two)
    at = pressed(drawn(at.run()), "开始考试")
    at = drawn(at.button_group(key="tool").set_value("desk.doc").run())
    new = two.attempt_id("B0001")
    assert at.session_state[f"mounted-{new}-desk-doc-draft-03"]["rev"] == 0
