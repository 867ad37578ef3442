"""The document: light Markdown in one text per deliverable."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.api import JSON, Action, Refused
from workbench.desk.writing import Write, made_with, no_such_action, refuse_unstorable

MAX_CHARS = 20_000
"""The longest document, in characters: about ten times the longest that a task of 60 minutes asks for."""

ACTIONS = (Action("write", "写文档", Write),)


@dataclass(frozen=True, slots=True)
class Doc:
    """The engine. State: ``{"drafts": {field: body}}``; a body begins as the deliverable's template.

    A body is plain text: lines beginning ``# `` and ``## `` are headings, ``- `` list items, a blank
    line ends a paragraph.
    """

    def start(self, given: JSON, seed: int) -> JSON:  # noqa: ARG002  the contract's signature
        """One draft for each deliverable that is a document."""
        return {"drafts": {made["id"]: made.get("template", "") for made in made_with(given, "desk.doc")}}

    def apply(self, state: JSON, action: str, params: JSON) -> JSON:
        """The state with the new body. Refuses an unknown document and a text that is too long."""
        if action != "write":
            raise no_such_action(action)
        field, body = params["field"], params["body"]
        if field not in state["drafts"]:
            raise Refused(f"本题没有编号为“{field:.40}”的文档。")
        if len(body) > MAX_CHARS:
            raise Refused(f"文档有 {len(body)} 个字符，最多 {MAX_CHARS} 个，请精简后再保存。")
        refuse_unstorable(body)
        return {**state, "drafts": {**state["drafts"], field: body}}
