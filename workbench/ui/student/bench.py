"""The middle of the exam page: one tool at a time."""

from __future__ import annotations

import streamlit as st

from workbench.ui import faces
from workbench.ui.session import Desk, LiveSession, begin_run


def draw(desk: Desk) -> None:
    """Draw the row of tools and the one that is chosen; a click in a tool redraws only this area."""
    _bench(desk)


@st.fragment
def _bench(desk: Desk) -> None:
    desk.refresh()
    if desk.look.attempt.state != "running":  # handed in elsewhere, or void: the whole page has moved on
        st.rerun()
    begin_run()
    tools = {tool_id: desk.wb.registry.tools[tool_id] for tool_id in desk.look.paper.task.tools}
    chosen = st.segmented_control(
        "工具",
        list(tools),
        format_func=lambda tool_id: f"{tools[tool_id].icon} {tools[tool_id].title}",
        default=next(iter(tools)),
        required=True,
        key="tool",
        label_visibility="collapsed",
    )
    tool = tools[str(chosen)]
    with st.container(key=f"tool-{tool.id.replace('.', '-')}"):
        faces.about(tool)
        faces.draw(LiveSession(desk, tool), tool)
