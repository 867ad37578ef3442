"""Seeded choices that are the same on every machine and Python version."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of choices for one seed and purpose: SHA-256 of a counter, no library generator."""

    __slots__ = ("_count", "_name")

    def __init__(self, *name: object) -> None:
        self._name = "|".join(str(part) for part in name)
        self._count = 0

    def below(self, limit: int) -> int:
        """A whole number in [0, ``limit``). Raises ValueError for an empty range."""
        if limit < 1:
            raise ValueError(f"limit: want at least 1, found {limit}")
        self._count += 1
        digest = hashlib.sha256(f"{self._name}#{self._count}".encode()).digest()
        return int.from_bytes(digest[:8]) % limit  # the bias of 2**-60 moves no exam

    def between(self, low: int, high: int) -> int:
        """A whole number in [``low``, ``high``]."""
        return low + self.below(high - low + 1)

    def pick(self, items: Sequence[T]) -> T:
        """One of ``items``."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """``items`` in a new order (Fisher-Yates)."""
        order = list(items)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order
