"""The page 导出, drawn without a browser."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from workbench.store import audit, sittings
from workbench.ui import current
from workbench.usecases import running_sitting, sitting_exam
from workbench.usecases.filing import kept
from workbench.usecases.filing.rights import Asking


def page(login):
    from workbench.ui import current
    from workbench.ui.staff import exports
    from workbench.usecases import signing_in

    wb = current.workbench()
    exports.draw(wb, signing_in.person_by_login(wb, login))


def opened(school, login: str) -> AppTest:
    current.put(school.wb)
    return drawn(AppTest.from_function(page, kwargs={"login": login}, default_timeout=30).run())


def drawn(at: AppTest) -> AppTest:
    assert [f"{one.message}\n{''.join(one.stack_trace)}" for one in at.exception] == []
    return at


def words(at: AppTest) -> str:
    shown = (at.markdown, at.caption, at.info, at.warning, at.error)
    return "\n".join(str(element.value) for group in shown for element in group)


@pytest.fixture
def over(school):
    attempt = school.start("A0001")
    sitting_exam.hand_in(school.wb, school.people["A0001"], attempt, "page")
    running_sitting.close_sitting(school.wb, school.people["gl"], school.sitting)
    return school


def make(at: AppTest) -> AppTest:
    return drawn(next(one for one in at.button if one.label == "生成材料包").click().run())


@pytest.mark.parametrize("login", ["gl", "kp1"])
def test_before_a_sitting_is_closed_the_page_says_what_must_happen_first(school, login) -> None:
    assert "还没有结束的考试" in words(opened(school, login))


def test_the_administrator_is_told_who_is_absent_and_what_is_not_marked_yet(over) -> None:
    said = words(opened(over, "gl"))
    assert "应考 **2** 人" in said
    assert "缺考 **1** 人" in said
    assert "还有 **1** 份没有评完" in said


def test_the_administrator_makes_a_bundle_and_finds_its_link(over) -> None:
    at = make(opened(over, "gl"))
    (one,) = kept.waiting(over.wb, Asking(over.people["gl"], over.sitting))
    assert "24 小时" in words(at)
    assert f"/papers/{one.name}" in str([element.proto for element in at.get("link_button")])
    with over.wb.store.reading() as conn:
        assert [what for _, _, what, _ in audit.notes(conn)][-1] == "export"


def test_a_bundle_of_nothing_is_answered_in_words(over) -> None:
    at = opened(over, "gl")
    at.multiselect(key="export-parts").set_value([])
    assert "至少选一种" in words(make(at))


def test_an_examiner_gets_blind_papers_until_the_release(over) -> None:
    at = opened(over, "kp1")
    assert "没有姓名和考号" in words(at)
    assert "抽签记录" not in str(at.multiselect(key="export-parts").options)
    make(at)
    (one,) = kept.waiting(over.wb, Asking(over.people["kp1"], over.sitting, names=False))
    assert "盲评" in one.shown
    with over.wb.store.writing() as conn:
        for state in ("marked", "released"):
            sittings.set_state(conn, over.sitting, state)
    assert "没有姓名和考号" not in words(opened(over, "kp1"))
