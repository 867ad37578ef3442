"""Panel data of a province: ``panel_data`` against pandas' bare groupby-pivot on the same frame in one run.

    python benchmarks/panel_data.py [--candidates 10000] [--rounds 7] [--seed 1] [--json]

Every candidate drew one of six tasks with 59 lines: 590,000 score rows. The bare pivot is one groupby of
points by attempt and line, unstacked, and nothing else; the panel data are the distribution, the pass
share, facility by line and by clause with intervals, and classes by modules. Turn about, medians.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from workbench.domain.panel import SCORE_COLUMNS
from workbench.statistics.items import LineGroups
from workbench.statistics.panel_data import panel_data

PLUGINS = ("copywriting", "newmedia", "operations", "seo", "service", "shopdesign")
MODULES = {"newmedia": "seo"}
LINES, CLASSES, CLAUSES = 59, 200, 118
GOAL = 2.0


def make_frame(seed: int, candidates: int) -> pd.DataFrame:
    """A frame as usecases/score_panels.py makes it: rows by attempt, text columns, empty facts."""
    dice = np.random.default_rng(seed)
    plugin = dice.integers(len(PLUGINS), size=candidates)
    names = np.array([f"{at:032x}" for at in range(candidates)])
    most = np.resize([1.0, 1.5, 2.0, 2.0], LINES)
    most *= 100 / most.sum()
    strength = dice.beta(6, 3, size=candidates)
    shares = np.clip(strength[:, None] + dice.normal(0, 0.2, size=(candidates, LINES)), 0, 1)
    one = np.repeat(np.arange(candidates), LINES)
    line = np.tile(np.arange(LINES), candidates)
    columns = {
        "attempt": names[one],
        "code": np.array([f"C{at:05d}" for at in range(candidates)])[one],
        "class_name": np.array([f"网营{at:03d}班" for at in range(CLASSES)])[one % CLASSES],
        "task": np.array([f"{name}-01" for name in PLUGINS])[plugin[one]],
        "plugin": np.array(PLUGINS)[plugin[one]],
        "seed": np.array([str(at) for at in range(20)])[one % 20],
        "line": np.array([f"L{at:02d}" for at in range(LINES)])[line],
        "title": np.array([f"评分项{at}" for at in range(LINES)])[line],
        "kind": np.where(line % 3 == 0, "process", "result"),
        "by": np.where(line % 4 == 0, "examiner", "auto"),
        "max_points": most[line],
        "points": np.round(shares.ravel() * most[line], 2),
        "status": np.full(len(one), "scored"),
        "seconds": dice.uniform(1200, 3600, size=candidates)[one],
    }
    frame = pd.DataFrame(columns)
    frame["facts"] = [{}] * len(frame)
    return frame[list(SCORE_COLUMNS)]


def clauses_of() -> LineGroups:
    return {
        (f"{plugin}-01", f"L{line:02d}"): tuple(f"K{(line * 2 + part) % CLAUSES:03d}" for part in (0, 17))
        for plugin in PLUGINS
        for line in range(LINES)
    }  # fmt: skip


def bare_pivot(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.groupby(["attempt", "line"])["points"].sum().unstack()  # noqa: PD010  the bare way itself


def seconds_of(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measured(frame: pd.DataFrame, rounds: int) -> dict[str, float]:
    clauses = clauses_of()
    pairs = [
        (
            seconds_of(lambda: bare_pivot(frame)),
            seconds_of(lambda: panel_data(frame, clauses=clauses, modules=MODULES)),
        )
        for _ in range(rounds)
    ]
    bare, ours = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(two / one for one, two in pairs)
    return {"pivot_s": bare, "panel_data_s": ours, "ratio": ratio}


def main() -> None:
    """Print one line, or JSON."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--candidates", type=int, default=10_000)
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--json", action="store_true")
    asked = arguments.parse_args()
    frame = make_frame(asked.seed, asked.candidates)
    found = measured(frame, asked.rounds)
    if asked.json:
        print(json.dumps({"rows": len(frame), "goal": GOAL, **found}))
        return
    times = f"bare pivot {found['pivot_s']:.3f} s   panel data {found['panel_data_s']:.3f} s"
    print(f"{len(frame)} score rows, {asked.rounds} rounds, medians")
    print(f"  {times}   {found['ratio']:.2f} x (goal at most {GOAL:g})")


if __name__ == "__main__":
    main()
