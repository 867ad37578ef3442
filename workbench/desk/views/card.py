"""The question cards' face: one widget for each question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from workbench.api import JSON, ToolSession
from workbench.desk.card import MAX_TEXT_CHARS
from workbench.desk.views.holding import held, settle


def draw(session: ToolSession) -> None:
    """Draw every question with its present answer."""
    questions = session.given.get("card", [])
    answers = session.state["answers"]
    st.caption(f"共 {len(questions)} 题，已答 {len(answers)} 题。" if questions else "本题没有题卡。")
    for question in questions:
        now = answers.get(question["id"])
        key = session.key(question["id"])
        value = _WIDGETS[question["kind"]](question, now, {"key": key, "disabled": session.locked})
        if value != now and not session.locked:
            is_taken = session.do("answer", question=question["id"], value=value)
            if question["kind"] != "match":
                settle(key, _shown(question["kind"], value), is_taken=is_taken)


def _shown(kind: str, value: Any) -> Any:  # Any: a card's Value, as its widget holds it
    empty = {"multiple": [], "order": [], "text": ""}
    return empty.get(kind) if value is None else float(value) if kind == "number" else value


def _single(question: JSON, now: Any, how: JSON) -> Any:  # Any: a card's Value, and a widget's arguments
    held(how["key"], now)
    return st.radio(question["text"], question["options"], index=None, **how)


def _multiple(question: JSON, now: Any, how: JSON) -> Any:  # Any: as above
    held(how["key"], _shown("multiple", now))
    return st.pills(question["text"], question["options"], selection_mode="multi", **how) or None


def _order(question: JSON, now: Any, how: JSON) -> Any:  # Any: as above
    held(how["key"], _shown("order", now))
    options = question["options"]
    help_text = "按先后次序逐个点选，全部选完才算作答"
    chosen = st.multiselect(question["text"], options, placeholder=help_text, **how)
    return chosen if len(chosen) == len(options) else now


def _match(question: JSON, now: Any, how: JSON) -> Any:  # Any: as above
    st.markdown(question["text"])
    found = {}
    for at, left in enumerate(question["left"]):
        key = held(f"{how['key']}-{at}", (now or {}).get(left))
        chosen = st.selectbox(left, question["options"], index=None, **{**how, "key": key})
        settle(key, chosen, is_taken=True)
        if chosen is not None:
            found[left] = chosen
    return found or None


def _number(question: JSON, now: Any, how: JSON) -> Any:  # Any: as above
    held(how["key"], _shown("number", now))
    value = st.number_input(question["text"], value=None, format="%g", **how)
    return now if value == now else value


def _text(question: JSON, now: Any, how: JSON) -> Any:  # Any: as above
    held(how["key"], _shown("text", now))
    return st.text_input(question["text"], max_chars=MAX_TEXT_CHARS, **how) or None


_WIDGETS: Mapping[str, Callable[[JSON, Any, JSON], Any]] = {
    "single": _single,
    "multiple": _multiple,
    "order": _order,
    "match": _match,
    "number": _number,
    "text": _text,
}
