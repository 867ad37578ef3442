"""Releasing one module after another: the preview, and the second person's password on the same page."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from decimal import Decimal

import pandas as pd
import streamlit as st

from workbench.domain.errors import WorkbenchError
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.usecases import release_preview, releasing
from workbench.usecases.release_preview import Preview, Published
from workbench.usecases.releasing import ReleaseIn
from workbench.usecases.workbench import Workbench

BAND = 10
"""How many points a bar of the distribution spans."""


def draw(wb: Workbench, person: Person, sitting: Sitting) -> None:
    """Draw every module of the sitting: released, or its preview with the form of its release."""
    modules = release_preview.previews(wb, person, sitting.id)
    rules = releasing.rules_of(wb, person, sitting.id)
    days = f"公布后 {rules.appeal_days} 天内可以申诉" if rules.appeal_days else "本场不受理申诉"
    st.caption(f"公布之后，考生在自己的页面看到总分、每一项的得分和理由；{days}。公布不能撤回。")
    if sitting.state == "closed":
        st.warning("还没有设为评完。下面的数字供参考，设为评完之后才能公布。")
    for one in modules:
        with st.container(border=True, key=f"module-{one.module}"):
            if one.published is not None:
                _published(one, one.published)
            else:
                _preview(wb, person, sitting, one, shows_model=rules.shows_model)


def _published(one: Preview, published: Published) -> None:
    when = f"{datetime.fromtimestamp(published.release.at).astimezone():%Y-%m-%d %H:%M}"
    model = "提供参考答案" if published.release.shows_model else "不提供参考答案"
    st.markdown(f":material/verified: **{one.title}**　已公布　{_figures(one)}")
    st.caption(f"{when}　由 {published.by} 和 {published.second} 共同公布　{model}")


def _figures(one: Preview) -> str:
    share = Decimal(one.passed) / one.scripts * 100
    return f"答卷 **{one.scripts}** 份　合格 **{one.passed}** 份（{share:.0f}%）"


def _preview(wb: Workbench, person: Person, sitting: Sitting, one: Preview, *, shows_model: bool) -> None:
    absent = f"　没有开始 {one.absent} 人" if one.absent else ""
    st.markdown(f"**{one.title}**　{_figures(one)}{absent}　待评 **{one.open_lines}** 行")
    middle = one.points[len(one.points) // 2]
    left, right = st.columns([1, 1], gap="large")
    with left:
        st.caption(f"总分分布：最高 {one.points[0]}，中位 {middle}，最低 {one.points[-1]}")
        st.bar_chart(_bands(one.points), height=200, x_label="总分", y_label="答卷份数", sort=False)
    with right:
        if sitting.state == "marked":
            _form(wb, person, sitting, one, shows_model=shows_model)


def _bands(points: tuple[Decimal, ...]) -> pd.DataFrame:
    counts = Counter(min(int(one) // BAND, 9) for one in points)
    names = [f"{at * BAND}—{at * BAND + BAND - 1 if at < 9 else 100}" for at in range(10)]  # noqa: PLR2004
    return pd.DataFrame({"答卷": [counts[at] for at in range(10)]}, index=names)


def _form(wb: Workbench, person: Person, sitting: Sitting, one: Preview, *, shows_model: bool) -> None:
    key = f"release-{sitting.id}-{one.module}"
    st.caption(f"公布要两个人：您（{person.name}），和一位在场的考评员、教师或另一位管理员，由本人输入密码。")
    with st.form(key, border=False, clear_on_submit=False):
        first, second = st.columns(2)
        login = first.text_input("第二位的账号", key=f"{key}-login", autocomplete="off")
        secret = second.text_input("第二位的密码", type="password", key=f"{key}-secret", autocomplete="off")
        model = st.checkbox("同时给考生看参考答案", shows_model, key=f"{key}-model")
        sure = st.checkbox("两人已核对上面的数字", key=f"{key}-sure")
        if not st.form_submit_button(f"公布 {one.title}", type="primary"):
            return
    if not sure:
        st.error("请两人先核对数字，并勾选上面一行。")
        return
    given = ReleaseIn(one.module, login, secret, one.fingerprint, model)
    try:
        releasing.release_module(wb, person, sitting.id, given)
    except WorkbenchError as error:
        st.error(str(error))
    else:
        st.session_state["after-said"] = f"{one.title} 的成绩已公布。"
        st.rerun()
