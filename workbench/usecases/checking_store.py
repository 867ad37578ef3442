"""Does a store hold what it promises? Read-only, and safe while the server runs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.domain.draw_supplement import document, drawn_now, verify_document
from workbench.domain.errors import Refused, StoreError
from workbench.domain.module import JSON
from workbench.domain.trace import Event
from workbench.host import registry as plugins
from workbench.host import replay
from workbench.host.paper import Paper, thaw
from workbench.host.registry import Registry
from workbench.settings import Settings
from workbench.store import attempts, drafts, events, integrity, papers, sittings
from workbench.store.attempts import Attempt
from workbench.store.engine import Connection, Store
from workbench.store.integrity import Fault
from workbench.store.sittings import Sitting
from workbench.usecases.saving import REHEARSAL

_DAMAGED = (Refused, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What thawing a paper or replaying a trace may raise where the rows are not what was written."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, in rows by table, and what does not hold."""

    rows: Mapping[str, int]
    faults: tuple[Fault, ...]


def check_home(settings: Settings) -> Checked:
    """What holds and what does not in the store of a home. Raises StoreError where there is none."""
    store = Store(settings.database_url, settings.blobs_url)
    try:
        if store.database_file is not None and not store.database_file.is_file():
            raise StoreError(f"{store.database_file}: there is no database; want the home of a workbench")
        return check_store(store, plugins.load(settings.plugins_dir))
    finally:
        store.close()


def check_store(store: Store, registry: Registry) -> Checked:
    """All faults of one moment of the store. A form that is not the newest ends the check early."""
    faults: list[Fault] = []
    rows: dict[str, int] = {}
    try:
        found, newest = store.forms()
        with store.seeing_one_moment() as conn:
            faults += integrity.file_faults(conn)
            if found != newest:
                faults.append(Fault("database", f"its tables have the form {found}", f"the form {newest}"))
                return Checked(rows, tuple(faults))
            rows |= integrity.counts(conn)
            faults += integrity.row_faults(conn)
            for sitting in sittings.sittings(conn, with_practice=True):
                faults += _draw_faults(conn, sitting)
                for attempt in attempts.every_attempt_in(conn, sitting.id):
                    faults += _attempt_faults(conn, registry, attempt)
            faults += integrity.blob_faults(conn, store.blobs)
    except StoreError as error:
        faults.append(Fault("database", str(error), "a database that can be read to its end"))
    except ValueError as error:
        faults.append(Fault("database", f"a row that cannot be read: {error}", "rows as they were written"))
    return Checked(rows, tuple(faults))


def _draw_faults(conn: Connection, sitting: Sitting) -> Iterator[Fault]:
    if sitting.record is None:
        return
    where = f"sitting {sitting.id}, draw"
    others = sitting.supplements or []
    if faults := verify_document(document(sitting.record, others)):
        yield from (Fault(where, fault, "a record that recomputes") for fault in faults)
        return
    drawn = {who: (one.item, one.data_seed) for who, one in drawn_now((sitting.record, *others)).items()}
    sat: dict[str, list[tuple[str, str]]] = {}
    for one in attempts.attempts_in(conn, sitting.id):
        sat.setdefault(one.candidate, []).append((one.task, one.seed))
    for who in sorted({*drawn, *sat}):
        wanted = [drawn[who]] if who in drawn else []
        if sat.get(who, []) != wanted:
            yield Fault(f"{where}, candidate {who}", _papers(sat.get(who, [])), _papers(wanted))


def _papers(found: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"a paper of {item} with seed {seed}" for item, seed in found) or "no paper that counts"


def _attempt_faults(conn: Connection, registry: Registry, attempt: Attempt) -> Iterator[Fault]:
    where = integrity.shown(attempt.id, attempt.candidate)
    body = papers.paper(conn, attempt.paper_hash)
    if body is None:
        return  # told by the papers' own check
    try:
        paper = thaw(body)
        trace = events.events_of(conn, attempt.id)
        snapshot = events.newest_snapshot(conn, attempt.id)
    except ValueError as error:
        yield Fault(where, f"a row that cannot be read: {error}", "rows as they were written")
        return
    yield from _replay_faults(registry, paper, trace, snapshot, where)
    if attempt.state == "handed_in":
        yield from _unlogged_faults(conn, attempt, where)


def _replay_faults(
    registry: Registry,
    paper: Paper,
    trace: tuple[Event, ...],
    snapshot: events.Snapshot | None,
    where: str,
) -> Iterator[Fault]:
    absent = [tool for tool in ("desk.brief", *paper.task.tools) if tool not in registry.tools]
    if absent:
        yield Fault(where, f"the tools {', '.join(absent)} are not installed", "all, to replay the trace")
        return
    seq = 0 if snapshot is None else snapshot.seq
    last = trace[-1].seq if trace else 0
    if seq > last:
        yield Fault(f"{where}, snapshot", f"it is of event {seq}", f"at most {last}, the newest event")
    try:
        states = replay.first_states(registry, paper)
        states = replay.states_after(registry, states, [event for event in trace if event.seq <= seq])
        if snapshot is not None and seq <= last:
            yield from _snapshot_faults(states, snapshot, where)
        replay.states_after(registry, states, [event for event in trace if event.seq > seq])
    except _DAMAGED as error:
        yield Fault(where, f"its trace does not replay: {error}", "steps that the tools take as they did")


def _snapshot_faults(states: Mapping[str, JSON], snapshot: events.Snapshot, where: str) -> Iterator[Fault]:
    replayed, kept = _plain(states), _plain(snapshot.states)
    other = [tool for tool in sorted({*replayed, *kept}) if replayed.get(tool) != kept.get(tool)]
    if other:
        said = f"another state of {', '.join(other)} than the replay gives"
        yield Fault(f"{where}, snapshot of event {snapshot.seq}", said, "snapshot = replay")


def _plain(states: Mapping[str, JSON]) -> dict[str, Any]:  # Any: JSON as the store gives it back
    return dict(json.loads(json.dumps(dict(states))))


def _unlogged_faults(conn: Connection, attempt: Attempt, where: str) -> Iterator[Fault]:
    for draft in drafts.unlogged(conn, attempt.id):
        if draft.tool != REHEARSAL:
            found = f"revision {draft.rev} is saved, the trace holds {draft.logged_rev}"
            yield Fault(f"{where}, draft {draft.tool} {draft.field}", found, "all in the trace at hand-in")
