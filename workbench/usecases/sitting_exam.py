"""The student's hour: start, look, take a step, hand in."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.domain.errors import Closed, NotAllowed, Refused
from workbench.domain.module import JSON, STANDARD_MODULES
from workbench.domain.sitting_rules import SittingRules
from workbench.domain.trace import Event
from workbench.host import replay
from workbench.host.filling import Brought, filled
from workbench.host.paper import Paper
from workbench.store import attempts, audit, drafts, events, sittings
from workbench.store.attempts import Attempt
from workbench.store.drafts import Draft
from workbench.store.engine import Connection
from workbench.store.people import Person
from workbench.store.sittings import Sitting
from workbench.usecases import presence
from workbench.usecases.access import own_attempt, seen_attempt, timing, writable
from workbench.usecases.live import EVENTS_A_SNAPSHOT, Bench
from workbench.usecases.scoring_attempts import score_attempt
from workbench.usecases.workbench import Workbench

logger = logging.getLogger(__name__)

_TRIES = 8  # a step is worked out outside the write transaction; a save may slip in between


@dataclass(frozen=True, slots=True)
class Exam:
    """A student's attempt in a sitting. What was drawn stays hidden until the start."""

    attempt: Attempt
    sitting: Sitting
    module: str


@dataclass(frozen=True, slots=True)
class Look:
    """All that the exam page shows: ``states`` hold the newest acknowledged drafts."""

    attempt: Attempt
    paper: Paper
    states: Mapping[str, JSON]
    drafts: Mapping[tuple[str, str], Draft]
    deadline: float
    now: float

    @property
    def is_open(self) -> bool:
        """Whether work may still be done."""
        return self.attempt.state == "running" and self.now < self.deadline


def my_exam(wb: Workbench, person: Person) -> Exam | None:
    """The student's newest attempt in a sitting that is drawn or later, or None."""
    with wb.store.reading() as conn:
        mine = attempts.attempts_of(conn, person.id)
        if not mine:
            return None
        newest = mine[-1]
        sitting = sittings.sitting(conn, newest.sitting_id)
    if sitting is None:
        return None
    return Exam(newest, sitting, STANDARD_MODULES[wb.registry.plugins[newest.plugin].module.module])


def start(wb: Workbench, person: Person, attempt_id: str, *, address: str = "") -> Attempt:
    """Begin the hour; an attempt that has begun already goes on unchanged.

    Raises Closed before or after the sitting's time, and NotAllowed from a computer outside its room.
    """
    with wb.store.writing() as conn:
        attempt = own_attempt(conn, person, attempt_id)
        sitting = sittings.sitting(conn, attempt.sitting_id)
        if attempt.state != "prepared":
            return attempt
        if sitting is None or sitting.state in ("planned", "frozen", "drawn"):
            raise Closed("考场还没有开放，请等监考员宣布开始。")
        if sitting.state != "open":
            raise Closed("本场考试已经结束，不能再开始。请找监考员。")
        rules = SittingRules.from_json(sitting.rules)
        _demand_in_place(rules, address)
        if attempt.number == 1:  # who was given a second paper had come in time
            _demand_in_time(rules, wb.clock())
        attempts.begin(conn, attempt_id, at=wb.clock())
        return own_attempt(conn, person, attempt_id)


def _demand_in_place(rules: SittingRules, address: str) -> None:
    if not rules.admits(address):
        raise NotAllowed(f"这台电脑（{address or '地址不明'}）不在考场网络里，不能开始。请找监考员。")


def _demand_in_time(rules: SittingRules, now: float) -> None:
    if rules.opens is not None and now < rules.opens:
        raise Closed("还没有到开始时间，请等监考员宣布。")
    if rules.closes is not None and now > rules.closes:
        raise Closed("已过最晚开始时间，不能再开始。请找监考员。")


def claim(wb: Workbench, person: Person, attempt_id: str, holder: str) -> None:
    """Make ``holder`` (one browser page) the one that may write; the page before it may not any more."""
    with wb.store.writing() as conn:
        attempt = own_attempt(conn, person, attempt_id)
        if attempt.holder != holder and attempt.state != "void":
            attempts.claim(conn, attempt_id, holder=holder, at=wb.clock())
            audit.add_flag(conn, attempt_id, at=wb.clock(), kind="opened", detail={})


def look(wb: Workbench, person: Person, attempt_id: str) -> Look:
    """The paper, the states and the newest drafts. Raises Absent, or Closed before the start."""
    with wb.store.reading() as conn:
        attempt = seen_attempt(conn, person, attempt_id)
        if attempt.began is None:
            raise Closed("考试还没有开始。")
        bench = wb.live.bench(conn, wb.registry, attempt)
        kept = drafts.drafts_of(conn, attempt_id)
    by_field = {(draft.tool, draft.field): draft for draft in kept}
    states = with_drafts(wb, bench, [draft for draft in kept if draft.rev > draft.logged_rev])
    return Look(attempt, bench.paper, states, by_field, timing(attempt).deadline, wb.clock())


def with_drafts(wb: Workbench, bench: Bench, newer: Sequence[Draft]) -> dict[str, JSON]:
    """The bench's states with drafts that the trace does not hold yet."""
    states = bench.states
    for draft in newer:
        action = wb.registry.tools[draft.tool].draft_action if draft.tool in states else None
        if action is not None:
            params = {"field": draft.field, "body": draft.body, "by": "timer"}
            states = replay.step(wb.registry, states, draft.tool, action, params)
    return states


