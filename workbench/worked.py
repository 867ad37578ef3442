"""Steps on the desk for worked answers: what every plugin's samples do there in the same way."""

from __future__ import annotations

import json
from collections.abc import Sequence

from workbench.domain.module import JSON
from workbench.domain.task import SampleStep


def write_sheet(field: str, columns: Sequence[str], rows: Sequence[Sequence[str]], at: float) -> SampleStep:
    """The step by which the whole sheet ``field`` is saved by hand at ``at`` seconds."""
    body = json.dumps({"columns": list(columns), "rows": [list(row) for row in rows]}, ensure_ascii=False)
    return SampleStep("desk.sheet", "write", {"field": field, "body": body, "by": "student"}, at)


def write_doc(field: str, body: str, at: float) -> SampleStep:
    """The step by which the document ``field`` is saved by hand at ``at`` seconds."""
    return SampleStep("desk.doc", "write", {"field": field, "body": body, "by": "student"}, at)


def hand_in(given: JSON, at: float) -> list[SampleStep]:
    """The steps that name every file rightly, put it on the list and check the folder; a minute in all."""
    desk = given["desk"]
    steps = []
    for made in desk["deliverables"]:
        whole = f"{desk['candidate']}_{desk['item_code']}_{made['name']}"
        steps.append(SampleStep("desk.folder", "name_file", {"deliverable": made["id"], "name": whole}, at))
        steps.append(SampleStep("desk.folder", "list_file", {"deliverable": made["id"], "listed": True}, at))
    return [*steps, SampleStep("desk.folder", "check", {}, at + 60)]
