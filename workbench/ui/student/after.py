"""After the hour."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from workbench.usecases.sitting_exam import Exam


def draw(exam: Exam) -> None:
    """Say that it is handed in, when, and what comes next."""
    attempt = exam.attempt
    when = datetime.fromtimestamp(attempt.ended or 0.0).astimezone().strftime("%H:%M:%S")
    how = "时间到，系统已自动交卷" if attempt.ended_by == "time" else "您已交卷"
    st.success(f"{how}（{when}）。最后一次显示“已保存”的内容就是您的答卷。", icon=":material/task_alt:")
    st.markdown(f"答卷编号 **{attempt.code}**。成绩由考评员评定后公布。请整理工位，退出登录后离开。")
    st.markdown("成绩公布以后，登录到这里，点上面的“我的成绩”，可以看到总分、每一项的得分和理由。")


def time_is_up() -> None:
    """Say that the time is over while the server takes in the last save."""
    st.info("考试时间已到，正在自动交卷。您已保存的内容都会交上，请等几秒。", icon=":material/timer_off:")
    _wait()


@st.fragment(run_every="2s")
def _wait() -> None:
    # The first run draws; each later one asks the whole page to look again.
    if st.session_state.get("time-is-up"):
        st.session_state["time-is-up"] = False
        st.rerun()
    st.session_state["time-is-up"] = True
