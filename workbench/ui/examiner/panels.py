"""The score panels of each plugin."""

from __future__ import annotations

import logging

import pandas as pd
import streamlit as st

from workbench.domain.panel import Panel
from workbench.panels import READY
from workbench.store.people import Person
from workbench.ui.examiner.sitting_choice import choose_sitting
from workbench.usecases import score_panels
from workbench.usecases.workbench import Workbench

logger = logging.getLogger(__name__)


def draw(wb: Workbench, person: Person) -> None:
    """Draw the panels of the plugin that is chosen."""
    sitting = choose_sitting(wb, person)
    if sitting is None:
        return
    counts = score_panels.scripts_by_plugin(wb, person, sitting.id)
    if not any(counts.values()):
        st.info("这场考试还没有人交卷。交卷后成绩面板会出现在这里。")
        return
    modules = {name: plugin.module for name, plugin in wb.registry.plugins.items()}
    chosen = st.segmented_control(
        "模块", list(counts), format_func=lambda name: f"{modules[name].title} {counts[name]}",
        default=next(iter(counts)), required=True, key="panel-plugin",
    )  # fmt: skip
    scores = score_panels.frame(wb, person, sitting.id, str(chosen))
    if scores.empty:
        st.info("这个模块还没有人交卷。")
        return
    scripts = scores["attempt"].nunique()
    open_lines = int(scores["points"].isna().sum())
    st.caption(f"{scripts} 份答卷；{open_lines} 行还没有评，评完之前数字会变。")
    # The plugin's own first: they show what only it can show.
    panels = (*wb.registry.plugins[str(chosen)].panels, *READY)
    for at in range(0, len(panels), 2):
        _row(scores, panels[at : at + 2])


def _row(scores: pd.DataFrame, panels: tuple[Panel, ...]) -> None:
    for column, panel in zip(st.columns(2, gap="medium"), panels, strict=False):
        with column, st.container(border=True, key=f"panel-{panel.id}"):
            st.markdown(f"**{panel.title}**　{panel.question}")
            try:
                st.plotly_chart(panel.draw(panel.summarise(scores)), key=f"figure-{panel.id}")
            except Exception:  # the border: a plugin's panel fails in its own place
                logger.exception("panel %s failed", panel.id)
                st.error("这张面板画不出来，其他面板不受影响。请告诉插件的作者。")
            st.caption(panel.reading)
