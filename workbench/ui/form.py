"""The face of a tool that brings none: its state, and one form for each action."""

from __future__ import annotations

import dataclasses
from typing import Any, Literal, get_args, get_origin, get_type_hints

import streamlit as st

from workbench.domain.tool import Action, Tool, ToolSession


def draw(session: ToolSession, tool: Tool) -> None:
    """Draw ``tool`` from its actions' dataclasses."""
    shown = {name: str(value) for name, value in session.state.items() if name != "drafts"}
    if shown:
        st.table(shown)
    for action in tool.actions:
        if action.id != tool.draft_action:
            _form(session, action)


def _form(session: ToolSession, action: Action) -> None:
    hints = get_type_hints(action.params)
    with st.form(session.key(action.id)):
        params = {
            item.name: _widget(item.name, hints[item.name], session.key(f"{action.id}-{item.name}"))
            for item in dataclasses.fields(action.params)
        }
        if st.form_submit_button(action.title, disabled=session.locked):
            session.do(action.id, **params)


def _widget(label: str, kind: Any, key: str) -> Any:  # Any: a type, and a value of it
    if get_origin(kind) is Literal:
        return st.selectbox(label, get_args(kind), key=key)
    if kind is bool:
        return st.checkbox(label, key=key)
    if kind in (int, float):
        return st.number_input(label, value=kind(0), key=key)
    if kind is str:
        return st.text_input(label, key=key)
    raise TypeError(f"{label}: a form has no field for {kind!r}; give the tool a view")
