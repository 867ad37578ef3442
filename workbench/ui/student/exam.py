"""The student's page: the waiting room, the hour itself, and what comes after."""

from __future__ import annotations

import streamlit as st

from workbench.store.people import Person
from workbench.ui.components import editors
from workbench.ui.session import Desk
from workbench.ui.student import after, at_work, bench, brief, waiting
from workbench.ui.student.handing_in import hand_in_button
from workbench.usecases import presence, sitting_exam
from workbench.usecases.sitting_exam import Exam
from workbench.usecases.workbench import Workbench


def draw(wb: Workbench, person: Person) -> None:
    """Draw what the student's attempt needs now."""
    exam = sitting_exam.my_exam(wb, person)
    if exam is None:
        st.info("您现在没有考试安排。如果您认为有误，请找监考员。")
        _sign_out()
        return
    if exam.attempt.state == "prepared":
        holder = at_work.holder_of(wb, person, exam.attempt.id)
        _pulse(wb, person, exam, holder)
        waiting.draw(wb, person, exam, holder)
        return
    if exam.attempt.state == "handed_in":
        if exam.sitting.state == "open":  # it may be reopened
            _pulse(wb, person, exam, st.session_state.get(f"holder-{exam.attempt.id}", "none"))
        after.draw(exam)
        _sign_out()
        return
    holder = at_work.holder_of(wb, person, exam.attempt.id)
    desk = Desk(wb, person, holder, sitting_exam.look(wb, person, exam.attempt.id))
    _hour(desk, exam)


def _pulse(wb: Workbench, person: Person, exam: Exam, holder: str, *, held: bool = False) -> None:
    told = presence.unread(wb, person, exam.attempt.id)
    editors.pulse(
        attempt=exam.attempt.id,
        holder=holder,
        state=presence.state_of(exam.attempt.state, exam.sitting.state),
        held=held,
        messages=[{"id": one.id, "body": one.body, "at": round(one.at * 1000)} for one in told],
        key="pulse",
    )


def _hour(desk: Desk, exam: Exam) -> None:
    if not desk.look.is_open:
        after.time_is_up()
        return
    with st.container(key="exam-top", gap=None):
        _pulse(desk.wb, desk.person, exam, desk.holder, held=desk.look.attempt.holder == desk.holder)
        _head(desk)
    at_work.draw_taken_over(desk)
    left, right = st.columns([3, 7], gap="small")
    with left:
        brief.draw(desk)
    with right:
        bench.draw(desk)


def _head(desk: Desk) -> None:
    with st.container(key="exam-head", horizontal=True, vertical_alignment="center"):
        title = desk.look.paper.task.title
        st.markdown(
            f"**{desk.look.paper.task.id.upper()}　{title}**　:gray[{desk.person.login} {desk.person.name}]"
        )
        at_work.draw_clock(desk)
        hand_in_button(desk)


def _sign_out() -> None:
    st.link_button("退出登录", "/signout")
