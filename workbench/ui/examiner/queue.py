"""The examiner's page: the queue, by script or by criterion, or the script that was taken from it."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import streamlit as st

from workbench.store.people import Person
from workbench.ui.examiner import script
from workbench.ui.examiner.sitting_choice import choose_sitting
from workbench.usecases import marking
from workbench.usecases.marking import QueueRow
from workbench.usecases.workbench import Workbench

BY_SCRIPT, BY_LINE = "按答卷", "按评分项"
SEATS = {1: "一评", 2: "二评", 3: "三评"}


def draw(wb: Workbench, person: Person) -> None:
    """Draw the queue, every script handed in, blind, the open ones first; or the script that is open."""
    sitting = choose_sitting(wb, person)
    if sitting is None:
        return
    rows = marking.queue(wb, person, sitting.id)
    if not rows:
        st.info("没有待您评的答卷。学生交卷后，答卷会出现在这里。")
        return
    if st.session_state.get("script") in {row.attempt_id for row in rows}:
        script.draw(wb, person, rows)
    else:
        _queue(wb, rows)


def _queue(wb: Workbench, rows: tuple[QueueRow, ...]) -> None:
    waiting = [row for row in rows if row.open_lines]
    st.markdown(f"共 **{len(rows)}** 份答卷，待评 **{len(waiting)}** 份。只显示编号，不显示姓名。")
    way = st.segmented_control(
        "怎样评", [BY_SCRIPT, BY_LINE], default=BY_SCRIPT, required=True, key="queue-way",
        label_visibility="collapsed",
    )  # fmt: skip
    if way == BY_LINE:
        _by_line(wb, rows)
    else:
        _by_script(rows, waiting)


def _by_script(rows: tuple[QueueRow, ...], waiting: list[QueueRow]) -> None:
    if waiting and st.button(
        f"评下一份：{waiting[0].code}", type="primary", key="next-script", shortcut="Alt+N"
    ):
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
            "席位": [SEATS[row.seat] for row in rows],
            "待评行": [row.open_lines for row in rows],
            "已得分": [float(row.points) for row in rows],
            "结果": [_state(row) for row in rows],
        }
    )


def _state(row: QueueRow) -> str:
    if row.open_lines:
        return "待评"
    return "您已评完" if row.passed is None else "合格" if row.passed else "不合格"


def _by_line(wb: Workbench, rows: tuple[QueueRow, ...]) -> None:
    counts = Counter((row.task, line) for row in rows for line in row.open_ids)
    if not counts:
        st.success("所有评分项都评完了。")
        return
    st.caption("一项一项地评：同一项在所有答卷里连着评，尺度更稳。")
    titles = {
        (task.id, line.id): f"{task.id.upper()}　{line.id}. {line.title}"
        for task in wb.registry.tasks.values()
        for line in task.rubric
    }
    for (task, line), count in sorted(counts.items()):
        name = titles.get((task, line), f"{task.upper()}　{line}")
        if st.button(f"{name}　待评 {count} 份", key=f"line-{task}-{line}", icon=":material/fact_check:"):
            first = next(row for row in rows if row.task == task and line in row.open_ids)
            script.go(first.attempt_id, only=line)
