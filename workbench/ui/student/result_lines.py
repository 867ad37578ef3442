"""Every line of one script with its reason, as its student sees it, in an exam or in practice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import streamlit as st

from workbench import tables
from workbench.domain.total import Total
from workbench.usecases.results import ResultLine

KINDS = {"process": "过程", "result": "结果"}


def draw_sums(sums: Total, max_points: Decimal, pass_points: Decimal) -> None:
    """The total, whether it passes, and its process and result parts."""
    word = "待评" if sums.passed is None else "合格" if sums.passed else "不合格"
    parts = {
        kind: sum((one.line.points for one in sums.lines if one.line.kind == kind), Decimal(0))
        for kind in KINDS
    }
    with st.container(horizontal=True, key="result-sums"):
        st.metric("总分", f"{sums.points} / {max_points}", width=220)
        st.metric(f"结论（{pass_points} 分合格）", word, width=220)
        st.metric("过程分", f"{sums.process} / {parts['process']}", width=220)
        st.metric("结果分", f"{sums.result} / {parts['result']}", width=220)


def draw(lines: Sequence[ResultLine], below: Callable[[ResultLine], None] = lambda _: None) -> None:
    """Every line; ``below`` draws what belongs to it, such as its appeal."""
    st.html(tables.STYLE)
    for one in lines:
        with st.container(border=True, key=f"result-{one.line.id}"):
            _line(one)
            below(one)


def _line(one: ResultLine) -> None:
    line = one.line
    got = "待评" if one.is_open else str(one.points)
    st.markdown(f"**{line.id}. {line.title}**　**{got}** / {line.points}　:gray[{KINDS[line.kind]}]")
    if one.upheld is not None:
        st.caption(f"申诉成立后的得分：{one.upheld}。下面是原来的评分，留作依据。")
    if line.use is not None:
        points = "没有评出" if one.machine is None else f"{one.machine} / {one.machine_max}"
        st.caption(f"系统评分 {points}")
        st.text(one.reason or "没有说明")
    if one.judged is not None:
        _judged(one)


def _judged(one: ResultLine) -> None:
    level = f"　等级 {one.level.letter}" if one.level else ""
    st.caption(f"考评员评分 {one.judged} / {one.judged_max}{level}")
    if one.level:
        st.text(one.level.descriptor)
    if one.comment:
        st.text(f"评语：{one.comment}")
