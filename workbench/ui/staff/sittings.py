"""The administrator's page of sittings: plan, class list, freeze, draw, and what may still change."""

from __future__ import annotations

import streamlit as st

from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.ui.staff import ceremony, class_list, plan_form
from workbench.usecases import planning
from workbench.usecases.workbench import Workbench

STATES = {
    "planned": "计划中", "frozen": "已冻结", "drawn": "已抽签", "open": "进行中",
    "closed": "已结束", "marked": "已评完", "released": "已公布", "archived": "已归档",
}  # fmt: skip
MAY_CHANGE = {
    "planned": "名称、时间、规则和名单都还可以改。",
    "frozen": "名单、题库和抽签规则已经冻结，只等抽签。",
    "drawn": "每位考生的试卷已经备好，等监考员在“考场”页宣布开始。",
    "open": "考试进行中：加时、代交卷、换机在“考场”页。",
    "closed": "考试已结束，等待评卷；评完在“考后”页设定。",
    "marked": "评卷已完成，在“考后”页逐个模块公布。",
    "released": "成绩已公布；申诉和归档在“考后”页。",
    "archived": "已归档，不能再改。",
}
NEW = 0


def draw(wb: Workbench, person: Person) -> None:
    """Draw the chosen sitting, or the form of a new one."""
    found = {sitting.id: sitting for sitting in planning.all_sittings(wb, person)}
    if (made := st.session_state.pop(plan_form.MADE, None)) in found:
        st.session_state["sittings-chosen"] = made
    chosen = st.selectbox(
        "场次",
        [*found, NEW],
        format_func=lambda one: _named(found[one]) if one in found else "新建场次",
        key="sittings-chosen",
    )
    if chosen == NEW or chosen not in found:
        plan_form.draw_new(wb, person)
        return
    sitting = found[chosen]
    st.markdown(f"**{STATES[sitting.state]}**　{MAY_CHANGE[sitting.state]}")
    if sitting.state == "planned":
        plan, people = st.tabs(["计划与规则", "名单与冻结"])
        with plan:
            plan_form.draw_change(wb, person, sitting)
        with people:
            class_list.draw(wb, person, sitting)
    elif sitting.state == "frozen":
        ceremony.draw(wb, person, sitting)
    else:
        class_list.draw_settled(wb, person, sitting)


def _named(sitting: Sitting) -> str:
    # Nothing that changes: a choice whose words changed would be forgotten by the page.
    return f"{sitting.name}（编号 {sitting.id}）"
