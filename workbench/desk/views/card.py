"""The question cards' face: one widget for each question."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from workbench.api import JSON, ToolSession
from workbench.desk.card import MAX_TEXT_CHARS


def draw(session: ToolSession) -> None:
    """Draw every question with its present answer."""
    questions = session.given.get("card", [])
    answers = session.state["answers"]
    st.caption(f"共 {len(questions)} 题，已答 {len(answers)} 题。" if questions else "本题没有题卡。")
    for question in questions:
        now = answers.get(question["id"])
        # The key carries the answer that the state holds, so that the widget never shows an older one.
        key = session.key(f"{question['id']}-{json.dumps(now, ensure_ascii=False)}")
        value = _WIDGETS[question["kind"]](question, now, {"key": key, "disabled": session.locked})
        if value != now and not session.locked:
            session.do("answer", question=question["id"], value=value)


def _single(question: JSON, now: Any, how: JSON) -> Any:  # Any: a card's Value, and a widget's arguments
    options = question["options"]
    return st.radio(question["text"], options, index=options.index(now) if now in options else None, **how)


def _multiple(question: JSON, now: Any, how: JSON) -> Any:  # Any: as above
    return st.pills(question["text"], question["options"], selection_mode="multi", default=now, **how) or None


def _order(question: JSON, now: Any, how: JSON) -> Any:  # Any: as above
    options = question["options"]
    help_text = "按先后次序逐个点选，全部选完才算作答"
    chosen = st.multiselect(question["text"], options, default=now, placeholder=help_text, **how)
    return chosen if len(chosen) == len(options) else now


def _match(question: JSON, now: Any, how: JSON) -> Any:  # Any: as above
    st.markdown(question["text"])
    found = {}
    for at, left in enumerate(question["left"]):
        options = question["options"]
        index = options.index(now[left]) if now and now.get(left) in options else None
        chosen = st.selectbox(left, options, index=index, **{**how, "key": f"{how['key']}-{at}"})
        if chosen is not None:
            found[left] = chosen
    return found or None


def _number(question: JSON, now: Any, how: JSON) -> Any:  # Any: as above
    value = st.number_input(question["text"], value=None if now is None else float(now), format="%g", **how)
    return now if value == now else value


def _text(question: JSON, now: Any, how: JSON) -> Any:  # Any: as above
    return st.text_input(question["text"], value=now or "", max_chars=MAX_TEXT_CHARS, **how) or None


_WIDGETS: Mapping[str, Callable[[JSON, Any, JSON], Any]] = {
    "single": _single,
    "multiple": _multiple,
    "order": _order,
    "match": _match,
    "number": _number,
    "text": _text,
}
