"""The invigilator's page: the room as it is now, and what may be done for a student, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.ui.staff.room import acts, live, outage_forms, telling
from workbench.ui.staff.room.trying import tried
from workbench.usecases import invigilating, running_sitting
from workbench.usecases.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Callable

SITTING_STATES = {"drawn": "已抽签，未开放", "open": "进行中", "closed": "已结束"}


def draw(wb: Workbench, person: Person) -> None:
    """Draw the board of the newest sitting that is drawn, open or closed."""
    sitting = invigilating.open_room(wb, person)
    if sitting is None:
        st.info("还没有抽过签的场次。抽签之后，考场会显示在这里。")
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="room-head"):
        _head(wb, person, sitting)
        if sitting.state != "closed":
            _acts(wb, person, sitting)
    live.draw(wb, person, sitting)


def _head(wb: Workbench, person: Person, sitting: Sitting) -> None:
    st.markdown(f"**{sitting.name}**　{SITTING_STATES[sitting.state]}　每人 {sitting.minutes} 分钟")
    if sitting.state == "drawn" and st.button("宣布开始", type="primary", key="room-open"):
        tried("room", lambda: running_sitting.open_sitting(wb, person, sitting.id))
    if sitting.state == "open":
        with st.popover("结束场次"):
            st.markdown("结束以后，没有开始的考生不能再开始，交了卷的也不能恢复。还有人在作答时不能结束。")
            if st.button("确定结束", key="room-close"):
                tried("room", lambda: running_sitting.close_sitting(wb, person, sitting.id))


def _acts(wb: Workbench, person: Person, sitting: Sitting) -> None:
    seats = invigilating.board(wb, person, sitting.id)
    parts: tuple[tuple[str, str, Callable[[], None]], ...] = (
        ("加时", ":material/more_time:", lambda: acts.draw_extend(wb, person, seats)),
        ("断线补时", ":material/wifi_off:", lambda: outage_forms.draw(wb, person, sitting)),
        ("发通知", ":material/campaign:", lambda: telling.draw(wb, person, sitting, seats)),
        ("换机", ":material/swap_horiz:", lambda: acts.draw_release(wb, person, seats)),
        ("代交卷", ":material/task_alt:", lambda: acts.draw_hand_in(wb, person, seats)),
        ("恢复作答", ":material/undo:", lambda: acts.draw_reopen(wb, person, seats)),
    )
    for title, icon, part in parts:
        # Opening one runs the page, so that the lists in it are of this moment.
        with st.popover(title, icon=icon, on_change="rerun", key=f"room-act-{title}"):
            part()
