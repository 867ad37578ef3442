"""A tool's own face over a script, to look at: whoever sees it changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from workbench.domain.module import JSON
from workbench.domain.tool import Tool
from workbench.store.people import Person
from workbench.ui import addresses, faces
from workbench.ui.examiner import handed_in
from workbench.usecases import uploads
from workbench.usecases.marking import Script
from workbench.usecases.work_shown import Work
from workbench.usecases.workbench import Workbench


def draw(
    wb: Workbench,
    person: Person,
    script: Script | Work,
    *,
    reviewing: bool = True,
    first: str | None = None,
) -> None:
    """Draw the plugin's tools of the paper, one at a time, ``first`` before the others.

    ``reviewing`` is for those who mark alone.
    """
    tools = {name: wb.registry.tools[name] for name in script.states if not name.startswith("desk.")}
    if not tools:
        st.caption("本题没有模拟工具。")
        return
    chosen = st.segmented_control(
        "工具",
        list(tools),
        format_func=lambda name: f"{tools[name].icon} {tools[name].title}",
        default=first if first in tools else next(iter(tools)),
        required=True,
        key=f"{_prefix(script)}-face-{first}",
        label_visibility="collapsed",
    )
    tool = tools[str(chosen)]
    faces.about(tool)
    faces.draw(ScriptSession(wb, person, script, tool, reviewing), tool)


def _prefix(script: Script | Work) -> str:
    # A model answer stands on the page of the same attempt.
    return f"{script.attempt_id}-{'model' if isinstance(script, Work) and script.is_model else 'work'}"


@dataclass(frozen=True, slots=True)
class ScriptSession:
    """The ToolSession of a handed-in script: everything is locked."""

    wb: Workbench
    person: Person
    script: Script | Work
    tool: Tool
    reviewing: bool = True

    @property
    def _is_model(self) -> bool:
        return isinstance(self.script, Work) and self.script.is_model

    @property
    def state(self) -> JSON:
        """The tool's last state."""
        return self.script.states[self.tool.id]

    @property
    def given(self) -> JSON:
        """The frozen variant of the task."""
        return self.script.paper.given

    @property
    def seen(self) -> Mapping[str, JSON]:
        """The last states of the tools that this one reads."""
        return {name: state for name, state in self.script.states.items() if self.tool.sees(name)}

    @property
    def locked(self) -> bool:
        """Always: this is a look."""
        return True

    @property
    def elapsed(self) -> float:
        """How long the student worked, in seconds."""
        return self.script.seconds

    def do(self, action: str, **params: Any) -> bool:  # noqa: ARG002  Any: the contract's signature
        """Nothing: a look leaves no step."""
        return False

    def uploader(self, action: str, *, label: str, suffixes: tuple[str, ...], **params: Any) -> None:
        """Nothing: there is nothing to bring in any more."""

    def keep(self, action: str, name: str, body: bytes, **params: Any) -> bool:  # noqa: ARG002  as above
        """Nothing."""
        return False

    def file(self, file: str) -> bytes:
        """The bytes of a file of this script."""
        if isinstance(self.script, Work) and file in self.script.files:
            return self.script.files[file][1]
        return uploads.file(self.wb, self.person, self.script.attempt_id, file).body

    def file_url(self, file: str) -> str:
        """Where this browser gets that file."""
        return handed_in.file_url(self.script, file)

    def key(self, name: str) -> str:
        """A widget key of this script and tool alone."""
        return f"{_prefix(self.script)}-{self.tool.id.replace('.', '-')}-{name}"

    def page_url(self, address: str) -> str:
        """Where this browser sees ``address`` as the student left it; nowhere for a model answer."""
        return "#" if self._is_model else addresses.page_url(self.script.attempt_id, address)

    def download_url(self, field: str) -> str:
        """Where this browser gets the file made of ``field``; nowhere for a model answer."""
        return "#" if self._is_model else addresses.download_url(self.script.attempt_id, self.tool.id, field)

    def editor(
        self, field: str, *, label: str, kind: str = "text", rows: int = 14, options: JSON | None = None
    ) -> str:
        """The text as it was handed in, shown as text."""
        del kind, rows, options
        body = str(self.state.get("drafts", {}).get(field, ""))
        st.caption(label)
        st.text(body or "没有内容")
        return body
