"""All plugins that were found: what each answered, and what is wrong with those left out."""

from __future__ import annotations

import importlib
import importlib.metadata
import logging
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import ModuleType

from workbench.desk.tools import DESK_TOOLS
from workbench.domain.errors import PluginFault
from workbench.domain.score import Criterion
from workbench.domain.task import Task
from workbench.domain.tool import Tool
from workbench.host.asking import Installed, ask

logger = logging.getLogger(__name__)

GROUP = "workbench"
DROPIN = "workbench_dropin"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A plugin that is left out, and why. ``detail`` is the traceback for its author."""

    name: str
    source: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Registry:
    """The plugins by module id, the rejected ones, and what they offer together."""

    plugins: Mapping[str, Installed]
    rejected: tuple[Rejected, ...]
    tools: Mapping[str, Tool] = field(init=False)
    tasks: Mapping[str, Task] = field(init=False)

    def __post_init__(self) -> None:
        tools = {tool.id: tool for tool in DESK_TOOLS}
        tasks: dict[str, Task] = {}
        for plugin in self.plugins.values():
            tools.update(plugin.tools)
            tasks.update(plugin.tasks)
        object.__setattr__(self, "tools", tools)
        object.__setattr__(self, "tasks", tasks)

    def criterion(self, task: Task, name: str) -> Criterion:
        """The criterion that ``task`` calls ``name``. Raises KeyError."""
        return self.plugins[task.plugin].criteria[name]


def load(plugins_dir: Path | None = None) -> Registry:
    """Load the installed plugins, then the folders of ``plugins_dir``. A plugin's fault never raises."""
    plugins: dict[str, Installed] = {}
    rejected: list[Rejected] = []
    for name, source, bring in _sources(plugins_dir):
        try:
            answered = ask(name, source, bring())
            _refuse_clash(answered, plugins)
        except Exception as error:  # noqa: BLE001  the border: a plugin's fault stays with its author
            reason = error.reason if isinstance(error, PluginFault) else f"{type(error).__name__}: {error}"
            logger.warning("plugin %s is left out: %s", name, reason)
            rejected.append(Rejected(name, source, reason, traceback.format_exc()))
        else:
            plugins[answered.module.id] = answered
    in_order = sorted(plugins.items(), key=lambda item: (item[1].module.order, item[0]))
    return Registry(dict(in_order), tuple(rejected))


def _refuse_clash(new: Installed, plugins: Mapping[str, Installed]) -> None:
    for other in plugins.values():
        clashes = {
            "module id": {new.module.id} & {other.module.id},
            "tool id": new.tools.keys() & other.tools.keys(),
            "task id": new.tasks.keys() & other.tasks.keys(),
        }
        for kind, ids in clashes.items():
            if ids:
                text = f"{kind} {min(ids)!r} of {new.source} is taken by {other.source}"
                raise PluginFault(new.module.id, text)


def _sources(plugins_dir: Path | None) -> Iterator[tuple[str, str, Callable[[], ModuleType]]]:
    for point in sorted(importlib.metadata.entry_points(group=GROUP), key=lambda point: point.name):
        yield point.name, f"entry point {point.value}", point.load
    if plugins_dir is not None:
        for front in sorted(plugins_dir.glob("*/plugin.py")):
            yield front.parent.name, str(front.parent), partial(_import_folder, front.parent)


def _import_folder(folder: Path) -> ModuleType:
    # A drop-in becomes a package under a name of its own: its relative imports work, and two folders
    # may both hold an engine.py.
    if not folder.name.isidentifier():
        raise PluginFault(
            folder.name, f"want a folder name of letters, digits and '_', found {folder.name!r}"
        )
    package = f"{DROPIN}.{folder.name}"
    for name in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
        del sys.modules[name]
    for name, path in ((DROPIN, []), (package, [str(folder)])):
        if name not in sys.modules:
            module = ModuleType(name)
            module.__path__ = path
            sys.modules[name] = module
    importlib.invalidate_caches()
    return importlib.import_module(f"{package}.plugin")
