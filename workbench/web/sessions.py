"""Who a sign-in token belongs to, remembered for two seconds."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from anyio import to_thread

from workbench.store.people import Person
from workbench.usecases import signing_in
from workbench.usecases.workbench import Workbench

REMEMBERED_SECONDS = 2.0
"""A page is a hundred requests; a sign-in that was revoked elsewhere is honoured at most this long."""

MOST_REMEMBERED = 4096

_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,128}")


class Sessions:
    """The store's answers about tokens. Lives on the event loop, so it needs no lock."""

    def __init__(self, wb: Workbench, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._wb = wb
        self._clock = clock
        self._known: dict[str, tuple[float, Person]] = {}
        self._forgettings = 0

    async def person(self, token: str | None) -> Person | None:
        """The person whose ``token`` this is, or None. Raises StoreError."""
        if token is None or not _TOKEN.fullmatch(token):
            return None
        known = self._known.get(token)
        if known is not None and known[0] > self._clock():
            return known[1]
        forgettings = self._forgettings
        found = await to_thread.run_sync(signing_in.who, self._wb, token)
        if found is not None and forgettings == self._forgettings:
            self._remember(token, found)
        return found

    def forget(self) -> None:
        """Ask the store anew for everybody: somebody signed out or was put out."""
        self._forgettings += 1
        self._known.clear()

    def _remember(self, token: str, person: Person) -> None:
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        self._known[token] = (self._clock() + REMEMBERED_SECONDS, person)
