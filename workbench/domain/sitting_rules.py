"""What a school settles for one sitting besides the draw: day, window, room network, pass mark."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from workbench.domain.clock import GRACE_SECONDS
from workbench.domain.second_marking import THIRD_SHARE

LONGEST_GRACE_SECONDS = 30
"""A longer grace would be time to write in."""

PASS_POINTS = 60
"""The pass mark where a school names none. Source: oddities A2."""

APPEAL_DAYS = 7
"""For how many days after a release students may appeal, where a school names no other number."""

MOST_APPEAL_DAYS = 60


@dataclass(frozen=True, slots=True)
class SittingRules:
    """``date`` is printed as it is typed. ``opens`` and ``closes`` are seconds since the epoch, or None.

    Between them candidates may start. Appeals are taken for ``appeal_days`` after a module's release, none
    where it is 0; ``shows_model`` is what the release page proposes: whether students see a model answer.
    ``second_share`` of the scripts are marked by two who do not see each other; two marks that differ by more
    than ``third_share`` of a line's judged points go to a third. Both are shares in [0, 1].
    ``networks`` are address ranges such as ``192.168.10.0/24``; none means that every address is let in.
    ``grace_seconds`` (0..30) after the deadline a save that was under way is still taken. Raises ValueError
    in the reader's words for what does not fit.
    """

    date: str = ""
    opens: float | None = None
    closes: float | None = None
    networks: tuple[str, ...] = ()
    pass_points: int = PASS_POINTS
    appeal_days: int = APPEAL_DAYS
    shows_model: bool = False
    grace_seconds: float = GRACE_SECONDS
    second_share: float = 0.0
    third_share: float = THIRD_SHARE

    def __post_init__(self) -> None:
        if not 1 <= self.pass_points <= 100:  # noqa: PLR2004  a paper is worth 100
            raise ValueError(f"及格分要写 1—100 的整数，现为 {self.pass_points}。")
        if not 0 <= self.appeal_days <= MOST_APPEAL_DAYS:
            raise ValueError(f"申诉期要写 0—{MOST_APPEAL_DAYS} 的整数天，现为 {self.appeal_days}。")
        if not 0 <= self.grace_seconds <= LONGEST_GRACE_SECONDS:
            raise ValueError(f"收尾宽限要写 0—{LONGEST_GRACE_SECONDS} 秒，现为 {self.grace_seconds:g}。")
        if not (0 <= self.second_share <= 1 and 0 <= self.third_share <= 1):
            raise ValueError("双评比例和差值限度都要在 0—100 % 之间。")
        if self.opens is not None and self.closes is not None and self.closes <= self.opens:
            raise ValueError("最晚开始时间要在最早开始时间之后。")
        for network in self.networks:
            try:
                ipaddress.ip_network(network)
            except ValueError:
                raise ValueError(f"“{network:.40}”不是网段，请写成 192.168.10.0/24 的样子。") from None

    def admits(self, address: str) -> bool:
        """Whether a computer at ``address`` is in the room; every computer is where no network is named."""
        if not self.networks:
            return True
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(found in ipaddress.ip_network(network) for network in self.networks)

    def as_json(self) -> dict[str, Any]:  # Any: JSON leaves
        """The rules as plain JSON."""
        return asdict(self) | {"networks": list(self.networks)}

    @classmethod
    def from_json(cls, given: Mapping[str, Any] | None) -> SittingRules:  # Any: as above
        """The rules that a JSON object says; the defaults where there is none."""
        values = dict(given or {})
        return cls(**values | {"networks": tuple(values.get("networks", ()))})
