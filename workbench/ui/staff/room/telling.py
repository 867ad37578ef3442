"""A message to the room or to one student, and who has read those before."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench import tables
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.ui.staff.room.trying import tried, turn_of
from workbench.ui.staff.room.wording import named
from workbench.usecases import messages
from workbench.usecases.invigilating import Seat
from workbench.usecases.messages import LONGEST_MESSAGE
from workbench.usecases.outages import clock_time
from workbench.usecases.workbench import Workbench

MOST_SHOWN = 8


def draw(wb: Workbench, person: Person, sitting: Sitting, seats: Sequence[Seat]) -> None:
    """Draw the form and the newest messages."""
    there = {seat.attempt_id: seat for seat in seats if seat.state != "handed_in"}
    key = turn_of("message")
    with st.form(f"room-{key}", border=False):
        to = st.selectbox(
            "给谁（不选就是全体）", list(there), format_func=lambda one: named(there[one]), index=None,
            placeholder="全体考生", key=f"{key}-who",
        )  # fmt: skip
        body = st.text_area(
            "内容", key=f"{key}-body", max_chars=LONGEST_MESSAGE, height=90,
            placeholder="例如：离结束还有 15 分钟，请检查文件名。",
        )  # fmt: skip
        if st.form_submit_button("发送", type="primary"):
            tried("message", lambda: messages.send(wb, person, sitting.id, body, attempt_id=to), "通知已发出")
    _sent(wb, person, sitting)


@st.fragment(run_every="5s")
def _sent(wb: Workbench, person: Person, sitting: Sitting) -> None:
    found = messages.sent(wb, person, sitting.id)[:MOST_SHOWN]
    if found:
        rows = [
            [
                tables.whole(clock_time(one.message.at)), tables.text(one.candidate or "全体"),
                tables.text(one.message.body), tables.whole(f"已读 {one.read}/{one.asked}"),
            ]
            for one in found
        ]  # fmt: skip
        st.html(tables.STYLE + tables.table("", ("时间", "给", "内容", "已读"), rows))
