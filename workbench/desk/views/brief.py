"""The task sheet's face: the brief, the materials, and the sub-tasks with minutes and ticks."""

from __future__ import annotations

import re

import streamlit as st

from workbench.api import JSON, ToolSession
from workbench.desk.views.holding import held, settle


def draw(session: ToolSession) -> None:
    """Draw the whole sheet; it is meant for the page's narrow left side."""
    desk = session.given.get("desk", {})
    task, steps, materials = st.tabs(["任务", "步骤", "素材"])
    with task:
        st.markdown(readable(desk.get("brief", "")))
    with steps:
        for sub in desk.get("subtasks", []):
            _subtask(session, sub)
    with materials:
        for material in desk.get("materials", []):
            _material(session, material)


def _subtask(session: ToolSession, sub: JSON) -> None:
    number, is_done = sub["no"], sub["no"] in session.state["done"]
    key = held(session.key(f"done-{number}"), is_done)
    ticked = st.checkbox(
        f"{number}. {sub['text']}　:gray[{sub['minutes']} 分钟]", key=key, disabled=session.locked
    )
    if ticked != is_done and not session.locked:
        settle(key, ticked, is_taken=session.do("tick", no=number, done=ticked))


def _material(session: ToolSession, material: JSON) -> None:
    # Only an open material is drawn: a long table costs nothing while it is closed.
    name = material["id"]
    box = st.expander(material["title"], key=session.key(f"material-{name}"), on_change="rerun")
    if not box.open:
        return
    if name not in session.state["opened"] and not session.locked:
        session.do("open", material=name)
    with box:
        if material.get("text"):
            st.markdown(readable(material["text"]))
        if material.get("rows"):
            st.dataframe(material["rows"], hide_index=True)


def readable(text: str) -> str:
    """``text`` for a narrow column: small headings, and bare addresses as letters to copy, not as links.

    A link would swallow the Chinese text after it, and lead out of the simulated network.
    """
    small = re.sub(r"^#{1,6} ", "##### ", text, flags=re.MULTILINE)
    return re.sub(r"(?<![`(<\w/])https?://[!-(*-;=-_a-~]*[\w/]", r"`\g<0>`", small, flags=re.ASCII)
