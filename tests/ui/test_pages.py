"""Every page, drawn without a browser: who sees what, and that nothing raises."""

from __future__ import annotations

from importlib import resources

import pytest
from streamlit.testing.v1 import AppTest

from workbench.ui import current
from workbench.usecases import invigilating, planning, running_sitting, sitting_exam

MAIN = str(resources.files("workbench.ui") / "main.py")


def opened(school, login: str) -> AppTest:
    current.put(school.wb)
    at = AppTest.from_file(MAIN, default_timeout=30)
    at.user = {"login": login}
    return drawn(at.run())


def drawn(at: AppTest) -> AppTest:
    assert [f"{one.message}\n{''.join(one.stack_trace)}" for one in at.exception] == []
    return at


def words(at: AppTest) -> str:
    shown = (at.markdown, at.caption, at.info, at.success, at.warning, at.error, at.subheader)
    return "\n".join(str(element.value) for group in shown for element in group)


def test_the_waiting_room_hides_what_was_drawn(school) -> None:
    at = opened(school, "A0001")
    assert "考试须知" in words(at)
    assert "TDK" not in words(at)
    assert not at.button(key="start").disabled


def test_a_student_without_a_paper_is_told(school) -> None:
    school.add("A0009", "student")
    assert "没有考试安排" in words(opened(school, "A0009"))


def test_an_unknown_account_is_asked_to_sign_in(school) -> None:
    assert "登录已失效" in words(opened(school, "nobody"))


def test_every_tool_of_the_paper_is_drawn(school) -> None:
    at = drawn(opened(school, "A0001").button(key="start").click().run())
    assert "SEO-02" in words(at)
    for tool in school.wb.registry.tasks["seo-02"].tools:
        drawn(at.button_group(key="tool").set_value(tool).run())


def test_a_refused_step_is_said_in_words_and_the_page_stands(school) -> None:
    at = drawn(opened(school, "A0001").button(key="start").click().run())
    at.text_input(key="seo-checker-words").set_value("，".join(f"词{number}" for number in range(50)))
    at.button[[one.label for one in at.button].index("查询")].click().run()
    assert any("关键词" in str(one.value) for one in drawn(at).error)


def test_after_hand_in_the_page_says_so(school) -> None:
    attempt = school.start("A0001")
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt, "page")
    assert "您已交卷" in words(opened(school, "A0001"))


def test_a_page_of_an_attempt_that_another_page_holds_cannot_write(school) -> None:
    at = drawn(opened(school, "A0001").button(key="start").click().run())
    sitting_exam.claim(school.wb, school.people["A0001"], school.attempt_id("A0001"), "another page")
    assert "另一个页面" in words(drawn(at.run()))
    assert at.button(key="hand-in").disabled
    assert not drawn(at.button(key="take-back").click().run()).button(key="hand-in").disabled


def test_an_examiner_marks_a_script(school) -> None:
    attempt = school.start("A0001")
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt, "page")
    at = drawn(opened(school, "kp1").button(key="next-script").click().run())
    assert "人A0001" not in words(at)
    at.text_input(key=f"mark-{attempt}-4-points").set_value("十").run()
    assert any("分数要写成数字" in str(one.value) for one in drawn(at).error)
    assert at.text_input(key=f"mark-{attempt}-4-points").value == "十"
    at.text_input(key=f"mark-{attempt}-4-points").set_value("9").run()
    assert "**9** / 12" in words(drawn(at))
    assert not at.error


@pytest.mark.parametrize(
    ("login", "told"),
    [("jk", "未开始 **2**"), ("gl", "未开始 **2**"), ("js", "个插件"), ("kp1", "没有待您评的答卷")],
)
def test_each_role_opens_on_its_own_page(school, login, told) -> None:
    assert told in words(opened(school, login))


def test_the_invigilator_gives_time_to_all_and_must_say_why(school) -> None:
    school.start("A0001")
    at = opened(school, "jk")
    submit = next(one for one in at.button if one.label == "加时")
    assert "原因" in str(drawn(submit.click().run()).error[0].value)
    at.text_input(key="extend-why").set_value("停电")
    at = drawn(next(one for one in at.button if one.label == "加时").click().run())
    seats = invigilating.board(school.wb, school.people["jk"], school.sitting)
    assert [seat.extra_minutes for seat in seats] == [5, 5]


def test_a_bank_that_does_not_fit_is_answered_with_what_to_change(school) -> None:
    gl = school.people["gl"]
    made = planning.plan(school.wb, gl, planning.Plan("五模块"))
    planning.import_roster(school.wb, gl, made, "准考证号,姓名\nB0001,王五\n".encode())
    current.put(school.wb)
    sitting = next(one for one in planning.all_sittings(school.wb, gl) if one.id == made)
    at = AppTest.from_function(_list_page, kwargs={"sitting_id": sitting.id}, default_timeout=30).run()
    drawn(next(one for one in at.button if one.label == "确定冻结").click().run())
    assert "先抽模块的一部分" in str(at.error[0].value)


def _list_page(sitting_id):
    from workbench.ui import current
    from workbench.ui.staff import class_list
    from workbench.usecases import planning, signing_in

    wb = current.workbench()
    person = signing_in.person_by_login(wb, "gl")
    found = next(one for one in planning.all_sittings(wb, person) if one.id == sitting_id)
    class_list.draw(wb, person, found)


def test_the_waiting_room_of_a_closed_sitting_says_that_it_is_over(school) -> None:
    running_sitting.close_sitting(school.wb, school.people["jk"], school.sitting)
    at = opened(school, "A0001")
    assert "已经结束" in words(at)
    assert at.button(key="start").disabled


def test_a_rejected_plugin_is_shown_to_the_instructor(school, tmp_path) -> None:
    from dataclasses import replace

    from workbench.host import registry

    (tmp_path / "drop" / "broken").mkdir(parents=True)
    (tmp_path / "drop" / "broken" / "plugin.py").write_text("import no_such_package")
    school.wb = replace(school.wb, registry=registry.load(tmp_path / "drop"))
    assert "broken" in words(opened(school, "js"))
