"""A tool's own face over a script, to look at: the examiner sees it and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from workbench.domain.module import JSON
from workbench.domain.tool import Tool
from workbench.store.people import Person
from workbench.ui import addresses, faces
from workbench.usecases import uploads
from workbench.usecases.marking import Script
from workbench.usecases.workbench import Workbench


def draw(
    wb: Workbench, person: Person, script: Script, *, place: str = "script", first: str | None = None
) -> None:
    """Draw the plugin's tools of the paper, one at a time, ``first`` before the others.

    ``place`` keeps apart what one page draws twice.
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
        key=f"{script.attempt_id}-{place}-face-{first}",
        label_visibility="collapsed",
    )
    tool = tools[str(chosen)]
    faces.about(tool)
    faces.draw(ScriptSession(wb, person, script, tool, place), tool)


@dataclass(frozen=True, slots=True)
class ScriptSession:
    """The ToolSession of a handed-in script: everything is locked."""

    wb: Workbench
    person: Person
    script: Script
    tool: Tool
    place: str = "script"

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
        """Always: an examiner looks."""
        return True

    @property
    def reviewing(self) -> bool:
        """Always: the script is marked here."""
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
        return uploads.file(self.wb, self.person, self.script.attempt_id, file).body

    def file_url(self, file: str) -> str:
        """Where this browser gets that file."""
        return addresses.file_url(self.script.attempt_id, file)

    def key(self, name: str) -> str:
        """A widget key of this script and tool alone."""
        return f"{self.place}-{self.script.attempt_id}-{self.tool.id.replace('.', '-')}-{name}"

    def page_url(self, address: str) -> str:
        """Where this browser sees ``address`` as the student left it."""
        return addresses.page_url(self.script.attempt_id, address)

    def download_url(self, field: str) -> str:
        """Where this browser gets the file made of ``field``."""
        return addresses.download_url(self.script.attempt_id, self.tool.id, field)

    def editor(
        self, field: str, *, label: str, kind: str = "text", rows: int = 14, options: JSON | None = None
    ) -> str:
        """The text as it was handed in, shown as text."""
        del kind, rows, options
        body = str(self.state.get("drafts", {}).get(field, ""))
        st.caption(label)
        st.text(body or "没有内容")
        return body
