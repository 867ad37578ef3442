"""The end of the hour: half hand in, for the rest the time runs out; then scoring, export and the draw."""

from __future__ import annotations

import asyncio
import io
import time
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from workbench.domain.draw_record import verify
from workbench.rehearsal.accidents import until
from workbench.rehearsal.figures import Ended, Scored, ToolUse
from workbench.rehearsal.school import School
from workbench.rehearsal.standin import StandIn
from workbench.rehearsal.wire import Lost
from workbench.store import attempts, events, marks
from workbench.store.attempts import Attempt
from workbench.usecases import score_panels
from workbench.usecases.access import timing
from workbench.usecases.workbench import Workbench

LAST_SECONDS = 5
"""So much of the hour is left when it is shortened: time for one more save."""

PATIENCE_SECONDS = 120.0
"""How long is waited for the last hand-in by hand, the last by time, and the last score."""

HANDING_AT_ONCE = 8
"""How many press the button in the same moment; a room does not do it at one stroke."""

CLOSED = 410


async def hand_in(room: Sequence[StandIn]) -> tuple[str, ...]:
    """Let all of ``room`` hand in by hand; the faults."""
    gate, faults = asyncio.Semaphore(HANDING_AT_ONCE), []

    async def one_hands_in(one: StandIn) -> None:
        async with gate:
            try:
                await one.hand_in()
            except Lost as error:
                faults.append(f"{one.student.login}: {error}")

    handing = [asyncio.create_task(one_hands_in(one)) for one in room]
    _, waiting = await asyncio.wait(handing, timeout=PATIENCE_SECONDS) if handing else ((), ())
    for task in waiting:
        task.cancel()
    await asyncio.gather(*handing, return_exceptions=True)
    if waiting:
        faults.append(f"{len(waiting)} were not through after {PATIENCE_SECONDS:.0f} s")
    return tuple(faults)


async def run_out(wb: Workbench, school: School, room: Sequence[StandIn]) -> None:
    """Take the rest of their hour from ``room``, let them save once more, and wait until it is over."""
    with wb.store.writing() as conn:
        for one in room:
            found = attempts.attempt(conn, one.attempt)
            if found is not None and found.state == "running":
                less = LAST_SECONDS - int(timing(found).seconds_left(wb.clock()))
                attempts.grant(
                    conn, found.id, seconds=less, reason="演练", by=school.runner.id, at=wb.clock()
                )
    await asyncio.gather(*(one.save("timer") for one in room if one.writes), return_exceptions=True)
    await until(lambda: all(one.state != "running" for one in _sat(wb, school)), PATIENCE_SECONDS)


async def late_saves(room: Sequence[StandIn]) -> int:
    """How many of ``room`` can still save although their time is over."""
    answers = await asyncio.gather(
        *(one.save("student") for one in room if one.writes), return_exceptions=True
    )
    return sum(not (isinstance(answer, Lost) and answer.status == CLOSED) for answer in answers)


def ended(wb: Workbench, school: School, by_hand: Sequence[StandIn], by_time: Sequence[StandIn]) -> Ended:
    """Who ended how, by the database."""
    found = {one.id: one for one in _sat(wb, school)}
    hand = [found[one.attempt] for one in by_hand]
    late = [found[one.attempt] for one in by_time if found[one.attempt].ended_by == "time"]
    seconds = [(one.ended or 0.0) - timing(one).deadline for one in late]
    return Ended(
        by_hand=sum(one.ended_by == "student" for one in hand),
        by_hand_wanted=len(hand),
        by_time=len(late),
        by_time_wanted=len(by_time),
        latest_seconds=max(seconds, default=0.0),
    )


def _sat(wb: Workbench, school: School) -> tuple[Attempt, ...]:
    with wb.store.reading() as conn:
        return attempts.attempts_in(conn, school.sitting)


async def scored(wb: Workbench, school: School) -> Scored:
    """Wait until the server has scored every script; what it says, exported and read back."""
    began = time.monotonic()
    await until(lambda: not _unscored(wb), PATIENCE_SECONDS)
    seconds = time.monotonic() - began
    outcomes = {}
    with wb.store.reading() as conn:
        for one in attempts.attempts_in(conn, school.sitting):
            outcomes[one.candidate] = marks.newest_outcomes(conn, one.id)
    failed = (
        f"{candidate}: {outcome.line} {outcome.reason[:60]}"
        for candidate, found in outcomes.items()
        for outcome in found
        if outcome.status == "failed"
    )
    frame = _scores(wb, school)
    return Scored(
        wanted=len(outcomes),
        scored=sum(bool(found) for found in outcomes.values()),
        seconds=seconds,
        failed_lines=tuple(failed),
        export_faults=export_faults(frame),
        exported_rows=len(frame),
        draw_faults=tuple(verify(school.record.as_json())),
    )


def used(wb: Workbench, school: School) -> tuple[ToolUse, ...]:
    """What was done with each tool that a drawn paper has, by the traces."""
    taken = {tool: Counter[str]() for script in school.scripts.values() for tool in script.titles}
    refused = Counter[str]()
    with wb.store.reading() as conn:
        for one in school.attempts:
            for event in events.events_of(conn, one.id):
                if event.refused is None:
                    taken.setdefault(event.tool, Counter())[event.action] += 1
                else:
                    refused[event.tool] += 1
    return tuple(ToolUse(tool, dict(found), refused[tool]) for tool, found in sorted(taken.items()))


def _unscored(wb: Workbench) -> bool:
    with wb.store.reading() as conn:
        return bool(marks.unscored(conn))


def _scores(wb: Workbench, school: School) -> pd.DataFrame:
    whole = score_panels.scores(wb, school.examiner, school.sitting).frame
    return whole.drop(columns=["facts", "clauses"])


def export_faults(frame: pd.DataFrame) -> tuple[str, ...]:
    """What differs when the scores are written to xlsx and read back, one line a column."""
    made = io.BytesIO()
    frame.to_excel(made, index=False)
    back = pd.read_excel(made, dtype={str(name): str for name, kind in frame.dtypes.items() if kind == "str"})
    if list(back.columns) != list(frame.columns) or len(back) != len(frame):
        return (f"{len(back)} rows of {len(frame)} came back",)
    changed = []
    for name, kind in frame.dtypes.items():
        before, after = frame[name], back[name].astype(kind)
        if kind == "float64":  # a cell holds 15 digits
            before, after = before.round(6), after.round(6)
        if not before.fillna(-1 if kind == "float64" else "").equals(
            after.fillna(-1 if kind == "float64" else "")
        ):
            changed.append(f"column {name} came back changed")
    return tuple(changed)
