"""One panel: what it asks, what this sitting answers, its figure, its table, the scripts behind it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from workbench.domain.panel import Panel
from workbench.panels.shown import Behind, Head, Shown
from workbench.store.people import Person
from workbench.ui.examiner.panels import opening
from workbench.usecases import panel_files
from workbench.usecases.panel_files import Sheet
from workbench.usecases.workbench import Workbench

logger = logging.getLogger(__name__)

MOST_SCRIPTS = 60
"""Buttons under a figure; the scripts are sorted so that those that matter come first."""

FAILED = "这张面板画不出来，其他面板不受影响。请把面板名称告诉管理员或插件作者。"

LONGEST_PX = 520

NOTHING = "选中的答卷里还没有这张面板要的数据。"

_MARKS = re.compile(r"([\\`*_{}\[\]<>#$~|:])")


@dataclass(frozen=True, slots=True)
class Place:
    """Who reads which sitting; ``choice`` says which scripts in words, ``key`` differs for each choice."""

    wb: Workbench
    person: Person
    sitting_id: int
    sitting: str
    openable: frozenset[str]
    choice: str
    key: str


@st.fragment  # a click on one figure draws this panel again, and no other
def draw(place: Place, head: Head, show: Callable[[], Shown]) -> None:
    """Draw a panel of the host's in its own place."""
    opening.follow()
    with st.container(border=True, key=f"panel-{head.id}"):
        st.markdown(f"**{head.title}**　{head.question}")
        try:
            shown = show()
            if shown.alarms:
                st.error(plain(shown.finding), icon=":material/warning:")
            else:
                st.markdown(plain(shown.finding))
            picked = _figure(place, head, shown.figure) if shown.figure is not None else None
        except Exception:  # the border: one figure that fails must not take the page with it
            logger.exception("panel %s failed", head.id)
            st.error(FAILED)
            return
        if picked is not None:
            _behind(place, head.id, shown.behind(int(picked["point_index"])))
        for caution in shown.cautions:
            st.caption(f":material/info: {plain(caution)}")
        st.caption(f"怎样看：{head.reading}")
        _table(place, head, shown)


@st.fragment
def draw_plugins(place: Place, panel: Panel, frame: pd.DataFrame) -> None:
    """Draw a panel of a plugin's in its own place."""
    opening.follow()
    head = Head(panel.id, panel.title, panel.question, panel.reading)
    with st.container(border=True, key=f"panel-{panel.id}"):
        st.markdown(f"**{panel.title}**　{panel.question}")
        try:
            table = panel.summarise(frame)
            finding = panel.finding(table) if panel.finding is not None and not table.empty else ""
            st.markdown(plain(finding or ("" if len(table) else NOTHING)))
            picked = _figure(place, head, panel.draw(table)) if len(table) else None
        except Exception:  # the border: a plugin's panel fails in its own place
            logger.exception("panel %s failed", panel.id)
            st.error(FAILED)
            return
        if picked is not None:
            _behind(place, panel.id, _named(picked, frame))
        st.caption(f"怎样看：{panel.reading}")
        _table(place, head, Shown(finding, table, None))


def plain(words: str) -> str:
    """``words`` as Markdown that shows them as they are: classes and titles are typed by people."""
    return _MARKS.sub(r"\\\1", words).replace("\n", "  \n")


def _figure(place: Place, head: Head, figure: Any) -> dict[str, Any] | None:  # Any: plotly ships no types
    """Draw the figure; the point that was clicked."""
    config = {
        "displaylogo": False,
        "displayModeBar": True,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": f"{place.sitting}_{head.title}"},
    }
    # What is behind a bar must be in sight: a long figure scrolls in its own place.
    is_long = (figure.layout.height or 0) > LONGEST_PX
    with st.container(height=LONGEST_PX if is_long else "content", border=False):
        chosen = st.plotly_chart(
            figure, key=f"figure-{head.id}-{place.key}", on_select="rerun", selection_mode="points",
            config=config,
        )  # fmt: skip
    points = chosen["selection"]["points"]
    return dict(points[0]) if points else None


def _table(place: Place, head: Head, shown: Shown) -> None:
    words = (
        head.question,
        shown.finding,
        *shown.cautions,
        f"怎样看：{head.reading}",
        f"{place.sitting}　{place.choice}",
    )
    sheet = Sheet(head.id, head.title, tuple(line for line in words if line), shown.table)
    st.download_button(
        "下载表格", partial(panel_files.taken, place.wb, place.person, place.sitting_id, sheet),
        f"{place.sitting[:60]}_{head.title}.xlsx", panel_files.MEDIA_TYPE, key=f"table-{head.id}",
        icon=":material/table:", type="tertiary", on_click="ignore", disabled=shown.table.empty,
    )  # fmt: skip


def _named(picked: dict[str, Any], frame: pd.DataFrame) -> Behind | None:
    """The script whose code a plugin's point carries: as its place, its words or beside them."""
    codes = dict(zip(frame["code"], frame["attempt"], strict=True))
    for value in picked.values():
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str) and word in codes:
                points = frame[frame["code"] == word]["points"]
                return Behind(word, ((codes[word], word, f"已定 {points.sum():g} 分"),))
    return None


def _behind(place: Place, name: str, behind: Behind | None) -> None:
    if behind is None:
        return
    can_open = any(attempt in place.openable for attempt, _, _ in behind.scripts)
    st.markdown(
        f"**{plain(behind.title)}**　{len(behind.scripts)} 份{'，点一份打开阅卷' if can_open else ''}"
    )
    if not can_open:  # a teacher reads codes and points, and has no marking page
        st.markdown("　".join(f"{code} {plain(words)}" for _, code, words in behind.scripts[:MOST_SCRIPTS]))
        return
    with st.container(horizontal=True, gap="small", key=f"behind-{name}"):
        for attempt, code, words in behind.scripts[:MOST_SCRIPTS]:
            st.button(
                f"{code}　{plain(words)}", key=f"open-{name}-{attempt}", on_click=opening.ask,
                args=(place.sitting_id, attempt), disabled=attempt not in place.openable,
                help=None if attempt in place.openable else "由另外两位考评员评分",
            )  # fmt: skip
    if len(behind.scripts) > MOST_SCRIPTS:
        st.caption(f"只列出前 {MOST_SCRIPTS} 份。请用上面的筛选缩小范围。")
