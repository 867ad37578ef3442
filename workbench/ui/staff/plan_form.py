"""The form of a plan: name, length, day, window, room network, pass mark, draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

import streamlit as st

from workbench.domain.draw import Policy
from workbench.domain.errors import WorkbenchError
from workbench.domain.module import STANDARD_MODULES
from workbench.domain.sitting_rules import LONGEST_GRACE_SECONDS, MOST_APPEAL_DAYS, SittingRules
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.usecases import planning
from workbench.usecases.planning import LONGEST_MINUTES, Plan
from workbench.usecases.workbench import Workbench

ITEM_POLICIES: Mapping[Literal["by_item", "by_part"], str] = {
    "by_item": "全模块的试题里等概率抽一题",
    "by_part": "先抽模块的一部分，再抽一题",
}
WHEN = "%Y-%m-%d %H:%M"
MADE = "sitting-made"
"""Where the id of a sitting that was just made waits for the page's next run."""


def draw_new(wb: Workbench, person: Person) -> None:
    """Draw the form of a new sitting; once it is made, the page turns to it."""

    def make(new: Plan) -> None:
        st.session_state[MADE] = planning.plan(wb, person, new)

    _form("new", Plan(""), "新建", make)


def draw_change(wb: Workbench, person: Person, sitting: Sitting) -> None:
    """Draw the form of a sitting that is planned still."""
    rules = SittingRules.from_json(sitting.rules)
    plan = Plan(sitting.name, sitting.minutes, Policy.from_json(sitting.policy), rules)
    _form(str(sitting.id), plan, "保存", lambda made: planning.change(wb, person, sitting.id, made))


def _form(key: str, plan: Plan, title: str, act: Callable[[Plan], object]) -> None:
    with st.form(f"plan-{key}", border=False):
        left, right = st.columns(2, gap="large")
        with left:
            name = st.text_input("场次名称", plan.name, key=f"plan-{key}-name")
            minutes = st.number_input(
                "考试时长（分钟）", 1, LONGEST_MINUTES, plan.minutes, key=f"plan-{key}-minutes"
            )
            date = st.text_input("日期和地点（印在座位条上）", plan.rules.date, key=f"plan-{key}-date")
            grace = st.number_input(
                "到时之后，路上的保存还收几秒", 0, LONGEST_GRACE_SECONDS,
                round(plan.rules.grace_seconds), key=f"plan-{key}-grace",
            )  # fmt: skip
            passing = st.number_input("及格分", 1, 100, plan.rules.pass_points, key=f"plan-{key}-pass")
            more = _releasing(key, plan.rules) | {"grace_seconds": float(grace)}
        with right:
            opens, closes = _window(key, plan.rules)
            networks = st.text_input(
                "只许这些网段作答（可不填，用逗号隔开）", "，".join(plan.rules.networks),
                key=f"plan-{key}-nets", placeholder="192.168.10.0/24",
            )  # fmt: skip
            policy = _policy(key, plan.policy)
        if st.form_submit_button(title, type="primary"):
            _submit(
                act,
                lambda: Plan(
                    name,
                    int(minutes),
                    policy(),
                    replace(_rules(date, opens, closes, networks, int(passing)), **more),
                ),
            )


def _window(key: str, rules: SittingRules) -> tuple[str, str]:
    opens = st.text_input(
        "最早开始（可不填）", _shown(rules.opens), key=f"plan-{key}-opens", placeholder="2026-12-20 09:00"
    )
    closes = st.text_input(
        "最晚开始（可不填）", _shown(rules.closes), key=f"plan-{key}-closes", placeholder="2026-12-20 09:30"
    )
    return opens, closes


def _releasing(key: str, rules: SittingRules) -> dict[str, Any]:  # Any: values of two types
    days = st.number_input(
        "公布后几天内可以申诉（0 为不受理申诉）", 0, MOST_APPEAL_DAYS, rules.appeal_days,
        key=f"plan-{key}-appeals",
    )  # fmt: skip
    model = st.checkbox("公布时默认给考生看参考答案", rules.shows_model, key=f"plan-{key}-model")
    second = st.number_input(
        "双评的答卷占百分之几（0 为单评，100 为全部双评）", 0, 100, round(rules.second_share * 100),
        key=f"plan-{key}-second",
    )  # fmt: skip
    third = st.number_input(
        "两位考评员相差超过这一项人工分的百分之几时，由第三位评定", 0, 100, round(rules.third_share * 100),
        key=f"plan-{key}-third",
    )  # fmt: skip
    shares = {"second_share": second / 100, "third_share": third / 100}
    return {"appeal_days": int(days), "shows_model": model, **shares}


def _policy(key: str, policy: Policy) -> Callable[[], Policy]:
    modules = st.multiselect(
        "参加抽签的模块（标准为全部五个）", list(STANDARD_MODULES), list(policy.modules),
        format_func=STANDARD_MODULES.__getitem__, key=f"plan-{key}-modules",
    )  # fmt: skip
    tail = st.multiselect(
        "尾数考生抽哪些模块（不选就是参加抽签的全部）", list(STANDARD_MODULES),
        list(policy.remainder_modules or ()), format_func=STANDARD_MODULES.__getitem__,
        key=f"plan-{key}-tail",
    )  # fmt: skip
    how = st.selectbox(
        "模块里怎样抽题", list(ITEM_POLICIES), list(ITEM_POLICIES).index(policy.item_policy),
        format_func=ITEM_POLICIES.__getitem__, key=f"plan-{key}-items",
    )  # fmt: skip
    in_order = tuple(name for name in STANDARD_MODULES if name in modules)
    remainder = tuple(name for name in STANDARD_MODULES if name in tail) or None
    return lambda: Policy(in_order, remainder, policy.with_replacement, how)


def _rules(date: str, opens: str, closes: str, networks: str, pass_points: int) -> SittingRules:
    ranges = tuple(part.strip() for part in networks.replace("，", ",").split(",") if part.strip())
    return SittingRules(date.strip(), _read(opens), _read(closes), ranges, pass_points)


def _shown(at: float | None) -> str:
    return "" if at is None else datetime.fromtimestamp(at).astimezone().strftime(WHEN)


def _read(words: str) -> float | None:
    if not words.strip():
        return None
    try:
        return datetime.strptime(words.strip(), WHEN).astimezone().timestamp()
    except ValueError:
        raise ValueError(f"时间请写成 2026-12-20 09:00 的样子，您写的是“{words.strip():.30}”。") from None


def _submit(act: Callable[[Plan], object], read: Callable[[], Plan]) -> None:
    try:
        act(read())
    except (WorkbenchError, ValueError) as error:
        st.error(str(error))
    else:
        st.rerun()
