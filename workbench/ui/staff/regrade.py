"""Scoring a task's scripts again: the correction, a trial, two names, and the way back."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal

import pandas as pd
import streamlit as st

from workbench.domain.errors import Refused, WorkbenchError
from workbench.domain.module import JSON
from workbench.store.people import Person
from workbench.store.regrades import Regrade
from workbench.store.sittings import Sitting
from workbench.ui.examiner.sitting_choice import choose_sitting
from workbench.usecases import regrade_trial, regrading, signing_in
from workbench.usecases.regrade_trial import Spec, Trial
from workbench.usecases.workbench import Workbench

SHOWN_CHANGES = 500


def draw(wb: Workbench, person: Person) -> None:
    """Draw the page for the chosen sitting."""
    sitting = choose_sitting(wb, person)
    if sitting is None:
        return
    if said := st.session_state.pop("regrade-said", None):
        st.success(said)
    tasks = regrade_trial.tasks_in(wb, person, sitting.id)
    if not tasks:
        st.info("这场考试还没有人交卷，没有可以重评的答卷。")
        return
    left, right = st.columns([2, 3], gap="large")
    with left:
        spec = _correction(tasks)
    with right:
        _trial(wb, person, sitting, spec)
    _history(wb, person, sitting)


def _correction(tasks: dict[str, dict[str, JSON]]) -> Spec | None:
    st.markdown("**1. 改什么**")
    task = str(st.selectbox("试题", list(tasks), format_func=str.upper, key="regrade-task"))
    lines = tasks[task]
    st.caption("不选评分项：用现在安装的评分程序，把原来的答卷按原来的试题再评一遍。")
    chosen = st.multiselect("要更正参数的评分项", list(lines), key=f"regrade-lines-{task}")
    params: dict[str, JSON] = {}
    for line in chosen:
        first = json.dumps(lines[line], ensure_ascii=False, indent=1)
        typed = st.text_area(f"第 {line} 项的参数（JSON）", first, key=f"regrade-{task}-{line}", height=150)
        try:
            params[line] = _object(typed)
        except ValueError as error:
            st.error(f"第 {line} 项：{error}")
            return None
    return Spec(task, params)


def _object(typed: str) -> JSON:
    try:
        found = json.loads(typed)
    except json.JSONDecodeError as error:
        raise ValueError(f"第 {error.lineno} 行第 {error.colno} 个字符处写法不对。") from None
    if isinstance(found, dict):
        return found
    raise ValueError('要写成 {"名称": 值} 的样子。')


def _trial(wb: Workbench, person: Person, sitting: Sitting, spec: Spec | None) -> None:
    st.markdown("**2. 试算**")
    st.caption("试算什么也不改：按保存的过程重新评分，列出会变的每一行。人工评过的分不会动。")
    if spec is None:
        return
    key = f"regrade-seal-{sitting.id}"
    wanted = json.dumps([spec.task, dict(spec.params)], ensure_ascii=False, sort_keys=True)
    if st.button("试算", type="primary", key="regrade-try"):
        st.session_state[key] = wanted
    if st.session_state.get(key) != wanted:
        return
    bar = st.progress(0.0, "正在重新评分")

    def told(done: int, total: int) -> None:
        bar.progress(done / total, f"正在重新评分 {done}/{total}")

    try:
        found = regrade_trial.trial(wb, person, sitting.id, spec, progress=told)
    except Refused as error:
        st.error(error.text)
        return
    finally:
        bar.empty()
    _found(found)
    if found.outcomes and person.role in regrading.APPLIERS:
        _sign(wb, person, sitting, found)


def _found(found: Trial) -> None:
    moved = [one for one in found.scripts if one.after.points != one.before.points]
    turned = [one for one in found.scripts if one.after.passed != one.before.passed]
    st.markdown(
        f"答卷 **{len(found.scripts)}** 份，总分会变 **{len(moved)}** 份，及格与否会变 **{len(turned)}** 份。"
    )
    for fault in found.faults:
        st.error(fault)
    if not found.changes:
        st.success("没有任何一行会变。")
        return
    rows = [
        {
            "答卷": one.code,
            "评分项": f"{one.line}. {one.title}",
            "现在": _points(one.before.points),
            "重评": _points(one.after.points),
            "": "已人工评分，保持不变" if one.is_protected else "",
            "新的理由": one.after.reason,
        }
        for one in found.changes[:SHOWN_CHANGES]
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, height=260)
    totals = [
        {"答卷": one.code, "现在总分": float(one.before.points), "重评总分": float(one.after.points)}
        | {"差": float(one.after.points - one.before.points)}
        for one in sorted(moved, key=lambda one: one.after.points - one.before.points)
    ]
    if totals:
        st.dataframe(pd.DataFrame(totals), hide_index=True, height=200)


def _points(points: Decimal | None) -> str:
    return "待评" if points is None else str(points)


def _sign(wb: Workbench, person: Person, sitting: Sitting, found: Trial) -> None:
    st.markdown("**3. 生效**")
    st.caption("全部生效，或一份也不变。之后可以由两个人撤销，撤销后分数与现在完全一样。")
    with st.form("regrade-sign", border=False):
        reason = st.text_input(
            "原因", key="regrade-reason", placeholder="例如：第 10 项的时限过严，命题组改为 45 分钟"
        )
        login, secret = _second("regrade")
        if not st.form_submit_button("生效", type="primary"):
            return
    try:
        second = signing_in.verified(wb, login, secret)
        regrading.apply(wb, person, second, sitting.id, found, reason=reason)
    except WorkbenchError as error:
        st.error(str(error))
        return
    st.session_state.pop(f"regrade-seal-{sitting.id}", None)
    st.session_state["regrade-said"] = f"重评已生效：{len(found.outcomes)} 份答卷有了新的系统分。"
    st.rerun()


def _second(key: str) -> tuple[str, str]:
    one, two = st.columns(2)
    login = one.text_input("第二位的账号", key=f"{key}-login", autocomplete="off")
    secret = two.text_input("第二位的密码", type="password", key=f"{key}-secret", autocomplete="off")
    return login, secret


def _history(wb: Workbench, person: Person, sitting: Sitting) -> None:
    found = regrading.history(wb, person, sitting.id)
    if not found:
        return
    st.markdown("**做过的重评**")
    for one in reversed(found):
        with st.container(border=True, key=f"regrade-{one.id}"):
            state = "已撤销" if one.undone is not None else "生效中"
            when = f"{datetime.fromtimestamp(one.at).astimezone():%Y-%m-%d %H:%M}"
            st.markdown(f"{when}　{one.task.upper()}　**{state}**")
            st.text(one.reason)
            if one.undone is None and person.role in regrading.APPLIERS:
                _undo(wb, person, one)


def _undo(wb: Workbench, person: Person, one: Regrade) -> None:
    with (
        st.popover("撤销", key=f"regrade-undo-{one.id}"),
        st.form(f"regrade-undo-form-{one.id}", border=False),
    ):
        reason = st.text_input("原因", key=f"undo-{one.id}-reason")
        login, secret = _second(f"undo-{one.id}")
        if not st.form_submit_button("确定撤销"):
            return
        try:
            second = signing_in.verified(wb, login, secret)
            regrading.undo(wb, person, second, one.id, reason=reason)
        except WorkbenchError as error:
            st.error(str(error))
            return
    st.session_state["regrade-said"] = "重评已撤销，分数与它之前完全一样。"
    st.rerun()
