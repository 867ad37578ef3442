"""The draw's source of chance: HMAC-SHA256 as a counter stream, so that every language agrees bit for bit.

Block ``i`` of stream ``label`` is HMAC-SHA256(seed, label + NUL + i as 8 bytes, big-endian); its first
8 bytes, big-endian, are one number. Numbers that would favour small results are passed over.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from typing import TypeVar

_RANGE = 1 << 64
T = TypeVar("T")


class Stream:
    """One labelled stream of a 32-byte seed."""

    def __init__(self, seed: bytes, label: str) -> None:
        self._seed = seed
        self._label = label.encode()
        self._block = 0

    def below(self, limit: int) -> int:
        """A number from 0 up to, not including, ``limit``; every one equally likely."""
        fair = _RANGE - _RANGE % limit
        while True:
            message = self._label + b"\0" + self._block.to_bytes(8, "big")
            self._block += 1
            number = int.from_bytes(hmac.digest(self._seed, message, hashlib.sha256)[:8], "big")
            if number < fair:
                return number % limit

    def shuffled(self, values: Sequence[T]) -> list[T]:
        """``values`` in a random order: Fisher-Yates from the last place down."""
        cards = list(values)
        for last in range(len(cards) - 1, 0, -1):
            other = self.below(last + 1)
            cards[last], cards[other] = cards[other], cards[last]
        return cards
