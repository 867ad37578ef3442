"""Question cards: single, multiple, order, match, number and short text."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.api import JSON, Action, Refused
from workbench.desk.writing import no_such_action, refuse_unstorable

MAX_TEXT_CHARS = 500
"""The longest short answer, in characters; longer ones are documents."""

Value = str | int | float | list[str] | dict[str, str] | None


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """The answer to one question; None takes it back.

    single: an option. multiple and order: a list of options. match: left item -> option. number: a
    number. text: a short text.
    """

    question: str
    value: Value


ACTIONS = (Action("answer", "作答", AnswerQuestion),)


@dataclass(frozen=True, slots=True)
class Card:
    """The engine. ``given["card"]`` is a list of questions ``{"id", "text", "kind", "options", "left"}``.

    ``options`` (texts) belong to single, multiple, order and match; ``left`` (texts) to match. State:
    ``answers`` {question id: value} and ``questions`` {question id: {"kind", "options", "left"}}.
    """

    def start(self, given: JSON, seed: int) -> JSON:  # noqa: ARG002  the contract's signature
        """No answers."""
        questions = {
            question["id"]: {
                "kind": question["kind"],
                "options": list(question.get("options", [])),
                "left": list(question.get("left", [])),
            }
            for question in given.get("card", [])
        }
        return {"answers": {}, "questions": questions}

    def apply(self, state: JSON, action: str, params: JSON) -> JSON:
        """The state with the answer. Refuses an unknown question and an answer that does not fit its kind."""
        if action != "answer":
            raise no_such_action(action)
        name, value = params["question"], params["value"]
        if name not in state["questions"]:
            raise Refused(f"题卡上没有“{name:.40}”这道题。")
        others = {key: kept for key, kept in state["answers"].items() if key != name}
        if value is None:
            return {**state, "answers": others}
        question = state["questions"][name]
        if (fault := _FITS[question["kind"]](question, value)) is not None:
            raise Refused(fault)
        return {**state, "answers": {**others, name: value}}


def _single(question: JSON, value: Any) -> str | None:  # Any: one of Value, told apart here
    return None if isinstance(value, str) and value in question["options"] else "请从给出的选项里选一个。"


def _multiple(question: JSON, value: Any) -> str | None:  # Any: one of Value, told apart here
    is_list = isinstance(value, list) and len(set(value)) == len(value)
    fits = is_list and all(item in question["options"] for item in value)
    return None if fits else "请从给出的选项里选，同一项只选一次。"


def _order(question: JSON, value: Any) -> str | None:  # Any: one of Value, told apart here
    fits = isinstance(value, list) and sorted(value) == sorted(question["options"])
    return None if fits else "排序题要把每一项都排上，且只排一次。"


def _match(question: JSON, value: Any) -> str | None:  # Any: one of Value, told apart here
    if not isinstance(value, dict):
        return "连线题要给每一项选一个对应项。"
    fits = all(left in question["left"] and right in question["options"] for left, right in value.items())
    return None if fits else "连线题里有题目以外的内容。"


def _number(question: JSON, value: Any) -> str | None:  # noqa: ARG001  Any: one of Value, told apart here
    fits = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return None if fits else "这道题请填一个数。"


def _text(question: JSON, value: Any) -> str | None:  # noqa: ARG001  Any: one of Value, told apart here
    if not isinstance(value, str):
        return "这道题请写一段文字。"
    refuse_unstorable(value)
    return None if len(value) <= MAX_TEXT_CHARS else f"这道题最多写 {MAX_TEXT_CHARS} 个字符。"


_FITS: Mapping[str, Callable[[JSON, Any], str | None]] = {
    "single": _single,
    "multiple": _multiple,
    "order": _order,
    "match": _match,
    "number": _number,
    "text": _text,
}
