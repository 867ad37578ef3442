"""The client keeps to what a browser does."""

from __future__ import annotations

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from workbench.rehearsal.student import Student
from workbench.rehearsal.wire import asking


def _drawn(student: Student, *elements: ForwardMsg) -> None:
    seen: set[str] = set()
    for message in elements:
        student._digest(message.SerializeToString(), seen)
    student._draw("", seen)


def _button() -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.button.id = "$$ID-abc-go"
    return message


def test_a_button_that_was_pressed_is_not_pressed_again_by_the_next_run() -> None:
    student = Student("http://127.0.0.1:1", "A", "")
    _drawn(student, _button())
    student.widgets["go"].value = True
    _drawn(student, _button())
    message = asking(student.widgets.values(), "", url="", timezone="")
    assert not message.rerun_script.widget_states.widgets
