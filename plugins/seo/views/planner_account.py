"""Plans and units: the tree of the account, and a form for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from workbench.api import ToolSession, tables

from ..tools.account import ALL_DEVICES, Account, Plan, Unit
from ..tools.editing import DAY_HOURS, LONGEST_NAME
from ..tools.money import yuan
from ..world.market import facts
from .planner_steps import stamp, take

NEW_PLAN, NEW_UNIT = "＋ 新建计划", "＋ 新建单元"


def draw(session: ToolSession, account: Account) -> None:
    """Draw the part."""
    if account.plans:
        st.html(tables.STYLE + _tree(account))
    else:
        st.info("先建计划，再在计划里建单元。也可以到“关键词”里把 02 表格批量导入，计划和单元会自动建好。")
    plan, unit = st.columns(2, gap="medium")
    with plan:
        _plan(session, account)
    with unit:
        _unit(session, account)


def _tree(account: Account) -> str:
    rows: list[Sequence[str]] = []
    for plan in account.plans:
        units = [_unit_cells(unit) for unit in plan.units] or [
            [tables.mark("没有单元", is_good=False), "", "", ""]
        ]
        firsts = [_plan_cells(plan), *([""] * len(_plan_cells(plan)) for _ in units[1:])]
        rows += [[*first, *unit] for first, unit in zip(firsts, units, strict=True)]
    heads = ["计划", "日预算", "地域", "时段、设备、否定词", "单元", "落地页", "关键词", "创意"]
    return tables.table("账户结构", heads, rows)


def _plan_cells(plan: Plan) -> list[str]:
    negatives = len(plan.negatives) + len(plan.exact_negatives)
    when = f"{plan.hours[0]}—{plan.hours[1]} 点，{plan.device}，否定词 {negatives} 个"
    return [
        f"<b>{tables.text(plan.name)}</b>{_paused(is_paused=plan.paused)}",
        tables.whole(yuan(plan.budget)) if plan.budget else tables.mark("0.00", is_good=False),
        tables.text("、".join(plan.areas)),
        tables.text(when),
    ]


def _unit_cells(unit: Unit) -> list[str]:
    creatives = len(unit.live_creatives)
    return [
        tables.text(unit.name) + _paused(is_paused=unit.paused),
        tables.text(unit.page),
        tables.text(len(unit.keywords)),
        tables.text(creatives) if creatives else tables.mark("没有", is_good=False),
    ]


def _paused(*, is_paused: bool) -> str:
    return tables.dim("（暂停）", is_whole=True) if is_paused else ""


def _plan(session: ToolSession, account: Account) -> None:
    names = [plan.name for plan in account.plans]
    key = session.key(f"plan-{stamp(names)}")
    chosen = st.selectbox("计划", [NEW_PLAN, *names], index=len(names), key=key)
    plan = next((one for one in account.plans if one.name == chosen), None)
    now = plan or Plan("", 0, tuple(facts().areas), (0, DAY_HOURS))
    params = _plan_form(session, now, stamp(now, chosen))
    if params is not None:
        take(session, "save_plan", old=plan.name if plan else "", **params)
    if plan and st.button(
        "删除这个计划", key=session.key(f"drop-{stamp(plan.name)}"), disabled=session.locked
    ):
        take(session, "remove", plan=plan.name, unit="", number=0)


def _plan_form(session: ToolSession, now: Plan, mark: str) -> dict[str, Any] | None:  # Any: the action's JSON
    def key(name: str) -> str:
        return session.key(f"{name}-{mark}")

    with st.form(session.key(f"plan-form-{mark}"), border=True):
        name, budget = st.columns([3, 2])
        values: dict[str, Any] = {  # Any: as above
            "name": name.text_input("计划名称", now.name, max_chars=LONGEST_NAME, key=key("pn")),
            "budget": budget.text_input("日预算（元）", yuan(now.budget) if now.name else "", key=key("pb")),
            "areas": st.multiselect(
                "投放地域", facts().areas, list(now.areas), key=key("pa"), placeholder="请选择"
            ),
        }
        hours, device, paused = st.columns([5, 3, 2], gap="medium", vertical_alignment="bottom")
        start, end = hours.slider("投放时段（点）", 0, DAY_HOURS, now.hours, key=key("ph"))
        devices = [ALL_DEVICES, *facts().devices]
        values["device"] = device.selectbox("设备", devices, devices.index(now.device), key=key("pd"))
        values["paused"] = paused.checkbox("暂停", now.paused, key=key("pp"))
        bars, exact = st.columns(2)
        values["negatives"] = bars.text_input(
            "短语否定词", " ".join(now.negatives), key=key("pg"), placeholder="用空格或逗号隔开"
        )
        values["exact_negatives"] = exact.text_input(
            "精确否定词", " ".join(now.exact_negatives), key=key("pe"), placeholder="用空格或逗号隔开"
        )
        pressed = st.form_submit_button("保存计划", type="primary", disabled=session.locked)
    return {**values, "start": start, "end": end} if pressed else None


def _unit(session: ToolSession, account: Account) -> None:
    if not account.plans:
        st.caption("有了计划才能建单元。")
        return
    units = [(plan.name, unit.name) for plan, unit in account.units]
    names = [NEW_UNIT, *(f"{plan}／{unit}" for plan, unit in units)]
    at = st.selectbox(
        "单元",
        range(len(names)),
        index=len(units),
        format_func=names.__getitem__,
        key=session.key(f"unit-{stamp(units)}"),
    )
    found = account.units[at - 1] if at else None
    mark = stamp(found, [plan.name for plan in account.plans])
    with st.form(session.key(f"unit-form-{mark}"), border=True):
        plans = [found[0].name] if found else [plan.name for plan in account.plans]
        plan = st.selectbox("所属计划", plans, key=session.key(f"up-{mark}"))
        name = st.text_input(
            "单元名称", found[1].name if found else "", max_chars=LONGEST_NAME, key=session.key(f"un-{mark}")
        )
        pages = facts().pages
        page = st.selectbox(
            "落地页", pages, pages.index(found[1].page) if found else 0, key=session.key(f"ug-{mark}")
        )
        paused = st.checkbox("暂停", found[1].paused if found else False, key=session.key(f"uz-{mark}"))
        pressed = st.form_submit_button("保存单元", type="primary", disabled=session.locked)
    if pressed:
        take(
            session,
            "save_unit",
            plan=plan,
            old=found[1].name if found else "",
            name=name,
            page=page,
            paused=paused,
        )
    if found and st.button("删除这个单元", key=session.key(f"dropu-{mark}"), disabled=session.locked):
        take(session, "remove", plan=found[0].name, unit=found[1].name, number=0)
