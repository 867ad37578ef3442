"""How hard each line is, and whether it tells strong from weak."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from workbench.statistics.intervals import CONFIDENCE, SAME, Floats, fisher_z
from workbench.statistics.scores import Form, Places, Scores

EXTREME_SHARE = 0.27
"""The upper and the lower group. Source: Kelley 1939, Journal of Educational Psychology 30."""

LEAST_FOR_GROUPS = 4  # scripts: below, the two groups of one say nothing

LineGroups = Mapping[tuple[str, str], Sequence[str]]
"""By (task, line): the names it counts for, such as its clauses or its criterion."""


def facility(scores: Scores) -> pd.DataFrame:
    """One row a line, in the order of ``scores.lines``: how much of what could be earned was earned.

    Columns: ``task``, ``line``, ``title`` str; ``n`` int, the scripts decided; ``facility``, ``low``,
    ``high`` float in [0, 1]. Facility is Σ points / Σ max points, the mean share where all had the same
    maximum. NaN: no script is decided or the line is worth nothing; the interval wants two scripts.
    Source: the ratio estimator and its variance n/(n-1) Σ (y - Rx)² / (Σx)², Cochran 1977, Sampling
    Techniques, 6.4; t with n-1.
    """
    table = scores.lines[["task", "line", "title"]]
    parts = [_Part(form.lines, *_earned_and_reach(form)) for form in scores.forms]
    return _with_ratios(table, _ratios(parts, len(table)))


def facility_by(scores: Scores, groups: LineGroups) -> pd.DataFrame:
    """One row a name of ``groups`` in alphabetical order, as ``facility`` says it of lines.

    Columns: ``name`` str, ``lines`` and ``n`` (scripts that reach it) int, ``facility``, ``low``, ``high``
    float. A line counts in full for each of its names; the lines of one script are one observation, so
    that the interval is not narrowed by their likeness to each other. A line without a name counts for none.
    """
    names = sorted({name for found in groups.values() for name in found})
    columns = {name: at for at, name in enumerate(names)}
    keys = zip(scores.lines["task"], scores.lines["line"], strict=True)
    of_line = [sorted({columns[name] for name in groups.get(key, ())}) for key in keys]
    lines = np.bincount([at for found in of_line for at in found], minlength=len(names))
    parts = [part for form in scores.forms if (part := _gathered(form, of_line)) is not None]
    table = pd.DataFrame({"name": pd.Series(names, dtype="str"), "lines": lines.astype(int)})
    return _with_ratios(table, _ratios(parts, len(names)))


@dataclass(frozen=True, slots=True)
class _Part:
    """What the scripts of one form earned and could reach, a column for each of ``columns``."""

    columns: Places
    earned: Floats
    reach: Floats


def _earned_and_reach(form: Form) -> tuple[Floats, Floats]:
    known = form.is_decided
    if known.all():
        return form.points, form.most
    return np.where(known, form.points, 0.0), np.where(known, form.most, 0.0)


def _gathered(form: Form, of_line: Sequence[Sequence[int]]) -> _Part | None:
    """The lines of ``form`` added up by name; None where none of them has a name."""
    pairs = sorted((column, at) for at, line in enumerate(form.lines.tolist()) for column in of_line[line])
    if not pairs:
        return None
    columns, picks = (np.array(side, np.intp) for side in zip(*pairs, strict=True))
    begins = np.flatnonzero(np.diff(columns, prepend=-1))
    earned, reach = (np.add.reduceat(side[:, picks], begins, axis=1) for side in _earned_and_reach(form))
    return _Part(columns[begins], earned, reach)


def _ratios(parts: Sequence[_Part], count: int) -> Floats:
    """Of each column: n, Σ earned / Σ reach, low, high. A row without reach is no observation."""
    n, earned, reach, squares = np.zeros((4, count))
    for part in parts:
        n[part.columns] += np.count_nonzero(part.reach > 0, axis=0)
        earned[part.columns] += part.earned.sum(axis=0)
        reach[part.columns] += part.reach.sum(axis=0)
    ratio = np.divide(earned, reach, out=np.full(count, np.nan), where=reach > 0)
    for part in parts:
        off = part.earned - ratio[part.columns] * part.reach
        squares[part.columns] += np.einsum("ij,ij->j", off, off)
    with np.errstate(invalid="ignore", divide="ignore"):
        half = np.sqrt(n / (n - 1) * squares) / reach * special.stdtrit(n - 1, (1 + CONFIDENCE) / 2)
    half[n < 2] = np.nan  # noqa: PLR2004  a variance wants two
    return np.column_stack((n, ratio, np.clip(ratio - half, 0, 1), np.clip(ratio + half, 0, 1)))


def _with_ratios(table: pd.DataFrame, columns: Floats) -> pd.DataFrame:
    return table.assign(
        n=columns[:, 0].astype(int), facility=columns[:, 1], low=columns[:, 2], high=columns[:, 3]
    )


def discrimination(scores: Scores) -> pd.DataFrame:
    """One row a line, in the order of ``scores.lines``: how far it goes with the rest of the paper.

    Columns: ``task``, ``line``, ``title`` str; ``n`` int, the scripts that are wholly decided;
    ``discrimination``, ``low``, ``high``: correlation of the line with the total without it, Fisher's
    interval; ``upper_lower``: mean share in the upper 27 % less that in the lower, in [-1, 1].
    NaN: fewer than three scripts (four for the groups), or the line or the rest is the same for all.
    Source: Henrysson 1963, Psychometrika 28 (corrected for overlap); Kelley 1939 (27 %).
    """
    table = scores.lines[["task", "line", "title"]].copy()
    columns = np.full((len(table), 5), np.nan)
    columns[:, 0] = 0
    for form in scores.forms:
        points, most = form.points[form.whole], form.most[form.whole]
        rest = item_rest(points)
        bounds = [fisher_z(r, len(points)) for r in rest]
        columns[form.lines, 0] = len(points)
        columns[form.lines, 1] = rest
        columns[form.lines, 2] = [np.nan if one.low is None else one.low for one in bounds]
        columns[form.lines, 3] = [np.nan if one.high is None else one.high for one in bounds]
        columns[form.lines, 4] = upper_lower(points, most)
    names = ("discrimination", "low", "high", "upper_lower")
    return table.assign(n=columns[:, 0].astype(int), **dict(zip(names, columns[:, 1:].T, strict=True)))


def item_rest(points: Floats) -> Floats:
    """Of each column, its correlation with the sum of the others; ``points`` has no NaN."""
    found = np.full(points.shape[1], np.nan)
    if len(points) < 3:  # noqa: PLR2004  two points lie on a line always
        return found
    rest = points.sum(axis=1, keepdims=True) - points
    varies = (np.ptp(points, axis=0) >= SAME) & (np.ptp(rest, axis=0) >= SAME)
    one, two = points - points.mean(axis=0), rest - rest.mean(axis=0)
    both = (one * two).sum(axis=0)[varies]
    found[varies] = both / np.sqrt((one * one).sum(axis=0)[varies] * (two * two).sum(axis=0)[varies])
    return found


def upper_lower(points: Floats, most: Floats) -> Floats:
    """Of each column, its mean share in the best 27 % of the totals less that in the weakest.

    A group has 0.27 n scripts, rounded half up, at least one. Scripts that tie at its edge share the
    places that are left, so that no order of the rows matters.
    """
    n = len(points)
    totals = np.rint(points.sum(axis=1) * 100) / 100
    if n < LEAST_FOR_GROUPS or np.ptp(totals) < SAME:
        return np.full(points.shape[1], np.nan)
    size = max(1, int(EXTREME_SHARE * n + 0.5))
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.where(most > 0, points / most, np.nan)
    found: Floats = (_best(totals, size) - _best(-totals, size)) @ shares / size
    return found


def _best(values: Floats, size: int) -> Floats:
    """The weight of each in the group of the ``size`` highest."""
    edge = np.sort(values)[::-1][size - 1]
    above, tied = values > edge + SAME, np.abs(values - edge) <= SAME
    return np.where(above, 1.0, np.where(tied, (size - above.sum()) / tied.sum(), 0.0))
