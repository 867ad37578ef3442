"""Streamlit's messages as a browser sends and reads them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

WHOLE = ForwardMsg.FINISHED_SUCCESSFULLY
FINAL = {
    WHOLE,
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
    "slider": "double_array_value",
    "color_picker": "string_value",
    "chat_input": "chat_input_value",
    "expandable": "bool_value",
    "button": "trigger_value",
    "bidi_component": "json_value",
}
ONCE = ("button", "chat_input")
"""Kinds whose value is sent once and then forgotten."""

_EVENTS = "$$STREAMLIT_INTERNAL_KEY_{}__events"  # Streamlit's id of what a component tells
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
    data: dict[str, Any] = field(default_factory=dict)  # Any: what Python gave a component of ours

    @property
    def can_be_used(self) -> bool:
        """Whether a person could use it now."""
        return not getattr(self.proto, "disabled", False) and not self.data.get("locked", False)

    @property
    def form(self) -> str:
        """The form that it belongs to, or nothing."""
        return str(getattr(self.proto, "form_id", ""))


@dataclass(frozen=True, slots=True)
class Told:
    """What a component of ours tells Python: its id, the event, and the event's value."""

    id: str
    event: str
    value: Any  # Any: JSON


def asking(
    widgets: Iterable[Widget], fragment: str, *, url: str, timezone: str, told: Told | None = None
) -> BackMsg:
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
        if name.endswith("array_value"):
            getattr(state, name).data.extend(widget.value)
        elif name == "chat_input_value":
            state.chat_input_value.data = widget.value
        else:
            setattr(state, name, widget.value)
    if told is not None:
        state = run.widget_states.widgets.add()
        state.id = _EVENTS.format(told.id)
        state.json_trigger_value = json.dumps([{"event": told.event, "value": told.value}])
    return message


def key_of(widget_id: str) -> str:
    """The key that Python gave the widget, or the whole id where it gave none."""
    parts = widget_id.split("-", 2)  # $$ID-hash-key
    return parts[-1] if len(parts) > 2 and parts[-1] != "None" else widget_id  # noqa: PLR2004  three parts
