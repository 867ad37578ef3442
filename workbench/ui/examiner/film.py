"""The film: every step of the hour, in order."""

from __future__ import annotations

import json

import pandas as pd
import streamlit as st

from workbench.domain.trace import Event
from workbench.ui import current
from workbench.usecases.marking import Script

SHOWN_CHARACTERS = 120


def draw(script: Script) -> None:
    """A table of the events; the number is the one that evidence cites."""
    minutes = script.seconds / 60
    how = "到时自动交卷" if script.ended_by == "time" else "学生交卷"
    refused = sum(event.refused is not None for event in script.trace)
    st.caption(f"用时 {minutes:.1f} 分钟，{how}；共 {len(script.trace)} 步，其中 {refused} 步被工具拒绝。")
    cited = {cite.event for outcome in script.outcomes.values() for cite in outcome.cites if cite.event}
    st.dataframe(
        pd.DataFrame([_row(event, is_cited=event.seq in cited) for event in script.trace]),
        hide_index=True,
        height=560,
        column_config={"内容": st.column_config.TextColumn(width="large")},
    )


def _row(event: Event, *, is_cited: bool) -> dict[str, object]:
    tool = current.workbench().registry.tools.get(event.tool)
    action = tool.action(event.action) if tool else None
    detail = event.refused or json.dumps(event.params, ensure_ascii=False)
    return {
        "步": event.seq,
        "时刻": f"{int(event.at) // 60:02d}:{int(event.at) % 60:02d}",
        "工具": tool.title if tool else event.tool,
        "操作": action.title if action else event.action,
        "依据": "★" if is_cited else "",
        "内容": ("拒绝：" if event.refused else "") + detail[:SHOWN_CHARACTERS],
    }
