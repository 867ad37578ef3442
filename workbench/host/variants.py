"""From a task and a seed to the variant that one student gets. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from workbench.domain.module import JSON
from workbench.domain.task import Task
from workbench.host.registry import Registry


def variant(registry: Registry, task: Task, seed: int, candidate: str) -> JSON:
    """What this seed gives the student: fixed and drawn values, the plugin's world, the desk."""
    plugin = registry.plugins[task.plugin]
    given: JSON = {**task.given, **drawn_values(task.draw, task.id, seed)}
    if task.id in plugin.variants:
        given = plugin.variants[task.id](given, seed)
    shelf = [
        {name: getattr(card, name) for name in ("id", "title", "text", "source", "verified", "tags")}
        for card in plugin.shelf
    ]
    whole = {**given, "desk": {**_desk(task, given, candidate), "shelf": shelf}}
    plain: JSON = json.loads(json.dumps(whole, ensure_ascii=False))
    return plain


def drawn_values(draw: Mapping[str, Any], task_id: str, seed: int) -> dict[str, Any]:
    """One value for each entry of a ``draw:`` table; the same seed gives the same values everywhere."""
    values: dict[str, Any] = {}
    for name, rule in draw.items():
        stir = hashlib.sha256(f"{seed}|{task_id}|{name}".encode()).digest()
        number = int.from_bytes(stir)
        if "int" in rule:
            low, high = rule["int"]
            values[name] = low + number % (high - low + 1)
        else:
            values[name] = rule["choice"][number % len(rule["choice"])]
    return values


def _desk(task: Task, given: JSON, candidate: str) -> dict[str, Any]:
    return {
        "candidate": candidate,
        "item": task.id,
        "item_code": task.id.replace("-", "").replace(".", "").upper(),
        "deliverables": [
            {"id": made.id, "name": made.name, "tool": made.tool, "columns": list(made.columns)}
            | {"template": fill(made.template, given)}
            for made in task.deliverables
        ],
        "materials": [
            {"id": material.id, "title": material.title, "text": fill(material.text, given)}
            | {"rows": given.get(material.rows_from) if material.rows_from else None}
            for material in task.materials
        ],
        "subtasks": [
            {"no": sub.no, "text": fill(sub.text, given), "minutes": sub.minutes, "tools": list(sub.tools)}
            | {"deliverable": sub.deliverable.id if sub.deliverable else None}
            for sub in task.subtasks
        ],
        "brief": fill(task.brief, given),
    }


def fill(text: str, given: JSON) -> str:
    """``text`` with each ``{name}`` of a plain value in ``given`` put in; other braces stay as they are."""
    for name, value in given.items():
        if isinstance(value, str | int | float):
            text = text.replace("{" + name + "}", str(value))
    return text
