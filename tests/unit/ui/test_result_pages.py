"""The student's pages after an exam, where something is missing or broken."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page_of_a_student(rows, broken):
    # AppTest runs this function's source alone, so its imports stand inside it.
    from decimal import Decimal
    from types import SimpleNamespace

    import streamlit as st

    from workbench.ui.student import result
    from workbench.usecases import results, work_shown
    from workbench.usecases.results import Waiting

    def fails(*_):
        raise KeyError("a plugin's own fault")

    task = SimpleNamespace(id="x-01", title="题", points=Decimal(100))
    sums = SimpleNamespace(
        points=Decimal(0), process=Decimal(0), result=Decimal(0), passed=False, lines=(), open_lines=0
    )
    found = SimpleNamespace(
        attempt_id="a", code="ABCDE", paper=SimpleNamespace(task=task), total=sums, pass_points=Decimal(60),
        lines=(), appeals={}, appeal_until=None, shows_model=True,
    )  # fmt: skip
    results.my_results = lambda *_: tuple(
        Waiting(f"a{at}", f"第 {at} 场", "", "模块", released, None, None) for at, released in enumerate(rows)
    )
    results.result = lambda *_: found
    work_shown.model_answer = fails if broken else lambda *_: None
    if rows and rows[0] is not None:
        st.session_state.setdefault("result-view-a", result.MODEL)
    result.draw(None, None)


def drawn(rows=(), *, broken=False) -> AppTest:
    from workbench.usecases import results, work_shown

    kept = results.my_results, results.result, work_shown.model_answer
    try:
        page = AppTest.from_function(
            page_of_a_student, kwargs={"rows": rows, "broken": broken}, default_timeout=20
        ).run()
    finally:
        results.my_results, results.result, work_shown.model_answer = kept
    assert not page.exception
    return page


def test_who_has_handed_in_nothing_is_told_what_will_be_here() -> None:
    assert "还没有交过卷" in drawn().info[0].value


def test_a_student_of_several_sittings_chooses_among_them_all() -> None:
    page = drawn([None, None, None])
    assert page.selectbox[0].options == ["第 0 场　模块", "第 1 场　模块", "第 2 场　模块"]
    assert "还没有公布" in page.info[0].value


def test_a_worked_answer_that_fails_takes_nothing_else_down() -> None:
    for broken in (True, False):
        page = drawn([5.0], broken=broken)
        assert "没有能用您的数据演算的参考答案" in page.info[0].value
        assert page.metric[0].value == "0 / 100"
