"""Where the pages find the workbench that this process runs."""

from __future__ import annotations

from workbench.usecases.workbench import Workbench

# Streamlit runs the entry script with no arguments and re-imports modules, so the one value that the
# process was started with has to be found by name. It is put here once, before the first page.
_running: list[Workbench] = []


def put(wb: Workbench) -> None:
    """Make ``wb`` the workbench of this process."""
    _running[:] = [wb]


def workbench() -> Workbench:
    """The workbench of this process. Raises RuntimeError when it was not started by ``workbench run``."""
    if not _running:
        raise RuntimeError("start the pages with 'workbench run'")
    return _running[0]
