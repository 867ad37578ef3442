"""Widgets that show what a state holds, and whose changes become steps.

A key that carried the state's value would lose the next click: it comes from a widget that the step has
already replaced. So a key stays the same, and this module tells a change made here from one made on
another page.
"""

from __future__ import annotations

from typing import Any

import streamlit as st


def held(key: str, now: Any) -> str:  # Any: whatever the widget shows
    """``key``, whose widget shows ``now`` unless it was changed here since; called before it is drawn."""
    if key not in st.session_state or st.session_state.get(_agreed(key)) != [now]:
        st.session_state[key] = now
        st.session_state[_agreed(key)] = [now]
    return key


def settle(key: str, value: Any, *, is_taken: bool) -> None:  # Any: as above
    """Note that ``value`` is what the state holds now; after a refusal the widget shows the state again."""
    st.session_state[_agreed(key)] = [value] if is_taken else []


def _agreed(key: str) -> str:
    return f"{key}-agreed"
