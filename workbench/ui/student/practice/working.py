"""At work on a practice: the exam's own desk, without its clock where there is none."""

from __future__ import annotations

import streamlit as st

from workbench.domain.errors import Refused
from workbench.store.attempts import Attempt
from workbench.store.people import Person
from workbench.ui.session import Desk
from workbench.ui.student import after, at_work, bench, brief
from workbench.ui.student.handing_in import hand_in_button
from workbench.ui.student.practice import feedback
from workbench.ui.student.practice.opening import show
from workbench.usecases import practice_feedback, sitting_exam
from workbench.usecases.practising import is_untimed
from workbench.usecases.workbench import Workbench


def draw(wb: Workbench, person: Person, attempt: Attempt) -> None:
    """Draw the desk of a running practice."""
    holder = at_work.holder_of(wb, person, attempt.id)
    desk = Desk(wb, person, holder, sitting_exam.look(wb, person, attempt.id))
    if not desk.look.is_open:
        after.time_is_up()
        return
    _head(desk)
    at_work.draw_taken_over(desk)
    left, right = st.columns([3, 7], gap="small")
    with left:
        brief.draw(desk)
    with right:
        bench.draw(desk)


def _head(desk: Desk) -> None:
    task, untimed = desk.look.paper.task, is_untimed(desk.look.attempt)
    with st.container(key="exam-head", horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{task.id.upper()}　{task.title}**　:gray[练习]")
        at_work.draw_clock(desk, untimed=untimed)
        if untimed and st.button("现在看评分", key="feedback-now", icon=":material/rule:"):
            _now(desk)
        hand_in_button(desk)
        if st.button("练习列表", key="practice-list", icon=":material/arrow_back:"):
            show(None)


@st.dialog("照现在的样子评分", width="large")
def _now(desk: Desk) -> None:
    try:
        told = practice_feedback.feedback_now(desk.wb, desk.person, desk.attempt_id)
    except Refused as error:
        st.info(error.text)
        return
    st.caption("只给您看，什么也不记。关上这个窗口可以接着做；以交上时的评分为准。")
    feedback.draw_sums(told)
    feedback.draw_lines(told)
