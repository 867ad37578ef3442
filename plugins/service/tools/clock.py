"""Response times by stated definitions, from an annotated transcript. The times are the server's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .talk import DONE, Annotated

REFRESH_SECONDS = 10.0
"""The desk looks for new customers so often; the first wait begins when the customer can have been seen."""

DEFINITION = (
    "等待从客户发话（连发几句从第一句）起，到客服第一条让客户看得懂、不重复的答复止；首次响应是进店第一句的等待，"
    f"扣除会话台刷新的 {REFRESH_SECONDS:.0f} 秒；平均响应是全部已答复等待的平均；到结束仍没有答复的算漏回。"
)


@dataclass(frozen=True, slots=True)
class Wait:
    """A customer's wait: ``until`` is None when no answer came."""

    since: float
    until: float | None

    @property
    def seconds(self) -> float | None:
        """How long it took; None without an answer."""
        return None if self.until is None else max(0.0, self.until - self.since)


@dataclass(frozen=True, slots=True)
class Times:
    """``first`` and ``mean`` in seconds, None where nothing was answered; how many waits, how many missed."""

    first: float | None
    mean: float | None
    answered: int
    missed: int


def waits(turns: Sequence[Annotated]) -> tuple[Wait, ...]:
    """Every wait of the customer, in order."""
    found: list[Wait] = []
    since: float | None = None
    for turn in turns:
        if turn.who == "customer":
            if since is None and turn.kind != "nudge" and turn.mind.phase not in DONE:
                since = turn.at + (REFRESH_SECONDS if turn.kind == "open" else 0.0)
        elif turn.note is not None and turn.note.is_answer and since is not None:
            found.append(Wait(since, turn.at))
            since = None
    return (*found, Wait(since, None)) if since is not None else tuple(found)


def times(turns: Sequence[Annotated]) -> Times:
    """The response times of a conversation."""
    every = waits(turns)
    known = [wait.seconds for wait in every if wait.seconds is not None]
    mean = sum(known) / len(known) if known else None
    first = every[0].seconds if every else None
    return Times(first, mean, len(known), len(every) - len(known))
