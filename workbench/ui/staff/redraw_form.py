"""One candidate's item again: who, why, two names, and what came of it."""

from __future__ import annotations

import streamlit as st

from workbench.domain.errors import DrawError, WorkbenchError
from workbench.domain.plain import plain
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.ui.staff import signing
from workbench.usecases import redrawing
from workbench.usecases.redrawing import Choice, Redrawn
from workbench.usecases.signed import Signed
from workbench.usecases.workbench import Workbench

STATES = {"prepared": "未开始", "running": "作答中"}
BROKEN = "抽签记录重算不一致，什么也没有改动。请停止使用本场次，保留现场并联系技术人员。"


def draw(wb: Workbench, person: Person, sitting: Sitting) -> None:
    """Draw the form, and above it what the last redraw gave."""
    if said := st.session_state.get(_key(sitting)):
        st.success(said, icon=":material/casino:")
    st.markdown(
        "只在**试题或试卷本身出了故障**时用。原卷作废（内容全部留作凭据，不评分），另抽一题，"
        "考生再点“开始考试”时重新计满时间。已交卷的不能重抽，其他考生不受影响。"
    )
    found = {one.number: one for one in redrawing.choices(wb, person, sitting.id)}
    told, key = st.empty(), signing.form_key("redraw")
    with st.form(key):
        number = st.selectbox(
            "考生", list(found), format_func=lambda one: _named(found[one]), index=None,
            placeholder="输入准考证号或姓名查找", key=f"{key}-who",
        )  # fmt: skip
        typed = signing.fields(key, "例如：试题里的商品图打不开，换机后仍打不开")
        sure = st.checkbox("已告诉考生停笔，知道原卷会作废", key=f"{key}-sure")
        pressed = st.form_submit_button("作废原卷，重抽一题", type="primary")
    if not pressed:
        return
    if number is None or not sure:
        told.error("请先选考生。" if number is None else "请先让考生停笔，再勾选上面一行。")
        return
    try:
        done = redrawing.redraw_candidate(wb, person, sitting.id, number, Signed.typed(*typed))
    except DrawError:
        told.error(BROKEN)
    except WorkbenchError as error:
        told.error(str(error))
    else:
        st.session_state[_key(sitting)] = _said(found[number], done)
        signing.renew("redraw")
        st.rerun()


def _key(sitting: Sitting) -> str:
    return f"redraw-said-{sitting.id}"


def _named(one: Choice) -> str:
    papers = f"，第 {one.papers} 份卷" if one.papers > 1 else ""
    state = STATES.get(one.state, one.state)
    return f"{one.number} {one.name}　{one.seat}（{state}，{one.item.upper()}{papers}）"


def _said(one: Choice, done: Redrawn) -> str:
    had = "这个模块的题该考生都抽到过，所以还是做过的题，数据不同。" if done.is_had else ""
    return (
        f"考生 {one.number} {plain(one.name)} 的原卷（{one.item.upper()}）已作废，"
        f"新抽到 **{done.line.item.upper()}**。{had}"
        "考生的页面点一下任意按钮就回到候考页，再点“开始考试”。"
        f"记录校验值变为 `{done.record_hash[:16]}…`，请到“抽签记录”页重新打印并签字。"
    )
