"""Going from a line of the rubric to the place that supports it: a step of the film, a stretch of a text."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench.domain.score import Cite
from workbench.ui.examiner import film
from workbench.usecases.marking import Script

WORK, FILM = "交上来的答卷", "过程回放"
TAB = "script-tab"
"""The widget key of the page's tabs."""

_SHOWN = "cited-line"
SHOWN_CITES = 12
"""How many places of one line stand beside it; all of them are marked where they are."""


def draw(script: Script, line: str, cites: Sequence[Cite]) -> None:
    """The places that support ``line``, to choose one."""
    if not cites:
        return
    names = {at: _named(cite) for at, cite in enumerate(cites[:SHOWN_CITES])}
    more = f"（共 {len(cites)} 处，列出前 {SHOWN_CITES} 处）" if len(cites) > SHOWN_CITES else ""
    key = f"cites-{script.attempt_id}-{line}"
    st.pills(
        f"依据{more}", list(names), format_func=names.__getitem__, key=key, on_change=_go,
        args=(script, line, tuple(cites), key),
    )  # fmt: skip


def _named(cite: Cite) -> str:
    if cite.event is not None:
        return f"第 {cite.event} 步"
    place = f"{cite.start}—{cite.end} 字" if cite.start is not None else "全文"
    return f"{cite.field} {place}"


def _go(script: Script, line: str, cites: tuple[Cite, ...], key: str) -> None:
    chosen = st.session_state.get(key)
    if chosen is None:
        st.session_state.pop(_SHOWN, None)
        return
    cite = cites[chosen]
    st.session_state[_SHOWN] = [script.attempt_id, line]
    if cite.event is not None:
        film.show(script, cite.event)
        st.session_state[TAB] = FILM
    else:
        st.session_state[TAB] = WORK


def stretches(script: Script, tool: str, field: str, length: int) -> list[tuple[int, int]]:
    """The stretches of a draft that the chosen line cites, as (start, end), in order, none overlapping."""
    shown = st.session_state.get(_SHOWN)
    if shown is None or shown[0] != script.attempt_id or shown[1] not in script.outcomes:
        return []
    found = sorted(
        (max(0, cite.start or 0), min(length, length if cite.end is None else cite.end))
        for cite in script.outcomes[shown[1]].cites
        if cite.event is None and (cite.tool, cite.field) == (tool, field)
    )
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined
