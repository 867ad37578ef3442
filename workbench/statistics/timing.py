"""Where the hour went: time by tool or by sub-task, read off the steps of the traces."""

from __future__ import annotations

import numpy as np
import pandas as pd

IDLE_SECONDS = 180.0
"""Six times the 30 s at which writing leaves a step (DESIGN 5): a longer silence is not counted as work."""


def time_spent(events: pd.DataFrame, *, idle_seconds: float = IDLE_SECONDS) -> pd.DataFrame:
    """One row an attempt and part: ``attempt``, ``part`` str, ``seconds`` float.

    ``events`` has a row a step: ``attempt`` str, ``at`` float (seconds since the start), ``part`` str, the
    tool or the sub-task that it belongs to. The time from one step to the next belongs to the part of the
    later one, for a step ends the work that it keeps; of a silence longer than ``idle_seconds`` only so
    much counts. Time after the last step belongs to nothing.
    """
    ordered = events.astype({"at": "float64"}).sort_values(["attempt", "at"], kind="stable")
    before = ordered.groupby("attempt", sort=False)["at"].shift().fillna(0.0)
    seconds = np.minimum(ordered["at"] - before, idle_seconds)
    noted = ordered[["attempt", "part"]].assign(seconds=seconds)
    return noted.groupby(["attempt", "part"], sort=False)["seconds"].sum().reset_index()


def time_by_part(spent: pd.DataFrame) -> pd.DataFrame:
    """One row a part of ``time_spent``, the longest first.

    Columns: ``part`` str; ``n`` int, the attempts that used it; ``low``, ``median``, ``high``: quartiles of
    their seconds (linear interpolation).
    """
    grouped = spent.groupby("part", sort=True)["seconds"]
    table = pd.DataFrame(
        {
            "n": grouped.size(),
            "low": grouped.quantile(0.25),
            "median": grouped.median(),
            "high": grouped.quantile(0.75),
        }
    ).reset_index()
    return table.sort_values("median", ascending=False, kind="stable").reset_index(drop=True)
