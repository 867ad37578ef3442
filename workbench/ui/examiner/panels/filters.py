"""Which scripts the panels are drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from workbench.ui.examiner.panels.kept import earlier, keep
from workbench.usecases.score_panels import PanelScores
from workbench.usecases.workbench import Workbench

ALL = "全部"
NO_CLASS = "未编班"


@dataclass(frozen=True, slots=True)
class Choice:
    """The rows that were chosen. ``plugin`` is None for all; ``key`` differs for each choice."""

    frame: pd.DataFrame
    plugin: str | None
    words: str
    key: str


def choose(wb: Workbench, scores: PanelScores) -> Choice:
    """The scripts that the reader wants to see, by plugin, task and class."""
    titles = {name: one.module.title for name, one in wb.registry.plugins.items()}
    with st.container(horizontal=True, vertical_alignment="bottom", key="panel-filters"):
        plugin = _plugin(scores.frame, titles)
        own = scores.frame if plugin == ALL else scores.frame[scores.frame["plugin"] == plugin]
        task = _task(own, plugin)
        own = own if task == ALL else own[own["task"] == task]
        group = _class(scores.frame)
        own = own if group == ALL else own[own["class_name"] == ("" if group == NO_CLASS else group)]
    words = f"模块 {titles.get(plugin, plugin)}　试题 {task.upper()}　班级 {group}"
    return Choice(
        own.reset_index(drop=True), None if plugin == ALL else plugin, words, f"{plugin}-{task}-{group}"
    )


def _plugin(frame: pd.DataFrame, titles: Mapping[str, str]) -> str:
    counts = frame.drop_duplicates("attempt")["plugin"].value_counts()
    names = [str(name) for name in counts.index]
    shown = {name: f"{titles.get(name, name)} {counts[name]}" for name in names}
    if len(names) > 1:
        shown[ALL] = f"{ALL} {int(counts.sum())}"
    chosen = st.segmented_control(
        "模块", list(shown), format_func=shown.__getitem__, default=earlier("plugin", list(shown)),
        required=True, key="panel-plugin",
    )  # fmt: skip
    return keep("plugin", str(chosen))


def _task(frame: pd.DataFrame, plugin: str) -> str:
    titles = dict(zip(frame["task"], frame["task_title"], strict=True))
    if len(titles) < 2:  # noqa: PLR2004  nothing to choose
        return ALL
    shown = {ALL: ALL} | {task: f"{task.upper()} {titles[task]}" for task in sorted(titles)}
    name, options = f"task-{plugin}", list(shown)
    chosen = st.selectbox(
        "试题", options, index=options.index(earlier(name, options)), format_func=shown.__getitem__,
        key=f"panel-{name}", width=320,
    )  # fmt: skip
    return keep(name, str(chosen))


def _class(frame: pd.DataFrame) -> str:
    names = sorted({name or NO_CLASS for name in frame["class_name"].tolist()})
    if len(names) < 2:  # noqa: PLR2004  nothing to choose
        return ALL
    options = [ALL, *names]
    chosen = st.selectbox(
        "班级", options, index=options.index(earlier("class", options)), key="panel-class", width=200
    )
    return keep("class", str(chosen))
