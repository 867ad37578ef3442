"""The list of tasks to practise, the practice that runs, and one's own earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import pandas as pd
import streamlit as st

from workbench.store.people import Person
from workbench.ui.student.practice.opening import begin, show
from workbench.ui.student.result_lines import shown
from workbench.usecases import practising
from workbench.usecases.practising import Offer, Past, is_untimed
from workbench.usecases.workbench import Workbench


def draw(wb: Workbench, person: Person) -> None:
    """Draw what may be practised; a click begins."""
    found = practising.my_practice(wb, person)
    st.subheader("练习")
    st.caption(
        "练习和考试分开：不进成绩，老师只看到每道题练了多少次和得分的中位数，看不到是谁。交上以后马上看到每一项的得分和理由。"
    )
    if found.running is not None:
        _running(found.running)
    _offers(wb, person, found.offers, is_free=found.running is None)
    if found.history:
        _history(found.history)
    st.link_button("退出登录", "/signout")


def _running(past: Past) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="practice-running"):
        st.markdown(f"**正在练习**　{past.attempt.task.upper()} {past.title}（{_way(past)}）")
        if st.button("继续练习", type="primary", key="practice-go-on"):
            show(past.attempt.id)


def _offers(wb: Workbench, person: Person, offers: Sequence[Offer], *, is_free: bool) -> None:
    if not offers:
        st.info("老师还没有开放练习题。开放以后，这里可以选题练习。")
        return
    modules = list(dict.fromkeys(one.module for one in offers))
    chosen = modules[0]
    if len(modules) > 1:
        chosen = str(
            st.segmented_control("模块", modules, default=chosen, required=True, key="practice-module")
        )
    if not is_free:
        st.caption("一次练一道：先把正在练的做完或交上，再开始新的。")
    for one in offers:
        if one.module == chosen:
            _offer(wb, person, one, is_free=is_free)


def _offer(wb: Workbench, person: Person, one: Offer, *, is_free: bool) -> None:
    task = one.task
    held = f"　:orange[在“{one.held_by}”的题库里，那场考试结束之前不能练]" if one.held_by else ""
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", key=f"offer-{_key(task.id)}"
    ):
        model = "　附参考答案" if one.shows_model else ""
        st.markdown(f"**{task.id.upper()}　{task.title}**　:gray[{task.points} 分{model}]{held}")
        is_off = not is_free or one.held_by is not None
        for title, timed in (("不限时练习", False), (f"计时 {task.minutes} 分钟", True)):
            if st.button(title, key=f"practise-{_key(task.id)}-{timed}", disabled=is_off):
                begin(partial(practising.begin, wb, person, task.id, is_timed=timed))


def _key(task_id: str) -> str:
    return task_id.replace(".", "-")


def _history(pasts: Sequence[Past]) -> None:
    st.markdown("##### 我的练习")
    st.caption("点一行看当时的得分和理由。系统评分的满分不含要人评的部分。")
    picked = st.dataframe(
        pd.DataFrame([_row(one) for one in pasts]),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key="practice-history",
    )
    if chosen := picked["selection"]["rows"]:
        show(pasts[chosen[0]].attempt.id)


def _row(past: Past) -> dict[str, str]:
    began = datetime.fromtimestamp(past.attempt.began or 0.0).astimezone()
    points = "正在评分" if past.points is None else f"{shown(past.points)} / {shown(past.of)}"
    return {
        "开始": f"{began:%Y-%m-%d %H:%M}",
        "题目": f"{past.attempt.task.upper()} {past.title}",
        "方式": _way(past),
        "用时": duration(past.seconds or 0.0),
        "系统评分": points,
    }


def _way(past: Past) -> str:
    return "不限时" if is_untimed(past.attempt) else f"计时 {past.attempt.minutes} 分钟"


def duration(seconds: float) -> str:
    """A span in the words that fit it: seconds, minutes, hours or days."""
    minutes = int(seconds) // 60
    if minutes == 0:
        return f"{int(seconds)} 秒"
    hours, days = minutes // 60, minutes // (24 * 60)
    if days:
        return f"{days} 天 {hours % 24} 小时"
    return f"{hours} 小时 {minutes % 60} 分" if hours else f"{minutes} 分"
