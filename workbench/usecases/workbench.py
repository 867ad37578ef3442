"""Everything a running workbench needs, built once and passed down."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from workbench.domain.clock import Clock
from workbench.host import registry as plugins
from workbench.host.registry import Registry
from workbench.settings import Settings
from workbench.store.engine import Store
from workbench.usecases.jobs import Jobs
from workbench.usecases.live import Live
from workbench.usecases.seen import Seen


@dataclass(frozen=True, slots=True)
class Workbench:
    """Settings, store, plugins and the clock.

    ``live`` and ``jobs`` are memories and may be thrown away; ``seen`` knows whose pages live.
    """

    settings: Settings
    store: Store
    registry: Registry
    clock: Clock = time.time
    live: Live = field(default_factory=Live)
    jobs: Jobs = field(default_factory=Jobs)
    seen: Seen = field(default_factory=Seen)


def open_workbench(settings: Settings, *, clock: Clock = time.time) -> Workbench:
    """A workbench on its home: folders made, database at its newest form, plugins loaded."""
    settings.home.mkdir(parents=True, exist_ok=True)
    store = Store(settings.database_url, settings.blobs_url)
    store.upgrade()
    return Workbench(settings, store, plugins.load(settings.plugins_dir), clock)
