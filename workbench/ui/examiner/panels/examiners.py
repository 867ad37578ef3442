"""Examiners beside each other, for the administrator."""

from __future__ import annotations

from functools import partial

import streamlit as st

from workbench.panels import judges
from workbench.ui.examiner.panels import one
from workbench.ui.examiner.panels.one import Place
from workbench.usecases import examiner_panels


def draw(place: Place) -> None:
    """Draw agreement, severity and drift, or say why there are none."""
    found = examiner_panels.figures(place.wb, place.person, place.sitting_id)
    if not found.scripts:
        st.info("这场考试还没有两位考评员都评过的答卷，没有可比的数据。双评的比例在“场次”里设定。")
        return
    st.markdown(
        f"两人都评过的答卷 **{found.scripts}** 份、**{found.lines}** 行；"
        f"其中 **{found.thirds}** 行差得太多，由第三位定分（第三位的分数不参加下面的比较）。"
        "只有管理员看得到这一页。"
    )
    one.draw(place, judges.AGREEMENT, partial(judges.agreement, found.pairs, found.marks))
    left, right = st.columns(2, gap="medium")
    with left:
        one.draw(place, judges.SEVERITY, partial(judges.severity, found.severity, found.marks))
    with right:
        one.draw(place, judges.DRIFT, partial(judges.drift, found.drift, found.marks))
