"""What may be done for students: more time, another computer, hand-in, going on. Each wants a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from workbench.store.people import Person
from workbench.ui.staff.room.trying import tried, turn_of
from workbench.ui.staff.room.wording import named
from workbench.usecases import invigilating
from workbench.usecases.invigilating import LONGEST_EXTENSION_MINUTES, Seat
from workbench.usecases.workbench import Workbench


def draw_extend(wb: Workbench, person: Person, seats: Sequence[Seat]) -> None:
    """Draw the form that gives time to one, some or all."""
    working = {seat.attempt_id: seat for seat in seats if seat.state != "handed_in"}
    key = turn_of("extend")
    with st.form(f"room-{key}", border=False):
        chosen = st.multiselect(
            "考生（不选就是全体未交卷的考生）", list(working), format_func=lambda one: named(working[one]),
            placeholder="全体未交卷的考生", key=f"{key}-who",
        )  # fmt: skip
        minutes = st.number_input("加时（分钟）", 1, LONGEST_EXTENSION_MINUTES, 5, key=f"{key}-minutes")
        reason = st.text_input("原因", key=f"{key}-why", placeholder="例如：第三排停电 5 分钟")
        if st.form_submit_button("加时", type="primary"):
            to = chosen or list(working)
            tried(
                "extend",
                lambda: invigilating.extend(wb, person, to, minutes=int(minutes), reason=reason),
                f"已给 {len(to)} 人各加 {int(minutes)} 分钟",
            )


def draw_release(wb: Workbench, person: Person, seats: Sequence[Seat]) -> None:
    """Draw the form that frees an attempt for another computer."""
    st.caption("旧电脑立即退出登录；考生在新电脑上登录后，回到同一份试卷，时间照算。")
    working = {seat.attempt_id: seat for seat in seats if seat.state != "handed_in"}
    _one(working, "release", "换机", lambda one, why: invigilating.release(wb, person, one, reason=why))


def draw_hand_in(wb: Workbench, person: Person, seats: Sequence[Seat]) -> None:
    """Draw the form that hands in on a student's behalf."""
    st.caption("用服务器已保存的最新内容交卷。交错了，场次结束之前可以“恢复作答”。")
    running = {seat.attempt_id: seat for seat in seats if seat.state == "running"}
    _one(running, "hand-in", "代交卷", lambda one, why: invigilating.hand_in_for(wb, person, one, reason=why))


def draw_reopen(wb: Workbench, person: Person, seats: Sequence[Seat]) -> None:
    """Draw the form that lets a handed-in attempt go on."""
    st.caption("误按了交卷：交卷时剩下的时间都还给考生。到时交卷的，要写明另加几分钟。场次结束后不能恢复。")
    done = {seat.attempt_id: seat for seat in seats if seat.state == "handed_in"}
    minutes = st.number_input(
        "另加（分钟）", 0, LONGEST_EXTENSION_MINUTES, 0, key=f"{turn_of('reopen')}-minutes"
    )
    _one(
        done,
        "reopen",
        "恢复作答",
        lambda one, why: invigilating.reopen(wb, person, one, minutes=int(minutes), reason=why),
    )


def _one(choices: Mapping[str, Seat], name: str, title: str, act: Callable[[str, str], None]) -> None:
    key = turn_of(name)
    with st.form(f"room-{key}", border=False):
        chosen = st.selectbox(
            "考生", list(choices), format_func=lambda one: named(choices[one]), index=None,
            placeholder="请选考生" if choices else "现在没有这样的考生", key=f"{key}-who",
        )  # fmt: skip
        reason = st.text_input("原因", key=f"{key}-why")
        if st.form_submit_button(title, type="primary"):
            if chosen is None:
                st.error("请先选考生。")
            else:
                tried(name, lambda: act(chosen, reason), f"{choices[chosen].candidate}：{title}，已办")
