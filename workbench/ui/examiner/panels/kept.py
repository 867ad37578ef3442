"""What was chosen on the panels page, kept while a script is looked at on another page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

_KEPT = "panels-kept"


def earlier(name: str, options: Sequence[str]) -> str:
    """What was chosen before under ``name``, or the first of ``options`` where that is not among them."""
    found = st.session_state.get(_KEPT, {}).get(name)
    return found if found in options else options[0]


def keep(name: str, chosen: str) -> str:
    """Keep ``chosen``: a widget forgets its value as soon as its page is left."""
    st.session_state[_KEPT] = st.session_state.get(_KEPT, {}) | {name: chosen}
    return chosen
