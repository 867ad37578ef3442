"""The fields of an act on a draw that is made: why, and two names."""

from __future__ import annotations

import streamlit as st

from workbench.usecases.signed import LONGEST_NAME, SHORTEST_REASON


def form_key(name: str) -> str:
    """The name of a form as it is now; ``renew`` gives it another, and with it empty fields."""
    return f"{name}-{st.session_state.get(f'{name}-turn', 0)}"


def renew(name: str) -> None:
    """Empty the form's fields: what was done once is not done again by a second press."""
    st.session_state[f"{name}-turn"] = int(st.session_state.get(f"{name}-turn", 0)) + 1


def fields(key: str, example: str) -> tuple[str, str, str]:
    """The reason and the two names as typed into fields whose keys begin with ``key``."""
    reason = st.text_input(
        f"原因（至少 {SHORTEST_REASON} 个字，印在抽签记录上）", key=f"{key}-why", placeholder=example
    )
    one, two = st.columns(2)
    first = one.text_input("现场人员一", key=f"{key}-first", max_chars=LONGEST_NAME)
    second = two.text_input("现场人员二", key=f"{key}-second", max_chars=LONGEST_NAME)
    return reason, first, second
