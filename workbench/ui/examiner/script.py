"""One script: what was handed in on the left, the rubric with its evidence on the right."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench.domain.errors import Refused
from workbench.store.people import Person
from workbench.ui.examiner import film, handed_in, lines, notes, places, tool_faces
from workbench.usecases import marking
from workbench.usecases.marking import QueueRow, Script
from workbench.usecases.workbench import Workbench

TABS = (places.WORK, "学生的工具", "试题与素材", places.FILM)
_ONLY = "only-line"


def draw(wb: Workbench, person: Person, rows: Sequence[QueueRow]) -> None:
    """Draw the script that was taken from the queue ``rows``."""
    try:
        script = marking.script(wb, person, st.session_state["script"])
    except Refused as error:
        st.error(error.text)
        if st.button("返回列表", key="script-list"):
            go(None)
        return
    only = st.session_state.get(_ONLY)
    _head(script, rows, only)
    left, right = st.columns([6, 5], gap="medium")
    with left, st.container(key="script-work"):
        _work(wb, person, script)
    with right, st.container(key="script-lines"):
        lines.draw(wb, person, script, only=only)


def go(attempt_id: str | None, *, only: str | None = None) -> None:
    """Open a script, or the queue again; ``only`` one line of it is marked then."""
    st.session_state["script"] = attempt_id
    st.session_state[_ONLY] = only
    st.rerun()


def _head(script: Script, rows: Sequence[QueueRow], only: str | None) -> None:
    ids = [row.attempt_id for row in rows]
    at = ids.index(script.attempt_id)
    others = [row.attempt_id for row in rows if _waits(row, script, only)]
    with st.container(horizontal=True, vertical_alignment="center", key="script-head"):
        st.markdown(_sums(script, only))
        if st.button("返回列表", key="script-list", shortcut="Alt+Left"):
            go(None)
        if st.button("上一份", key="script-before", disabled=at == 0, shortcut="Alt+Up"):
            go(ids[at - 1], only=only)
        if st.button("下一份", key="script-after", disabled=at == len(ids) - 1, shortcut="Alt+Down"):
            go(ids[at + 1], only=only)
        if st.button(
            f"下一份待评（{len(others)}）", key="script-waiting", disabled=not others, shortcut="Alt+N"
        ):
            go(others[0], only=only)


def _waits(row: QueueRow, script: Script, only: str | None) -> bool:
    if row.attempt_id == script.attempt_id:
        return False
    if only is None:
        return row.open_lines > 0
    return row.task == script.paper.task.id and only in row.open_ids


def _sums(script: Script, only: str | None) -> str:
    sums, task = script.total, script.paper.task
    waiting = len(script.open_ids)
    state = f"待评 {waiting} 行" if waiting else ""
    if not waiting:
        state = "您已评完" if sums.passed is None else "合格" if sums.passed else "不合格"
    seat = f"　{('一评', '二评', '三评')[script.seat - 1]}" if script.is_double and script.seat else ""
    way = f"　只评第 {only} 项" if only else ""
    return (
        f"### {script.code}　:gray[{task.id.upper()} {task.title}]\n"
        f"**{sums.points}** / {task.points}（过程 {sums.process}，结果 {sums.result}）　{state}{seat}{way}"
    )


def _work(wb: Workbench, person: Person, script: Script) -> None:
    # Only the tab that is open is drawn: a tool's face may be heavy, and a mark redraws the page.
    work, tools, brief, trace = st.tabs(TABS, key=places.TAB, on_change="rerun")
    if work.open:
        with work:
            handed_in.draw(script, notes.of(wb, person, script))
    if tools.open:
        with tools:
            tool_faces.draw(wb, person, script)
    if brief.open:
        with brief:
            handed_in.draw_brief(script)
    if trace.open:
        with trace:
            film.draw(wb, person, script)
