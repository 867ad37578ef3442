"""Estimates with their intervals: a figure says how many it rests on and how far to trust it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

CONFIDENCE = 0.95
SAME = 1e-6  # points; two marks differ by 0.01 or not at all, what is less is the rounding of binary numbers

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """``value`` from ``n`` observations, ``low``..``high`` its interval at CONFIDENCE.

    A part is None where ``n`` is too small for it or where nothing varies.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int


NOTHING = Estimate(None, None, None, 0)


def normal_quantile(confidence: float = CONFIDENCE) -> float:
    """The two-sided quantile of the normal distribution: 1.959964 for 0.95."""
    return float(special.ndtri((1 + confidence) / 2))


def t_quantile(degrees: float, confidence: float = CONFIDENCE) -> float:
    """The two-sided quantile of Student's t with ``degrees`` of freedom."""
    return float(special.stdtrit(degrees, (1 + confidence) / 2))


def f_quantile(upper: float, lower: float, share: float) -> float:
    """The value below which ``share`` of an F with ``upper`` and ``lower`` degrees of freedom lies."""
    return float(special.fdtri(upper, lower, share))


def wilson(hits: int, n: int, *, confidence: float = CONFIDENCE) -> Estimate:
    """The share ``hits`` / ``n`` in [0, 1] with Wilson's score interval; nothing where ``n`` is 0.

    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n). Source: Wilson 1927, JASA 22; Newcombe 1998,
    Statistics in Medicine 17, method 3. Raises ValueError unless 0 <= hits <= n.
    """
    if not 0 <= hits <= n:
        raise ValueError(f"hits: want 0 to {n}, found {hits}")
    if n == 0:
        return NOTHING
    z, share = normal_quantile(confidence), hits / n
    middle = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    # At the ends the bound is the end itself; the root leaves a rounding there.
    low = 0.0 if hits == 0 else (middle - half) / scale
    high = 1.0 if hits == n else (middle + half) / scale
    return Estimate(share, low, high, n)


def fisher_z(r: float, n: int, *, confidence: float = CONFIDENCE) -> Estimate:
    """A correlation with the interval tanh(atanh r ± z / √(n-3)).

    NaN gives an estimate without value; up to three observations there is no interval.
    Source: Fisher 1921, Metron 1.
    """
    if math.isnan(r):
        return Estimate(None, None, None, n)
    r = min(1.0, max(-1.0, r))
    if n <= 3:  # noqa: PLR2004  the variance is 1 / (n - 3)
        return Estimate(r, None, None, n)
    if abs(r) == 1.0:
        return Estimate(r, r, r, n)
    half = normal_quantile(confidence) / math.sqrt(n - 3)
    return Estimate(r, math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half), n)


def mean(values: Sequence[float] | Floats, *, confidence: float = CONFIDENCE) -> Estimate:
    """The mean of what is not NaN, with mean ± t(n-1) s/√n; no interval for a single value.

    Source: Student 1908; s with n-1.
    """
    found = np.asarray(values, np.float64)
    found = found[~np.isnan(found)]
    n = len(found)
    if n == 0:
        return NOTHING
    middle = float(found.mean())
    if n == 1:
        return Estimate(middle, None, None, 1)
    half = t_quantile(n - 1, confidence) * float(found.std(ddof=1)) / math.sqrt(n)
    return Estimate(middle, middle - half, middle + half, n)


def correlation(first: Floats, second: Floats, *, confidence: float = CONFIDENCE) -> Estimate:
    """Pearson's r over the pairs that are whole, with Fisher's interval.

    No value below three pairs or where one side varies by less than SAME.
    """
    whole = ~(np.isnan(first) | np.isnan(second))
    one, two = first[whole], second[whole]
    n = len(one)
    if n < 3 or np.ptp(one) < SAME or np.ptp(two) < SAME:  # noqa: PLR2004  two points lie on a line always
        return Estimate(None, None, None, n)
    one, two = one - one.mean(), two - two.mean()
    r = float(one @ two) / math.sqrt(float(one @ one) * float(two @ two))
    return fisher_z(r, n, confidence=confidence)


def holm(chances: Sequence[float | None]) -> list[float | None]:
    """Each p-value adjusted for all that were tested, in the given order; None was not tested.

    Sorted upwards, the k-th of m becomes max over j <= k of min(1, (m-j+1) p_j): the chance that any of
    the alarms is false stays below the level. Source: Holm 1979, Scandinavian Journal of Statistics 6.
    """
    tested = sorted((chance, at) for at, chance in enumerate(chances) if chance is not None)
    adjusted: list[float | None] = [None] * len(chances)
    highest = 0.0
    for rank, (chance, at) in enumerate(tested):
        highest = max(highest, min(1.0, (len(tested) - rank) * chance))
        adjusted[at] = highest
    return adjusted
