"""A synthetic candidate: works, writes, comes back after accidents, remembers what was acknowledged."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field

from workbench.rehearsal.acting import act
from workbench.rehearsal.keeping import Acknowledged
from workbench.rehearsal.line import Line
from workbench.rehearsal.student import Student
from workbench.rehearsal.wire import Lost

ACTION_SECONDS = 10.0
"""A student does something on the page about so often. Source: issue 4."""

SAVE_SECONDS = 3.0
"""A student who writes is saved about so often: a pause of 1 s, at the latest after 8 s."""

RETRY_SECONDS = (0.3, 1.0)
"""How long a browser waits before it tries again."""

HAND_SHARE = 0.05
"""Saves by hand (Ctrl+S), which must enter the trace at once."""

BROKEN_FACE = "暂时显示不了"
"""What the page says in place of a tool whose face failed."""


@dataclass(slots=True)
class Notes:
    """What the whole room notes, by kind: milliseconds and faults. ``calm`` is apart from accidents."""

    is_calm: bool = False
    calm: dict[str, list[float]] = field(default_factory=dict)
    rough: dict[str, list[float]] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)
    rough_faults: dict[str, list[str]] = field(default_factory=dict)
    broken_faces: set[str] = field(default_factory=set)

    def took(self, kind: str, milliseconds: float, *, was_calm: bool = True) -> None:
        """Note one answer; it is calm only where it was when it was asked for, and still is."""
        place = self.calm if self.is_calm and was_calm else self.rough
        place.setdefault(kind, []).append(milliseconds)

    def failed(self, kind: str, fault: Lost, *, was_calm: bool = True) -> None:
        """Note what was not answered."""
        place = self.faults if self.is_calm and was_calm else self.rough_faults
        place.setdefault(kind, []).append(str(fault))


@dataclass(slots=True)
class StandIn:
    """One candidate. ``place`` is the tool and field to write in; empty where the paper has no document.

    ``newest`` is the newest acknowledged save, ``by_hand`` the texts acknowledged as saved by hand,
    ``ticks`` the steps that the page showed as taken. ``saved_at``, ``drawn_at`` and ``dropped_at`` are times
    of the monotonic clock: the last save, the last page, the last loss of the connection.
    """

    student: Student
    notes: Notes
    dice: random.Random
    attempt: str
    place: tuple[str, str]
    newest: tuple[int, str] = (0, "")
    by_hand: list[str] = field(default_factory=list)
    saves: int = 0
    ticks: int = 0
    clock_off: float = 0.0
    seconds_left: float = 0.0
    saved_at: float = 0.0
    drawn_at: float = 0.0
    dropped_at: float = 0.0
    _rev: int = 0
    _line: Line | None = None

    @property
    def acknowledged(self) -> Acknowledged:
        """What the server has acknowledged until now."""
        texts = tuple(self.by_hand)
        who = (self.student.login, self.attempt, self.place)
        return Acknowledged(*who, self.newest, texts, self.saves, self.ticks)

    @property
    def writes(self) -> bool:
        """Whether the paper has a document to write in."""
        return bool(self.place[0])

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
            said = " ".join(self.student.texts)[-80:]
            self.notes.failed("start", Lost(f"{self.student.login}: no paper came: {said}"))
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
        done = await act(self.student, self.dice)
        self.drawn_at = time.monotonic()
        self.ticks += done.ticked
        self.notes.took("page", done.milliseconds, was_calm=was_calm)
        self.notes.broken_faces |= {text[:60] for text in self.student.texts if BROKEN_FACE in text}
        self.notes.broken_faces |= set(self.student.exceptions)

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
        self._rev += 1
        body = f"{self.student.login} 第 {self._rev} 次保存。" + "诊断方案的正文。" * self.dice.randrange(
            20, 120
        )
        by = by or ("student" if self.dice.random() < HAND_SHARE else "timer")
        if self._line is None:
            self._line = Line(self.student.base, self.student.cookie)
        said = {
            "attempt": self.student.attempt,
            "holder": self.student.holder,
            "rev": self._rev,
            "body": body,
        }
        began = time.perf_counter()
        answer = await self._line.post(
            "/autosave", said | {"tool": self.place[0], "field": self.place[1], "by": by}
        )
        milliseconds = (time.perf_counter() - began) * 1000
        self.clock_off = answer["server_ms"] / 1000 - time.time()
        self.seconds_left = answer["seconds_left"]
        if answer["rev"] != self._rev:
            raise Lost(f"revision {answer['rev']} was acknowledged, sent was {self._rev}")
        self.newest = (self._rev, body)
        self.saves += 1
        self.saved_at = time.monotonic()
        if by == "student":
            self.by_hand.append(body)
        return milliseconds

    async def hand_in(self) -> None:
        """Hand in by the page's own buttons. Raises Lost."""
        try:
            if not self.student.is_open:
                await self.enter()
            await self.student.use("hand-in", True)
            await self.student.use("hand-in-sure", True)
            await self.student.use("hand-in-yes", True)
        except KeyError as error:
            raise Lost(f"the page has no {error}") from error
        if not any("您已交卷" in text for text in self.student.texts):
            raise Lost(f"the page does not say so: {' '.join(self.student.texts)[-80:]}")

    async def leave(self) -> None:
        """Close everything."""
        await self.student.close()
        if self._line is not None:
            self._line.close()
