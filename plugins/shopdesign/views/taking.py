"""Taking a step from a page whose fields must then show what is true."""

from __future__ import annotations

from typing import Any

import streamlit as st

from workbench.api import ToolSession


def take(session: ToolSession, action: str, **params: Any) -> None:  # Any: the action's own JSON
    """Take a step and, when it was allowed, draw the page anew.

    Fields are drawn before the step that they ask for. Without a new drawing they would go on showing, and
    sending, what was true before it, and a second change in a row would be lost.
    """
    if session.do(action, **params):
        st.rerun()
