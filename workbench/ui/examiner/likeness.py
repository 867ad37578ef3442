"""The page 雷同: the run over a sitting, the pairs that it found, or the one pair that was chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from workbench.domain.errors import WorkbenchError
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.ui.examiner import likeness_pair
from workbench.ui.examiner.likeness_pair import OPENED, ORDER
from workbench.ui.examiner.sitting_choice import choose_sitting
from workbench.usecases.filing.grade_book import MEDIA_TYPE
from workbench.usecases.likening import beginning, listing, looking
from workbench.usecases.likening.finding import LEAST_ANSWERS, LEAST_NUMBERS
from workbench.usecases.likening.looking import KINDS, VERDICTS, Row, Standing
from workbench.usecases.likening.work import LEAST_CELL
from workbench.usecases.workbench import Workbench

REFRESH = "1s"
ALL, UNSEEN = "全部", "还没有结论"
HINT = "**雷同只是提示，由人判断；无论结论是什么，系统都不会因此改动任何分数。**"
UNREAD = {"steps": "操作记录不能重放，没有比较", "pictures": "有图片读不出来，没有比较图片"}

METHOD = f"""
- **文字**：考生自己写的文档和文案，以及表格里 {LEAST_CELL} 字以上的单元格。题面、材料、模板、资料卡和工具里
  给的文字先去掉，再按每三个字一组比较；相似度是相同的组占两份合起来的比例，一半以上才列出。标点、空格、全角半角不算差别。
- **图片**：交上来的图片文件，缩放、换格式、压缩后仍能认出。题目给的照片原样交上来，不算雷同；
  但几个人选了同一处景物、裁法又相近，也会列出，请看过程再下结论。
- **数字**：只看“表格”类作品，而且只在系统能用考生各自的数据算出 {LEAST_ANSWERS} 个以上标准数字的试题里
  比较。一份答卷里有 {LEAST_NUMBERS} 个以上只有别人的数据才能算出的数，才列出；“能比数字的答卷”为 0 的试题
  没有比较数字。
