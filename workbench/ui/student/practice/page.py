"""The student's practice page: the list, the work, and what the machine says of it afterwards."""

from __future__ import annotations

import streamlit as st

from workbench.domain.errors import Refused
from workbench.store.people import Person
from workbench.ui.student.practice import choosing, feedback, working
from workbench.ui.student.practice.opening import opened, show
from workbench.usecases import practising
from workbench.usecases.workbench import Workbench

STOPPED = "您有考试，练习已停。考完以后再来，已保存的内容都在。"


def draw(wb: Workbench, person: Person) -> None:
    """Draw the practice that the address names, or the list of all."""
    if practising.has_exam(wb, person):
        st.warning(STOPPED, icon=":material/event_busy:")
        st.html('<a href="/">回到考试</a>')  # a plain link, so that it opens in this tab
        return
    attempt_id = opened()
    try:
        if attempt_id is None:
            choosing.draw(wb, person)
            return
        attempt = practising.attempt_of(wb, person, attempt_id)
        if attempt.state == "running":
            working.draw(wb, person, attempt)
        else:
            feedback.draw(wb, person, attempt)
    except Refused as error:
        st.info(error.text)
        if st.button("返回练习列表", key="practice-list"):
            show(None)