def step(
    wb: Workbench,
    person: Person,
    attempt_id: str,
    holder: str,
    taken: tuple[str, str, JSON],
    *,
    brought: Brought | None = None,
) -> str | None:
    """Take the step ``(tool, action, params)``. None when it was taken, else the refusal's text.

    ``brought`` is the file of an action that takes one; its bytes are kept already. A refused step of a
    tool that the paper has is kept as evidence. Raises Absent, Closed, TakenOver.
    """
    for _ in range(_TRIES):
        with wb.store.reading() as conn:
            attempt = writable(conn, person, attempt_id, holder, wb.clock())
            bench = wb.live.bench(conn, wb.registry, attempt)
            newer = drafts.unlogged(conn, attempt_id)
        presence.alive(wb, attempt, wb.clock())
        worked = _work_out(wb, bench, newer, _Taken(taken, wb.clock() - timing(attempt).began, brought))
        if worked.is_foreign:
            return worked.refused
        kept = _keep(wb, person, attempt_id, holder, worked)
        if kept is not None:
            wb.live.put(attempt_id, kept)
            return worked.refused
    raise Refused("系统正忙，这一步没有记下，请再试一次。")


@dataclass(frozen=True, slots=True)
class _Taken:
    """What a face asks for, ``at`` so many seconds into the attempt."""

    step: tuple[str, str, JSON]
    at: float
    brought: Brought | None


@dataclass(frozen=True, slots=True)
class _Worked:
    """A step worked out on ``bench``: the drafts that must enter the trace before it, and its outcome."""

    bench: Bench
    drafts: list[Draft]
    taken: tuple[str, str, JSON]
    states: dict[str, JSON]
    refused: str | None

    @property
    def is_foreign(self) -> bool:
        """Whether the paper does not have the tool at all: such a step leaves no event."""
        return self.taken[0] not in self.bench.states


def _work_out(wb: Workbench, bench: Bench, newer: Sequence[Draft], taken: _Taken) -> _Worked:
    name, action, params = taken.step
    tool = wb.registry.tools.get(name)
    # A tool that reads others must see what is typed there now, and so must a later replay.
    first = [draft for draft in newer if tool is not None and tool.sees(draft.tool)]
    states = with_drafts(wb, bench, first)
    try:
        if tool is not None:
            params = filled(tool, action, params, at=taken.at, brought=taken.brought)
        after = replay.step(wb.registry, states, name, action, params)
    except Refused as error:
        return _Worked(bench, first, (name, action, params), states, error.text)
    return _Worked(bench, first, (name, action, params), after, None)


def _keep(wb: Workbench, person: Person, attempt_id: str, holder: str, worked: _Worked) -> Bench | None:
    tool, action, params = worked.taken
    with wb.store.writing() as conn:
        now = wb.clock()
        attempt = writable(conn, person, attempt_id, holder, now)
        if events.last_seq(conn, attempt_id) != worked.bench.seq:
            return None
        at = now - timing(attempt).began
        for draft in worked.drafts:
            log_draft(conn, wb, draft, at=at, now=now, by="timer")
        seq = events.append_event(
            conn, attempt_id, at=at, tool=tool, action=action, params=params, refused=worked.refused
        )
        if seq // EVENTS_A_SNAPSHOT != worked.bench.seq // EVENTS_A_SNAPSHOT:
            events.put_snapshot(conn, attempt_id, seq=seq, states=worked.states)
    return Bench(worked.bench.paper, seq, worked.states)


def hand_in(wb: Workbench, person: Person, attempt_id: str, holder: str) -> None:
    """End the hour by the student's own hand, and score it. A second time changes nothing."""
    with wb.store.reading() as conn:
        if own_attempt(conn, person, attempt_id).state == "handed_in":
            return
    with wb.store.writing() as conn:
        now = wb.clock()
        attempt = writable(conn, person, attempt_id, holder, now)
        close(conn, wb, attempt, now, by="student")
    score_attempt(wb, attempt_id)


def close(conn: Connection, wb: Workbench, attempt: Attempt, now: float, *, by: str) -> None:
    """Put every draft that the trace lacks into it, and end the attempt."""
    take_in_drafts(conn, wb, attempt, now)
    attempts.end(conn, attempt.id, at=now, by=by)


def take_in_drafts(conn: Connection, wb: Workbench, attempt: Attempt, now: float) -> None:
    """Put every draft that the trace of an attempt that ends lacks into it."""
    at = min(now, timing(attempt).deadline) - timing(attempt).began
    for draft in drafts.unlogged(conn, attempt.id):
        log_draft(conn, wb, draft, at=at, now=now, by="end")


def log_draft(conn: Connection, wb: Workbench, draft: Draft, *, at: float, now: float, by: str) -> None:
    """Let the trace hold ``draft`` as it is now."""
    tool = wb.registry.tools.get(draft.tool)
    if tool is None or tool.draft_action is None:
        return
    params = {"field": draft.field, "body": draft.body, "by": by}
    events.append_event(
        conn, draft.attempt_id, at=at, tool=draft.tool, action=tool.draft_action, params=params, refused=None
    )
    drafts.mark_logged(conn, draft.attempt_id, draft.tool, draft.field, rev=draft.rev, at=now)


def trace_of(conn: Connection, attempt_id: str) -> tuple[Event, ...]:
    """The attempt's whole trace."""
    return tuple(events.events_of(conn, attempt_id))
