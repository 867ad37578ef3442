"""``workbench rehearse``: hold a rehearsal in a folder that is thrown away, and say go or no-go."""

from __future__ import annotations

import tempfile
import urllib.parse
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from workbench.domain.errors import WorkbenchError
from workbench.rehearsal.figures import Times, Used
from workbench.rehearsal.run import Plan, Rehearsal, rehearse
from workbench.rehearsal.verdict import Line, is_go, judge, saturated

MOST_CANDIDATES = 2000


class CannotRehearse(WorkbenchError):
    """Options that do not fit together."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the command says: ``is_go`` decides the exit code."""

    is_go: bool
    text: str
    as_json: dict[str, Any]  # Any: JSON leaves


def command(plan: Plan) -> Report:
    """Rehearse by ``plan`` in a temporary home. Raises CannotRehearse, NotEmpty or DrawError."""
    for base in plan.bases:
        url = urllib.parse.urlsplit(base)
        if url.scheme != "http" or not url.hostname:
            raise CannotRehearse(f"--base-url: want http://HOST:PORT, found {base!r}")
    if plan.bases and not plan.database_url:
        raise CannotRehearse("--base-url: want --database-url as well, the empty one that these servers use")
    for said in plan.watched:
        name, _, pid = said.partition("=")
        if not name or not pid.isdecimal():
            raise CannotRehearse(f"--watch: want NAME=PID, found {said!r}")
    with tempfile.TemporaryDirectory(prefix="workbench-rehearsal-") as folder:
        return report(plan, rehearse(replace(plan, home=Path(folder) / "home")))


def report(plan: Plan, found: Rehearsal) -> Report:
    """The list for people and for programs."""
    lines = judge(found.figures)
    go, full = is_go(lines), saturated(found.figures)
    told = {
        "go": go,
        "candidates": plan.candidates,
        "minutes": plan.minutes,
        "seed": plan.seed,
        "modules": list(found.modules),
        "items": list(found.items),
        "saturated": full,
        "checks": [asdict(line) | {"verdict": line.verdict} for line in lines],
        "figures": asdict(found.figures),
    }
    return Report(go, "\n".join(_text(plan, found, lines, full)), told)


def _text(plan: Plan, found: Rehearsal, lines: Sequence[Line], full: str) -> list[str]:
    figures, load = found.figures, found.figures.load
    servers = [f"used: {_of(server, figures.candidates)}" for server in load.servers]
    client, cores = f"{load.client_percent:.0f}", f"{load.machine_percent:.0f}"
    bad = [line for line in lines if line.is_good is False]
    untried = sum(line.is_good is None for line in lines)
    return [
        f"rehearsal: {figures.candidates} candidates, an hour in {plan.minutes:g} minutes, seed {plan.seed}",
        f"drawn from {', '.join(found.modules)}: {', '.join(found.items)}",
        *(f"{line.verdict:9} {line.title:46} {line.measured}  [{line.limit}]" for line in lines),
        f"during accidents: page {_apart(figures.page_in_faults)}; save {_apart(figures.save_in_faults)}",
        *(servers or ["used: the servers were not watched (--watch)"]),
        f"used: this client {client} % of a core; all cores {cores} %",
        f"saturated: {full}",
        *(f"do: {line.title}: {line.advice}" for line in bad),
        ("GO" if not bad else "NO-GO") + (f" ({untried} not tried)" if untried else ""),
    ]


def _of(server: Used, candidates: int) -> str:
    each = (server.megabytes - server.megabytes_at_first) / candidates
    size = f"{server.megabytes:.0f} MB ({each:.1f} MB a candidate), {server.open_files} open files"
    return f"{server.name} {server.percent:.0f} % of a core, {size}"


def _apart(found: Times) -> str:
    return f"p95 {found.p95:.0f} ms of {found.count}, {len(found.faults)} tried again"
