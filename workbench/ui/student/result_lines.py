"""Every line of one script with its reason, as its student sees it, in an exam or in practice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import streamlit as st

from workbench.domain.plain import plain
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
        st.metric("总分", f"{shown(sums.points)} / {shown(max_points)}", width=220)
        st.metric(f"结论（{shown(pass_points)} 分合格）", word, width=220)
        st.metric("过程分", f"{shown(sums.process)} / {shown(parts['process'])}", width=220)
        st.metric("结果分", f"{shown(sums.result)} / {shown(parts['result'])}", width=220)


Drawing = Callable[[ResultLine], None]


def _nothing(_: ResultLine) -> None:
    """What stands beside and below a line where nothing else is to be drawn."""


def draw(lines: Sequence[ResultLine], *, beside: Drawing = _nothing, below: Drawing = _nothing) -> None:
    """Every line; ``beside`` and ``below`` draw what belongs to it, such as its appeal."""
    for one in lines:
        with st.container(border=True, key=f"result-{one.line.id}", gap="small"):
            with st.container(horizontal=True, vertical_alignment="center", key=f"result-head-{one.line.id}"):
                _title(one)
                beside(one)
            _line(one)
            below(one)


def _title(one: ResultLine) -> None:
    line = one.line
    lost = line.points - one.points
    got = "待评" if one.is_open else shown(one.points)
    less = f"　:orange[少 {shown(lost)} 分]" if lost and not one.is_open else ""
    st.markdown(
        f"**{line.id}. {line.title}**　**{got}** / {shown(line.points)}　:gray[{KINDS[line.kind]}]{less}"
    )


def _line(one: ResultLine) -> None:
    if one.upheld is not None:
        st.caption(f"申诉成立后的得分：{shown(one.upheld)}。下面是原来的评分，留作依据。")
    if one.line.use is not None:
        points = "没有评出" if one.machine is None else f"{shown(one.machine)} / {shown(one.machine_max)}"
        st.caption(f"系统评分 {points}")
        st.text(one.reason or "没有说明")
    if one.judged is not None:
        _judged(one, one.judged)


def _judged(one: ResultLine, points: Decimal) -> None:
    level = f"　等级 {one.level.letter}：{plain(one.level.descriptor)}" if one.level else ""
    st.caption(f"考评员评分 {shown(points)} / {shown(one.judged_max)}{level}")
    st.text(f"评语：{one.comment}" if one.comment else "考评员没有写评语。")


def shown(points: Decimal) -> str:
    """``points`` without zeros that say nothing; nothing is rounded here."""
    return f"{points.normalize():f}"
