"""What every page at work on an attempt has: its hold on it, and its clock."""

from __future__ import annotations

import secrets

import streamlit as st

from workbench.store.people import Person
from workbench.ui.components import editors
from workbench.ui.session import Desk
from workbench.usecases import sitting_exam
from workbench.usecases.workbench import Workbench


def holder_of(wb: Workbench, person: Person, attempt_id: str) -> str:
    """This browser page's name as holder of the attempt, which it claims when it first opens it."""
    # A page that lost the attempt does not take it back by itself, so that two pages never pull it to
    # and fro.
    name = f"holder-{attempt_id}"
    if name not in st.session_state:
        st.session_state[name] = secrets.token_urlsafe(12)
        sitting_exam.claim(wb, person, attempt_id, st.session_state[name])
    return str(st.session_state[name])


def draw_clock(desk: Desk, *, untimed: bool = False) -> None:
    """The countdown with the worst save state; 不限时 in the place of the time where there is no clock."""
    editors.countdown(
        deadline_ms=int(desk.look.deadline * 1000),
        server_ms=_first_server_ms(desk),
        attempt=desk.attempt_id,
        holder=desk.holder,
        untimed=untimed,
        key="clock",
        on_expired=_expired,
    )


def _first_server_ms(desk: Desk) -> int:
    # Once for each browser page: a value that changed with every run would be sent again every time.
    name = f"server-ms-{desk.attempt_id}-{desk.look.deadline}"
    return int(st.session_state.setdefault(name, int(desk.look.now * 1000)))


def _expired() -> None:
    """The browser's clock reached zero: the run that follows reads the server's."""


def draw_taken_over(desk: Desk) -> None:
    """Where another page holds the attempt: a warning, and the button that takes it back."""
    if desk.look.attempt.holder == desk.holder:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="taken-over"):
        st.warning("本卷已在另一个页面或另一台电脑上打开，这里只能看，不能写。")
        if st.button("回到这里继续做", key="take-back"):
            sitting_exam.claim(desk.wb, desk.person, desk.attempt_id, desk.holder)
            st.rerun()
