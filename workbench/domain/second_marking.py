"""Marking by two who do not see each other, and by a third where they differ."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from workbench.domain.score import POINT_STEP

FIRST, SECOND, THIRD = 1, 2, 3
"""The seats of a script's examiners."""

THIRD_SHARE = 0.2
"""Two marks that differ by more than this share of the line's judged points go to a third examiner.
Source: oddities have none; a school sets its own."""

_SAMPLE_STEPS = 10_000


def wants_second(sitting_id: int, code: str, share: float) -> bool:
    """Whether the script with blind number ``code`` is marked twice, where ``share`` of all scripts are.

    The sample follows from the number alone: nobody chooses it, and it stays the same.
    """
    digest = hashlib.sha256(f"second|{sitting_id}|{code}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % _SAMPLE_STEPS < round(share * _SAMPLE_STEPS)


@dataclass(frozen=True, slots=True)
class Settled:
    """Where the marks of one line stand: its points once they are settled, and the seats that still mark."""

    points: Decimal | None
    waiting: tuple[int, ...]


def settled(
    marks: Mapping[int, Decimal], limit: Decimal, *, is_double: bool, third_share: float = THIRD_SHARE
) -> Settled:
    """What the newest marks by seat come to, of at most ``limit`` points.

    One mark settles a line that is marked once. Two settle it at their mean, half up to the hundredth, unless
    they differ by more than ``third_share`` of ``limit``; then the third examiner's mark is the line's.
    """
    if not is_double:
        first = marks.get(FIRST)
        return Settled(first, () if first is not None else (FIRST,))
    missing = tuple(seat for seat in (FIRST, SECOND) if seat not in marks)
    if missing:
        return Settled(None, missing)
    one, two = marks[FIRST], marks[SECOND]
    if abs(one - two) <= Decimal(repr(third_share)) * limit:
        return Settled(((one + two) / 2).quantize(POINT_STEP, ROUND_HALF_UP), ())
    third = marks.get(THIRD)
    return Settled(third, () if third is not None else (THIRD,))
