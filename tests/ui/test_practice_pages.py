"""The pages of practice, drawn without a browser."""

from __future__ import annotations

import dataclasses

import pytest
from streamlit.testing.v1 import AppTest

from workbench.host import registry
from workbench.ui import current
from workbench.usecases import practice_release, practising, running_sitting, sitting_exam
from workbench.usecases.saving import DraftIn, save_draft

TASK = "newmedia-05"


@pytest.fixture(scope="module")
def installed():
    return registry.load()


@pytest.fixture
def school(school, installed):
    school.wb = dataclasses.replace(school.wb, registry=installed)
    school.add("L1", "student")
    practice_release.release(school.wb, school.people["js"], [TASK], shows_model=True)
    return school


def _student_page(login):
    from workbench.ui import current
    from workbench.ui.student.practice import page
    from workbench.usecases import signing_in

    wb = current.workbench()
    page.draw(wb, signing_in.person_by_login(wb, login))


def _staff_page(login):
    from workbench.ui import current
    from workbench.ui.staff import practice_tasks
    from workbench.usecases import signing_in

    wb = current.workbench()
    practice_tasks.draw(wb, signing_in.person_by_login(wb, login))


def opened(school, page=_student_page, login="L1", attempt_id=None) -> AppTest:
    current.put(school.wb)
    at = AppTest.from_function(page, kwargs={"login": login}, default_timeout=30)
    if attempt_id is not None:
        at.query_params["id"] = attempt_id
    return drawn(at.run())


def drawn(at: AppTest) -> AppTest:
    assert [f"{one.message}\n{''.join(one.stack_trace)}" for one in at.exception] == []
    return at


def words(at: AppTest) -> str:
    shown = (at.markdown, at.caption, at.info, at.success, at.warning, at.error, at.subheader, at.text)
    texts = [str(element.value) for group in shown for element in group]
    return "\n".join([*texts, *(f"{one.label} {one.value}" for one in at.metric)])


def shown(at: AppTest) -> str:
    found = at.query_params["id"]
    return found if isinstance(found, str) else found[0]


def begun(school, *, is_timed=False) -> str:
    attempt_id = practising.begin(school.wb, school.people["L1"], TASK, is_timed=is_timed)
    sitting_exam.claim(school.wb, school.people["L1"], attempt_id, "page")
    return attempt_id


def done(school, **how) -> str:
    attempt_id = begun(school, **how)
    sitting_exam.hand_in(school.wb, school.people["L1"], attempt_id, "page")
    return attempt_id


def test_a_student_takes_a_task_hands_it_in_and_takes_it_again(school) -> None:
    at = opened(school)
    assert "NEWMEDIA-05" in words(at)
    drawn(at.button(key=f"practise-{TASK}-False").click().run())
    first = shown(at)
    at.button(key="hand-in").click().run()
    assert "再练一次" in words(drawn(at))
    sitting_exam.hand_in(school.wb, school.people["L1"], first, at.session_state[f"holder-{first}"])
    drawn(at.run())
    assert "系统评分" in words(at)
    assert "对照等级看看自己在哪一档" in words(at)
    drawn(at.button(key="again-same").click().run())
    assert shown(at) != first


def test_the_model_answer_is_drawn_where_it_is_released(school) -> None:
    attempt_id = done(school)
    at = opened(school, attempt_id=attempt_id)
    drawn(at.button_group(key=f"view-{attempt_id}").set_value("参考答案").run())
    assert "好答案不止一种" in words(at)
    practice_release.release(school.wb, school.people["js"], [TASK], shows_model=False)
    at = opened(school, attempt_id=attempt_id)
    assert "参考答案" not in at.button_group(key=f"view-{attempt_id}").options


def test_feedback_in_the_middle_is_for_untimed_practice_alone(school) -> None:
    attempt_id = begun(school)
    at = opened(school, attempt_id=attempt_id)
    at.button(key="feedback-now").click().run()
    assert "什么也不记" in words(drawn(at))
    school.time.pass_seconds(60)
    at.button(key="hand-in").click().run()
    sitting_exam.claim(school.wb, school.people["L1"], attempt_id, "page")
    sitting_exam.hand_in(school.wb, school.people["L1"], attempt_id, "page")
    at = opened(school, attempt_id=begun(school, is_timed=True))
    assert "feedback-now" not in {one.key for one in at.button}


def test_the_next_practice_does_not_begin_with_the_text_of_the_one_before(school) -> None:
    first = begun(school)
    at = opened(school, attempt_id=first)
    holder = at.session_state[f"holder-{first}"]
    field = next(one for one in school.wb.registry.tasks[TASK].deliverables if one.tool == "desk.doc").id
    save_draft(school.wb, school.people["L1"], DraftIn(first, holder, "desk.doc", field, 1, "旧文", "timer"))
    drawn(at.button_group(key="tool").set_value("desk.doc").run())
    drawn(at.run())
    sitting_exam.hand_in(school.wb, school.people["L1"], first, holder)
    drawn(at.run())
    drawn(at.button(key="again-new").click().run())
    drawn(at.button_group(key="tool").set_value("desk.doc").run())
    second = shown(at)
    fields = [one.id for one in school.wb.registry.tasks[TASK].deliverables if one.tool == "desk.doc"]
    keys = [f"mounted-{second}-desk-doc-draft-{one}" for one in fields]
    mounted = [at.session_state[key]["body"] for key in keys if key in at.session_state]
    assert mounted
    assert "旧文" not in mounted


def test_a_student_with_an_exam_is_told_that_practice_has_stopped(school) -> None:
    at = opened(school, login="A0001")
    assert "练习已停" in words(at)
    assert not at.button


def test_a_student_sees_no_task_where_none_is_released(school) -> None:
    practice_release.withdraw(school.wb, school.people["js"], [TASK])
    assert "还没有开放练习题" in words(opened(school))


def test_somebody_elses_practice_is_not_there(school) -> None:
    school.add("L2", "student")
    at = opened(school, login="L2", attempt_id=done(school))
    assert "没有找到" in words(at)
    drawn(at.button(key="practice-list").click().run())
    assert "NEWMEDIA-05" in words(at)


def test_an_instructor_releases_with_warnings_and_withdraws(school) -> None:
    policy = {"modules": ["operations"], "item_policy": "by_part"}
    running_sitting.plan(school.wb, "明年", policy=policy)
    at = opened(school, _staff_page, "js")
    drawn(at.button(key="practice-release").click().run())
    assert "先选题目" in words(at)
    drawn(at.multiselect(key="practice-chosen").set_value(["operations-06", "seo-02"]).run())
    assert "可能被“明年”抽到" in words(at)
    drawn(at.button(key="practice-release").click().run())
    assert "没有开放任何题" in words(at)
    drawn(at.multiselect(key="practice-chosen").set_value(["operations-06"]).run())
    drawn(at.button(key="practice-release").click().run())
    assert "已开放 1 道题" in words(at)
    drawn(at.button(key="practice-withdraw").click().run())
    assert "已收回 1 道题" in words(at)
