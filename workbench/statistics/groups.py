"""Totals of a sitting: their spread, who passes, classes and modules compared, process and result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy import special

from workbench.domain.sitting_rules import PASS_POINTS
from workbench.statistics.intervals import CONFIDENCE, Estimate, Floats, correlation, wilson
from workbench.statistics.scores import Form, Scores

FULL_POINTS = 100  # a paper's; oddities A1
BIN_POINTS = 10


def distribution(scores: Scores, *, width: int = BIN_POINTS) -> pd.DataFrame:
    """One row a band of totals: ``low`` int (points, the next row's is excluded), ``n`` int.

    Only scripts that are wholly decided. The last band holds full marks alone.
    """
    totals = scores.scripts["points"].to_numpy(np.float64)
    totals = totals[~np.isnan(totals)]
    lows = np.arange(0, FULL_POINTS + 1, width)
    bands = np.clip(totals // width, 0, len(lows) - 1).astype(np.intp)
    return pd.DataFrame({"low": lows, "n": np.bincount(bands, minlength=len(lows))})


def pass_share(scores: Scores, *, pass_points: float = PASS_POINTS) -> Estimate:
    """The share of wholly decided scripts that reach ``pass_points``, with Wilson's interval."""
    totals = scores.scripts["points"].dropna().to_numpy(np.float64)
    return wilson(int((totals >= pass_points).sum()), len(totals))


def compare(scripts: pd.DataFrame, by: Sequence[str], *, pass_points: float = PASS_POINTS) -> pd.DataFrame:
    """One row for each group of ``scripts`` (Scores.scripts, or it with columns added), sorted by group.

    Columns: those of ``by``; ``scripts`` int; ``n`` int, of them wholly decided; ``mean``, ``low``,
    ``high`` (t interval) and ``spread`` (n-1) in points; ``passed`` int; ``pass_share``, ``pass_low``,
    ``pass_high`` (Wilson). NaN: nothing decided; an interval and a spread want two scripts.
    """
    points = scripts["points"].to_numpy(np.float64)
    noted = scripts[list(by)].assign(
        points=points, passed=np.where(np.isnan(points), 0, points >= pass_points)
    )
    grouped = noted.groupby(list(by), sort=True, observed=True, dropna=False)
    table = grouped.agg(
        scripts=("points", "size"),
        n=("points", "count"),
        mean=("points", "mean"),
        spread=("points", "std"),
        passed=("passed", "sum"),
    ).reset_index()
    sizes = table["n"].to_numpy(np.int64)
    quantiles = special.stdtrit(np.maximum(sizes - 1, 1), (1 + CONFIDENCE) / 2)
    half = quantiles * table["spread"] / np.sqrt(np.maximum(sizes, 1))  # no spread, no interval: NaN
    shares = [wilson(int(hits), int(n)) for hits, n in zip(table["passed"], sizes, strict=True)]
    return table.assign(
        low=table["mean"] - half,
        high=table["mean"] + half,
        passed=table["passed"].astype(int),
        pass_share=_floats([one.value for one in shares]),
        pass_low=_floats([one.low for one in shares]),
        pass_high=_floats([one.high for one in shares]),
    )


def with_module(scripts: pd.DataFrame, modules: Mapping[str, str]) -> pd.DataFrame:
    """``scripts`` with a column ``module``, each plugin's in ``modules``; one not named is its own."""
    return scripts.assign(module=[modules.get(plugin, plugin) for plugin in scripts["plugin"].tolist()])


def process_and_result(scores: Scores) -> pd.DataFrame:
    """One row a wholly decided script: what share it earned of its process lines and of its result lines.

    Columns: ``attempt``, ``code``, ``task`` str; ``process``, ``result`` float in [0, 1], NaN where the
    form has no line of the kind.
    """
    kinds = scores.lines["kind"].to_numpy()
    table = scores.scripts[["attempt", "code", "task"]].assign(process=np.nan, result=np.nan)
    for kind in ("process", "result"):
        column = np.full(len(table), np.nan)
        for form in scores.forms:
            column[form.scripts] = _share(form, kinds[form.lines] == kind)
        table[kind] = column
    return table[scores.scripts["points"].notna().to_numpy()].reset_index(drop=True)


def process_result_link(table: pd.DataFrame) -> Estimate:
    """How closely process and result go together in ``process_and_result``: Pearson's r.

    Within one form only: over several, a difference of their difficulty would look like a link.
    """
    return correlation(table["process"].to_numpy(np.float64), table["result"].to_numpy(np.float64))


def _share(form: Form, chosen: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        share: Floats = form.points[:, chosen].sum(axis=1) / form.most[:, chosen].sum(axis=1)
    return share


def _floats(values: Sequence[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], np.float64)
