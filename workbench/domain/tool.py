"""A simulated tool: a pure state machine over JSON, and a face."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from workbench.domain.module import JSON


class Engine(Protocol):
    """The pure half of a tool: no clock, disk, network, Streamlit or unseeded random.

    States are JSON objects, so that they can be stored, compared and replayed. ``apply`` returns a
    new state and never changes the one it was given.
    """

    def start(self, given: JSON, seed: int) -> JSON:
        """The state before the first step. ``given`` is the frozen variant of the task."""

    def apply(self, state: JSON, action: str, params: JSON) -> JSON:
        """The state after ``action``. Raises Refused, in the student's words, for a step not allowed."""


class ReadingEngine(Protocol):
    """An engine of a tool that ``reads`` other tools, and is handed their present states."""

    def start(self, given: JSON, seed: int) -> JSON:
        """The state before the first step."""

    def apply(self, state: JSON, action: str, params: JSON, seen: Mapping[str, JSON]) -> JSON:
        """The state after ``action``; ``seen`` holds the state of each tool in ``Tool.reads``, by id."""


class ToolSession(Protocol):
    """What a face is handed: all that it may see, and the only ways to change anything."""

    @property
    def state(self) -> JSON:
        """The tool's present state, to show."""

    @property
    def given(self) -> JSON:
        """The frozen variant of the task, to show."""

    @property
    def seen(self) -> Mapping[str, JSON]:
        """The present states of the tools named in ``Tool.reads``, by id."""

    @property
    def locked(self) -> bool:
        """True when nothing can be changed any more: time is up, handed in, or an examiner looks."""

    def do(self, action: str, **params: Any) -> bool:  # Any: whatever JSON the action's dataclass asks for
        """Take a step. False when it was refused; the host then shows the reason."""

    def key(self, name: str) -> str:
        """A widget key that no other tool uses."""

    def page_url(self, address: str) -> str:
        """Where this browser can look at ``address`` of a simulated site, as a visitor would."""

    def download_url(self, field: str) -> str:
        """Where this browser gets the file that ``Tool.export`` makes of draft ``field``."""

    def editor(
        self, field: str, *, label: str, kind: str = "text", rows: int = 14, options: JSON | None = None
    ) -> str:
        """Mount the field that saves itself, and give its newest acknowledged body.

        ``field`` is one of the engine's drafts; ``kind`` is ``text`` (plain), ``doc`` (headings,
        paragraphs) or ``grid`` (a table of cells); ``options`` are the kind's own.
        """


View = Callable[[ToolSession], None]


@dataclass(frozen=True, slots=True)
class Action:
    """Something a student can do. ``params`` is a dataclass: its fields are checked and become a form."""

    id: str
    title: str
    params: type


@dataclass(frozen=True, slots=True)
class Export:
    """A file made of a draft: ``make(state, field) -> bytes``, pure. ``suffix`` includes the dot."""

    suffix: str
    media_type: str
    make: Callable[[JSON, str], bytes]


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool as a plugin offers it.

    ``id`` is ``<plugin>.<name>``. ``view`` names ``module:function`` and is imported when first
    drawn; without it the host draws one form for each action. ``reads`` names tools whose states the
    engine's ``apply`` is handed as a fourth argument. ``draft_action`` is the action by which typed
    text that was saved outside the trace enters it, with params ``{"field": str, "body": str}``;
    its fields are the keys of ``state["drafts"]``. ``export`` makes a draft into a file.
    """

    id: str
    title: str
    engine: Engine | ReadingEngine
    actions: tuple[Action, ...] = ()
    view: str | None = None
    reads: tuple[str, ...] = ()
    draft_action: str | None = None
    export: Export | None = None
    icon: str = ":material/build:"

    def action(self, action_id: str) -> Action | None:
        """The action of that id, or None."""
        return next((action for action in self.actions if action.id == action_id), None)
