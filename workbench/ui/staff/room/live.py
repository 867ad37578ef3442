"""The live part: counts, filters, list or map. It has its own fragment, so that no form is disturbed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from workbench import tables
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.ui.staff.room import seat_map, wording
from workbench.ui.staff.room.wording import FILTERS
from workbench.usecases import invigilating, outages
from workbench.usecases.invigilating import Seat
from workbench.usecases.workbench import Workbench

REFRESH = "5s"
HEADS = (
    "座位", "准考证号", "姓名", "班级", "模块", "状态", "剩余", "加时", "信号", "最近保存",
    "重连", "换页", "离开页面",
)  # fmt: skip


@st.fragment(run_every=REFRESH)
def draw(wb: Workbench, person: Person, sitting: Sitting) -> None:
    """Draw the room as it is now."""
    seats = invigilating.board(wb, person, sitting.id)
    _outages(wb, person, sitting)
    with st.container(horizontal=True, vertical_alignment="center", key="room-chips"):
        counts = Counter(map(wording.filter_of, seats))
        words = "　".join(f"{name} **{counts[name]}**" for name in FILTERS)
        ready = sum(wording.word(seat) == "就位" for seat in seats)
        st.markdown(f"共 **{len(seats)}** 人　{words}　就位 **{ready}**　:gray[每 5 秒自动更新]")
        wanted = st.pills(
            "只看", FILTERS, selection_mode="multi", key="room-filter", label_visibility="collapsed"
        )
        view = st.segmented_control(
            "样子", ["列表", "座位图"], default="列表", required=True, key="room-view",
            label_visibility="collapsed",
        )  # fmt: skip
    shown = [seat for seat in seats if not wanted or wording.filter_of(seat) in wanted]
    if view == "座位图":
        st.html(seat_map.html(seats, shown))
    elif shown:
        st.html(tables.STYLE + tables.table("", HEADS, [_row(seat) for seat in shown]))
    else:
        st.info("现在没有这样的考生。")
    st.caption(
        "“重连”是中断之后又接上的次数，“换页”是后来又打开过几个页面，"
        "“离开页面”是考试页失去焦点的次数：只供留意，不自动扣分。"
    )


def _outages(wb: Workbench, person: Person, sitting: Sitting) -> None:
    waiting = outages.waiting(wb, person, sitting.id)
    if waiting and sitting.state == "open":
        st.warning(
            f"有 {waiting} 段断线等您处理：请点上面的“断线补时”，补时或说明不补。", icon=":material/wifi_off:"
        )


def _row(seat: Seat) -> Sequence[str]:
    left = "" if seat.seconds_left is None else wording.clock(seat.seconds_left)
    extra = f"{seat.extra_minutes} 分钟" if seat.extra_minutes else ""
    return [
        tables.text(seat.seat), tables.whole(seat.candidate), tables.whole(seat.name),
        tables.text(seat.class_name), tables.text(seat.module), _state(seat), tables.whole(left),
        tables.whole(extra), _signal(seat), _saved(seat), tables.text(seat.reconnects or ""),
        tables.text(seat.reopened or ""), tables.text(seat.focus_lost or ""),
    ]  # fmt: skip


def _state(seat: Seat) -> str:
    said = wording.word(seat)
    if said == "离线":
        return tables.mark(said, is_good=False)
    by = f"（{wording.ENDED_BY[seat.ended_by]}）" if seat.ended_by else ""
    return tables.whole(f"{wording.SIGNS[said]} {said}{by}")


def _signal(seat: Seat) -> str:
    words = wording.signal(seat)
    return tables.mark(words, is_good=False) if seat.is_offline else tables.whole(words)


def _saved(seat: Seat) -> str:
    if seat.saved_ago is None:
        return tables.dim("还没有") if seat.state == "running" else ""
    if seat.state != "running":
        return tables.dim("—")
    words = f"{wording.clock(seat.saved_ago)} 前"
    return tables.mark(words, is_good=False) if wording.is_stale(seat) else tables.whole(words)
