"""A simulated tool: a pure state machine over JSON, and a face."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
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


ALL_TOOLS = ("*",)
"""``Tool.reads`` of a tool that sees every other tool of the paper, as the hand-in folder must."""


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

    @property
    def reviewing(self) -> bool:
        """True when an examiner looks at a script: what a student must not see may be shown.

        A student's own page can be locked too (another page took the attempt over); it is never this.
        """

    @property
    def elapsed(self) -> float:
        """Seconds since the attempt began, by the server's clock; how long it lasted once it is over."""

    def do(self, action: str, **params: Any) -> bool:  # Any: whatever JSON the action's dataclass asks for
        """Take a step. False when it was refused; the host then shows the reason."""

    def key(self, name: str) -> str:
        """A widget key that no other tool uses."""

    def page_url(self, address: str) -> str:
        """Where this browser can look at ``address`` of a simulated site, as a visitor would."""

    def download_url(self, field: str) -> str:
        """Where this browser gets the file that ``Tool.export`` makes of draft ``field``."""

    def uploader(
        self, action: str, *, label: str, suffixes: tuple[str, ...], **params: Any
    ) -> None:  # Any: the rest of the action's own JSON
        """Mount a field that takes a file of the student's and then takes the step ``action`` with it.

        ``action`` is one that ``takes_file``; ``suffixes`` (``.png``) are what the file dialog offers.
        """

    def keep(self, action: str, name: str, body: bytes, **params: Any) -> bool:  # Any: as above
        """Keep a file that the tool made, and take the step ``action`` with it. False when refused."""

    def file(self, file: str) -> bytes:
        """The bytes of a file that this attempt brought in or made; ``file`` is its SHA-256."""

    def file_url(self, file: str) -> str:
        """Where this browser gets that file."""

    def editor(
        self, field: str, *, label: str, kind: str = "text", rows: int = 14, options: JSON | None = None
    ) -> str:
        """Mount the field that saves itself, and give its newest acknowledged body.

        ``field`` is one of the engine's drafts; ``kind`` is ``text`` (plain), ``doc`` (headings,
        paragraphs) or ``grid`` (a table of cells); ``options`` are the kind's own: ``placeholder``, and
        ``length`` and ``put`` of a text (see ui/components/editors.py).
        """


View = Callable[[ToolSession], None]


@dataclass(frozen=True, slots=True)
class Action:
    """Something a student can do. ``params`` is a dataclass: its fields are checked and become a form.

    ``stamped``: the host fills the field ``at: float``, seconds since the attempt began by the server's
    clock, so that an engine without a clock knows when the step was taken. ``takes_file``: the step
    brings a file, and the host fills ``file: str`` (SHA-256 of the content), ``name: str``, ``size: int``
    (bytes) and ``facts: dict[str, Any]`` (what ``Tool.intake`` read in it).
    """

    id: str
    title: str
    params: type
    stamped: bool = False
    takes_file: bool = False

    @property
    def filled(self) -> frozenset[str]:
        """The fields that the host fills."""
        return frozenset(("at",) * self.stamped + ("file", "name", "size", "facts") * self.takes_file)


def _drafts(state: JSON) -> Collection[str]:
    return tuple(state.get("drafts", {}))


@dataclass(frozen=True, slots=True)
class Export:
    """Files made of a tool's state: ``make(state, field) -> bytes``, pure. ``suffix`` includes the dot.

    ``fields`` names what can be asked for: the drafts, unless the tool says otherwise.
    """

    suffix: str
    media_type: str
    make: Callable[[JSON, str], bytes]
    fields: Callable[[JSON], Collection[str]] = _drafts


@dataclass(frozen=True, slots=True)
class Formula:
    """A number's definition for the tool's help: what it is called, how it comes about, who says so."""

    name: str
    text: str
    source: str
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool as a plugin offers it.

    ``id`` is ``<plugin>.<name>``. ``view`` names ``module:function`` and is imported when first
    drawn; without it the host draws one form for each action. ``simulates`` says in a line what the tool
    stands for, and ``formulas`` are its help. ``reads`` names tools whose states the engine's ``apply``
    is handed as a fourth argument (``ALL_TOOLS`` for every other one). ``draft_action`` is the action by
    which typed text that was saved outside the trace enters it, with params ``{"field": str, "body":
    str}``, neither ``stamped`` nor with a file; its fields are the keys of ``state["drafts"]``. ``export``
    makes files of the state. ``intake`` is ``(name, body) -> facts``: what the engine must know of a file
    that comes in. It runs once, when the file arrives; the facts stand in the trace. Pure, and it raises
    Refused for a file not taken.

    ``given_prints`` is ``(given) -> hashes``: perceptual hashes (pHash, 64 bits as 16 hex digits) of the
    pictures that the variant hands its student. It is asked when a sitting's pictures are compared with each
    other: what was given is nobody's copy.

    A tool that makes files to hand in keeps them in ``state["files"]`` as {deliverable id: {"file",
    "name", "size", ...}}.
    """

    id: str
    title: str
    engine: Engine | ReadingEngine
    actions: tuple[Action, ...] = ()
    view: str | None = None
    reads: tuple[str, ...] = ()
    draft_action: str | None = None
    export: Export | None = None
    intake: Callable[[str, bytes], JSON] | None = None
    given_prints: Callable[[JSON], Collection[str]] | None = None
    simulates: str = ""
    formulas: tuple[Formula, ...] = ()
    icon: str = ":material/build:"

    def sees(self, other: str) -> bool:
        """Whether this tool is handed the state of tool ``other``."""
        return other != self.id if self.reads == ALL_TOOLS else other in self.reads

    def action(self, action_id: str) -> Action | None:
        """The action of that id, or None."""
        return next((action for action in self.actions if action.id == action_id), None)
