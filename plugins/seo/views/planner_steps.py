"""What the planner's parts share: taking a step and drawing anew, and keys that follow what a form shows."""

from __future__ import annotations

import hashlib
from typing import Any

import streamlit as st

from workbench.api import ToolSession


def take(session: ToolSession, action: str, **params: Any) -> None:  # Any: the action's own JSON
    """Take a step and draw the page again: what stands above the button shows the account as it is now."""
    if session.do(action, **params):
        st.rerun()


def stamp(*values: object) -> str:
    """A short mark that changes with what a form shows, so that a saved form shows what was saved."""
    return hashlib.sha256(repr(values).encode()).hexdigest()[:10]
