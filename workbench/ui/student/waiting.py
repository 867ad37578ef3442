"""The waiting room: the rules, the time, a rehearsal of saving, and the start."""

from __future__ import annotations

from functools import partial

import streamlit as st

from workbench.domain.errors import Refused
from workbench.store.people import Person
from workbench.ui.components import editors
from workbench.usecases import saving, sitting_exam
from workbench.usecases.sitting_exam import Exam
from workbench.usecases.workbench import Workbench

LOCAL = "127.0.0.1"
OVER = ("closed", "marked", "released", "archived")

RULES = """
- 本场考试 **{minutes} 分钟**，从您点“开始考试”起计时，时间以服务器为准。
- 抽到的试题在开始之后才显示。开始后刷新页面、换电脑都回到同一份试卷，时间不会重来。
- 您写的内容会自动保存。右上角显示 **已保存** 和时间，才表示服务器已经收到；显示 **未保存** 时请稍等，
  不要关机。
- 按 **Ctrl+S** 可以随时主动保存。及时保存、先查后填、按要求命名，都计入过程分。
- 到时间系统自动交卷，交的是最后一次显示“已保存”的内容。
- 只能使用考试页面里的工具和仿真网站。切换到别的窗口会被记录，供监考员参考，不自动扣分。
"""

REDRAWN = (
    "您原来的试卷因故作废，考场已给您重新抽了一道题。请听监考员安排，准备好了再点“开始考试”："
    "时间从那时起重新计 {minutes} 分钟，原来写的内容留作凭据，不影响这次的成绩。"
)


def draw(wb: Workbench, person: Person, exam: Exam, holder: str) -> None:
    """Draw the waiting room."""
    st.subheader(exam.sitting.name)
    st.markdown(
        f"考生 **{person.name}**　准考证号 **{person.login}**　"
        f"座位 {person.seat or '—'}　模块 **{exam.module}**"
    )
    if exam.attempt.number > 1:
        st.warning(
            REDRAWN.format(minutes=exam.attempt.minutes + exam.attempt.extra_seconds // 60),
            icon=":material/casino:",
        )
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.markdown("##### 考试须知")
        st.markdown(RULES.format(minutes=exam.attempt.minutes))
        _start(wb, person, exam)
    with right:
        st.markdown("##### 先试一下保存")
        st.caption("在下面随便打几个字，停一下，看到“已保存”就说明这台电脑能正常考试。这里的内容不计分。")
        _rehearse(wb, person, exam, holder)


def _start(wb: Workbench, person: Person, exam: Exam) -> None:
    is_open = exam.sitting.state == "open"
    # Begun before the run, so that the run draws the paper at once: a whole room presses in one second.
    begin = partial(_begin, wb, person, exam.attempt.id)
    st.button("开始考试", type="primary", key="start", disabled=not is_open, on_click=begin)
    if refused := st.session_state.pop("start-refused", None):
        st.error(refused)
    if exam.sitting.state in OVER:
        st.warning("本场考试已经结束，不能再开始。请找监考员。")
    elif not is_open:
        st.caption("考场还没有开放。监考员宣布开始后，请点下面的按钮。")
        st.button("我准备好了，看看开放了没有", key="look-again")


def _begin(wb: Workbench, person: Person, attempt_id: str) -> None:
    try:
        sitting_exam.start(wb, person, attempt_id, address=_address())
    except Refused as error:
        st.session_state["start-refused"] = error.text


def _address() -> str:
    return st.context.ip_address or LOCAL  # Streamlit says None for the server's own computer


def _rehearse(wb: Workbench, person: Person, exam: Exam, holder: str) -> None:
    kept = saving.draft(wb, person, exam.attempt.id, saving.REHEARSAL, "try")
    first = st.session_state.setdefault(
        f"rehearsal-{exam.attempt.id}", {"rev": kept.rev if kept else 0, "body": kept.body if kept else ""}
    )
    editors.editor(
        attempt=exam.attempt.id,
        holder=holder,
        person=person.login,
        tool=saving.REHEARSAL,
        field="try",
        rev=first["rev"],
        body=first["body"],
        label="试写",
        kind="text",
        rows=5,
        options={},
        locked=False,
        key="rehearsal-try",
    )
