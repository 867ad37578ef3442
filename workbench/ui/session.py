"""A tool's session on the exam page: the state to show and the ways to change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from workbench.domain.errors import Refused
from workbench.domain.module import JSON
from workbench.domain.tool import Tool
from workbench.host.filling import Brought
from workbench.store.people import Person
from workbench.ui import addresses
from workbench.ui.components import editors
from workbench.usecases import sitting_exam, uploads
from workbench.usecases.sitting_exam import Look
from workbench.usecases.workbench import Workbench
from workbench.web.names import MAX_UPLOAD_MEGABYTES


@dataclass(slots=True)
class Desk:
    """One browser page at work on one attempt. ``look`` is read anew after each step."""

    wb: Workbench
    person: Person
    holder: str
    look: Look

    @property
    def attempt_id(self) -> str:
        """The attempt that is worked on."""
        return self.look.attempt.id

    @property
    def is_locked(self) -> bool:
        """True when nothing may be changed from this page."""
        return not self.look.is_open or self.look.attempt.holder != self.holder

    def refresh(self) -> None:
        """Read the states again."""
        self.look = sitting_exam.look(self.wb, self.person, self.attempt_id)


@dataclass(slots=True)
class LiveSession:
    """The ToolSession of a running exam."""

    desk: Desk
    tool: Tool
    _notices: list[str] = field(default_factory=list)

    @property
    def state(self) -> JSON:
        """The tool's present state."""
        return self.desk.look.states[self.tool.id]

    @property
    def given(self) -> JSON:
        """The frozen variant of the task."""
        return self.desk.look.paper.given

    @property
    def seen(self) -> Mapping[str, JSON]:
        """The present states of the tools that this one reads."""
        states = self.desk.look.states
        return {name: state for name, state in states.items() if self.tool.sees(name)}

    @property
    def locked(self) -> bool:
        """True when nothing may be changed from this page."""
        return self.desk.is_locked

    @property
    def reviewing(self) -> bool:
        """Never: this is the student's own page."""
        return False

    def do(self, action: str, **params: Any) -> bool:  # Any: the action's own JSON
        """Take a step; False when it was refused, and the reason is shown above the tool."""
        return self._told(self._take(action, params, None))

    def _take(self, action: str, params: JSON, brought: Brought | None) -> str | None:
        desk = self.desk
        try:
            refused = sitting_exam.step(
                desk.wb,
                desk.person,
                desk.attempt_id,
                desk.holder,
                (self.tool.id, action, params),
                brought=brought,
            )
        except Refused as error:
            refused = error.text
        desk.refresh()
        return refused

    def _told(self, refused: str | None) -> bool:
        if refused is not None:
            st.toast(refused, icon=":material/block:")
            st.error(refused)
        return refused is None

    def key(self, name: str) -> str:
        """A widget key that no other tool uses."""
        return f"{self.tool.id.replace('.', '-')}-{name}"

    def page_url(self, address: str) -> str:
        """Where this browser sees ``address`` of a simulated site."""
        return addresses.page_url(self.desk.attempt_id, address)

    def download_url(self, field: str) -> str:
        """Where this browser gets the file made of ``field``."""
        return addresses.download_url(self.desk.attempt_id, self.tool.id, field)

    @property
    def elapsed(self) -> float:
        """Seconds since the attempt began, by the server's clock."""
        return max(0.0, self.desk.wb.clock() - (self.desk.look.attempt.began or 0.0))

    def uploader(
        self, action: str, *, label: str, suffixes: tuple[str, ...], **params: Any
    ) -> None:  # Any: the action's own JSON
        """Mount a field that takes a file and then the step ``action`` with it."""
        key = self.key(f"upload-{action}-{'-'.join(str(value) for value in params.values())}")
        editors.uploader(
            attempt=self.desk.attempt_id,
            tool=self.tool.id,
            label=label,
            suffixes=suffixes,
            megabytes=MAX_UPLOAD_MEGABYTES,
            locked=self.locked,
            key=key,
            on_arrived=lambda: self._arrived(key, action, params),
        )
        if said := st.session_state.pop(f"{key}-said", None):
            st.error(said)

    def _arrived(self, key: str, action: str, params: dict[str, Any]) -> None:  # Any: as above
        # Runs before the page is drawn again; what it has to say is shown below the field.
        arrived = st.session_state[key]["arrived"]
        if arrived:
            name = str(arrived["name"])
            body = self.file(str(arrived["file"]))
            refused = self._take(action, params, Brought(name, body))
            st.session_state[f"{key}-said"] = refused

    def keep(self, action: str, name: str, body: bytes, **params: Any) -> bool:  # Any: as above
        """Keep a file that the tool made and take the step with it; False when it was refused."""
        desk = self.desk
        try:
            uploads.keep(desk.wb, desk.person, desk.attempt_id, self.tool.id, name, body)
        except Refused as error:
            return self._told(error.text)
        return self._told(self._take(action, params, Brought(name, body)))

    def file(self, file: str) -> bytes:
        """The bytes of a file of this attempt."""
        return uploads.file(self.desk.wb, self.desk.person, self.desk.attempt_id, file).body

    def file_url(self, file: str) -> str:
        """Where this browser gets that file."""
        return addresses.file_url(self.desk.attempt_id, file)

    def editor(
        self, field: str, *, label: str, kind: str = "text", rows: int = 14, options: JSON | None = None
    ) -> str:
        """Mount the field that saves itself, and give its newest acknowledged body."""
        start = str(self.state.get("drafts", {}).get(field, ""))
        kept = self.desk.look.drafts.get((self.tool.id, field))
        newest = {"rev": 0, "body": start, "saved_ms": 0}
        if kept is not None:
            newest = {"rev": kept.rev, "body": kept.body, "saved_ms": int(kept.saved_at * 1000)}
        key = self.key(f"draft-{field}")
        # A second paper of the same person has the same fields: what was typed on the first is not its.
        first = _as_mounted(f"{self.desk.attempt_id}-{key}", newest)
        mount = editors.grid if kind == "grid" else editors.editor
        mount(
            attempt=self.desk.attempt_id,
            holder=self.desk.holder,
            person=self.desk.person.login,
            tool=self.tool.id,
            field=field,
            rev=first["rev"],
            body=first["body"],
            saved_ms=first["saved_ms"],
            label=label,
            kind=kind,
            rows=rows,
            options=dict(options or {}),
            locked=self.locked,
            key=key,
        )
        return str(newest["body"])


def _as_mounted(key: str, draft: dict[str, Any]) -> dict[str, Any]:  # Any: rev is int, body is str
    # A mounted editor must not be handed new data on every rerun: it owns the text until it is
    # unmounted. Only an editor that was not on the page in the run before starts from the store.
    before: set[str] = st.session_state.get("editors_before", set())
    now: set[str] = st.session_state.setdefault("editors_now", set())
    now.add(key)
    if key not in before:
        st.session_state[f"mounted-{key}"] = draft
    kept: dict[str, Any] = st.session_state.setdefault(f"mounted-{key}", draft)
    return kept


def begin_run() -> None:
    """Tell the editors that a new run of the tools' area begins."""
    st.session_state["editors_before"] = st.session_state.get("editors_now", set())
    st.session_state["editors_now"] = set()
