"""Choosing a sitting."""

from __future__ import annotations

import streamlit as st

from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.usecases import marking
from workbench.usecases.workbench import Workbench


def choose_sitting(wb: Workbench, person: Person) -> Sitting | None:
    """The sitting to look at: the only one, or the one chosen; None when none has begun."""
    found = marking.sittings_to_mark(wb, person)
    if not found:
        st.info("还没有开考的场次。")
        return None
    if len(found) == 1:
        st.markdown(f"**{found[0].name}**")
        return found[0]
    names = {sitting.id: sitting.name for sitting in found}
    chosen = st.selectbox("场次", list(names), format_func=names.__getitem__, key="sitting")
    return next(sitting for sitting in found if sitting.id == chosen)
