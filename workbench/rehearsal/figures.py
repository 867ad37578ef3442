"""What a rehearsal measured. Frozen values: the verdict is a function of them alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Times:
    """How long ``count`` requests of one kind took, in milliseconds, and how many failed."""

    count: int = 0
    p50: float = 0.0
    p95: float = 0.0
    p99: float = 0.0
    faults: tuple[str, ...] = ()


def times(milliseconds: Sequence[float], faults: Sequence[str] = ()) -> Times:
    """The figures of the requests that were answered, and the faults of those that were not."""
    if not milliseconds:
        return Times(faults=tuple(faults))
    ordered = sorted(milliseconds)
    p50, p95, p99 = (ordered[round(share * (len(ordered) - 1))] for share in (0.50, 0.95, 0.99))
    return Times(len(ordered), p50, p95, p99, tuple(faults))


@dataclass(frozen=True, slots=True)
class Outage:
    """One accident: seconds until the server answered again, and from then until everybody worked."""

    down_seconds: float
    back_seconds: float
    still_out: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """What the server acknowledged, and what of it the database does not hold."""

    saves: int = 0
    steps: int = 0
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """How the hour ended. Counts are attempts; ``latest_seconds`` is after the deadline."""

    by_hand: int = 0
    by_hand_wanted: int = 0
    by_time: int = 0
    by_time_wanted: int = 0
    latest_seconds: float = 0.0
    late_saves_taken: int = 0
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """What came of the scripts. ``failed_lines`` are outcomes of the machine that failed."""

    wanted: int = 0
    scored: int = 0
    seconds: float = 0.0
    failed_lines: tuple[str, ...] = ()
    export_faults: tuple[str, ...] = ()
    exported_rows: int = 0
    draw_faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToolUse:
    """What the traces hold of one tool: steps that were taken, by action, and how many were refused."""

    tool: str
    taken: Mapping[str, int]
    refused: int


@dataclass(frozen=True, slots=True)
class Machine:
    """The computer. ``descriptors`` None means no limit; ``unsafe`` names settings of the database.

    ``clock_seconds`` is how far clocks were apart or jumped.
    """

    descriptors: int | None
    free_megabytes: float
    unsafe: tuple[str, ...]
    durability: str
    clock_seconds: float


@dataclass(frozen=True, slots=True)
class Used:
    """What one watched server used while it was calm: shares of one core in percent, medians.

    ``busiest_percent`` is that of its busiest process: a server with many processes (nginx, PostgreSQL) may
    use several cores without being full. ``megabytes_at_first`` is its memory before anybody came.
    """

    name: str
    percent: float
    busiest_percent: float
    megabytes: float
    megabytes_at_first: float
    open_files: int


@dataclass(frozen=True, slots=True)
class Load:
    """Shares of one core (the machine: of all cores), in percent, medians while it was calm.

    ``servers`` is empty where the servers are another's and were not watched.
    """

    servers: tuple[Used, ...]
    client_percent: float
    machine_percent: float


@dataclass(frozen=True, slots=True)
class Figures:
    """One rehearsal. A trial is None where it was not tried; an empty tuple of faults is a pass."""

    candidates: int
    sign_in: Times
    opened: Times
    start: Times
    page: Times
    page_in_faults: Times
    save: Times
    save_in_faults: Times
    beat: Times
    look: Times
    file: Times
    broken_faces: tuple[str, ...]
    used: tuple[ToolUse, ...]
    kept: Kept
    kills: tuple[Outage, ...]
    kills_wanted: int
    drop: Outage | None
    two_tabs: tuple[str, ...] | None
    wrong_clock: tuple[str, ...] | None
    full_disk: tuple[str, ...] | None
    ended: Ended
    scored: Scored
    machine: Machine
    load: Load
