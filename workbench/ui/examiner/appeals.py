"""The examiner's page of appeals: a list, blind, and one appeal with its script and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from workbench.domain.errors import WorkbenchError
from workbench.domain.rubric import Line
from workbench.store.appeals import Verdict
from workbench.store.people import Person
from workbench.ui.examiner import film, handed_in, tool_faces
from workbench.ui.student import result_lines
from workbench.usecases import appealing
from workbench.usecases.appealing import LONGEST_ANSWER, SHORTEST_ANSWER, AnswerIn, Appealed, AppealRow
from workbench.usecases.results import result_lines as lines_of
from workbench.usecases.workbench import Workbench

CHOSEN = "appeal-chosen"
VERDICTS: Mapping[Verdict, str] = {"upheld": "成立，改分", "rejected": "不成立，维持原分"}


def draw(wb: Workbench, person: Person) -> None:
    """Draw the appeals that this examiner may answer, or the one that is open."""
    if said := st.session_state.pop("appeal-said", None):
        st.success(said)
    rows = appealing.waiting(wb, person)
    chosen = next((row for row in rows if row.appeal.id == st.session_state.get(CHOSEN)), None)
    if chosen is not None:
        _answer(wb, person, chosen)
    elif rows:
        _list(rows)
    else:
        st.info("没有等您答复的申诉。您评过分的答卷，申诉由另一位考评员答复，不在这里列出。")


def _list(rows: tuple[AppealRow, ...]) -> None:
    st.markdown(f"有 **{len(rows)}** 件申诉等待答复。您评过分的答卷不在其中。只显示编号，不显示姓名。")
    for row in rows:
        with st.container(border=True, key=f"appeal-row-{row.appeal.id}"):
            when = f"{datetime.fromtimestamp(row.appeal.at).astimezone():%m-%d %H:%M}"
            st.markdown(f"**{row.code}**　{row.task}　:gray[{row.sitting}　{when}]")
            st.markdown(f"申诉的项目：**{row.line}**")
            st.text(row.appeal.body)
            if st.button("复核并答复", key=f"appeal-open-{row.appeal.id}"):
                st.session_state[CHOSEN] = row.appeal.id
                st.rerun()


def _answer(wb: Workbench, person: Person, row: AppealRow) -> None:
    try:
        found = appealing.appealed(wb, person, row.appeal.id)
    except WorkbenchError as error:
        st.error(str(error))
        return
    with st.container(horizontal=True, vertical_alignment="center", key="appeal-head"):
        st.markdown(f"### {row.code}　:gray[{row.task}]　{row.line}")
        if st.button("返回申诉列表", key="appeal-list"):
            st.session_state[CHOSEN] = None
            st.rerun()
    left, right = st.columns([6, 5], gap="medium")
    with left:
        _script(wb, person, found)
    with right:
        with st.container(border=True, key="appeal-body"):
            st.caption("考生的申诉")
            st.text(row.appeal.body)
        _form(wb, person, found)
        script = found.script
        st.caption("现在的评分和理由")
        result_lines.draw(lines_of(found.lines, script))


def _script(wb: Workbench, person: Person, found: Appealed) -> None:
    work, tools, brief, trace = st.tabs(["交上来的答卷", "学生的工具", "试题与素材", "过程回放"])
    with work:
        handed_in.draw(found.script)
    with tools:
        tool_faces.draw(wb, person, found.script)
    with brief:
        handed_in.draw_brief(found.script)
    with trace:
        film.draw(wb, person, found.script)


def _form(wb: Workbench, person: Person, found: Appealed) -> None:
    key = f"answer-{found.appeal.id}"
    now = {part.line.id: part.points for part in found.script.total.lines}
    verdict = st.radio(
        "复核结论",
        list(VERDICTS),
        format_func=VERDICTS.__getitem__,
        index=None,
        horizontal=True,
        key=f"{key}-verdict",
    )
    if verdict is None:
        st.caption("先看答卷和下面的评分理由，再选结论。答复会原样给考生看，不显示您的姓名。")
        return
    with st.form(key, border=False):
        points = (
            {line.id: _points(line, str(now[line.id]), key) for line in found.lines}
            if verdict == "upheld"
            else {}
        )
        reason = st.text_area(
            f"理由（{SHORTEST_ANSWER}—{LONGEST_ANSWER} 字，考生会看到）", key=f"{key}-reason", height=110,
            max_chars=LONGEST_ANSWER,
        )  # fmt: skip
        if not st.form_submit_button("答复", type="primary"):
            return
    changed = {
        line: typed for line, typed in points.items() if typed.strip() and typed.strip() != str(now[line])
    }
    try:
        appealing.answer(wb, person, found.appeal.id, AnswerIn(verdict, reason, changed))
    except WorkbenchError as error:
        st.error(str(error))
        return
    st.session_state[CHOSEN] = None
    st.session_state["appeal-said"] = "答复已记下，考生现在就能看到。"
    st.rerun()


def _points(line: Line, now: str, key: str) -> str:
    return st.text_input(
        f"{line.id}. {line.title}：新的分数（现在 {now}，满分 {line.points}）", now, key=f"{key}-{line.id}"
    )
