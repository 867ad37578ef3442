"""A reason in full words and two names: what an act on a draw that is made already wants."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.errors import Refused
from workbench.usecases.reasons import reason_given

SHORTEST_REASON = 10
"""Characters: a word such as 故障 tells nobody afterwards what happened."""

LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Signed:
    """Why, and the two people who answer for it. Raises Refused for what does not fit."""

    reason: str
    names: tuple[str, str]

    @classmethod
    def typed(cls, reason: str, first: str, second: str) -> Signed:
        """What was typed, without blanks to spare."""
        return cls(reason_given(reason), (" ".join(first.split()), " ".join(second.split())))

    def __post_init__(self) -> None:
        if len(self.reason) < SHORTEST_REASON:
            said = f"现在有 {len(self.reason)} 字"
            raise Refused(f"原因至少写 {SHORTEST_REASON} 个字，说清发生了什么（{said}）。")
        if not all(self.names) or self.names[0] == self.names[1]:
            raise Refused("请写两位现场人员的姓名，不能是同一个人。")
        if max(map(len, self.names)) > LONGEST_NAME:
            raise Refused(f"姓名最多 {LONGEST_NAME} 字。")
