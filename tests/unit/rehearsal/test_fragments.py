"""What a page of fragments still runs by itself after one of them was drawn again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from workbench.rehearsal.student import Student

BENCH, BRIEF, TALK = (0, 1, 1), (0, 1, 0), (0, 1, 1, 2)


class Wire:
    """A connection whose answers are known."""

    def __init__(self, answers: Iterable[ForwardMsg]) -> None:
        self._answers = [one.SerializeToString() for one in answers]

    async def send(self, message: bytes) -> None:
        del message

    async def recv(self) -> bytes:
        return self._answers.pop(0)


def began() -> ForwardMsg:
    message = ForwardMsg()
    message.new_session.name = "main"
    return message


def told(fragment: str) -> ForwardMsg:
    """A toast: it lies beside the page, whoever asked for it."""
    message = drawn(fragment, (2,))
    message.metadata.delta_path[:] = (2, 0)
    return message


def button(key: str, place: tuple[int, ...]) -> ForwardMsg:
    message = ForwardMsg()
    message.metadata.delta_path.extend((*place, 1))
    message.delta.new_element.button.id = f"$$ID-0-{key}"
    return message


def drawn(fragment: str, place: tuple[int, ...]) -> ForwardMsg:
    message = ForwardMsg()
    message.metadata.delta_path.extend((*place, 0))
    message.delta.fragment_id = fragment
    message.delta.new_element.markdown.body = fragment
    return message


def ticking(fragment: str) -> ForwardMsg:
    message = ForwardMsg()
    message.auto_rerun.fragment_id, message.auto_rerun.interval = fragment, 2.0
    return message


def ended(how: int) -> ForwardMsg:
    return ForwardMsg(script_finished=how)


WHOLE = [
    began(), button("hand-in", (0, 0)), drawn("brief", BRIEF), drawn("bench", BENCH), drawn("talk", TALK), ticking("talk"), ticking("hour"),
    ended(ForwardMsg.FINISHED_SUCCESSFULLY),
]  # fmt: skip
PART = ended(ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@pytest.mark.parametrize(
    ("ran", "messages", "left"),
    [
        ("bench", [drawn("bench", BENCH)], {"hour"}),
        ("bench", [drawn("bench", BENCH), drawn("talk", TALK), ticking("talk")], {"hour", "talk"}),
        ("bench", [told("bench"), drawn("bench", BENCH)], {"hour"}),
        ("brief", [drawn("brief", BRIEF), told("brief")], {"hour", "talk"}),
        ("talk", [drawn("talk", TALK)], {"hour", "talk"}),
    ],
    ids=[
        "another tool",
        "the same tool",
        "a tool that says something",
        "the other column",
        "the talk itself",
    ],
)
def test_what_lay_inside_a_fragment_and_is_not_drawn_again_ticks_no_more(ran, messages, left) -> None:
    student = Student("http://x", "A0001", "1")
    student._ws = Wire([*WHOLE, began(), *messages, PART])

    async def both() -> None:
        await student.rerun()
        await student.rerun(ran)

    asyncio.run(both())
    assert {timer.fragment for timer in student.timers} == left
    assert "hand-in" in student.widgets
