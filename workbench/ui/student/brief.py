"""The left side of the exam page: the brief, its materials and the sub-tasks with their minutes."""

from __future__ import annotations

import streamlit as st

from workbench.ui import faces
from workbench.ui.session import Desk, LiveSession

HEIGHT = 690
"""Height of the scrolling column in pixels: at 1366x768 it ends with the window."""


def draw(desk: Desk) -> None:
    """Draw the brief; it is a tool like any other, so that what was read is in the trace."""
    with st.container(height=HEIGHT, key="brief", border=True):
        _brief(desk)


@st.fragment
def _brief(desk: Desk) -> None:
    tool = desk.wb.registry.tools["desk.brief"]
    faces.draw(LiveSession(desk, tool), tool)
