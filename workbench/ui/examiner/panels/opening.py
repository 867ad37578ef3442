"""From a panel to a script on the marking page."""

from __future__ import annotations

import streamlit as st

_ASKED = "panel-opens"


def ask(sitting_id: int, attempt_id: str) -> None:
    """Note which script is to be opened: a button's callback, for the page may not change inside one."""
    st.session_state["sitting"] = sitting_id
    st.session_state["script"] = attempt_id
    st.session_state["only-line"] = None
    st.session_state[_ASKED] = True


def follow() -> None:
    """Go to the marking page when a script was asked for."""
    if st.session_state.pop(_ASKED, False):
        st.switch_page(st.Page(follow, title="阅卷", url_path="queue"))
