"""Choosing one of several deliverables of the same kind."""

from __future__ import annotations

import streamlit as st

from workbench.api import JSON, ToolSession
from workbench.desk.writing import made_with


def chosen(session: ToolSession, tool: str) -> JSON | None:
    """The deliverable that is worked on; None when there is none. Draws a choice of several."""
    by_id = {made["id"]: made for made in made_with(session.given, tool)}
    if len(by_id) < 2:  # noqa: PLR2004  one is no choice
        return next(iter(by_id.values()), None)
    picked = st.segmented_control(
        "成果",
        list(by_id),
        format_func=lambda name: by_id[name]["name"],
        default=next(iter(by_id)),
        required=True,
        key=session.key("chosen"),
        label_visibility="collapsed",
    )
    return by_id[str(picked)]
