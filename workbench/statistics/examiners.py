"""Examiners beside each other: agreement of pairs, severity, drift on anchor scripts.

Every frame of marks has a row for each mark that counts (the newest of an examiner for a line):
``attempt``, ``line``, ``examiner`` str; ``points``, ``max_points`` float64, the judged part.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from scipy import special

from workbench.domain.rubric import LEVELS, Level
from workbench.statistics.agreement import kappa, ranks
from workbench.statistics.icc import icc_agreement, icc_consistency
from workbench.statistics.intervals import CONFIDENCE, SAME, Estimate, Floats, mean, t_quantile

SECONDS_PER_HOUR = 3600.0


def agreement(marks: pd.DataFrame, *, levels: Sequence[Level] = LEVELS) -> pd.DataFrame:
    """One row for each pair of examiners who marked a line both, sorted by their names.

    Columns: ``first``, ``second`` str; ``n`` int lines that both marked; ``quadratic``, ``quadratic_low``,
    ``quadratic_high``, ``linear``, ``linear_low``, ``linear_high``: weighted kappa of the levels that
    their shares fall into; ``scripts`` int; ``icc2``, ``icc2_low``, ``icc2_high``, ``icc3``, ``icc3_low``,
    ``icc3_high``: ICC(2,1) and ICC(3,1) of the points of a script over the lines that both marked.
    NaN: too few, or nothing varies.
    """
    rows = [_pair_row(pair, both, levels) for pair, both in _pairs(marks)]
    figures = [
        name + end for name in ("quadratic", "linear", "icc2", "icc3") for end in ("", "_low", "_high")
    ]
    return pd.DataFrame(rows, columns=["first", "second", "n", "scripts", *figures])


def _pairs(marks: pd.DataFrame) -> Iterator[tuple[tuple[str, str], pd.DataFrame]]:
    worth = marks[marks["max_points"] > 0]
    wide = worth.pivot_table(index=["attempt", "line", "max_points"], columns="examiner", values="points")
    for first, second in combinations(sorted(wide.columns), 2):
        both = wide[[first, second]].dropna().reset_index()
        if len(both):
            yield (first, second), both


def _pair_row(pair: tuple[str, str], both: pd.DataFrame, levels: Sequence[Level]) -> list[object]:
    most = both["max_points"].to_numpy(np.float64)
    one, two = (ranks(both[name].to_numpy(np.float64) / most, levels) for name in pair)
    scripts = both.groupby("attempt")[list(pair)].sum().to_numpy(np.float64)
    estimates = (
        kappa(one, two, levels=len(levels), weighting="quadratic"),
        kappa(one, two, levels=len(levels), weighting="linear"),
        icc_agreement(scripts),
        icc_consistency(scripts),
    )
    return [*pair, len(both), len(scripts), *(part for each in estimates for part in _parts(each))]


def _parts(estimate: Estimate) -> tuple[float, float, float]:
    value, low, high = (
        math.nan if part is None else part for part in (estimate.value, estimate.low, estimate.high)
    )
    return value, low, high


def severity(marks: pd.DataFrame) -> pd.DataFrame:
    """One row an examiner, the most severe first: how much lower or higher than others on the same lines.

    Columns: ``examiner`` str; ``scripts``, ``lines`` int, those that another examiner marked too;
    ``difference``, ``low``, ``high``: own share less the mean share of the others, in [-1, 1], averaged by
    script, with the t interval over scripts (lines of one script are no independent observations).
    Below 0 is severe. An examiner who shares no line has no row; NaN bounds: one script alone.
    """
    shares = _shares(marks)
    together = shares.groupby(["attempt", "line"])["share"]
    others, all_of = together.transform("size") - 1, together.transform("sum")
    shared = shares[others > 0].assign(
        off=(shares["share"] - (all_of - shares["share"]) / others)[others > 0]
    )
    rows = []
    for examiner, found in shared.groupby("examiner", sort=True):
        off = mean(found.groupby("attempt")["off"].mean().to_numpy(np.float64))
        rows.append((str(examiner), off.n, len(found), *_parts(off)))
    table = pd.DataFrame(rows, columns=["examiner", "scripts", "lines", "difference", "low", "high"])
    return table.sort_values("difference", kind="stable").reset_index(drop=True)


def _shares(marks: pd.DataFrame) -> pd.DataFrame:
    worth = marks[marks["max_points"] > 0]
    return worth.assign(share=worth["points"] / worth["max_points"])


def drift(anchors: pd.DataFrame) -> pd.DataFrame:
    """One row an examiner, sorted by name: how the distance from the agreed marks grows with time.

    ``anchors`` has a row for each mark on an anchor script: ``examiner`` str, ``at`` float (seconds on any
    one clock), ``share`` and ``agreed`` float in [0, 1]. Columns: ``n`` int; ``difference``, ``low``,
    ``high``: mean of share - agreed with its t interval; ``per_hour``, ``per_hour_low``, ``per_hour_high``:
    slope of the least-squares line of the difference over time, with its t(n-2) interval; ``chance``: p of
    the slope, not adjusted for the number of examiners. NaN: fewer than three marks, or all at one time.

    Source: Draper & Smith 1998, Applied Regression Analysis, 1.4.
    """
    rows = []
    for examiner, found in anchors.groupby("examiner", sort=True):
        off = (found["share"] - found["agreed"]).to_numpy(np.float64)
        hours = found["at"].to_numpy(np.float64) / SECONDS_PER_HOUR
        rows.append((str(examiner), len(off), *_parts(mean(off)), *slope(hours, off)))
    names = [
        "examiner",
        "n",
        "difference",
        "low",
        "high",
        "per_hour",
        "per_hour_low",
        "per_hour_high",
        "chance",
    ]
    return pd.DataFrame(rows, columns=names)


def slope(x: Floats, y: Floats) -> tuple[float, float, float, float]:
    """The slope of y on x by least squares, its t(n-2) interval and two-sided p; NaN as ``drift`` says."""
    n = len(x)
    if n < 3 or np.ptp(x) < SAME:  # noqa: PLR2004  two points have no scatter
        return math.nan, math.nan, math.nan, math.nan
    away, rise = x - x.mean(), y - y.mean()
    width = float(away @ away)
    value = float(away @ rise) / width
    left = rise - value * away
    error = math.sqrt(float(left @ left) / (n - 2) / width)
    half = t_quantile(n - 2, CONFIDENCE) * error
    flat = 1.0 if abs(value) < SAME else 0.0
    chance = 2 * float(special.stdtr(n - 2, -abs(value) / error)) if error > 0 else flat
    return value, value - half, value + half, chance
