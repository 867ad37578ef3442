"""For plugin authors: a paper at work in memory, to test engines, criteria and faces without a server."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.domain.errors import Refused
from workbench.domain.module import JSON
from workbench.domain.score import Outcome
from workbench.domain.task import SampleStep
from workbench.domain.tool import Tool
from workbench.domain.trace import Event, Evidence
from workbench.host import replay, samples, scoring
from workbench.host.filling import Brought, filled
from workbench.host.paper import Paper, freeze
from workbench.host.registry import Registry


def narrowed(registry: Registry, task_id: str) -> Registry:
    """``registry`` with that one task, so that a draw can give no other."""
    task = registry.tasks[task_id]
    plugin = dataclasses.replace(registry.plugins[task.plugin], tasks={task_id: task})
    return Registry({task.plugin: plugin}, ())


class TryOut:
    """One paper, its tools' states and its trace. ``clock`` is the time of the next step, in seconds."""

    def __init__(
        self, registry: Registry, task_id: str, *, seed: int = 1, candidate: str = samples.CANDIDATE
    ) -> None:
        self.registry = registry
        self.paper: Paper = freeze(registry, registry.tasks[task_id], seed, candidate)
        self.states: dict[str, JSON] = replay.first_states(registry, self.paper)
        self.trace: list[Event] = []
        self.files: dict[str, bytes] = {}
        self.clock = 0.0

    @property
    def given(self) -> JSON:
        """The frozen variant."""
        return self.paper.given

    def take(
        self, tool: str, action: str, params: JSON | None = None, *, body: bytes | None = None
    ) -> str | None:
        """Take a step as a student's click would; the refusal's text, or None when it was taken."""
        whole, refused = dict(params or {}), None
        brought = None if body is None else Brought(str(whole.get("name", "")), body)
        try:
            whole = dict(filled(self.registry.tools[tool], action, whole, at=self.clock, brought=brought))
            self.states = replay.step(self.registry, self.states, tool, action, whole)
        except Refused as error:
            refused = error.text
        if body is not None and "file" in whole:
            self.files[str(whole["file"])] = body
        self.trace.append(Event(len(self.trace) + 1, self.clock, tool, action, whole, refused))
        return refused

    def take_all(self, steps: Sequence[SampleStep]) -> None:
        """Take the steps of a worked answer at their times."""
        for one in steps:
            self.clock = one.at if one.at is not None else self.clock + samples.SECONDS_A_STEP
            self.take(one.tool, one.action, one.params, body=one.body)

    @property
    def evidence(self) -> Evidence:
        """What criteria would see if it were handed in now."""
        return replay.evidence(self.registry, self.paper, tuple(self.trace), self.clock)

    def score(self) -> Mapping[str, Outcome]:
        """The machine's outcome of each line."""
        outcomes = scoring.score(self.registry, self.paper, self.evidence)
        return {outcome.line: outcome for outcome in outcomes}

    def session(self, tool_id: str) -> TryOutSession:
        """What a face of this paper is handed."""
        return TryOutSession(self, self.registry.tools[tool_id])


@dataclass(slots=True)
class TryOutSession:
    """A ToolSession over a TryOut. ``refusals`` are the texts that a page would show."""

    tryout: TryOut
    tool: Tool
    locked: bool = False
    reviewing: bool = False
    refusals: list[str] = field(default_factory=list)

    @property
    def state(self) -> JSON:
        """The tool's present state."""
        return self.tryout.states[self.tool.id]

    @property
    def given(self) -> JSON:
        """The frozen variant."""
        return self.tryout.given

    @property
    def seen(self) -> Mapping[str, JSON]:
        """The present states of the tools that this one reads."""
        return {name: state for name, state in self.tryout.states.items() if self.tool.sees(name)}

    @property
    def elapsed(self) -> float:
        """The tryout's clock."""
        return self.tryout.clock

    def do(self, action: str, **params: Any) -> bool:  # Any: the action's own JSON
        """Take a step."""
        return self._told(self.tryout.take(self.tool.id, action, params))

    def uploader(self, action: str, *, label: str, suffixes: tuple[str, ...], **params: Any) -> None:
        """Nothing: a test brings a file by ``TryOut.take``."""

    def keep(self, action: str, name: str, body: bytes, **params: Any) -> bool:  # Any: as above
        """Keep a file that the tool made."""
        return self._told(self.tryout.take(self.tool.id, action, {**params, "name": name}, body=body))

    def file(self, file: str) -> bytes:
        """The bytes of a file that came before."""
        return self.tryout.files[file]

    def file_url(self, file: str) -> str:
        """An address for that file."""
        return f"/files/tryout/{file}"

    def key(self, name: str) -> str:
        """A widget key."""
        return f"{self.tool.id.replace('.', '-')}-{name}"

    def page_url(self, address: str) -> str:
        """An address for a simulated page."""
        return f"/web/tryout/{address.rsplit('//', maxsplit=1)[-1]}"

    def download_url(self, field: str) -> str:
        """An address for the file made of ``field``."""
        return f"/export/tryout/{self.tool.id}/{field}"

    def editor(
        self, field: str, *, label: str, kind: str = "text", rows: int = 14, options: JSON | None = None
    ) -> str:
        """The draft's body; a test writes it by the tool's draft action."""
        del label, kind, rows, options
        return str(self.state.get("drafts", {}).get(field, ""))

    def _told(self, refused: str | None) -> bool:
        if refused is not None:
            self.refusals.append(refused)
        return refused is None
