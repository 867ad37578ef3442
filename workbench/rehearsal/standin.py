"""A synthetic candidate: works, writes, comes back after accidents, remembers what was acknowledged."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field

from workbench.rehearsal.acting import Actor
from workbench.rehearsal.keeping import Acknowledged
from workbench.rehearsal.line import Line
from workbench.rehearsal.notes import Notes
from workbench.rehearsal.script import Place, Script, typed
from workbench.rehearsal.student import Student
from workbench.rehearsal.wire import Lost

ACTION_SECONDS = 10.0
"""A student does something on the page about so often, beside the writing. An assumption on the safe side:
the longest worked answer of a task has 63 steps for 60 minutes."""

SAVE_SECONDS = 3.0
"""A student who writes is saved about so often: a pause of 1 s, at the latest after 8 s."""

BEAT_SECONDS = 20.0
"""How often the page says that it is there."""

RETRY_SECONDS = (0.3, 1.0)
"""How long a browser waits before it tries again."""

HAND_SHARE = 0.05
"""Saves by hand (Ctrl+S), which must enter the trace at once."""

SAVES_TO_THE_END = 40
"""After so many saves of a field its whole text has been typed; then it is worked over."""


@dataclass(slots=True)
class StandIn:
    """One candidate.

    ``newest`` is the newest acknowledged save of each field, ``by_hand`` what was acknowledged as saved by
    hand, ``ticks`` the steps that the page showed as taken. ``saved_at``, ``drawn_at`` and ``dropped_at`` are
    times of the monotonic clock: the last save, the last page, the last loss of the connection.
    ``read`` is the newest message from the room.
    """

    student: Student
    notes: Notes
    dice: random.Random
    attempt: str
    script: Script
    newest: dict[Place, tuple[int, str]] = field(default_factory=dict)
    by_hand: list[tuple[Place, str]] = field(default_factory=list)
    saves: int = 0
    ticks: int = 0
    clock_off: float = 0.0
    seconds_left: float = 0.0
    saved_at: float = 0.0
    drawn_at: float = 0.0
    dropped_at: float = 0.0
    read: int = 0
    _sent: dict[Place, int] = field(default_factory=dict)
    _actor: Actor | None = None
    _lines: dict[str, Line] = field(default_factory=dict)

    @property
    def acknowledged(self) -> Acknowledged:
        """What the server has acknowledged until now."""
        kept = dict(self.newest), tuple(self.by_hand)
        return Acknowledged(self.student.login, self.attempt, *kept, self.saves, self.ticks)

    @property
    def writes(self) -> bool:
        """Whether the paper has a field to write in."""
        return bool(self.script.bodies)

    def _line(self, name: str) -> Line:
        # A browser has several connections; two requests must not share one at the same time.
        return self._lines.setdefault(name, Line(self.student.base, self.student.cookie))

    async def enter(self) -> float:
        """Open the page, as at the beginning or after an accident. Gives milliseconds. Raises Lost."""
        milliseconds = await self.student.open()
        self.drawn_at = time.monotonic()
        return milliseconds

    async def start(self, after_seconds: float) -> None:
        """Press the start button when so much time has passed, and wait for the paper."""
        await asyncio.sleep(after_seconds)
        try:
            milliseconds = await self.student.use("start", True)
        except (Lost, KeyError) as error:
            self.notes.failed("start", Lost(f"{self.student.login}: {error!r}"))
            return
        if "tool" not in self.student.widgets:
            self.notes.failed("start", Lost(f"{self.student.login}: no paper came: {self._said}"))
        else:
            self.notes.took("start", milliseconds)
            self.drawn_at = time.monotonic()

    async def work(self, stop: asyncio.Event) -> None:
        """Take an action now and then; come back after every accident."""
        wait = self.dice.uniform(0, ACTION_SECONDS)
        while not stop.is_set():
            was_calm = self.notes.is_calm
            try:
                if not self.student.is_open:
                    await self.enter()
                await self._idle(wait, stop)
                was_calm = self.notes.is_calm
                if not stop.is_set():
                    await self._act(was_calm=was_calm)
                wait = self.dice.uniform(0.5, 1.5) * ACTION_SECONDS
            except (Lost, KeyError) as error:
                self.notes.failed("page", Lost(f"{self.student.login}: {error}"), was_calm=was_calm)
                self.dropped_at = time.monotonic()
                await self.student.close()
                await asyncio.sleep(self.dice.uniform(*RETRY_SECONDS))

    async def _idle(self, seconds: float, stop: asyncio.Event) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and not stop.is_set():
            await self.student.idle(min(left, 1.0))

    async def _act(self, *, was_calm: bool) -> None:
        if "start" in self.student.widgets:  # what was pressed before was not answered
            milliseconds = await self.student.use("start", True)
            self.notes.took("start again", milliseconds, was_calm=was_calm)
            return
        if self._actor is None:
            self._actor = Actor(self.student, self.script, self.dice, self._line("look"))
        done = await self._actor.act()
        self.drawn_at = time.monotonic()
        self.ticks += done.ticked
        self.notes.took(done.kind, done.milliseconds, was_calm=was_calm)
        self.notes.drawn(self.student.texts, self.student.exceptions)

    async def beat(self, stop: asyncio.Event) -> None:
        """Say again and again that the page is there."""
        await asyncio.sleep(self.dice.uniform(0, BEAT_SECONDS))
        while not stop.is_set():
            was_calm = self.notes.is_calm
            try:
                milliseconds = await self._beat()
                self.notes.took("beat", milliseconds, was_calm=was_calm)
            except Lost as error:
                self.notes.failed("beat", Lost(f"{self.student.login}: {error}"), was_calm=was_calm)
            await _until_next(BEAT_SECONDS, stop)

    async def _beat(self) -> float:
        said = {"attempt": self.student.attempt, "holder": self.student.holder, "read_message": self.read}
        milliseconds, heard = await self._line("beat").post("/heartbeat", said)
        self.read = max((int(one["id"]) for one in heard["messages"]), default=self.read)
        return milliseconds

    async def write(self, stop: asyncio.Event) -> None:
        """Save again and again; try again after every fault."""
        await asyncio.sleep(self.dice.uniform(0, SAVE_SECONDS))
        while self.writes and not stop.is_set():
            was_calm = self.notes.is_calm
            try:
                milliseconds = await self.save()
            except Lost as error:
                self.notes.failed("save", Lost(f"{self.student.login}: {error}"), was_calm=was_calm)
                await asyncio.sleep(self.dice.uniform(*RETRY_SECONDS))
            else:
                self.notes.took("save", milliseconds, was_calm=was_calm)
                await asyncio.sleep(self.dice.uniform(0.5, 1.5) * SAVE_SECONDS)

    async def save(self, by: str = "") -> float:
        """Save the next text and remember it when it is acknowledged. Gives milliseconds. Raises Lost."""
        place = self._place()
        rev = self._sent[place] = self._sent.get(place, 0) + 1
        body = typed(self.script.bodies[place], 1 - abs(rev / SAVES_TO_THE_END % 2 - 1))
        by = by or ("student" if self.dice.random() < HAND_SHARE else "timer")
        who = {"attempt": self.student.attempt, "holder": self.student.holder}
        said = {"tool": place[0], "field": place[1], "rev": rev, "body": body, "by": by}
        milliseconds, answer = await self._line("save").post("/autosave", who | said)
        self.clock_off = answer["server_ms"] / 1000 - time.time()
        self.seconds_left = answer["seconds_left"]
        if answer["rev"] != rev:
            raise Lost(f"revision {answer['rev']} was acknowledged, sent was {rev}")
        self.newest[place] = (rev, body)
        self.saves += 1
        self.saved_at = time.monotonic()
        if by == "student":
            self.by_hand.append((place, body))
        return milliseconds

    def _place(self) -> Place:
        # A student types in the tool that is open, else the one before is saved once more.
        shown = [place for place in self.student.mounted if place in self.script.bodies]
        return self.dice.choice(shown or list(self.script.bodies))

    async def hand_in(self) -> None:
        """Hand in by the page's own buttons. Raises Lost."""
        try:
            if not self.student.is_open:
                await self.enter()
            await self.student.use("hand-in", True)
            await self.student.use("hand-in-sure", True)
            await self.student.use("hand-in-yes", True)
        except KeyError as error:
            raise Lost(f"the page has no {error}; it says: {self._said}") from error
        if not any("您已交卷" in text for text in self.student.texts):
            raise Lost(f"the page does not say so: {self._said}")

    @property
    def _said(self) -> str:
        return " ".join(self.student.texts)[-80:]

    async def leave(self) -> None:
        """Close everything."""
        await self.student.close()
        for line in self._lines.values():
            line.close()


async def _until_next(seconds: float, stop: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
