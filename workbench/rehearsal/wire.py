"""Streamlit's messages as a browser sends and reads them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

FINAL = {
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
}
VALUE_FIELDS = {
    "text_area": "string_value",
    "text_input": "string_value",
    "number_input": "double_value",
    "checkbox": "bool_value",
    "selectbox": "string_value",
    "radio": "string_value",
    "button_group": "string_array_value",
    "multiselect": "string_array_value",
    "button": "trigger_value",
    "bidi_component": "json_value",
}
TIMEOUT_SECONDS = 30.0
OK = 200


class Lost(Exception):
    """The server did not answer, or not with a yes. ``status`` is what HTTP said, 0 where it said nothing."""

    def __init__(self, text: str, status: int = 0) -> None:
        super().__init__(text)
        self.status = status


@dataclass
class Widget:
    """One widget: the fragment that a change of it reruns, and the value that the browser holds."""

    id: str
    key: str
    kind: str
    fragment: str
    proto: Any  # Any: one of Streamlit's messages
    value: Any = None  # Any: what a browser holds


def asking(widgets: Iterable[Widget], fragment: str, *, url: str, timezone: str) -> BackMsg:
    """The message that asks for a run of the page, or of one fragment, with the values of ``widgets``."""
    message = BackMsg()
    run = message.rerun_script
    run.fragment_id = fragment
    run.context_info.timezone = timezone
    run.context_info.locale = "zh-CN"
    run.context_info.url = url
    run.widget_states.SetInParent()
    for widget in widgets:
        if widget.value is None:
            continue
        state = run.widget_states.widgets.add()
        state.id = widget.id
        name = VALUE_FIELDS[widget.kind]
        if name == "string_array_value":
            state.string_array_value.data.extend(widget.value)
        else:
            setattr(state, name, widget.value)
    return message


def key_of(widget_id: str) -> str:
    """The key that Python gave the widget, or the whole id where it gave none."""
    parts = widget_id.split("-", 2)  # $$ID-hash-key
    return parts[-1] if len(parts) > 2 and parts[-1] != "None" else widget_id  # noqa: PLR2004  three parts
