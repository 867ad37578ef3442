"""Files made of what a student wrote."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.domain.errors import Absent
from workbench.store.people import Person
from workbench.usecases.sitting_exam import look
from workbench.usecases.workbench import Workbench


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file to download."""

    name: str
    media_type: str
    body: bytes


def export(wb: Workbench, person: Person, attempt_id: str, tool_id: str, field: str) -> ExportFile:
    """What ``tool_id`` makes of ``field``, of the newest drafts, as a file. Raises Absent."""
    seen = look(wb, person, attempt_id)
    tool = wb.registry.tools.get(tool_id)
    state = seen.states.get(tool_id)
    if tool is None or tool.export is None or state is None or field not in tool.export.fields(state):
        raise Absent("没有这份文件。")
    names = {made["id"]: made["name"] for made in seen.paper.given["desk"]["deliverables"]}
    typed = seen.states.get("desk.folder", {}).get("files", {}).get(field, {}).get("name", "")
    stem = (typed or names.get(field, field)).removesuffix(tool.export.suffix)
    return ExportFile(stem + tool.export.suffix, tool.export.media_type, tool.export.make(state, field))
