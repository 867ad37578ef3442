"""What the host adds to a step: the server's time, and what it read of a file itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import pytest

from workbench.api import Action, Refused, Tool
from workbench.host.filling import Brought, filled


@dataclass(frozen=True)
class Say:
    text: str
    at: float


@dataclass(frozen=True)
class Bring:
    file: str
    name: str
    size: int
    facts: dict[str, Any]
    slot: str


def intake(name: str, body: bytes):
    if not body.startswith(b"GIF"):
        raise Refused(f"“{name}”不是图片。")
    return {"first": body[0]}


TOOL = Tool(
    "x.desk", "台", None, (Action("say", "说", Say, stamped=True), Action("bring", "带", Bring, takes_file=True)),
    intake=intake,
)  # fmt: skip


def test_a_stamped_step_carries_the_servers_time_whatever_the_face_says() -> None:
    assert filled(TOOL, "say", {"text": "好", "at": 1.0}, at=61.23456) == {"text": "好", "at": 61.235}


def test_a_brought_file_is_known_by_its_content_and_not_by_what_is_said_of_it() -> None:
    lies = {"file": "0" * 64, "size": 1, "facts": {"first": 0}, "slot": "a", "name": "x"}
    got = filled(TOOL, "bring", lies, at=1.0, brought=Brought("图.gif", b"GIF89a"))
    assert got == {
        "slot": "a", "name": "图.gif", "size": 6, "facts": {"first": 71},
        "file": hashlib.sha256(b"GIF89a").hexdigest(),
    }  # fmt: skip


@pytest.mark.parametrize("brought", [None, Brought("a.exe", b"MZ")])
def test_a_step_without_its_file_or_with_a_wrong_one_is_refused(brought) -> None:
    with pytest.raises(Refused):
        filled(TOOL, "bring", {"slot": "a"}, at=1.0, brought=brought)


def test_a_step_that_wants_nothing_is_left_alone() -> None:
    assert filled(TOOL, "absent", {"at": 3}, at=1.0) == {"at": 3}
