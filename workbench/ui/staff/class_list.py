"""The class list of a sitting: upload, seat slips, freeze; after the draw, redraw and latecomers."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from workbench.domain.errors import DrawError, RosterError, WorkbenchError
from workbench.store.candidates import Entry
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.ui.staff import ceremony, late_form, list_preview, redraw_form, slips
from workbench.usecases import planning
from workbench.usecases.workbench import Workbench

UNEVEN = (
    "缺少某个模块的试题时，请在“计划与规则”里只选有试题的模块；"
    "同一模块两部分的题数不同时，请选“先抽模块的一部分，再抽一题”。"
)


def draw(wb: Workbench, person: Person, sitting: Sitting) -> None:
    """Draw the list of a sitting that is planned still."""
    entries = planning.roster(wb, person, sitting.id)
    left, right = st.columns(2, gap="large")
    with left:
        _upload(wb, person, sitting)
    with right:
        slips.draw(sitting)  # first: the PINs are shown this once
        _table(entries)
        _again(wb, person, sitting, entries)
        _freeze(wb, person, sitting, entries)


def draw_settled(wb: Workbench, person: Person, sitting: Sitting) -> None:
    """Draw the list of a sitting whose list is settled, and what may still be done with its draw."""
    if ceremony.is_shown(sitting) and sitting.record is not None:
        ceremony.draw_steps(wb, person, sitting)
        return
    if sitting.state not in ("drawn", "open"):
        _settled(wb, person, sitting)
        return
    slips.draw(sitting)
    listed, again, late = st.tabs(["名单与座位条", "重抽一位考生", "补录考生"])
    with listed:
        _settled(wb, person, sitting)
    with again:
        redraw_form.draw(wb, person, sitting)
    with late:
        late_form.draw(wb, person, sitting)


def _settled(wb: Workbench, person: Person, sitting: Sitting) -> None:
    entries = planning.roster(wb, person, sitting.id)
    with st.container(horizontal=True):
        if sitting.record is not None and st.button(
            "一步步演示抽签", key="show-steps", icon=":material/slideshow:"
        ):
            ceremony.show(sitting)
            st.rerun()
        if sitting.state in ("drawn", "open"):
            _again(wb, person, sitting, entries)
    _table(entries)


def _upload(wb: Workbench, person: Person, sitting: Sitting) -> None:
    raw = list_preview.draw(f"list-{sitting.id}", "新名单会替换原来的名单。")
    if raw is not None and st.button("导入这份名单", type="primary", key="list-import"):
        _import(wb, person, sitting, raw)


def _import(wb: Workbench, person: Person, sitting: Sitting, raw: bytes) -> None:
    try:
        made = planning.import_roster(wb, person, sitting.id, raw)
    except RosterError as error:
        st.error("没有导入：\n\n" + "\n".join(f"- {fault}" for fault in error.faults))
    except WorkbenchError as error:
        st.error(str(error))
    else:
        slips.remember(sitting, made)
        st.rerun()


def _table(entries: tuple[Entry, ...]) -> None:
    st.markdown(f"名单 **{len(entries)}** 人")
    rows = [
        {"准考证号": one.person.login, "姓名": one.person.name, "班级": one.person.class_name}
        | {"座位": one.seat, "加时": str(one.extra_minutes or "")}
        for one in entries
    ]
    if rows:
        st.dataframe(pd.DataFrame(rows), hide_index=True, height=min(420, 60 + 35 * len(rows)))


def _again(wb: Workbench, person: Person, sitting: Sitting, entries: tuple[Entry, ...]) -> None:
    names = {one.person.login: f"{one.person.login} {one.person.name}" for one in entries}
    is_open = sitting.state == "open"
    with st.popover("重发密码", disabled=not entries):
        st.markdown("选中的考生得到新密码，旧密码和已登录的页面立即失效；写好的内容都在。")
        chosen = st.multiselect(
            "哪些考生", list(names), format_func=names.__getitem__, key="slips-who",
            placeholder="请选考生" if is_open else "不选就是全部考生",
        )  # fmt: skip
        if st.button("确定重发", key="slips-again"):
            if is_open and not chosen:  # nobody signs out a whole room that is at work by one press
                st.error("考试进行中，请选要重发的考生。")
                return
            slips.remember(sitting, planning.new_pins(wb, person, sitting.id, chosen))
            st.rerun()


def _freeze(wb: Workbench, person: Person, sitting: Sitting, entries: tuple[Entry, ...]) -> None:
    with st.popover("冻结", disabled=not entries, icon=":material/ac_unit:"):
        st.markdown("冻结以后，名单、题库和抽签规则都不能再改，只等抽签。")
        if st.button("确定冻结", type="primary", key="list-freeze"):
            try:
                planning.freeze(wb, person, sitting.id)
            except DrawError as error:
                st.error(f"题库不合抽签规则，不能冻结（{error}）。\n\n{UNEVEN}")
            except WorkbenchError as error:
                st.error(str(error))
            else:
                st.rerun()
