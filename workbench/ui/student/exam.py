"""The student's page: the waiting room, the hour itself, and what comes after."""

from __future__ import annotations

import secrets

import streamlit as st

from workbench.store.people import Person
from workbench.ui.components import editors
from workbench.ui.session import Desk
from workbench.ui.student import after, bench, brief, waiting
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
        holder = _holder(wb, person, exam.attempt.id)
        _pulse(wb, person, exam, holder)
        waiting.draw(wb, person, exam, holder)
        return
    if exam.attempt.state == "handed_in":
        if exam.sitting.state == "open":  # it may be reopened
            _pulse(wb, person, exam, st.session_state.get(f"holder-{exam.attempt.id}", "none"))
        after.draw(exam)
        _sign_out()
        return
    holder = _holder(wb, person, exam.attempt.id)
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


def _holder(wb: Workbench, person: Person, attempt_id: str) -> str:
    # A browser page claims the attempt once, when it opens it. A page that lost it does not take it
    # back by itself, so that two pages never pull it to and fro.
    name = f"holder-{attempt_id}"
    if name not in st.session_state:
        st.session_state[name] = secrets.token_urlsafe(12)
        sitting_exam.claim(wb, person, attempt_id, st.session_state[name])
    return str(st.session_state[name])


def _hour(desk: Desk, exam: Exam) -> None:
    if not desk.look.is_open:
        after.time_is_up()
        return
    with st.container(key="exam-top", gap=None):
        _pulse(desk.wb, desk.person, exam, desk.holder, held=desk.look.attempt.holder == desk.holder)
        _head(desk)
    if desk.look.attempt.holder != desk.holder:
        _taken_over(desk)
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
        editors.countdown(
            deadline_ms=int(desk.look.deadline * 1000),
            server_ms=_first_server_ms(desk),
            attempt=desk.attempt_id,
            holder=desk.holder,
            key="clock",
            on_expired=_expired,
        )
        hand_in_button(desk)


def _first_server_ms(desk: Desk) -> int:
    # Once for each browser page: a value that changed with every run would be sent again every time.
    name = f"server-ms-{desk.attempt_id}-{desk.look.deadline}"
    return int(st.session_state.setdefault(name, int(desk.look.now * 1000)))


def _expired() -> None:
    """The browser's clock reached zero: the run that follows reads the server's."""


def _taken_over(desk: Desk) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="taken-over"):
        st.warning("本卷已在另一个页面或另一台电脑上打开，这里只能看，不能写。")
        if st.button("回到这里继续做", key="take-back"):
            sitting_exam.claim(desk.wb, desk.person, desk.attempt_id, desk.holder)
            st.rerun()


def _sign_out() -> None:
    st.link_button("退出登录", "/signout")
