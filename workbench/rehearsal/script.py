"""What a synthetic candidate does with a paper: the task's own worked answer, else plain prose."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.domain.task import SampleStep
from workbench.host import replay, samples
from workbench.host.paper import Paper
from workbench.host.registry import Registry

Place = tuple[str, str]
"""A tool and its draft field."""

PROSE = "# 演练\n" + "这是演练时写的一段话，用来看保存有没有丢。" * 20
GRID_ROWS = 8


@dataclass(frozen=True, slots=True)
class Script:
    """``bodies``: what stands in each draft field in the end. ``steps``: what else is done, in order.

    ``titles`` says what each tool is called in the row of tools.
    """

    bodies: Mapping[Place, str]
    steps: tuple[SampleStep, ...]
    titles: Mapping[str, str]

    def files(self, suffixes: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
        """Names and contents of files that the worked answer makes and that a field takes."""
        for step in self.steps:
            name = str(step.params.get("name", ""))
            if step.body is not None and name.lower().endswith(suffixes):
                yield name, step.body


def script_of(registry: Registry, paper: Paper) -> Script:
    """The script of ``paper``; every draft field gets something to type, with a worked answer or without."""
    states = replay.first_states(registry, paper)
    columns = {(one.tool, one.id): one.columns for one in paper.task.deliverables}
    bodies = {
        (tool, name): _grid(columns[tool, name]) if columns.get((tool, name)) else PROSE
        for tool, state in states.items()
        if registry.tools[tool].draft_action is not None
        for name in state.get("drafts", {})
    }
    steps = []
    for step in _worked(registry, paper):
        if step.action == registry.tools[step.tool].draft_action:
            bodies[step.tool, str(step.params["field"])] = _renamed(str(step.params["body"]), paper)
        else:
            params = {name: _renamed(value, paper) for name, value in step.params.items()}
            steps.append(SampleStep(step.tool, step.action, params, step.at, step.body))
    titles = {tool: registry.tools[tool].title for tool in paper.task.tools}
    return Script(bodies, tuple(steps), titles)


def _worked(registry: Registry, paper: Paper) -> tuple[SampleStep, ...]:
    good = next((sample for sample in paper.task.samples if sample.kind == "good"), None)
    return () if good is None else tuple(samples.steps_of(registry, paper, good))


def _renamed(value: Any, paper: Paper) -> Any:  # Any: JSON leaves
    return value.replace(samples.CANDIDATE, paper.candidate) if isinstance(value, str) else value


def _grid(columns: tuple[str, ...]) -> str:
    rows = [[f"{row}{column:.1}" for column in columns] for row in range(1, GRID_ROWS + 1)]
    return json.dumps({"columns": list(columns), "rows": rows}, ensure_ascii=False)


def typed(body: str, share: float) -> str:
    """``body`` as it stands when ``share`` of it, in [0, 1], has been typed; of a table, its first cells."""
    table = _table(body)
    if table is None:
        return body[: max(1, round(share * len(body)))]
    left = round(share * sum(map(len, table["rows"])))
    rows = []
    for row in table["rows"]:
        rows.append([cell if at < left else "" for at, cell in enumerate(row)])
        left -= len(row)
        if left <= 0:
            break
    return json.dumps({**table, "rows": rows}, ensure_ascii=False)


def _table(body: str) -> dict[str, Any] | None:  # Any: a grid's JSON
    if not body.startswith("{"):
        return None
    try:
        found = json.loads(body)
    except ValueError:
        return None
    return found if isinstance(found, dict) and isinstance(found.get("rows"), list) else None
