"""A tool's session on the exam page: the state to show and the ways to change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

import streamlit as st

from workbench.domain.errors import Closed, Refused, TakenOver
from workbench.domain.module import JSON
from workbench.domain.tool import Tool
from workbench.store.people import Person
from workbench.ui.components import editors
from workbench.usecases import sitting_exam
from workbench.usecases.sitting_exam import Look
from workbench.usecases.workbench import Workbench


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
        return {name: states[name] for name in self.tool.reads if name in states}

    @property
    def locked(self) -> bool:
        """True when nothing may be changed from this page."""
        return self.desk.is_locked

    def do(self, action: str, **params: Any) -> bool:  # Any: the action's own JSON
        """Take a step; False when it was refused, and the reason is shown above the tool."""
        desk = self.desk
        try:
            refused = sitting_exam.step(
                desk.wb, desk.person, desk.attempt_id, desk.holder, (self.tool.id, action, params)
            )
        except (Closed, TakenOver, Refused) as error:
            refused = error.text
        desk.refresh()
        if refused is not None:
            st.toast(refused, icon=":material/block:")
            st.error(refused)
        return refused is None

    def key(self, name: str) -> str:
        """A widget key that no other tool uses."""
        return f"{self.tool.id.replace('.', '-')}-{name}"

    def page_url(self, address: str) -> str:
        """Where this browser sees ``address`` of a simulated site."""
        parts = urlsplit(address if "//" in address else f"http://{address}")
        query = f"?{parts.query}" if parts.query else ""
        return f"/web/{self.desk.attempt_id}/{parts.netloc}{quote(parts.path or '/', safe='/%')}{query}"

    def download_url(self, field: str) -> str:
        """Where this browser gets the file made of draft ``field``."""
        return f"/export/{self.desk.attempt_id}/{self.tool.id}/{quote(field)}"

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
        first = _as_mounted(key, newest)
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
