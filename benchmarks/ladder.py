"""The ladder: the same rehearsal with more and more candidates, until something is full.

    python benchmarks/ladder.py                              50 100 200 400 800, one process, SQLite
    python benchmarks/ladder.py --two-processes 100 200 400  behind nginx, with PostgreSQL

Each rung is a process of its own, ``workbench rehearse``, and is bounded in time. A line of JSON for each
rung and a Markdown table are written into ``--to`` (benchmarks/results), a pair for each way of serving.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil
import two_processes

RUNGS = (50, 100, 200, 400, 800)
BOUND_SECONDS = 1200
"""A rung that takes longer is ended and counts as a NO-GO."""

SHOWN = 40  # entries of any list that are written down
RESULTS = Path(__file__).parent / "results"
HEADS = (
    "candidates", "verdict", "start p99", "save p50/p95/p99", "page p50/p95", "server CPU",
    "MB a candidate", "client CPU", "lost", "first full",
)  # fmt: skip

Rung = Mapping[str, Any]  # what ``workbench rehearse --json`` says. Any: JSON leaves


def climb(candidates: int, *, minutes: float, kills: int, two: bool) -> Rung:
    """One rung. A rehearsal that does not end, or ends without an answer, gives ``go`` false and why."""
    options = ["--candidates", str(candidates), "--minutes-compressed", str(minutes), "--kills", str(kills)]
    try:
        code, told = _rehearse(["rehearse", *options, "--json"], two=two)
    except subprocess.TimeoutExpired:
        return {"candidates": candidates, "go": False, "why": f"not over after {BOUND_SECONDS} s"}
    try:
        found: Rung = _short(json.loads(told))
    except ValueError:
        return {"candidates": candidates, "go": False, "why": f"exit code {code}, no answer"}
    return found


def _rehearse(arguments: list[str], *, two: bool) -> tuple[int, str]:
    if not two:
        return two_processes.bounded(arguments, BOUND_SECONDS)
    with tempfile.TemporaryDirectory(prefix="wb-two-") as folder:
        return two_processes.rehearsed(arguments[1:], Path(folder), bound_seconds=BOUND_SECONDS)


def _short(found: Any) -> Any:  # Any: JSON leaves
    # Of a thousand faults of the same kind a few are told; the checks have their number.
    if isinstance(found, dict):
        return {name: _short(value) for name, value in found.items()}
    return [_short(value) for value in found[:SHOWN]] if isinstance(found, list) else found


def machine() -> str:
    """What was measured on: no names, no places."""
    memory = psutil.virtual_memory().total / 2**30
    parts = [f"{os.cpu_count()} cores", f"{memory:.0f} GB memory", platform.system()]
    parts += [f"Python {platform.python_version()}", f"Streamlit {version('streamlit')}"]
    return ", ".join(parts)


def table(rungs: Sequence[Rung]) -> str:
    """The Markdown table."""
    rows = [HEADS, ("---",) * len(HEADS), *(_row(rung) for rung in rungs)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _row(rung: Rung) -> tuple[str, ...]:
    if "figures" not in rung:
        return (str(rung["candidates"]), "NO-GO", str(rung["why"]), *("",) * (len(HEADS) - 3))
    figures = rung["figures"]
    start, save, page, load = (figures[name] for name in ("start", "save", "page", "load"))
    bad = [check["id"] for check in rung["checks"] if check["verdict"] == "NO-GO"]
    used = ", ".join(f"{one['name']} {one['percent']:.0f} %" for one in load["servers"])
    own = [one for one in load["servers"] if one["name"].startswith("workbench")]
    grown = sum(one["megabytes"] - one["megabytes_at_first"] for one in own)
    return (
        str(rung["candidates"]),
        "GO" if rung["go"] else f"NO-GO: {', '.join(bad)}",
        f"{start['p99']:.0f} ms",
        f"{save['p50']:.0f}/{save['p95']:.0f}/{save['p99']:.0f} ms",
        f"{page['p50']:.0f}/{page['p95']:.0f} ms",
        used,
        f"{grown / rung['candidates']:.1f}",
        f"{load['client_percent']:.0f} %",
        f"{len(figures['kept']['lost'])} of {figures['kept']['saves']}",
        rung["saturated"],
    )


def write(rungs: Sequence[Rung], folder: Path, *, two: bool) -> None:
    """Write what is there so far, so that a broken-off ladder leaves its lower rungs."""
    name = "ladder-two-processes" if two else "ladder-one-process"
    served = "two processes behind nginx, PostgreSQL" if two else "one process, SQLite"
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(rung, ensure_ascii=False) for rung in rungs]
    (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    head = (
        f"{served}; {machine()}. The synthetic candidates run on the same machine and take their share of it."
    )
    (folder / f"{name}.md").write_text(f"# The ladder\n\n{head}\n\n{table(rungs)}\n", encoding="utf-8")


def main() -> None:
    """Climb, and write after each rung."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rungs", nargs="*", type=int, default=list(RUNGS))
    parser.add_argument("--two-processes", action="store_true")
    parser.add_argument("--minutes", type=float, default=2.0, help="how long the compressed hour lasts")
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--to", type=Path, default=RESULTS)
    asked = parser.parse_args()
    rungs: list[Rung] = []
    for candidates in asked.rungs:
        rungs.append(climb(candidates, minutes=asked.minutes, kills=asked.kills, two=asked.two_processes))
        write(rungs, asked.to, two=asked.two_processes)
        print(table(rungs[-1:]).splitlines()[-1], flush=True)


if __name__ == "__main__":
    main()
