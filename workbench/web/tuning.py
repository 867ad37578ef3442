"""What lets one process hold a whole examination hall."""

from __future__ import annotations

import gc
import importlib
import logging
import sys

from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_session_storage import MemorySessionStorage

from workbench.host.registry import Registry
from workbench.web.options import SESSION_KEPT_SECONDS

if sys.platform != "win32":
    import resource

logger = logging.getLogger(__name__)

KEPT_SESSIONS = 4096
"""Dropped browsers that find their pages again; Streamlit's own store keeps 128 and has no option for it."""

THREADS = 64
"""Threads for blocking work of the web routes; Streamlit sets 28."""

SWITCH_SECONDS = 0.0005
"""How long a thread may hold the interpreter while others wait (Python's default is 0.005). A save hops
between threads; behind pages that are being drawn each hop would wait the default out. Measured in
docs/capacity.md."""

COLLECTOR_THRESHOLDS = (2000, 20, 1000)
"""Python's own rounds: the young often, as most pages' garbage dies young; the old practically never."""

FULL_TURNS = 45
"""With a turn every 20 s, a full collection every quarter of an hour."""

_WARM_MODULES = ("pandas", "pyarrow", "plotly.graph_objects", "workbench.ui.pages")


def raise_descriptors() -> int | None:
    """Raise the limit of open files to the hard limit and give it; None where there is no such limit."""
    if sys.platform == "win32":
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != hard:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        except (ValueError, OSError):  # macOS says "unlimited" and refuses it
            logger.warning("the limit of open files stays at %s", soft)
    return descriptors()


def descriptors() -> int | None:
    """How many files this process may have open; None where there is no limit."""
    if sys.platform == "win32":
        return None
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return None if limit == resource.RLIM_INFINITY else limit


def enlarge_session_store() -> None:
    """Let Streamlit keep KEPT_SESSIONS dropped sessions; to be called before the app is built."""
    MemorySessionStorage.__init__.__defaults__ = (KEPT_SESSIONS, SESSION_KEPT_SECONDS)


def forgo_watchers() -> None:
    """Let a browser that comes back cost no watching of files.

    With ``server.fileWatcherType`` none Streamlit spares a new session the watching, but not one that is
    resumed: it walks over every module of the process on the event loop, 0.25 s for each browser. Forty
    cut off together held up all saves for 10 s (found by ``workbench rehearse``). Not for authoring.
    """
    AppSession.register_file_watchers = _watch_nothing  # type: ignore[method-assign,assignment]


def _watch_nothing(session: AppSession) -> None:
    del session


def kept_sessions() -> int:
    """How many dropped sessions a store made now would keep."""
    return int(MemorySessionStorage()._cache.maxsize)  # type: ignore[attr-defined]  # noqa: SLF001  no public way


def warm_up(registry: Registry) -> None:
    """Import and try out what the first page would otherwise wait for, and take it out of the collector."""
    views = {tool.view.partition(":")[0] for tool in registry.tools.values() if tool.view is not None}
    for name in (*_WARM_MODULES, *sorted(views)):
        try:
            importlib.import_module(name)
        except Exception:  # the border: a plugin's view; the page shows its fault in its own place
            logger.exception("%s could not be imported ahead", name)
    _draw_once()
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.set_threshold(*COLLECTOR_THRESHOLDS)
    gc.collect()
    gc.freeze()


class Tidying:
    """Keeps the garbage collector from walking over every student's page in the middle of an exam.

    A full round over 200 students' pages holds everything up for 0.2 s, and Python runs one every few
    seconds. So at each call what is alive leaves the round (``gc.freeze``); at every ``FULL_TURNS``-th
    call it is let back in, collected and frozen again.
    """

    def __init__(self) -> None:
        self._turns = 0

    def __call__(self) -> None:
        """One turn."""
        self._turns += 1
        if self._turns % FULL_TURNS == 0:
            gc.unfreeze()
            gc.collect()
        else:
            gc.collect(1)
        gc.freeze()


def _draw_once() -> None:
    frame = importlib.import_module("pandas").DataFrame({"x": [1], "y": [1]})
    figures = importlib.import_module("plotly.graph_objects")
    figures.Figure(figures.Scatter(x=frame["x"], y=frame["y"])).to_json()
