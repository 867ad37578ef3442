"""What this process remembers of running attempts, so that a click need not replay an hour. Only a cache."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from workbench.domain.errors import StoreError
from workbench.domain.module import JSON
from workbench.host import replay
from workbench.host.paper import Paper, thaw
from workbench.host.registry import Registry
from workbench.store import events, papers
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection

KEPT_ATTEMPTS = 1000
"""How many attempts are remembered at once; the oldest is dropped first."""

EVENTS_A_SNAPSHOT = 25
"""A snapshot of the states is stored after so many events, so that a restart replays few."""


@dataclass(frozen=True, slots=True)
class Bench:
    """An attempt's paper and its tools' states after event ``seq``."""

    paper: Paper
    seq: int
    states: dict[str, JSON]


class Live:
    """Benches by attempt. Another process may write too, so every use catches up with the store first."""

    def __init__(self) -> None:
        self._benches: OrderedDict[str, Bench] = OrderedDict()
        self._lock = threading.Lock()

    def bench(self, conn: Connection, registry: Registry, attempt: Attempt) -> Bench:
        """The attempt's states as the store has them now."""
        with self._lock:
            bench = self._benches.get(attempt.id)
        if bench is None:
            bench = _from_store(conn, registry, attempt)
        late = events.events_of(conn, attempt.id, after_seq=bench.seq)
        if late:
            states = replay.states_after(registry, bench.states, late)
            bench = Bench(bench.paper, late[-1].seq, states)
        self.put(attempt.id, bench)
        return bench

    def put(self, attempt_id: str, bench: Bench) -> None:
        """Remember ``bench``, unless a later one is remembered already."""
        with self._lock:
            known = self._benches.get(attempt_id)
            if known is None or known.seq <= bench.seq:
                self._benches[attempt_id] = bench
            self._benches.move_to_end(attempt_id)
            while len(self._benches) > KEPT_ATTEMPTS:
                self._benches.popitem(last=False)


def _from_store(conn: Connection, registry: Registry, attempt: Attempt) -> Bench:
    body = papers.paper(conn, attempt.paper_hash)
    if body is None:
        raise StoreError(f"attempt {attempt.id}: its paper {attempt.paper_hash} is not in the store")
    paper = thaw(body)
    kept = events.newest_snapshot(conn, attempt.id)
    if kept is not None:
        return Bench(paper, kept.seq, dict(kept.states))
    return Bench(paper, 0, replay.first_states(registry, paper))
