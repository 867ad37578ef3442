"""Looking for every acknowledged save and step in the database."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from workbench.domain.trace import Event
from workbench.rehearsal.figures import Kept
from workbench.rehearsal.script import Place
from workbench.store import drafts, events
from workbench.store.drafts import Draft
from workbench.store.engine import Store


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What the server has acknowledged to one candidate so far.

    ``newest`` is the newest revision and its text by field, ``by_hand`` are fields and texts of saves by
    hand, which the trace must hold.
    """

    login: str
    attempt: str
    newest: Mapping[Place, tuple[int, str]]
    by_hand: tuple[tuple[Place, str], ...]
    saves: int
    ticks: int


@dataclass(slots=True)
class Keeper:
    """Compares again and again. What a trace once held must stay at its place: ``_seen`` remembers it."""

    store: Store
    lost: list[str] = field(default_factory=list)
    _seen: dict[str, list[str]] = field(default_factory=dict)

    def compare(self, room: Sequence[Acknowledged], *, is_over: bool = False) -> Kept:
        """Everything that was found missing until now; ``room`` must be older than the reading.

        With ``is_over`` the scripts are handed in and must hold the last acknowledged text.
        """
        for one in room:
            with self.store.reading() as conn:
                trace = events.events_of(conn, one.attempt)
                kept = {(draft.tool, draft.field): draft for draft in drafts.drafts_of(conn, one.attempt)}
            known = self._seen.get(one.attempt, [])
            self._seen[one.attempt] = now = [_digest(event) for event in trace]
            new = [*missing(one, trace, kept), *_changed(one.login, known, now)]
            if is_over:
                new += unscripted(one, trace, kept)
            self.lost += [text for text in new if text not in self.lost]
        return Kept(sum(one.saves for one in room), sum(one.ticks for one in room), tuple(self.lost))


def missing(one: Acknowledged, trace: Sequence[Event], kept: Mapping[Place, Draft]) -> Iterator[str]:
    """One line for each thing that ``one`` was told is kept, and is not."""
    if [event.seq for event in trace] != list(range(1, len(trace) + 1)):
        yield f"{one.login}: the trace has gaps"
    for place, (rev, body) in one.newest.items():
        draft, where = kept.get(place), " ".join(place)
        if draft is None or draft.rev < rev:
            found = 0 if draft is None else draft.rev
            yield f"{one.login}: {where}: save {rev} is gone, the store has {found}"
        elif draft.rev == rev and draft.body != body:
            yield f"{one.login}: {where}: save {rev} has another text"
    written = Counter(_written(event) for event in trace if event.params.get("by") == "student")
    for (place, text), count in Counter(one.by_hand).items():
        if written[place, text] < count:
            yield f"{one.login}: {' '.join(place)}: a save by hand is not in the trace: {text[:20]}"
    ticks = sum(event.tool == "desk.brief" and event.action == "tick" for event in trace)
    if ticks < one.ticks:
        yield f"{one.login}: {one.ticks - ticks} of {one.ticks} steps are gone"


def _written(event: Event) -> tuple[Place, str]:
    return (event.tool, str(event.params.get("field"))), str(event.params.get("body"))


def unscripted(one: Acknowledged, trace: Sequence[Event], kept: Mapping[Place, Draft]) -> Iterator[str]:
    """A line for each field whose newest acknowledged text is not what was handed in."""
    handed_in = dict(_written(event) for event in trace if "body" in event.params)
    for place, (rev, body) in one.newest.items():
        draft = kept.get(place)
        if draft is not None and draft.rev == rev and handed_in.get(place) != body:
            yield f"{one.login}: {' '.join(place)}: the last acknowledged text was not handed in"


def _changed(login: str, known: list[str], now: list[str]) -> Iterator[str]:
    if now[: len(known)] != known:
        yield f"{login}: an event that was in the trace is gone or changed"


def _digest(event: Event) -> str:
    whole = [event.seq, event.at, event.tool, event.action, dict(event.params), event.refused]
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()
