"""The student's results: all sittings, and after the release one script with every line's reason."""

from __future__ import annotations

import logging
from datetime import datetime

import streamlit as st

from workbench.domain.errors import Refused
from workbench.store.people import Person
from workbench.ui.examiner import handed_in, tool_faces
from workbench.ui.student import appeal, result_lines
from workbench.usecases import results, work_shown
from workbench.usecases.results import Result, Waiting
from workbench.usecases.work_shown import Work
from workbench.usecases.workbench import Workbench

logger = logging.getLogger(__name__)

LINES, WORK, MODEL = "逐项得分", "我的答卷", "参考答案"


def draw(wb: Workbench, person: Person) -> None:
    """Draw the list of the student's scripts and the one that is chosen."""
    try:
        _results(wb, person)
    except Refused as error:
        st.info(error.text)
    st.link_button("退出登录", "/signout")


def _results(wb: Workbench, person: Person) -> None:
    rows = results.my_results(wb, person)
    if rows:
        _one(wb, person, _choose(rows))
    else:
        st.info("您还没有交过卷。考试成绩公布以后，在这里可以看到每一项的得分和理由。")


def _choose(rows: tuple[Waiting, ...]) -> Waiting:
    if len(rows) == 1:
        return rows[0]
    by_id = {row.attempt_id: row for row in rows}
    chosen = st.selectbox(
        "考试", list(by_id), format_func=lambda one: _named(by_id[one]), key="result-chosen"
    )
    return by_id[chosen]


def _named(row: Waiting) -> str:
    return "　".join(part for part in (row.sitting, row.date, row.module) if part)


def _one(wb: Workbench, person: Person, row: Waiting) -> None:
    st.subheader("　".join(part for part in (row.sitting, row.module) if part))
    if row.released is None:
        st.info("您的答卷已经收到，成绩还没有公布。公布以后，这里会有总分、每一项的得分和理由。")
        return
    found = results.result(wb, person, row.attempt_id)
    task = found.paper.task
    when = f"{datetime.fromtimestamp(row.released).astimezone():%Y-%m-%d %H:%M}"
    st.caption(f"{task.id.upper()} {task.title}　答卷编号 {found.code}　公布于 {when}")
    result_lines.draw_sums(found.total, task.points, found.pass_points)
    views = [LINES, WORK, *([MODEL] if found.shows_model else [])]
    view = st.segmented_control(
        "看什么",
        views,
        default=LINES,
        required=True,
        key=f"result-view-{found.attempt_id}",
        label_visibility="collapsed",
    )
    if view == WORK:
        _work(wb, person, work_shown.handed_in(wb, person, found.attempt_id), "交上来的内容")
    elif view == MODEL:
        _model(wb, person, found)
    else:
        appeal.draw_head(wb, person, found)
        result_lines.draw(
            found.lines,
            beside=lambda one: appeal.draw_button(wb, person, found, one.line.id),
            below=lambda one: appeal.draw_told(found, one.line.id),
        )


def _work(wb: Workbench, person: Person, work: Work, title: str) -> None:
    texts, tools = st.tabs([title, "工具里的样子"])
    with texts:
        handed_in.draw(work)
    with tools:
        tool_faces.draw(wb, person, work, reviewing=False)


def _model(wb: Workbench, person: Person, found: Result) -> None:
    try:
        work = work_shown.model_answer(wb, person, found.attempt_id)
    except Refused:
        raise
    except Exception:  # the border: a plugin's worked answer fails in its own place
        logger.exception("the model answer of %s failed", found.paper.task.id)
        work = None
    if work is None:
        st.info("这道题没有能用您的数据演算的参考答案。")
        return
    st.caption("按您这份试题的数据演算的一份好答案，供对照。好答案不止一种：得分以评分标准为准。")
    _work(wb, person, work, "参考答案的内容")
