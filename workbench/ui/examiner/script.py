"""One script: what was handed in on the left, the rubric with its evidence on the right."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench.domain.errors import Refused
from workbench.store.people import Person
from workbench.ui.examiner import film, handed_in, lines, places, tool_faces
from workbench.usecases import marking
from workbench.usecases.marking import QueueRow, Script
from workbench.usecases.workbench import Workbench

TABS = (places.WORK, "学生的工具", "试题与素材", places.FILM)


def draw(wb: Workbench, person: Person, rows: Sequence[QueueRow]) -> None:
    """Draw the script that was taken from the queue ``rows``."""
    try:
        script = marking.script(wb, person, st.session_state["script"])
    except Refused as error:
        st.error(error.text)
        return
    _head(script, rows)
    left, right = st.columns([6, 5], gap="medium")
    with left:
        _work(wb, person, script)
    with right:
        lines.draw(wb, person, script)


def go(attempt_id: str | None) -> None:
    """Open a script, or the queue again."""
    st.session_state["script"] = attempt_id
    st.rerun()


def _head(script: Script, rows: Sequence[QueueRow]) -> None:
    ids = [row.attempt_id for row in rows]
    at = ids.index(script.attempt_id)
    others = [row.attempt_id for row in rows if row.open_lines and row.attempt_id != script.attempt_id]
    with st.container(horizontal=True, vertical_alignment="center", key="script-head"):
        st.markdown(_sums(script))
        if st.button("返回列表", key="script-list", shortcut="Alt+Left"):
            go(None)
        if st.button("上一份", key="script-before", disabled=at == 0, shortcut="Alt+Up"):
            go(ids[at - 1])
        if st.button("下一份", key="script-after", disabled=at == len(ids) - 1, shortcut="Alt+Down"):
            go(ids[at + 1])
        if st.button("下一份待评", key="script-waiting", disabled=not others, shortcut="Alt+N"):
            go(others[0])


def _sums(script: Script) -> str:
    sums, task = script.total, script.paper.task
    state = f"待评 {sums.open_lines} 行" if sums.open_lines else ("合格" if sums.passed else "不合格")
    return (
        f"### {script.code}　:gray[{task.id.upper()} {task.title}]\n"
        f"**{sums.points}** / {task.points}（过程 {sums.process}，结果 {sums.result}）　{state}"
    )


def _work(wb: Workbench, person: Person, script: Script) -> None:
    # Only the tab that is open is drawn: a tool's face may be heavy, and a mark redraws the page.
    work, tools, brief, trace = st.tabs(TABS, key=places.TAB, on_change="rerun")
    if work.open:
        with work:
            handed_in.draw(script)
    if tools.open:
        with tools:
            tool_faces.draw(wb, person, script)
    if brief.open:
        with brief:
            handed_in.draw_brief(script)
    if trace.open:
        with trace:
            film.draw(wb, person, script)
