"""Running the week and reading its report: runs side by side, sums by level, a chart, each plan's days."""

from __future__ import annotations

import streamlit as st

from workbench.api import JSON, ToolSession, plain, tables

from ..tools.account import Account
from ..tools.planner import LONGEST_NOTE, MAX_RUNS, week_of
from ..tools.report import LEVELS, ROI
from .planner_steps import stamp, take
from .planner_tables import chart, days_html, report_html, runs_html


def draw(session: ToolSession, account: Account) -> None:  # noqa: ARG001  all parts are drawn alike
    """Draw the part."""
    _run(session)
    runs = session.state["runs"]
    if not runs:
        st.info("还没有运行。每次运行都是同一周、同样的搜索和对手；改了账户再运行，就能看出改得对不对。")
        return
    definition = str(session.given.get("roi", "net"))
    st.html(tables.STYLE + runs_html(_frozen(runs), definition))
    kept = [run for run in runs if run["account"] is not None]
    shown, level = st.columns([2, 3], vertical_alignment="bottom")
    run = shown.selectbox(
        "看哪一次的报告",
        range(len(kept)),
        index=len(kept) - 1,
        format_func=lambda at: f"第 {kept[at]['no']} 次",
        key=session.key(f"run-{len(runs)}"),
    )
    with level:
        by = st.segmented_control(
            "分",
            list(LEVELS),
            default="单元",
            required=True,
            key=session.key("level"),
            label_visibility="collapsed",
        )
    _report(session, kept[run], str(by), definition)


def _run(session: ToolSession) -> None:
    used = len(session.state["runs"])
    with st.form(session.key(f"run-form-{used}"), border=False):
        note, button = st.columns([5, 1], vertical_alignment="bottom")
        text = note.text_input(
            f"这次改了什么、为什么（已运行 {used} 次，最多 {MAX_RUNS} 次）",
            max_chars=LONGEST_NOTE,
            key=session.key(f"note-{used}"),
        )
        pressed = button.form_submit_button(
            "运行一周", type="primary", disabled=session.locked, width="stretch"
        )
    if pressed:
        take(session, "run", note=text)


def _frozen(runs: list[JSON]) -> tuple[tuple[int, str, tuple[int, ...]], ...]:
    return tuple((run["no"], run["note"], tuple(run["sums"].values())) for run in runs)


def _report(session: ToolSession, run: JSON, level: str, definition: str) -> None:
    if run["account"] != session.state["account"]:
        st.caption(":orange[账户在这次运行以后有改动，下面仍是当时的结果。]")
    week = week_of(session.state, run["account"])
    st.caption(
        f"一周共 {week.searches} 次搜索，账户的词能对上 {week.met} 次。"
        f"{plain(ROI[definition])}；合计的比率用合计数相除。"
    )
    if not week.cells:
        st.warning(
            "这一周没有展现。常见原因：单元没有合规创意（质量度 0），日预算为 0，出价低于最低展现价，"
            "关键词或计划暂停，地域和时段没选对。"
        )
        return
    st.plotly_chart(chart(week, level), key=session.key(f"chart-{run['no']}-{level}-{stamp(run['account'])}"))
    st.html(tables.STYLE + report_html(week, level, definition))
    st.html(tables.STYLE + days_html(week))
