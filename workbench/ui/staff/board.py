"""The invigilator's board: the room as it is now, and what may be done for a student, with a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from workbench import tables
from workbench.domain.errors import WorkbenchError
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.usecases import invigilating, running_sitting
from workbench.usecases.invigilating import LONGEST_EXTENSION_MINUTES, STATES, Seat
from workbench.usecases.workbench import Workbench

REFRESH = "5s"
STALE_SECONDS = 60
"""An attempt that runs and saved nothing for so long is marked, for somebody to walk over."""

ENDED_BY = {"student": "本人", "time": "到时", "invigilator": "监考员"}
SITTING_STATES = {"drawn": "已抽签，未开放", "open": "进行中", "closed": "已结束"}


def draw(wb: Workbench, person: Person) -> None:
    """Draw the board of the newest sitting that is drawn, open or closed."""
    sitting = invigilating.open_room(wb, person)
    if sitting is None:
        st.info("还没有抽过签的场次。抽签之后，考场会显示在这里。")
        return
    with st.container(horizontal=True, vertical_alignment="center", key="room-head"):
        _head(wb, person, sitting)
        if sitting.state != "closed":
            _acts(wb, person, sitting)
    _board(wb, person, sitting)


def _head(wb: Workbench, person: Person, sitting: Sitting) -> None:
    st.markdown(f"**{sitting.name}**　{SITTING_STATES[sitting.state]}　每人 {sitting.minutes} 分钟")
    if sitting.state == "drawn" and st.button("宣布开始", type="primary", key="room-open"):
        _try(lambda: running_sitting.open_sitting(wb, person, sitting.id))
    if sitting.state == "open":
        with st.popover("结束场次"):
            st.markdown("结束以后，没有开始的考生不能再开始。还有人在作答时不能结束。")
            if st.button("确定结束", key="room-close"):
                _try(lambda: running_sitting.close_sitting(wb, person, sitting.id))


@st.fragment(run_every=REFRESH)
def _board(wb: Workbench, person: Person, sitting: Sitting) -> None:
    seats = invigilating.board(wb, person, sitting.id)
    counts = Counter(seat.state for seat in seats)
    words = "　".join(f"{name} **{counts[state]}**" for state, name in STATES.items())
    st.markdown(f"共 **{len(seats)}** 人　{words}　:gray[每 5 秒自动更新]")
    heads = [
        "座位", "准考证号", "姓名", "班级", "模块", "状态", "剩余", "加时", "最近保存", "换页", "离开页面",
    ]  # fmt: skip
    st.html(tables.STYLE + tables.table("", heads, [_row(seat) for seat in seats]))
    st.caption("“换页”是后来又打开过几个页面，“离开页面”是考试页失去焦点的次数：只供留意，不自动扣分。")


def _row(seat: Seat) -> Sequence[str]:
    state = f"{STATES[seat.state]}（{ENDED_BY[seat.ended_by]}）" if seat.ended_by else STATES[seat.state]
    left = "" if seat.seconds_left is None else _clock(seat.seconds_left)
    extra = f"{seat.extra_minutes} 分钟" if seat.extra_minutes else ""
    return [
        tables.text(seat.seat), tables.whole(seat.candidate), tables.whole(seat.name),
        tables.text(seat.class_name), tables.text(seat.module), tables.whole(state), tables.whole(left),
        tables.whole(extra), _saved(seat), tables.text(seat.reopened or ""),
        tables.text(seat.focus_lost or ""),
    ]  # fmt: skip


def _saved(seat: Seat) -> str:
    if seat.saved_ago is None:
        return tables.dim("还没有") if seat.state == "running" else ""
    if seat.state != "running":
        return tables.dim("—")
    words = f"{_clock(seat.saved_ago)} 前"
    return tables.mark(words, is_good=False) if seat.saved_ago > STALE_SECONDS else tables.whole(words)


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _acts(wb: Workbench, person: Person, sitting: Sitting) -> None:
    seats = {seat.attempt_id: seat for seat in invigilating.board(wb, person, sitting.id)}
    working = [seat.attempt_id for seat in seats.values() if seat.state != "handed_in"]
    running = [name for name in working if seats[name].state == "running"]
    with st.popover("加时", icon=":material/more_time:"):
        _extend(wb, person, seats, working)
    with st.popover("代交卷", icon=":material/task_alt:"):
        st.caption("用服务器已保存的最新内容交卷，交后不能撤回。")
        hand_in = partial(invigilating.hand_in_for, wb, person)
        _one(seats, running, "hand-in", "代交卷", hand_in)
    with st.popover("换机", icon=":material/swap_horiz:"):
        st.caption("旧电脑立即退出登录；考生在新电脑上登录后，回到同一份试卷，时间照算。")
        release = partial(invigilating.release, wb, person)
        _one(seats, working, "release", "换机", release)


def _extend(wb: Workbench, person: Person, seats: dict[str, Seat], working: list[str]) -> None:
    with st.form("room-extend", border=False):
        chosen = st.multiselect(
            "考生（不选就是全体未交卷的考生）", working, format_func=lambda one: _named(seats[one]),
            placeholder="全体未交卷的考生", key="extend-who",
        )  # fmt: skip
        minutes = st.number_input("加时（分钟）", 1, LONGEST_EXTENSION_MINUTES, 5, key="extend-minutes")
        reason = st.text_input("原因", key="extend-why", placeholder="例如：第三排停电 5 分钟")
        if st.form_submit_button("加时", type="primary"):
            _try(
                lambda: invigilating.extend(
                    wb, person, chosen or working, minutes=int(minutes), reason=reason
                )
            )


def _one(seats: dict[str, Seat], choices: list[str], key: str, title: str, act: Callable[..., None]) -> None:
    with st.form(f"room-{key}", border=False):
        chosen = st.selectbox(
            "考生", choices, format_func=lambda one: _named(seats[one]), index=None,
            placeholder="请选考生", key=f"{key}-who",
        )  # fmt: skip
        reason = st.text_input("原因", key=f"{key}-why")
        if st.form_submit_button(title):
            if chosen is None:
                st.error("请先选考生。")
            else:
                _try(lambda: act(chosen, reason=reason))


def _named(seat: Seat) -> str:
    return f"{seat.seat} {seat.candidate} {seat.name}（{STATES[seat.state]}）".strip()


def _try(act: Callable[[], object]) -> None:
    try:
        act()
    except WorkbenchError as error:
        st.error(str(error))
    else:
        st.rerun()
