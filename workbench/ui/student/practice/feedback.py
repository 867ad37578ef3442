"""After a practice: the machine's points with every reason, levels to judge oneself by, a model answer."""

from __future__ import annotations

import logging
from decimal import Decimal

import streamlit as st

from workbench.domain.errors import Refused
from workbench.domain.plain import plain
from workbench.store.attempts import Attempt
from workbench.store.people import Person
from workbench.ui.examiner import handed_in, tool_faces
from workbench.ui.student import result_lines
from workbench.ui.student.practice.choosing import duration
from workbench.ui.student.practice.opening import draw_again, show
from workbench.ui.student.result_lines import shown
from workbench.usecases import practice_feedback
from workbench.usecases.practice_feedback import Feedback
from workbench.usecases.practising import is_untimed
from workbench.usecases.results import ResultLine
from workbench.usecases.work_shown import Work
from workbench.usecases.workbench import Workbench

logger = logging.getLogger(__name__)

LINES, WORK, MODEL = "逐项得分", "我的作答", "参考答案"


def draw(wb: Workbench, person: Person, attempt: Attempt) -> None:
    """Draw what the machine says of a practice that is handed in."""
    told = practice_feedback.feedback(wb, person, attempt.id)
    task = told.work.paper.task
    st.subheader(f"{task.id.upper()}　{task.title}")
    draw_sums(told)
    with st.container(horizontal=True, key="practice-next"):
        draw_again(wb, person, attempt)
        if st.button("返回练习列表", key="practice-list"):
            show(None)
    views = [LINES, WORK, *([MODEL] if told.shows_model else [])]
    view = st.segmented_control(
        "看什么", views, default=LINES, required=True, key=f"view-{attempt.id}", label_visibility="collapsed"
    )
    if view == WORK:
        _work(wb, person, told.work)
    elif view == MODEL:
        _model(wb, person, attempt)
    else:
        draw_lines(told)


def draw_sums(told: Feedback) -> None:
    """The machine's points, what is left to judge oneself, and the time."""
    open_points = told.work.paper.task.points - told.machine.of
    with st.container(horizontal=True, key="practice-sums"):
        st.metric("系统评分", f"{shown(told.machine.points)} / {shown(told.machine.of)}", width=220)
        st.metric("对照等级自评", f"{shown(open_points)} 分", width=220)
        st.metric("用时", duration(told.work.seconds), width=220)
    if is_untimed(told.attempt):
        st.caption("不限时练习按实际经过的时间计用时；和时间有关的得分只供参考。")


def draw_lines(told: Feedback) -> None:
    """Every line with its reason; below a line that a person would judge, its levels."""
    result_lines.draw(told.lines, below=_levels)


def _levels(one: ResultLine) -> None:
    if not one.is_open:
        return
    st.caption(f"这一项有 {shown(one.judged_max)} 分要人来评。对照等级看看自己在哪一档：")
    rows = (
        f"- **{level.letter}**　{_span(level.low_percent, level.high_percent, one.judged_max)} 分　"
        f"{plain(level.descriptor)}"
        for level in one.line.levels
    )
    st.markdown("\n".join(rows))


def _span(low: int, high: int, limit: Decimal) -> str:
    return f"{shown(limit * low / 100)}—{shown(limit * high / 100)}"


def _work(wb: Workbench, person: Person, work: Work) -> None:
    texts, tools = st.tabs(["要交的内容", "工具里的样子"])
    with texts:
        handed_in.draw(work)
    with tools:
        tool_faces.draw(wb, person, work, reviewing=False)


def _model(wb: Workbench, person: Person, attempt: Attempt) -> None:
    try:
        work = practice_feedback.model(wb, person, attempt.id)
    except Refused:
        raise
    except Exception:  # the border: a plugin's worked answer fails in its own place
        logger.exception("the model answer of %s failed", attempt.task)
        work = None
    if work is None:
        st.info("这道题没有能用您的数据演算的参考答案。")
        return
    st.caption("按您这份题的数据演算的一份好答案，供对照。好答案不止一种：得分以评分标准为准。")
    _work(wb, person, work)
