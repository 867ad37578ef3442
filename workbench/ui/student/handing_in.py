"""Handing in: what is missing, then a second question."""

from __future__ import annotations

import streamlit as st

from workbench.domain.errors import Refused
from workbench.domain.plain import plain
from workbench.ui.session import Desk
from workbench.usecases import sitting_exam
from workbench.usecases.checking import hand_in_list
from workbench.usecases.practising import is_untimed


def hand_in_button(desk: Desk) -> None:
    """The button that is always in sight."""
    if st.button("交卷", key="hand-in", icon=":material/task_alt:", disabled=desk.is_locked):
        _confirm(desk)


@st.dialog("交卷前检查", width="medium")
def _confirm(desk: Desk) -> None:
    desk.refresh()
    rows = hand_in_list(desk.wb, desk.look)
    problems = [text for row in rows for text in row.problems]
    for row in rows:
        if row.problems:
            st.markdown("\n".join(f"- :material/error: {plain(text)}" for text in row.problems))
        else:
            st.markdown(f"- :material/check_circle: {plain(row.name)} 已就绪")
    if problems:
        st.warning(f"还有 {len(problems)} 处没有完成。现在交卷，这些地方可能得不到分。")
    if is_untimed(desk.look.attempt):
        st.markdown("交卷之后马上看到每一项的得分和理由，不能再修改；可以再练一次。")
    else:
        minutes = max(0, int(desk.look.deadline - desk.look.now) // 60)
        st.markdown(f"离结束还有约 **{minutes} 分钟**。交卷之后不能再修改。")
    sure = st.checkbox("我已检查，确定交卷", key="hand-in-sure")
    with st.container(horizontal=True):
        if st.button("确定交卷", type="primary", disabled=not sure, key="hand-in-yes"):
            _hand_in(desk)
        if st.button("返回继续做", key="hand-in-no"):
            st.rerun()


def _hand_in(desk: Desk) -> None:
    try:
        sitting_exam.hand_in(desk.wb, desk.person, desk.attempt_id, desk.holder)
    except Refused as error:
        st.error(error.text)
        return
    st.rerun()
