"""The draw, before witnesses: what is frozen, the public value, then every step for the hall to follow."""

from __future__ import annotations

import streamlit as st

from workbench.domain.draw import PARTS
from workbench.domain.errors import DrawError, WorkbenchError
from workbench.domain.module import STANDARD_MODULES
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.ui.staff import ceremony_steps
from workbench.usecases import draw_sheet, planning
from workbench.usecases.workbench import Workbench

VALUE = 1  # the step at which the public value is typed
AFTER = 2  # the first step that is shown when it is drawn


def draw(wb: Workbench, person: Person, sitting: Sitting) -> None:
    """Draw the ceremony of a frozen sitting."""
    frozen = sitting.frozen or {}
    st.html(ceremony_steps.way(VALUE))
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.html(ceremony_steps.frozen(_numbers(sitting), frozen["hashes"]))
        with st.expander("题库里有哪些题"):
            _bank(sitting)
    with right:
        _form(wb, person, sitting)


def _numbers(sitting: Sitting) -> dict[str, int]:
    frozen = sitting.frozen or {}
    modules = sitting.policy.get("modules") or list(STANDARD_MODULES)
    quota, tail = divmod(len(frozen["roster"]), len(modules))
    return {"考生": len(frozen["roster"]), "模块": len(modules), "每模块名额": quota, "尾数": tail}


def _form(wb: Workbench, person: Person, sitting: Sitting) -> None:
    st.html(ceremony_steps.asking())
    told = st.empty()  # above the form, so that an error is never below the window
    with st.form("ceremony"):
        value = st.text_input("公开值", key="ceremony-value", placeholder="例如：6 3 1 5 2 4")
        one, two = st.columns(2)
        first = one.text_input("现场人员一", key="ceremony-first")
        second = two.text_input("现场人员二", key="ceremony-second")
        sure = st.checkbox("公开值已当众念过，与输入一致", key="ceremony-sure")
        pressed = st.form_submit_button("抽签", type="primary")
    if not pressed:
        return
    if not sure:
        told.error("请先当众核对公开值，并勾选“公开值已当众念过”。")
        return
    try:
        planning.draw(wb, person, sitting.id, ceremony=value, witnesses=(first, second))
    except DrawError as error:
        told.error(f"冻结的名单或题库不能抽签，什么也没有改动（{error}）。请另建场次重新冻结。")
    except WorkbenchError as error:
        told.error(str(error))
    else:
        show(sitting, AFTER)
        st.rerun()


def _bank(sitting: Sitting) -> None:
    part_of = {part: name for name, parts in PARTS.items() for part in parts}
    lines = [
        f"- {STANDARD_MODULES[part_of.get(part, part)]}（{part}）：{'、'.join(items).upper()}"
        for part, items in (sitting.frozen or {})["bank"].items()
    ]
    st.markdown("\n".join(lines))


def show(sitting: Sitting, at: int = 0) -> None:
    """Let the next run show the steps of the sitting's draw, beginning at ``at``."""
    st.session_state[_key(sitting)] = at


def is_shown(sitting: Sitting) -> bool:
    """Whether this page is showing the steps of the sitting's draw to the hall."""
    return _key(sitting) in st.session_state


def _key(sitting: Sitting) -> str:
    return f"ceremony-step-{sitting.id}"


def draw_steps(wb: Workbench, person: Person, sitting: Sitting) -> None:
    """Draw one step of a draw that is made, with the way to the next."""
    sheet = draw_sheet.sheet(wb, person, sitting.id)
    at = int(st.session_state[_key(sitting)])
    last = len(ceremony_steps.NAMES) - 1
    st.html(ceremony_steps.way(at))
    with st.container(horizontal=True):
        if st.button("上一步", key="step-back", disabled=at == 0):
            _go(sitting, at - 1)
        if at < last and st.button(f"下一步：{ceremony_steps.NAMES[at + 1]}", type="primary", key="step-on"):
            _go(sitting, at + 1)
        if st.button("结束演示", key="step-end", type="primary" if at == last else "secondary"):
            del st.session_state[_key(sitting)]
            st.rerun()
    st.html(ceremony_steps.step(sheet, at))


def _go(sitting: Sitting, at: int) -> None:
    show(sitting, at)
    st.rerun()
