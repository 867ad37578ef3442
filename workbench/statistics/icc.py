"""Whether examiners agree in points: intraclass correlations of single marks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.statistics.intervals import CONFIDENCE, SAME, Estimate, Floats, f_quantile

NOISE = 1e-9
"""Squared points: less than a hundredth in 10,000 scripts makes, more than binary rounding does."""


@dataclass(frozen=True, slots=True)
class MeanSquares:
    """Of a table of ``n`` scripts by ``k`` examiners: between scripts, between examiners, what is left."""

    n: int
    k: int
    scripts: float
    examiners: float
    error: float


def mean_squares(marks: Floats) -> MeanSquares:
    """Two-way analysis of variance of ``marks`` (scripts x examiners, no NaN, at least 2 x 2)."""
    n, k = marks.shape
    grand, rows, columns = marks.mean(), marks.mean(axis=1), marks.mean(axis=0)
    left = marks - rows[:, None] - columns[None, :] + grand
    between_scripts = float(k * ((rows - grand) ** 2).sum() / (n - 1))
    between_examiners = float(n * ((columns - grand) ** 2).sum() / (k - 1))
    return MeanSquares(n, k, between_scripts, between_examiners, float((left**2).sum() / ((n - 1) * (k - 1))))


def whole_rows(marks: Floats) -> Floats:
    """The scripts that every examiner of the table marked."""
    kept: Floats = marks[~np.isnan(marks).any(axis=1)]
    return kept


def icc_agreement(marks: Floats, *, confidence: float = CONFIDENCE) -> Estimate:
    """ICC(2,1): how well one examiner's points stand for any other's, severity counted as disagreement.

    (B - E) / (B + (k-1) E + k (J - E) / n); ``marks`` is scripts x examiners, a script with NaN is left
    out. No value below two scripts or examiners, or where all points are the same. Source: Shrout & Fleiss
    1979, Psychological Bulletin 86, formulas and interval of case 2 (the interval of McGraw & Wong 1996).
    """
    found = _squares(marks)
    if isinstance(found, Estimate):
        return found
    n, k, b, j, e = found.n, found.k, found.scripts, found.examiners, found.error
    reach = b + (k - 1) * e + k * (j - e) / n
    if reach < NOISE:  # two scripts in opposite order by two examiners
        return Estimate(None, None, None, n)
    value = (b - e) / reach
    a = k * value / (n * (1 - value)) if value < 1 else np.inf
    c = 1 + k * value * (n - 1) / (n * (1 - value)) if value < 1 else np.inf
    if not np.isfinite(a) or e < NOISE:
        return Estimate(value, None, None, n)
    degrees = (a * j + c * e) ** 2 / ((a * j) ** 2 / (k - 1) + (c * e) ** 2 / ((n - 1) * (k - 1)))
    tail = (1 + confidence) / 2
    above, below = f_quantile(n - 1, degrees, tail), f_quantile(degrees, n - 1, tail)
    rest = k * j + (k * n - k - n) * e
    low = n * (b - above * e) / (above * rest + n * b)
    high = n * (below * b - e) / (rest + n * below * b)
    return Estimate(value, low, high, n)


def icc_consistency(marks: Floats, *, confidence: float = CONFIDENCE) -> Estimate:
    """ICC(3,1): whether the examiners rank and space scripts alike, a constant severity forgiven.

    (B - E) / (B + (k-1) E); input, missing and None as ``icc_agreement``. Source: Shrout & Fleiss 1979,
    case 3, with their interval from F = B / E.
    """
    found = _squares(marks)
    if isinstance(found, Estimate):
        return found
    n, k, b, e = found.n, found.k, found.scripts, found.error
    if b + (k - 1) * e < NOISE:  # only the examiners differ, the scripts do not
        return Estimate(None, None, None, n)
    value = (b - e) / (b + (k - 1) * e)
    if e < NOISE:
        return Estimate(value, None, None, n)
    tail, inner = (1 + confidence) / 2, (n - 1) * (k - 1)
    low, high = b / e / f_quantile(n - 1, inner, tail), b / e * f_quantile(inner, n - 1, tail)
    return Estimate(value, (low - 1) / (low + k - 1), (high - 1) / (high + k - 1), n)


def _squares(marks: Floats) -> MeanSquares | Estimate:
    whole = whole_rows(marks)
    n, k = whole.shape
    if n < 2 or k < 2 or np.ptp(whole) < SAME:  # noqa: PLR2004  a comparison wants two of each
        return Estimate(None, None, None, n)
    return mean_squares(whole)
