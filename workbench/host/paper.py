"""A paper: one student's task, variant and scorer versions, frozen under a hash when the attempt is made."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from workbench.domain.errors import PluginFault
from workbench.domain.module import JSON
from workbench.domain.score import Criterion
from workbench.domain.task import Task
from workbench.host.registry import Registry
from workbench.host.variants import variant


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that decides what a student sees and how it is scored.

    ``versions`` names, for each criterion, the fingerprint of its source when the paper was frozen.
    """

    task: Task
    given: JSON
    seed: int
    candidate: str
    versions: Mapping[str, str]

    def body(self) -> str:
        """The paper as canonical JSON: the same paper gives the same text."""
        plain = _papers().dump_python(self, mode="json")
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@cache
def _papers() -> TypeAdapter[Paper]:
    return TypeAdapter(Paper)


def item_fingerprint(registry: Registry, task: Task) -> str:
    """SHA-256 of all that an item is: its task, and the files of the criteria that mark it."""
    used = sorted({line.use for line in task.rubric if line.use is not None})
    whole = {
        "task": _tasks().dump_python(task, mode="json"),
        "versions": {name: version(registry.criterion(task, name)) for name in used},
    }
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _tasks() -> TypeAdapter[Task]:
    return TypeAdapter(Task)


def freeze(registry: Registry, task: Task, seed: int, candidate: str) -> Paper:
    """The paper of ``task`` for one candidate. Raises PluginFault when the plugin is not loaded."""
    if task.plugin not in registry.plugins:
        raise PluginFault(task.plugin, "is not loaded")
    used = {line.use for line in task.rubric if line.use is not None}
    versions = {name: version(registry.criterion(task, name)) for name in sorted(used)}
    return Paper(task, variant(registry, task, seed, candidate), seed, candidate, versions)


def thaw(body: str) -> Paper:
    """The paper that ``body`` was made from."""
    return _papers().validate_json(body)


class Thawing:
    """Papers of a whole sitting for their tasks: each task is checked once, however many drew it."""

    def __init__(self) -> None:
        self._known: dict[str, Task] = {}

    def task_and_given(self, body: str) -> tuple[Task, JSON]:
        """The task and the variant of the paper that ``body`` was made from."""
        plain = json.loads(body)
        text = json.dumps(plain["task"], ensure_ascii=False)
        if text not in self._known:
            self._known[text] = _tasks().validate_json(text)
        return self._known[text], plain["given"]


@cache
def version(criterion: Criterion) -> str:
    """A fingerprint of the file that holds ``criterion``: twelve hexadecimal digits."""
    source = inspect.getsourcefile(inspect.unwrap(criterion))
    return hashlib.sha256(Path(source).read_bytes()).hexdigest()[:12] if source else "unknown"
