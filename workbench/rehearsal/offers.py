"""What the open tool offers to do, and how a step of a worked answer is laid into its fields."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.domain.task import SampleStep
from workbench.rehearsal.wire import Widget

Values = Mapping[str, Any]
"""The values of a step by name, nested ones as well. Any: JSON leaves."""

SUBMIT = "FormSubmitter:"
TEXT_KINDS = ("text_input", "text_area", "chat_input")
LONE_KINDS = ("button", "checkbox", "expandable", *TEXT_KINDS)
CHOICES = ("selectbox", "radio", "multiselect", "button_group")
TEXTS = ("演练", "运动水杯", "12", "3.5", "")
ACTION_WORTH = 2  # a button that bears the action's name tells more than a field that bears a value's


@dataclass(frozen=True, slots=True)
class Offer:
    """A button, or a field that acts by itself, and the fields that go with it."""

    widget: Widget
    fields: tuple[Widget, ...] = ()

    def worth(self, step: SampleStep) -> int:
        """How much this looks like what ``step`` was done with; 0 for not at all."""
        own = _words(self.widget.key)
        found = ACTION_WORTH * len(own & _words(step.action))
        return found + sum(
            _value_of(field, values_of(step)) is not None for field in (self.widget, *self.fields)
        )


def prefix(tool: str) -> str:
    """How the keys of ``tool``'s widgets begin."""
    return f"{tool.replace('.', '-')}-"


def offers(widgets: Sequence[Widget], tool: str) -> Iterator[Offer]:
    """Everything that can be done now in the face of ``tool``."""
    own = (prefix(tool), SUBMIT + prefix(tool))
    for widget in widgets:
        if not widget.key.startswith(own) or not widget.can_be_used:
            continue
        if widget.kind == "button" and widget.form:
            together = [one for one in widgets if one.form == widget.form and one.kind != "button"]
            yield Offer(widget, tuple(together))
        elif not widget.form and (widget.kind in LONE_KINDS or _options(widget)):
            yield Offer(widget)


def values_of(step: SampleStep) -> dict[str, Any]:  # Any: JSON leaves
    """The values of ``step`` by name; those of an object within by their own names as well."""
    found: dict[str, Any] = {}  # Any: JSON leaves
    for name, value in step.params.items():
        found[name] = value
        if isinstance(value, dict):
            found |= value
    return found


def fill(widget: Widget, values: Values, dice: random.Random) -> Any:  # Any: what a browser sends for it
    """What a person would put in: the step's own value where one fits, else something that is taken."""
    wanted = _value_of(widget, values)
    if widget.kind in CHOICES:
        return _chosen(widget, wanted, dice)
    if widget.kind in TEXT_KINDS:
        text = str(wanted) if isinstance(wanted, str | int | float) else dice.choice(TEXTS)
        return text[: widget.proto.max_chars or None]
    if widget.kind == "number_input":
        return _bounded(widget.proto, wanted) if isinstance(wanted, int | float) else widget.value
    plain = {
        "button": True,
        "expandable": not widget.value,
        "checkbox": wanted if isinstance(wanted, bool) else dice.choice((True, False)),
    }
    return _slid(widget.proto, dice) if widget.kind == "slider" else plain.get(widget.kind, widget.value)


def _value_of(widget: Widget, values: Values) -> Any:  # Any: JSON leaves
    words = _words(widget.key)
    fitting = {name: value for name, value in values.items() if _words(name) & words}
    if widget.kind in CHOICES:  # an option that says the value fits whatever the field is called
        options = _options(widget)
        fitting |= {name: value for name, value in values.items() if str(value) in options}
    return next(iter(fitting.values()), None)


def _chosen(widget: Widget, wanted: Any, dice: random.Random) -> Any:  # Any: as fill
    options = _options(widget)
    if not options:
        return widget.value
    several = wanted if isinstance(wanted, list) else [wanted]
    found = [option for option in options if any(str(one) == option for one in several)]
    found = found or [dice.choice(options)]
    if widget.kind == "button_group":
        # The browser sends what Python formatted: the icon is part of it.
        icons = {one.content: f"{one.content_icon} {one.content}".strip() for one in widget.proto.options}
        return [icons[found[0]]]
    return found if widget.kind == "multiselect" else found[0]


def _options(widget: Widget) -> list[str]:
    return [getattr(option, "content", option) for option in getattr(widget.proto, "options", ())]


def _bounded(proto: Any, value: float) -> float:  # Any: one of Streamlit's messages
    low = proto.min if proto.has_min else value
    high = proto.max if proto.has_max else value
    return float(min(max(value, low), high))


def _slid(proto: Any, dice: random.Random) -> list[float]:  # Any: as above
    steps = round((proto.max - proto.min) / (proto.step or 1))
    drawn = sorted(proto.min + proto.step * dice.randint(0, steps) for _ in proto.default)
    return [float(value) for value in drawn]


def _words(text: str) -> set[str]:
    return {word for word in re.split(r"[^a-z]+", text.lower()) if len(word) > 1}
