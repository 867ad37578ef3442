"""The page of regrades: a trial, the signatures, the way back."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from workbench.store import marks
from workbench.ui import current
from workbench.usecases import regrading, running_sitting, saving, sitting_exam
from workbench.usecases.saving import DraftIn

SECRET = "482913"


def page(login):
    from workbench.ui import current
    from workbench.ui.staff import regrade
    from workbench.usecases import signing_in

    wb = current.workbench()
    regrade.draw(wb, signing_in.person_by_login(wb, login))


def opened(school, login="gl") -> AppTest:
    current.put(school.wb)
    at = AppTest.from_function(page, kwargs={"login": login}, default_timeout=30).run()
    assert not at.exception
    return at


def pressed(at: AppTest, label: str) -> AppTest:
    next(one for one in at.button if one.label == label).click().run()
    assert not at.exception
    return at


def words(at: AppTest) -> str:
    return " ".join(str(one.value) for one in [*at.markdown, *at.success, *at.error, *at.info, *at.caption])


@pytest.fixture
def closed(school):
    attempt_id = school.start("A0001")
    draft = DraftIn(attempt_id, "page", "desk.doc", "03", 1, "诊断报告", "student")
    saving.save_draft(school.wb, school.people["A0001"], draft)
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt_id, "page")
    running_sitting.close_sitting(school.wb, school.people["jk"], school.sitting)
    return school


def corrected(at: AppTest, typed: str) -> AppTest:
    at.multiselect(key="regrade-lines-seo-02").select("10").run()
    at.text_area(key="regrade-seo-02-10").set_value(typed).run()
    return at


def outcome(school) -> str:
    with school.wb.store.reading() as conn:
        (found,) = [
            one for one in marks.newest_outcomes(conn, school.attempt_id("A0001")) if one.line == "10"
        ]
    return str(found.points)


def test_before_anybody_handed_in_the_page_says_so(school) -> None:
    assert "还没有人交卷" in words(opened(school))


def test_parameters_that_are_no_json_or_do_not_fit_are_named(closed) -> None:
    at = corrected(opened(closed), '{"saves": }')
    assert "写法不对" in words(at)
    at = pressed(corrected(opened(closed), '{"saves": "一"}'), "试算")
    assert "saves" in words(at)


def test_a_trial_is_signed_by_two_put_in_force_and_taken_back(closed) -> None:
    before = outcome(closed)
    at = pressed(corrected(opened(closed), '{"saves": 1}'), "试算")
    assert "总分会变 **1** 份" in words(at)
    assert outcome(closed) == before
    at.text_input(key="regrade-reason").set_value("一次保存就够")
    at.text_input(key="regrade-login").set_value("kp1")
    at.text_input(key="regrade-secret").set_value("wrong")
    assert "账号或密码不对" in words(pressed(at, "生效"))
    at.text_input(key="regrade-secret").set_value(SECRET)
    assert "重评已生效" in words(pressed(at, "生效"))
    assert outcome(closed) != before
    (made,) = regrading.history(closed.wb, closed.people["gl"], closed.sitting)
    at = opened(closed)
    at.text_input(key=f"undo-{made.id}-reason").set_value("收回")
    at.text_input(key=f"undo-{made.id}-login").set_value("kp1")
    at.text_input(key=f"undo-{made.id}-secret").set_value(SECRET)
    assert "重评已撤销" in words(pressed(at, "确定撤销"))
    assert outcome(closed) == before


def test_an_instructor_tries_but_does_not_sign(closed) -> None:
    at = pressed(corrected(opened(closed, "js"), '{"saves": 1}'), "试算")
    assert "总分会变 **1** 份" in words(at)
    assert "生效" not in [one.label for one in at.button]