- **不比较**：工具自动生成的文件（投放记录、聊天记录、利润表）、单选多选等题卡、练习、作废的答卷。
"""


def draw(wb: Workbench, person: Person) -> None:
    """Draw the list of the chosen sitting, or one pair of it."""
    sitting = choose_sitting(wb, person)
    if sitting is None:
        return
    rows = looking.rows(wb, person, sitting.id)
    if st.session_state.get(OPENED) in {one.key for one in rows}:
        likeness_pair.draw(wb, person, rows)
        return
    st.markdown(f"{HINT}　只显示答卷编号，不显示姓名。")
    stands = looking.standing(wb, person, sitting.id)
    if stands is not None and stands.is_at_work:
        _progress(wb, person, sitting.id)
    else:
        _run(wb, person, sitting, stands)
    if rows:
        _list(wb, person, sitting.id, rows)
    elif stands is not None and stands.batch.state == "done":
        st.success("检查做完了，没有发现需要人看的答卷。")


@st.fragment(run_every=REFRESH)
def _progress(wb: Workbench, person: Person, sitting_id: int) -> None:
    stands = looking.standing(wb, person, sitting_id)
    if stands is None or not stands.is_at_work:
        st.rerun()
    batch = stands.batch
    at = f"正在比较 {batch.task.upper()}" if batch.task else "正在准备"
    st.progress(min(batch.done / max(batch.total, 1), 1.0), f"{at}：已读 {batch.done} / {batch.total} 份答卷")
    st.caption(f"{stands.by} 开始的检查。可以离开这一页，检查会继续做完。")


def _run(wb: Workbench, person: Person, sitting: Sitting, stands: Standing | None) -> None:
    state = stands.batch.state if stands is not None else "none"
    if stands is not None:
        _told(stands)
    words = {"none": "开始检查", "done": "再检查一次"}.get(state, "接着检查")
    with st.container(horizontal=True, vertical_alignment="center", key="likeness-head"):
        if st.button(
            words,
            type="primary" if state != "done" else "secondary",
            icon=":material/compare:",
            key="likeness-run",
        ):
            _start(wb, person, sitting.id)
        if state == "done":
            st.caption("再检查一次会换掉没有结论的；有人给过结论的会原样留下。")
    _method()


def _start(wb: Workbench, person: Person, sitting_id: int) -> None:
    try:
        beginning.start(wb, person, sitting_id)
    except WorkbenchError as error:
        st.error(str(error))
    else:
        st.rerun()


def _told(stands: Standing) -> None:
    batch = stands.batch
    if batch.state == "failed":
        st.error(f"上一次检查没有做完（{batch.done} / {batch.total} 份）：{batch.detail.get('fault', '')}")
    elif batch.state == "running":
        st.warning(f"上一次检查在 {batch.done} / {batch.total} 份时中断了。做完的试题不用重做。")
    else:
        when = f"{datetime.fromtimestamp(batch.ended or batch.at).astimezone():%Y-%m-%d %H:%M}"
        st.caption(f"上一次检查：{when}，{stands.by}，{batch.total} 份答卷。")
    if tasks := batch.detail["tasks"]:
        st.dataframe(_by_task(tasks), hide_index=True, key="likeness-tasks")
    for one in batch.detail["unread"]:
        st.warning(f"答卷 {one['code']}（{one['task'].upper()}）：{UNREAD[one['what']]}。")


def _by_task(tasks: dict[str, dict[str, int]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "试题": [task.upper() for task in tasks],
            "比较的答卷": [row["scripts"] for row in tasks.values()],
            **{name: [row[kind] for row in tasks.values()] for kind, name in KINDS.items()},
            "没有列出": [row["left_off"] for row in tasks.values()],
            "能比数字的答卷": [row["worked"] for row in tasks.values()],
        }
    )


def _method() -> None:
    with st.expander("比较什么，不比较什么"):
        st.markdown(METHOD)


def _list(wb: Workbench, person: Person, sitting_id: int, rows: tuple[Row, ...]) -> None:
    chosen = _filtered(rows)
    waiting = sum(one.verdict is None for one in rows)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"共 **{len(rows)}** 对，还没有结论 **{waiting}** 对。点一行对照着看。")
        st.download_button(
            "导出清单（Excel）", partial(_workbook, wb, person, sitting_id), "雷同检查.xlsx",
            MEDIA_TYPE, key="likeness-export", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
    picked = st.dataframe(
        _table(chosen), hide_index=True, on_select="rerun", selection_mode="single-row", key="likeness-table",
        column_config={"相似度": st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1)},
    )  # fmt: skip
    if at := picked["selection"]["rows"]:
        st.session_state[ORDER] = [one.key for one in chosen]
        likeness_pair.go(chosen[at[0]].key)


def _filtered(rows: tuple[Row, ...]) -> list[Row]:
    tasks = [ALL, *sorted({one.task for one in rows})]
    kinds = [ALL, *(kind for kind in KINDS if any(one.kind == kind for one in rows))]
    verdicts = [ALL, UNSEEN, *VERDICTS]
    task, kind, verdict = (
        _choice(column, label, options, said)
        for column, label, options, said in zip(
            st.columns(3),
            ("试题", "类型", "结论"),
            (tasks, kinds, verdicts),
            ({}, KINDS, VERDICTS),
            strict=True,
        )
    )
    return [
        row
        for row in rows
        if task in (ALL, row.task)
        and kind in (ALL, row.kind)
        and verdict in (ALL, row.verdict.what if row.verdict else UNSEEN)
    ]


def _choice(
    column: DeltaGenerator, label: str, options: Sequence[str], said: Mapping[str, str]
) -> str:  # fmt: skip
    # The list is left for each pair, and a field that is not drawn is forgotten: what was chosen stays.
    kept = st.session_state.get(f"likeness-kept-{label}")
    chosen = column.selectbox(
        label, options, index=options.index(kept) if kept in options else 0, key=f"likeness-{label}",
        format_func=lambda one: said.get(one, one.upper()),
    )  # fmt: skip
    st.session_state[f"likeness-kept-{label}"] = chosen
    return chosen


def _table(rows: list[Row]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "相似度": [one.share for one in rows],
            "试题": [one.task.upper() for one in rows],
            "类型": [KINDS[one.kind] for one in rows],
            "答卷一": [one.first for one in rows],
            "答卷二": [one.second for one in rows],
            "结论": [VERDICTS[one.verdict.what] if one.verdict else "" for one in rows],
            "结论人": [one.verdict.by if one.verdict else "" for one in rows],
        }
    )


def _workbook(wb: Workbench, person: Person, sitting_id: int) -> bytes:
    return listing.listed(wb, person, sitting_id).body
