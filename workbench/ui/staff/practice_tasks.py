"""Which tasks students may practise, and how much they do."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from workbench.domain.errors import Refused
from workbench.store.people import Person
from workbench.usecases import practice_release
from workbench.usecases.practice_release import PracticeTask
from workbench.usecases.workbench import Workbench


def draw(wb: Workbench, person: Person) -> None:
    """Draw every ready task with its state, and the form that releases and withdraws."""
    rows = practice_release.tasks(wb, person)
    st.caption(
        "学生在“练习”页练开放的题：题目和考试一样，数字每次另抽，交上马上给出系统评分和理由，不进成绩。"
        "这里只看得到次数和得分的中位数，看不到是谁练的。"
    )
    if said := st.session_state.pop("practice-said", None):
        st.success(said)
    if not rows:
        st.info("题库里还没有可用的题。")
        return
    _form(wb, person, rows)
    st.dataframe(pd.DataFrame([_row(one) for one in rows]), hide_index=True)


def _form(wb: Workbench, person: Person, rows: tuple[PracticeTask, ...]) -> None:
    by_id = {one.task.id: one for one in rows}
    chosen = st.multiselect(
        "题目",
        list(by_id),
        format_func=lambda name: f"{name.upper()} {by_id[name].task.title}",
        placeholder="可以选多道",
        key="practice-chosen",
    )
    for name in chosen:
        _warn(by_id[name])
    shows_model = st.checkbox(
        "交上以后可以看参考答案（按学生自己的数字演算）", value=True, key="practice-model"
    )
    with st.container(horizontal=True):
        if st.button("开放练习", type="primary", key="practice-release"):
            _act(
                lambda: (
                    f"已开放 {practice_release.release(wb, person, chosen, shows_model=shows_model)} 道题。"
                )
            )
        if st.button("收回", key="practice-withdraw"):
            _act(
                lambda: (
                    f"已收回 {practice_release.withdraw(wb, person, chosen)} 道题；已经开始的练习可以做完。"
                )
            )


def _warn(one: PracticeTask) -> None:
    name = one.task.id.upper()
    if one.held_by is not None:
        st.error(f"{name} 在“{one.held_by}”的题库里。从冻结到那场考试结束，它不能开放，已开放的也暂停。")
    elif one.planned_in:
        sittings = "”“".join(one.planned_in)
        st.warning(f"{name} 可能被“{sittings}”抽到：学生会先练过它，但考试的数字不同。")


def _act(act: Callable[[], str]) -> None:
    try:
        st.session_state["practice-said"] = act()
    except Refused as error:
        st.error(error.text)
        return
    st.rerun()


def _row(one: PracticeTask) -> dict[str, object]:
    return {
        "题号": one.task.id.upper(),
        "题目": one.task.title,
        "练习": _state(one),
        "参考答案": "" if one.released is None else "可以看" if one.released.shows_model else "不给看",
        "练过（次）": one.practised,
        "系统评分中位数": "—" if one.median_share is None else f"{one.median_share:.0%}",
        "说明": f"在“{one.held_by}”的题库里"
        if one.held_by
        else "".join(f"“{name}”可能抽到" for name in one.planned_in),
    }


def _state(one: PracticeTask) -> str:
    if one.released is None:
        return "没有开放"
    return "暂停" if one.held_by else "开放"
