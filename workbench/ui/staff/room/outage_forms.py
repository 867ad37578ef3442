"""Outages that wait for a person: give the time back, or say why not; a whole group or one."""

from __future__ import annotations

from functools import partial

import streamlit as st

from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.ui.staff.room.trying import tried, turn_of
from workbench.ui.staff.room.wording import clock
from workbench.usecases import outages
from workbench.usecases.outages import Group, Proposal, clock_time
from workbench.usecases.workbench import Workbench


def draw(wb: Workbench, person: Person, sitting: Sitting) -> None:
    """Draw a form for each group."""
    groups = outages.proposals(wb, person, sitting.id)
    st.caption(
        "一分多钟没有收到页面的信号，会列在这里。停电断网和自己关掉浏览器，服务器分不出来：请您判断。"
        "期间还能保存的考生没有断线，不在其中。"
    )
    if not groups:
        st.markdown("没有等待处理的断线。")
    for group in groups:
        _group(wb, person, group)


def _group(wb: Workbench, person: Person, group: Group) -> None:
    key = turn_of(f"outage-{group.proposals[0].outage.id}")
    st.markdown(f"**{clock_time(group.began)}—{clock_time(group.ended)}，{len(group.proposals)} 人**")
    by_id = {one.outage.id: one for one in group.proposals}
    st.caption(f"{'、'.join(map(_named, group.proposals))}。同一时间另有 {group.at_work} 人仍在保存或操作。")
    with st.form(f"form-{key}", border=True):
        chosen = st.multiselect(
            "考生（不选就是这一组全部）", list(by_id), format_func=lambda one: _named(by_id[one]),
            placeholder=f"这一组 {len(by_id)} 人", key=f"{key}-who",
        )  # fmt: skip
        whole = st.checkbox("补足整分钟（向上取整）", value=True, key=f"{key}-whole")
        reason = st.text_input("原因", key=f"{key}-why", placeholder="例如：教学楼停电")
        with st.container(horizontal=True):
            is_credit = st.form_submit_button("补时", type="primary", key=f"{key}-credit")
            is_dismissal = st.form_submit_button("不补", key=f"{key}-dismiss")
    ids = chosen or list(by_id)
    if is_credit:
        # Who handed in by hand stays on the list, to be dismissed or reopened.
        may = [one for one in ids if by_id[one].may_credit] or ids
        act = partial(outages.credit, wb, person, may, reason=reason, whole_minutes=whole)
        tried(key, act, f"已给 {len(may)} 人补时")
    if is_dismissal:
        tried(key, partial(outages.dismiss, wb, person, ids, reason=reason), f"{len(ids)} 人不补时，已记下")


def _named(one: Proposal) -> str:
    by_hand = "" if one.may_credit else "，已自行交卷"
    return f"{one.seat} {one.candidate} {one.name} {clock(one.seconds)}{by_hand}".strip()
