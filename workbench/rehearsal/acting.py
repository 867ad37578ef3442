"""One action of a student: a tick, a look, a file, another tool, or a step of the worked answer."""

from __future__ import annotations

import mimetypes
import random
import urllib.parse
from dataclasses import dataclass

from workbench.domain.task import SampleStep
from workbench.rehearsal.line import Line
from workbench.rehearsal.offers import fill, offers, values_of
from workbench.rehearsal.script import Script
from workbench.rehearsal.student import Student
from workbench.rehearsal.wire import OK, Lost

TICK_SHARE, LOOK_SHARE, FILE_SHARE, TOOL_SHARE = 0.1, 0.1, 0.1, 0.1
"""Shares of the actions where they are possible; the rest follows the worked answer."""

TICK = "desk-brief-done-"
MATERIAL = "desk-brief-material-"
ABSENT = 404
_NOTHING = SampleStep("", "")


@dataclass(frozen=True, slots=True)
class Acted:
    """An action: how long the page took, and whether the page then showed a new tick.

    ``kind`` is ``page`` for a run of the page, ``look`` for a page of a simulated site or a file,
    ``file`` for an upload with the run that follows it.
    """

    milliseconds: float
    kind: str = "page"
    ticked: bool = False


@dataclass(slots=True)
class Actor:
    """Works through the script; the next step comes when its tool is open.

    ``tool`` is the open one; with ``is_visit`` something else is done there before the script goes on.
    """

    student: Student
    script: Script
    dice: random.Random
    line: Line
    tool: str = ""
    at: int = 0
    brought: int = 0
    is_visit: bool = False

    def __post_init__(self) -> None:
        # A compressed hour is shorter than an answer: half the room begin somewhere in it.
        if self.script.steps and self.dice.random() < 0.5:  # noqa: PLR2004  a coin
            self.at = self.dice.randrange(len(self.script.steps))

    async def act(self) -> Acted:
        """Take one action. Raises Lost."""
        said = self.dice.random()
        ticks = [key for key in self.student.widgets if key.startswith((TICK, MATERIAL))]
        if ticks and said < TICK_SHARE:
            return await self._tick(self.dice.choice(ticks))
        if self.student.links and said < TICK_SHARE + LOOK_SHARE:
            return await self._look(self.dice.choice(sorted(self.student.links)))
        fields = [widget.key for widget in self.student.widgets.values() if "suffixes" in widget.data]
        if fields and said < TICK_SHARE + LOOK_SHARE + FILE_SHARE:
            return await self._bring(self.dice.choice(fields))
        return Acted(await self._work(is_straying=said > 1 - TOOL_SHARE))

    async def _work(self, *, is_straying: bool) -> float:
        step = self._next_step
        if self.is_visit or is_straying:
            self.is_visit = not self.is_visit
            return await (self._change_tool("") if self.is_visit else self._step(_NOTHING))
        if not self.tool or (step.tool and step.tool != self.tool):
            return await self._change_tool(step.tool)
        return await self._step(step)

    @property
    def _next_step(self) -> SampleStep:
        return self.script.steps[self.at] if self.at < len(self.script.steps) else _NOTHING

    async def _tick(self, key: str) -> Acted:
        student = self.student
        if key.startswith(MATERIAL):
            return Acted(await student.use(key, not student.widgets[key].value))
        wanted = not student.is_ticked(key)
        milliseconds = await student.use(key, wanted)
        await student.rerun(student.widgets[key].fragment)  # drawn as the state that the store now has
        if student.is_ticked(key) != wanted:
            raise Lost("a tick was not taken")
        return Acted(milliseconds, ticked=True)

    async def _look(self, link: str) -> Acted:
        milliseconds, status, _ = await self.line.timed(
            "GET", urllib.parse.quote(link, safe="/?#&=%:;,+~!$'()*@")
        )
        if status not in (OK, 302, 307, ABSENT):  # a page of the site may be one that is not there
            raise Lost(f"{link}: {status}", status)
        return Acted(milliseconds, "look")

    async def _bring(self, key: str) -> Acted:
        """Send a file as the component does, then tell the page that it is there."""
        data = self.student.widgets[key].data
        files = list(self.script.files(tuple(data["suffixes"])))
        name, body = self.dice.choice(files) if files else ("演练.txt", b"rehearsal")
        asked = urllib.parse.urlencode({"attempt": data["attempt"], "tool": data["tool"], "name": name})
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        milliseconds, kept = await self.line.put(f"/upload?{asked}", body, kind)
        self.brought += 1
        took = await self.student.tell(key, "arrived", {**kept, "count": self.brought})
        return Acted(milliseconds + took, "file")

    async def _change_tool(self, wanted: str) -> float:
        if "tool" not in self.student.widgets:
            raise Lost("the page has no tools")
        self.tool = wanted if wanted in self.script.titles else self.dice.choice(list(self.script.titles))
        return await self.student.choose("tool", self.script.titles[self.tool])

    async def _step(self, step: SampleStep) -> float:
        self.at += bool(step.tool)
        student, values = self.student, values_of(step)
        found = list(offers(list(student.widgets.values()), self.tool))
        if not found:
            return await self._change_tool("")
        best = max(found, key=lambda offer: offer.worth(step))
        chosen = best if best.worth(step) else self.dice.choice(found)
        for part in chosen.fields:
            part.value = fill(part, values, self.dice)
        return await student.use(chosen.widget.key, fill(chosen.widget, values, self.dice))
