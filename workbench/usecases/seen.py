"""Who was seen lately, as this process remembers it: a heartbeat writes here, and a batch into the store."""

from __future__ import annotations

import threading
from collections.abc import Mapping

from workbench.store.presence import Sign

FORGOTTEN_SECONDS = 3600.0
"""An attempt of which nothing was heard for so long is looked up in the store again."""


class Seen:
    """The newest sign of life of each attempt. Every process has its own; the store is the truth."""

    def __init__(self) -> None:
        self._signs: dict[str, Sign] = {}
        self._unkept: set[str] = set()
        self._lock = threading.Lock()

    def of(self, attempt_id: str) -> Sign | None:
        """What this process knows of the attempt."""
        with self._lock:
            return self._signs.get(attempt_id)

    def note(self, attempt_id: str, sign: Sign, *, is_kept: bool = False) -> None:
        """Remember ``sign``; nothing that is known goes back."""
        with self._lock:
            known = self._signs.get(attempt_id)
            self._signs[attempt_id] = sign if known is None else newer(known, sign)
            if not is_kept:
                self._unkept.add(attempt_id)

    def take_unkept(self) -> Mapping[str, Sign]:
        """What the store does not have yet; from now on it counts as kept."""
        with self._lock:
            taken = {attempt_id: self._signs[attempt_id] for attempt_id in self._unkept}
            self._unkept.clear()
        return taken

    def give_back(self, attempt_ids: Mapping[str, Sign]) -> None:
        """Count these as not kept again: the store did not take them."""
        with self._lock:
            self._unkept |= attempt_ids.keys() & self._signs.keys()

    def forget(self, *, before: float) -> None:
        """Let go of what was last seen before ``before`` and is kept."""
        with self._lock:
            old = [name for name, sign in self._signs.items() if sign.seen < before]
            for name in set(old) - self._unkept:
                del self._signs[name]


def newer(one: Sign, other: Sign) -> Sign:
    """The two as one: the later sight, the greater counts."""
    later = other if other.seen >= one.seen else one
    return Sign(
        later.seen,
        later.address or one.address or other.address,
        max(one.reconnects, other.reconnects),
        max(one.read_message, other.read_message),
    )
