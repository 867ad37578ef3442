"""Whether two examiners give the same levels: Cohen's weighted kappa."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from workbench.domain.rubric import LEVELS, Level
from workbench.statistics.intervals import CONFIDENCE, NOTHING, Estimate, Floats, normal_quantile

Weighting = Literal["linear", "quadratic"]
Ranks = NDArray[np.int64]


def ranks(shares: Sequence[float] | Floats, levels: Sequence[Level] = LEVELS) -> Ranks:
    """The rank of each share's level, 0 for the lowest; a share between two levels belongs to the lower.

    ``shares`` in [0, 1], without NaN.
    """
    lows = sorted(level.low_percent for level in levels)
    percents = np.round(np.asarray(shares, np.float64) * 100, 9)  # 0.6 x 100 is not 60 in binary
    return np.clip(np.searchsorted(lows, percents, side="right") - 1, 0, None).astype(np.int64)


def crosstab(first: Ranks, second: Ranks, levels: int) -> Floats:
    """How often rank i of ``first`` met rank j of ``second``: ``levels`` x ``levels``."""
    counts = np.bincount(first * levels + second, minlength=levels * levels)
    return counts.reshape(levels, levels).astype(np.float64)


def disagreement(levels: int, weighting: Weighting) -> Floats:
    """What it costs to be i-j levels apart, in [0, 1]: |i-j|/(k-1), or its square."""
    apart = np.abs(np.subtract.outer(np.arange(levels), np.arange(levels))) / max(levels - 1, 1)
    return apart if weighting == "linear" else apart**2


def weighted_kappa(counts: Floats, costs: Floats, *, confidence: float = CONFIDENCE) -> Estimate:
    """1 - Σ cost x observed / Σ cost x expected by chance, over a ``crosstab`` and a ``disagreement``.

    1 is full agreement, 0 what their habits alone would give. ``n`` is the number of lines both marked; no
    value where it is 0 or where both used one level alone (chance then agrees as well as they do). The
    interval is the large-sample one and wants n of 3 k² or so; it is cut at 1 and -1. Source: Cohen 1968,
    Psychological Bulletin 70; variance of Fleiss, Cohen & Everitt 1969, Psychological Bulletin 72.
    """
    n = float(counts.sum())
    if n == 0:
        return NOTHING
    seen = counts / n
    rows, columns = seen.sum(axis=1), seen.sum(axis=0)
    observed, expected = float((costs * seen).sum()), float((costs * np.outer(rows, columns)).sum())
    if expected == 0:
        return Estimate(None, None, None, int(n))
    kappa = 1 - observed / expected
    # The paper writes its variance with weights of agreement, 1 - cost.
    gains, agreed, by_chance = 1 - costs, 1 - observed, 1 - expected
    margins = np.add.outer(gains @ columns, rows @ gains)
    term = (seen * (gains * (1 - by_chance) - margins * (1 - agreed)) ** 2).sum()
    spread = float(term - (agreed * by_chance - 2 * by_chance + agreed) ** 2)
    error = math.sqrt(max(0.0, spread) / n) / expected**2
    half = normal_quantile(confidence) * error
    return Estimate(kappa, max(-1.0, kappa - half), min(1.0, kappa + half), int(n))


def kappa(first: Ranks, second: Ranks, *, levels: int = len(LEVELS), weighting: Weighting) -> Estimate:
    """``weighted_kappa`` of two examiners' ranks of the same lines, in the same order."""
    return weighted_kappa(crosstab(first, second, levels), disagreement(levels, weighting))
