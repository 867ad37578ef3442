"""The examiner's page: the queue, or the script that was taken from it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from workbench.store.people import Person
from workbench.ui.examiner import script
from workbench.ui.examiner.sitting_choice import choose_sitting
from workbench.usecases import marking
from workbench.usecases.marking import QueueRow
from workbench.usecases.workbench import Workbench


def draw(wb: Workbench, person: Person) -> None:
    """Draw the queue, every script handed in, blind, the open ones first; or the script that is open."""
    sitting = choose_sitting(wb, person)
    if sitting is None:
        return
    rows = marking.queue(wb, person, sitting.id)
    if not rows:
        st.info("还没有人交卷。交卷后答卷会出现在这里。")
        return
    if st.session_state.get("script") in {row.attempt_id for row in rows}:
        script.draw(wb, person, rows)
    else:
        _queue(rows)


def _queue(rows: tuple[QueueRow, ...]) -> None:
    waiting = [row for row in rows if row.open_lines]
    st.markdown(f"共 **{len(rows)}** 份答卷，待评 **{len(waiting)}** 份。只显示编号，不显示姓名。")
    if waiting and st.button(f"评下一份：{waiting[0].code}", type="primary", key="next-script"):
        script.go(waiting[0].attempt_id)
    in_order = [*waiting, *(row for row in rows if not row.open_lines)]
    picked = st.dataframe(
        _table(in_order), hide_index=True, on_select="rerun", selection_mode="single-row", key="queue-table"
    )
    if chosen := picked["selection"]["rows"]:
        script.go(in_order[chosen[0]].attempt_id)


def _table(rows: list[QueueRow]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "编号": [row.code for row in rows],
            "试题": [f"{row.task.upper()} {row.title}" for row in rows],
            "待评行": [row.open_lines for row in rows],
            "已得分": [float(row.points) for row in rows],
            "结果": ["待评" if row.passed is None else "合格" if row.passed else "不合格" for row in rows],
        }
    )
