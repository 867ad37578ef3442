"""The draw, before witnesses: what is frozen, the public value, the steps, the sizes."""

from __future__ import annotations

import streamlit as st

from workbench.domain.draw import PARTS
from workbench.domain.errors import WorkbenchError
from workbench.domain.module import STANDARD_MODULES
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.usecases import planning
from workbench.usecases.workbench import Workbench


def draw(wb: Workbench, person: Person, sitting: Sitting) -> None:
    """Draw the ceremony of a frozen sitting."""
    frozen = sitting.frozen or {}
    left, right = st.columns([3, 2], gap="large")
    with left:
        _steps(sitting, len(frozen["roster"]))
        _form(wb, person, sitting)
    with right:
        _frozen(sitting)


def _steps(sitting: Sitting, candidates: int) -> None:
    modules = sitting.policy.get("modules") or list(STANDARD_MODULES)
    quota, tail = divmod(candidates, len(modules))
    st.markdown(
        f"1. 已冻结：考生 **{candidates}** 人，模块 **{len(modules)}** 个，每模块名额 **{quota}**，"
        f"尾数 **{tail}** 人。\n"
        "2. 两位现场人员当众产生一个事先无人知道的公开值（掷骰子、摇号），由一人念、一人输入。\n"
        "3. 种子 = SHA-256（场次名称、公开值、三个校验值）。种子决定每位考生的模块、试题和数据，"
        "任何人都能重算。\n"
        "4. 抽签记录印出来，两位现场人员签字。"
    )


def _form(wb: Workbench, person: Person, sitting: Sitting) -> None:
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
        st.error("请先当众核对公开值，并勾选上面一行。")
        return
    try:
        planning.draw(wb, person, sitting.id, ceremony=value, witnesses=(first, second))
    except WorkbenchError as error:
        st.error(str(error))
    else:
        st.rerun()


def _frozen(sitting: Sitting) -> None:
    frozen = sitting.frozen or {}
    st.markdown("**已冻结的内容**")
    part_of = {part: name for name, parts in PARTS.items() for part in parts}
    lines = [
        f"- {STANDARD_MODULES[part_of.get(part, part)]}（{part}）：{'、'.join(items).upper()}"
        for part, items in frozen["bank"].items()
    ]
    st.markdown("\n".join(lines))
    st.caption("校验值（SHA-256），可与学校公布的对照：")
    st.code("\n".join(f"{name:7} {value}" for name, value in frozen["hashes"].items()), language=None)
