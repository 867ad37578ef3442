"""The student's appeals: how long, against which line, and what was answered."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from workbench.domain.errors import Refused
from workbench.store.appeals import Appeal
from workbench.store.people import Person
from workbench.usecases import appealing
from workbench.usecases.appealing import LONGEST_APPEAL, SHORTEST_APPEAL, WHOLE
from workbench.usecases.results import Result
from workbench.usecases.workbench import Workbench

VERDICTS = {"open": "等待答复", "upheld": "申诉成立", "rejected": "申诉不成立"}


def draw_head(wb: Workbench, person: Person, found: Result) -> None:
    """Until when an appeal is taken, and the appeal against the whole script."""
    if found.appeal_until is not None:
        until = f"{datetime.fromtimestamp(found.appeal_until).astimezone():%Y-%m-%d %H:%M}"
        st.caption(
            f"对某一项有疑问，可在 **{until}** 之前点那一项下面的“申诉”，由没有评过这份答卷的考评员复核。"
            "每一项只能申诉一次。申诉不会使分数降低。"
        )
    draw_button(wb, person, found, WHOLE)
    draw_told(found, WHOLE)


def draw_button(wb: Workbench, person: Person, found: Result, line: str) -> None:
    """The button of an appeal against a line (or ``WHOLE``), while one may still be made."""
    if line in found.appeals or found.appeal_until is None:
        return
    title = "对整份答卷申诉" if line == WHOLE else "申诉"
    if st.button(title, icon=":material/gavel:", key=f"appeal-{found.attempt_id}-{line}"):
        _form(wb, person, found, line)


def draw_told(found: Result, line: str) -> None:
    """The appeal that was made against the line, and its answer."""
    if line in found.appeals:
        _told(found.appeals[line])


def _told(asked: Appeal) -> None:
    icon = {"open": ":material/hourglass_top:", "upheld": ":material/check_circle:"}
    with st.container(border=True, key=f"appealed-{asked.id}"):
        st.markdown(f"{icon.get(asked.state, ':material/cancel:')} **{VERDICTS[asked.state]}**")
        st.text(f"您的申诉：{asked.body}")
        if asked.answer is not None:
            st.text(f"答复：{asked.answer}")


@st.dialog("申诉", width="medium")
def _form(wb: Workbench, person: Person, found: Result, line: str) -> None:
    key = f"appeal-form-{found.attempt_id}-{line}"
    titles = {one.line.id: f"第 {one.line.id} 项　{one.line.title}" for one in found.lines}
    st.markdown(f"**{titles.get(line, '整份答卷')}**")
    with st.form(key, border=False):
        body = st.text_area(
            f"请写明哪里评得不对、依据是什么（{SHORTEST_APPEAL}—{LONGEST_APPEAL} 字）",
            key=f"{key}-body", height=180, max_chars=LONGEST_APPEAL,
        )  # fmt: skip
        if not st.form_submit_button("提交申诉", type="primary"):
            return
    try:
        appealing.appeal(wb, person, found.attempt_id, line, body)
    except Refused as error:
        st.error(error.text)
    else:
        st.rerun()
