"""The check before the doors open: what is wrong, in one line each, and whether an exam may be held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from workbench.domain.errors import WorkbenchError
from workbench.host.registry import Registry
from workbench.settings import Settings
from workbench.usecases.workbench import Workbench
from workbench.web import tuning
from workbench.web.options import wrong_options

STREAMLIT = "1.67"
"""The one series whose hidden options and markup were proven."""

MIN_DESCRIPTORS = 2048
"""Open files that 300 students need at 4 each, with room for files and the store."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it must be. A decisive one forbids an exam."""

    text: str
    is_decisive: bool = True


class Unfit(WorkbenchError):
    """The server must not be started. ``faults`` says why, one line each."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("the workbench is not started:\n" + "\n".join(f"- {fault}" for fault in faults))
        self.faults = faults


def check(wb: Workbench) -> tuple[Fault, ...]:
    """Every fault of this process, the decisive ones first."""
    relaxed = wb.settings.demo or wb.settings.authoring
    faults = (
        *(Fault(text) for text in wrong_options(wb.settings)),
        *streamlit_faults(version("streamlit")),
        *descriptor_faults(tuning.descriptors(), is_decisive=not relaxed),
        *session_store_faults(tuning.kept_sessions()),
        *store_faults(wb),
        *plugin_faults(wb.registry),
        *setting_faults(wb.settings),
    )
    return tuple(sorted(faults, key=lambda fault: not fault.is_decisive))


def demand_fit(faults: Sequence[Fault]) -> None:
    """Raises Unfit when a fault is decisive."""
    decisive = tuple(fault.text for fault in faults if fault.is_decisive)
    if decisive:
        raise Unfit(decisive)


def streamlit_faults(installed: str) -> tuple[Fault, ...]:
    """A fault when Streamlit is of another series."""
    if installed == STREAMLIT or installed.startswith(f"{STREAMLIT}."):
        return ()
    return (
        Fault(f"streamlit: found {installed}, want {STREAMLIT}.* (hidden options were proven only there)"),
    )


def descriptor_faults(limit: int | None, *, is_decisive: bool) -> tuple[Fault, ...]:
    """A fault when too few files may be open; ``limit`` None means no limit."""
    if limit is None or limit >= MIN_DESCRIPTORS:
        return ()
    text = (
        f"open files: found a hard limit of {limit}, want {MIN_DESCRIPTORS} or more"
        " (ulimit -Hn, or LimitNOFILE= in the systemd unit); beyond it connections are dropped without a word"
    )
    return (Fault(text, is_decisive),)


def session_store_faults(kept: int) -> tuple[Fault, ...]:
    """A fault when Streamlit would forget dropped browsers too soon."""
    if kept >= tuning.KEPT_SESSIONS:
        return ()
    return (Fault(f"dropped sessions kept: found {kept}, want {tuning.KEPT_SESSIONS}"),)


def store_faults(wb: Workbench) -> tuple[Fault, ...]:
    """A fault when the store does not answer."""
    try:
        wb.store.check()
    except (WorkbenchError, OSError) as error:
        return (Fault(f"the store does not answer: {error}"),)
    return ()


def plugin_faults(registry: Registry) -> tuple[Fault, ...]:
    """A warning for each plugin that was left out."""
    return tuple(
        Fault(f"plugin {one.name} ({one.source}) is left out: {one.reason}", is_decisive=False)
        for one in registry.rejected
    )


def setting_faults(settings: Settings) -> tuple[Fault, ...]:
    """Warnings about settings that work but are not for an exam."""
    faults = []
    if settings.authoring:
        faults.append(
            Fault("authoring is on: good for one author, far too slow for an exam", is_decisive=False)
        )
    return tuple(faults)
