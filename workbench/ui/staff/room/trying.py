"""Doing what an invigilator asked for, and saying how it went."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from workbench.domain.errors import WorkbenchError


def tried(key: str, act: Callable[[], object], done: str = "") -> None:
    """Do ``act``: what is wrong is said where the form stands; else the page runs again and says ``done``.

    What a form holds is emptied then, so that nothing is done twice by mistake.
    """
    try:
        act()
    except WorkbenchError as error:
        st.error(str(error))
        return
    if done:
        st.toast(done, icon=":material/check:")
    turn = f"{key}-turn"
    st.session_state[turn] = st.session_state.get(turn, 0) + 1
    st.rerun()


def turn_of(key: str) -> str:
    """A name for a form's widgets that changes after each act, so that they start empty again."""
    turn = st.session_state.get(f"{key}-turn", 0)
    return f"{key}-{turn}" if turn else key
