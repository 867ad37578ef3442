"""To which of the standard's modules an attempt belongs."""

from __future__ import annotations

from workbench.domain.errors import Refused
from workbench.domain.module import STANDARD_MODULES
from workbench.store.attempts import Attempt
from workbench.usecases.workbench import Workbench


def module_of(wb: Workbench, attempt: Attempt) -> str:
    """The id of the attempt's module. Raises Refused where its plugin is not installed."""
    plugin = wb.registry.plugins.get(attempt.plugin)
    if plugin is None:
        raise Refused(f"试题所属的插件“{attempt.plugin}”没有装上，请联系管理员。")
    return plugin.module.module


def in_order(modules: set[str]) -> list[str]:
    """``modules`` in the standard's order."""
    return [name for name in STANDARD_MODULES if name in modules]
