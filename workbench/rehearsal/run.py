"""The rehearsal from the first account to the last score."""

from __future__ import annotations

import asyncio
import gc
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from workbench.rehearsal import accidents, ending, school, watching
from workbench.rehearsal.figures import Ended, Figures, Kept, Machine, Outage, Times, times
from workbench.rehearsal.keeping import Keeper
from workbench.rehearsal.notes import Notes
from workbench.rehearsal.school import SECRET, School
from workbench.rehearsal.server import RunningServer
from workbench.rehearsal.standin import StandIn
from workbench.rehearsal.student import Student
from workbench.rehearsal.watching import Family, Watch
from workbench.rehearsal.wire import Lost
from workbench.settings import Settings
from workbench.store import attempts, durability
from workbench.usecases.access import timing
from workbench.usecases.workbench import Workbench, open_workbench

_Work = Callable[[StandIn], Awaitable[float]]
_Trials = tuple[tuple[str, ...] | None, tuple[str, ...] | None, tuple[str, ...] | None]

AT_ONCE = 8
"""How many sign in or open the page in the same moment before the start."""

STORM_SECONDS = 1.0
"""Within so long the whole room presses start. One of the limits in limits.py."""

CALM_SHARE = 0.6
"""So much of the compressed hour is calm; in the rest accidents happen."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for. ``minutes``: how long the compressed hour lasts. ``home``: a folder to throw away.

    With ``bases`` other people's servers are driven, which keep everything at ``database_url``;
    ``kill_command`` is how one of them is killed. ``watched`` names processes of this machine whose use of it
    is told, as ``NAME=PID``; a server of the rehearsal's own is watched anyway.
    """

    candidates: int
    home: Path
    minutes: float = 2.0
    kills: int = 3
    seed: int = 1
    database_url: str = ""
    bases: tuple[str, ...] = ()
    kill_command: str = ""
    watched: tuple[str, ...] = ()
    plugins_dir: Path | None = None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of it: the figures, and how the sitting was drawn."""

    figures: Figures
    modules: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(slots=True)
class _Stage:
    """Everything that the acts of one rehearsal share."""

    plan: Plan
    wb: Workbench
    school: School
    server: RunningServer | None
    notes: Notes
    room: list[StandIn]
    keeper: Keeper
    watch: Watch
    kept: Kept = field(default_factory=Kept)

    def look(self, *, is_over: bool = False) -> None:
        """Look for everything that was acknowledged until now."""
        self.kept = self.keeper.compare([one.acknowledged for one in self.room], is_over=is_over)


def rehearse(plan: Plan) -> Rehearsal:
    """Hold one rehearsal. Raises NotEmpty, DrawError or StoreError before it begins."""
    settings = Settings.read(
        {}, home=plan.home, database_url=plan.database_url or None, plugins_dir=plan.plugins_dir
    )
    wb = open_workbench(settings)
    try:
        made = school.make(wb, plan.candidates, seed=plan.seed)
        return _with_server(plan, wb, made)
    finally:
        wb.store.close()


def _with_server(plan: Plan, wb: Workbench, made: School) -> Rehearsal:
    server = None
    if not plan.bases:
        server = RunningServer(
            plan.home, demo=False, plugins_dir=plan.plugins_dir, database_url=plan.database_url
        )
        server.start()
    bases = plan.bases or (server.base if server else "",)
    notes = Notes()
    room = [
        StandIn(
            Student(bases[at % len(bases)], one.candidate, SECRET),
            notes,
            random.Random(f"{plan.seed} {one.candidate}"),  # noqa: S311  play, not secrets
            one.id,
            made.scripts[one.task],
        )
        for at, one in enumerate(made.attempts)
    ]
    stage = _Stage(plan, wb, made, server, notes, room, Keeper(wb.store), _watch(plan, server))
    stage.watch.look()
    try:
        figures = asyncio.run(_play(stage))
    finally:
        if server is not None:
            server.stop()
    return Rehearsal(figures, made.policy.modules, tuple(sorted({one.task for one in made.attempts})))


def _watch(plan: Plan, server: RunningServer | None) -> Watch:
    told = [said.partition("=") for said in plan.watched]
    families = [Family(name, int(pid)) for name, _, pid in told]
    if server is not None and server.process is not None:
        families.append(Family("workbench", server.process.pid))
    return Watch(tuple(families))


async def _play(stage: _Stage) -> Figures:
    wall, steady = time.time(), time.monotonic()
    sign_in = await _each(stage.room, lambda one: asyncio.to_thread(_sign_in, one))
    opened = await _each(stage.room, lambda one: one.enter())
    gc.collect()
    gc.freeze()  # this side's collector must not be measured
    stage.notes.is_calm = True
    dice = random.Random(stage.plan.seed)  # noqa: S311  as above
    await asyncio.gather(*(one.start(dice.uniform(0, STORM_SECONDS)) for one in stage.room))
    kills, drop = await _hour(stage)
    two_tabs, wrong_clock, full_disk = await _trials(stage)
    ended = await _end(stage)
    scored = await ending.scored(stage.wb, stage.school)
    stage.look(is_over=True)
    gc.unfreeze()
    drift = abs((time.time() - wall) - (time.monotonic() - steady))
    notes = stage.notes
    return Figures(
        candidates=len(stage.room),
        sign_in=sign_in,
        opened=opened,
        start=notes.times("start"),
        page=notes.times("page"),
        page_in_faults=notes.times_in_faults("page"),
        save=notes.times("save"),
        save_in_faults=notes.times_in_faults("save"),
        beat=notes.times("beat"),
        look=notes.times("look"),
        file=notes.times("file"),
        broken_faces=tuple(sorted(notes.broken_faces)),
        used=ending.used(stage.wb, stage.school),
        kept=stage.kept,
        kills=kills,
        kills_wanted=stage.plan.kills,
        drop=drop,
        two_tabs=two_tabs,
        wrong_clock=wrong_clock,
        full_disk=full_disk,
        ended=ended,
        scored=scored,
        machine=_machine(stage, drift),
        load=stage.watch.load,
    )


def _sign_in(one: StandIn) -> float:
    began = time.perf_counter()
    one.student.sign_in()
    return (time.perf_counter() - began) * 1000


async def _each(room: Sequence[StandIn], work: _Work) -> Times:
    gate, took, faults = asyncio.Semaphore(AT_ONCE), [], []

    async def one_works(one: StandIn) -> None:
        async with gate:
            try:
                took.append(await work(one))
            except Lost as error:
                faults.append(f"{one.student.login}: {error}")

    await asyncio.gather(*(one_works(one) for one in room))
    return times(took, faults)


async def _hour(stage: _Stage) -> tuple[tuple[Outage, ...], Outage]:
    stop, seconds = asyncio.Event(), stage.plan.minutes * 60
    working = [
        asyncio.create_task(work(stop)) for one in stage.room for work in (one.work, one.write, one.beat)
    ]
    watching_task = asyncio.create_task(stage.watch.run())
    await asyncio.sleep(seconds * CALM_SHARE)
    watching_task.cancel()
    stage.notes.is_calm = False
    drop = await accidents.cut(stage.room)
    kills = []
    for _ in range(stage.plan.kills if stage.server is not None or stage.plan.kill_command else 0):
        await asyncio.sleep(seconds * (1 - CALM_SHARE) / (stage.plan.kills + 1))
        kills.append(await accidents.kill(stage.room, lambda: _kill(stage), lambda: _power(stage)))
    await asyncio.sleep(seconds * (1 - CALM_SHARE) / (stage.plan.kills + 1))
    stop.set()
    await asyncio.gather(watching_task, *working, return_exceptions=True)
    stage.look()
    return tuple(kills), drop


def _kill(stage: _Stage) -> None:
    if stage.server is not None:
        stage.server.kill()
    else:
        accidents.run_command(stage.plan.kill_command)
    stage.look()


def _power(stage: _Stage) -> None:
    if stage.server is not None:
        stage.server.start()
    else:
        accidents.wait_for(stage.plan.bases)


async def _trials(stage: _Stage) -> _Trials:
    # One candidate for each, in a room that pauses; nothing of it mixes with the latencies of the hour.
    writers = [one for one in stage.room if one.writes and one.student.is_open]
    if not writers:
        return None, None, None
    with stage.wb.store.reading() as conn:
        clocked = attempts.attempt(conn, writers[-1].attempt)
    two_tabs = await _tried(accidents.two_tabs(writers[0]))
    wrong_clock = full_disk = None
    if clocked is not None and clocked.began is not None:
        wrong_clock = await _tried(accidents.wrong_clock(writers[-1], timing(clocked).deadline))
    server = stage.server
    if server is not None and accidents.can_fill_disk(is_sqlite=stage.wb.store.is_sqlite):
        full_disk = await _tried(accidents.full_disk(writers[len(writers) // 2], server))
    return two_tabs, wrong_clock, full_disk


async def _tried(trial: Awaitable[tuple[str, ...]]) -> tuple[str, ...]:
    try:
        return await trial
    except (Lost, KeyError) as error:
        return (f"it broke off: {error!r}",)


async def _end(stage: _Stage) -> Ended:
    by_hand, by_time = stage.room[::2], stage.room[1::2]
    faults = await ending.hand_in(by_hand)
    await ending.run_out(stage.wb, stage.school, by_time)
    late = await ending.late_saves(stage.room)
    await asyncio.gather(*(one.leave() for one in stage.room))
    found = ending.ended(stage.wb, stage.school, by_hand, by_time)
    return replace(found, faults=faults, late_saves_taken=late)


def _machine(stage: _Stage, drift: float) -> Machine:
    with stage.wb.store.writing() as conn:
        found, unsafe = durability.settings(conn), durability.unsafe(conn)
    apart = max((abs(one.clock_off) for one in stage.room), default=0.0)
    return Machine(
        descriptors=watching.descriptors(),
        free_megabytes=watching.free_megabytes(stage.plan.home),
        unsafe=unsafe,
        durability=", ".join(f"{name} {value}" for name, value in found.items()),
        clock_seconds=max(drift, apart),
    )
