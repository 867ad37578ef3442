"""The administrator's page of what follows an exam: marked, released, appeals, archive, erasure."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from workbench.domain.errors import WorkbenchError
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.ui.staff import archive_form, release_form
from workbench.ui.staff.sittings import STATES
from workbench.ui.student.appeal import VERDICTS
from workbench.usecases import appealing, release_preview, releasing
from workbench.usecases.appealing import AppealRow
from workbench.usecases.release_preview import Preview
from workbench.usecases.workbench import Workbench

MARKED, RELEASE, APPEALS, ARCHIVE, ERASE = "1 评完", "2 逐模块公布", "3 申诉", "4 归档", "5 删除个人信息"
NEXT = {"closed": MARKED, "marked": RELEASE, "released": APPEALS, "archived": ERASE}
"""The step that is next in each state."""

NEXT_WORDS = {
    "closed": "考评员评完每一行以后，设为评完。", "marked": "逐个模块核对，由两个人公布。",
    "released": "等申诉期过、申诉都有答复以后归档。", "archived": "成绩不再变。保存期满以后删除个人信息。",
}  # fmt: skip


def draw(wb: Workbench, person: Person) -> None:
    """Draw the steps of the chosen sitting; the next one is open."""
    found = {one.id: one for one in releasing.sittings_after(wb, person)}
    if not found:
        st.info("还没有结束的考试。监考员在“考场”页结束场次以后，这里可以设为评完、公布成绩和归档。")
        return
    chosen = st.selectbox(
        "场次", list(found), format_func=lambda one: found[one].name,
        key="after-sitting",
    )  # fmt: skip
    sitting = found[chosen]
    st.markdown(f"**{STATES[sitting.state]}**　{NEXT_WORDS[sitting.state]}")
    if said := st.session_state.pop("after-said", None):
        st.success(said)
    steps = [MARKED, RELEASE, APPEALS, ARCHIVE, ERASE]
    # The key names the state, so that a sitting that went on opens at its next step.
    step = st.segmented_control(
        "步骤", steps, default=NEXT[sitting.state], required=True, label_visibility="collapsed",
        key=f"after-step-{sitting.id}-{sitting.state}",
    )  # fmt: skip
    _step(wb, person, sitting, str(step))


def _step(wb: Workbench, person: Person, sitting: Sitting, step: str) -> None:
    try:
        if step == MARKED:
            _marked(wb, person, sitting, release_preview.previews(wb, person, sitting.id))
        elif step == RELEASE:
            release_form.draw(wb, person, sitting)
        elif step == APPEALS:
            _appeals(appealing.appeals_of_sitting(wb, person, sitting.id))
        elif step == ARCHIVE:
            archive_form.draw(wb, person, sitting)
        else:
            archive_form.draw_erasure(wb, person, sitting)
    except WorkbenchError as error:
        st.error(str(error))


def _marked(wb: Workbench, person: Person, sitting: Sitting, modules: tuple[Preview, ...]) -> None:
    if not modules:
        st.info("这场考试没有交上来的答卷，没有可以公布的成绩。仍然可以归档。")
        return
    rows = [
        {"模块": one.title, "答卷": one.scripts, "没有开始": one.absent, "待评行": one.open_lines}
        | {"其中自动评分出错": one.failed_lines}
        for one in modules
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True)
    waiting = sum(one.open_lines for one in modules)
    if sitting.state != "closed":
        st.success("已经评完。某个模块公布之前，考评员还可以改分；公布之后只有申诉成立才能改。")
    elif waiting:
        st.warning(f"还有 {waiting} 行等考评员评分，评完才能进入公布。考评员在“阅卷”页继续评。")
    else:
        st.markdown("每一行都有分数了。设为评完之后，可以逐个模块预览和公布。")
    if sitting.state == "closed" and st.button(
        "设为评完", type="primary", key="after-marked", disabled=waiting > 0
    ):
        releasing.set_marked(wb, person, sitting.id)
        st.rerun()


def _appeals(rows: tuple[AppealRow, ...]) -> None:
    if not rows:
        st.info("没有申诉。考生在申诉期内可以从自己的成绩页提出，由没有评过那份答卷的考评员答复。")
        return
    waiting = [row for row in rows if row.appeal.state == "open"]
    st.markdown(f"共 **{len(rows)}** 件申诉，**{len(waiting)}** 件等待答复。考评员在“申诉”页答复。")
    if stuck := [row.code for row in waiting if not row.judges]:
        st.error(
            f"答卷 {'、'.join(stuck)} 的申诉没有人可以答复：每位考评员都评过它。"
            "请安排一位没有评过它的考评员来复核。"
        )
    shown = [
        {"答卷": row.code, "试题": row.task, "项目": row.line, "状态": VERDICTS[row.appeal.state]}
        | {"可答复的人": row.judges if row.appeal.state == "open" else None}
        | {"申诉": row.appeal.body, "答复": row.appeal.answer or ""}
        for row in rows
    ]
    st.dataframe(pd.DataFrame(shown), hide_index=True)
