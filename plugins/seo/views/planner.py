"""The planner's face: one part of the work at a time."""

from __future__ import annotations

import streamlit as st

from workbench.api import ToolSession

from ..tools.account import Account, account_of
from ..tools.money import yuan
from ..world.market import market_of
from . import planner_account, planner_creative, planner_files, planner_report, planner_words

PARTS = {
    "计划与单元": planner_account.draw,
    "关键词": planner_words.draw,
    "创意": planner_creative.draw,
    "运行与报告": planner_report.draw,
    "导出文件": planner_files.draw,
}


def draw(session: ToolSession) -> None:
    """Draw the tool."""
    account = account_of(session.state["account"])
    first = "运行与报告" if session.locked and session.state["runs"] else next(iter(PARTS))
    chosen, told = st.columns([3, 2], vertical_alignment="center")
    with chosen:
        part = st.segmented_control(
            "步骤",
            list(PARTS),
            default=first,
            required=True,
            key=session.key("part"),
            label_visibility="collapsed",
        )
    told.caption(_told(session, account))
    PARTS[str(part)](session, account)


def _told(session: ToolSession, account: Account) -> str:
    budget = market_of(session.state).budget_fen
    planned = sum(plan.budget for plan in account.plans)
    over = "，**超了**" if planned > budget else ""
    size = f"{len(account.plans)} 计划 {len(account.units)} 单元 {len(account.keywords)} 词"
    return f"日预算 {yuan(budget)}，计划合计 {yuan(planned)}{over}；{size}"
