"""Which practice the page shows: its address says so, so that a refresh comes back to it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from workbench.domain.errors import Refused
from workbench.store.attempts import Attempt
from workbench.store.people import Person
from workbench.usecases import practising
from workbench.usecases.workbench import Workbench

_NAME = "id"


def opened() -> str | None:
    """The id of the practice that is shown; None for the list."""
    return st.query_params.get(_NAME)


def show(attempt_id: str | None) -> None:
    """Show a practice, or the list, from the next run on, which begins now."""
    _turn_to(attempt_id)
    st.rerun()


def _turn_to(attempt_id: str | None) -> None:
    if attempt_id is None:
        st.query_params.clear()
    else:
        st.query_params[_NAME] = attempt_id


def draw_again(wb: Workbench, person: Person, attempt: Attempt) -> None:
    """The buttons that take the same task once more."""
    for key, title, same in (("new", "换一组数字再练", False), ("same", "用同样的数字再练", True)):
        if st.button(title, key=f"again-{key}", type="secondary" if same else "primary"):
            begin(partial(practising.again, wb, person, attempt.id, same_numbers=same))


def begin(start: partial[str]) -> None:
    """Show the practice that ``start`` begins, or say why it is refused."""
    try:
        attempt_id = start()
    except Refused as error:
        st.error(error.text)
        return
    show(attempt_id)
