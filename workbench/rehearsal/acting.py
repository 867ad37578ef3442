"""One action of a student on whatever the page offers: a tick, another tool, or something in the tool."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from workbench.rehearsal.student import Student
from workbench.rehearsal.wire import Lost, Widget

TICK_SHARE, TAB_SHARE = 0.2, 0.3
"""Shares of the actions; the rest is done in the tool that is open."""

TICK = "desk-brief-done-"
_SUBMIT = "FormSubmitter:"
_NOT_TOOLS = ("desk-brief-", "hand-in", "start", "take-back", "tool")
_CHOICES = ("selectbox", "radio")
_TEXTS = ("演练", "运动水杯", "12", "3.5", "")


@dataclass(frozen=True, slots=True)
class Acted:
    """An action: how long the page took, and whether the page then showed a new tick."""

    milliseconds: float
    ticked: bool = False


async def act(student: Student, dice: random.Random) -> Acted:
    """Take one action. Raises Lost."""
    said = dice.random()
    ticks = [key for key in student.widgets if key.startswith(TICK)]
    if ticks and said < TICK_SHARE:
        return await _tick(student, dice.choice(ticks))
    usable = _usable(student)
    if not usable or said < TICK_SHARE + TAB_SHARE:
        return Acted(await _change_tool(student, dice))
    widget = dice.choice(usable)
    for part in student.widgets.values():
        if _form(widget) and _form(part) == _form(widget) and part.kind != "button":
            part.value = _some_value(part, dice)
    return Acted(await student.use(widget.key, _some_value(widget, dice)))


async def _tick(student: Student, key: str) -> Acted:
    wanted = not student.is_ticked(key)
    milliseconds = await student.use(key, wanted)
    await student.rerun(student.widgets[key].fragment)  # drawn as the state that the store now has
    if student.is_ticked(key) != wanted:
        raise Lost("a tick was not taken")
    return Acted(milliseconds, ticked=True)


async def _change_tool(student: Student, dice: random.Random) -> float:
    row = student.widgets.get("tool")
    if row is None:
        raise Lost("the page has no tools")
    return await student.choose("tool", dice.choice([option.content for option in row.proto.options]))


def _usable(student: Student) -> list[Widget]:
    # A field of a form is sent with the form's button and is no action by itself.
    return [
        widget
        for widget in student.widgets.values()
        if not widget.key.startswith(_NOT_TOOLS)
        and not getattr(widget.proto, "disabled", False)
        and (widget.kind == "button" or not _form(widget))
        and (
            widget.kind in ("button", "checkbox", "text_input") or list(getattr(widget.proto, "options", ()))
        )
    ]


def _form(widget: Widget) -> str:
    return str(getattr(widget.proto, "form_id", ""))


def _some_value(widget: Widget, dice: random.Random) -> Any:  # Any: what a browser sends for that kind
    if widget.kind == "button":
        return True
    if widget.kind == "checkbox":
        return dice.random() < 0.5  # noqa: PLR2004  a coin
    if widget.kind in _CHOICES and widget.proto.options:
        return dice.choice(list(widget.proto.options))
    if widget.kind == "button_group" and widget.proto.options:
        option = dice.choice(list(widget.proto.options))
        return [f"{option.content_icon} {option.content}".strip()]
    if widget.kind in ("text_input", "text_area"):
        return dice.choice(_TEXTS)
    return widget.value
