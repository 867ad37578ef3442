"""Whether the variants of a task were equally hard: each one's totals against those of all the others."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from workbench.statistics.intervals import SAME, Floats, holm, t_quantile
from workbench.statistics.scores import Scores

ALARM_POINTS = 5.0  # of 100: half a band of the distribution, what moves a script across a level
ALARM_CHANCE = 0.05
LEAST_SCRIPTS = 5
"""Of a variant and of its others: below, a difference is one candidate's and is shown without a test."""


@dataclass(frozen=True, slots=True)
class VariantCheck:
    """``table`` as ``variant_fairness`` says; ``tests`` differences were tested, ``untested`` are too small.

    ``chance`` in the table is adjusted for all ``tests``: were all variants equal, the chance that even
    one of them rings is at most ``level``.
    """

    table: pd.DataFrame
    tests: int
    untested: int
    level: float
    alarm_points: float

    @property
    def words(self) -> str:
        """How many comparisons were made and what that means for an alarm, in plain Chinese."""
        if not self.tests:
            return f"没有可以检验的版本：每个版本和其余版本都要有至少 {LEAST_SCRIPTS} 份评完的试卷。"
        few = (
            f"另有 {self.untested} 个版本人数不足 {LEAST_SCRIPTS} 人，只列出差值，不作检验。"
            if self.untested
            else ""
        )
        return (
            f"共检验 {self.tests} 个版本（Welch 检验，Holm 校正）：即使各版本难度相同，"
            f"其中出现任何一次误报的概率也不超过 {self.level:.0%}。"
            f"平均分相差超过 {self.alarm_points:g} 分并且通过检验才报警。{few}"
        )


def variant_fairness(
    scores: Scores, *, column: str = "seed", alarm_points: float = ALARM_POINTS, level: float = ALARM_CHANCE
) -> VariantCheck:
    """Each variant of each task against the task's other variants.

    ``column`` of ``scores.scripts`` names the variant: the seed, or a drawn parameter that was added (where
    every candidate has a seed of his own, the parameters are what can be compared). The table has one row
    a variant, sorted by task and variant: ``task``, ``variant`` str; ``n``, ``others`` int (wholly decided
    scripts); ``mean``, ``others_mean``, ``difference``, ``low``, ``high`` in points; ``chance`` (Welch's
    test, Holm's adjustment) and ``alarm`` bool: ``difference`` beyond ``alarm_points`` either way and
    ``chance`` below ``level``. NaN: no others, or fewer than LEAST_SCRIPTS on a side.

    Source: Welch 1947, Biometrika 34; Holm 1979.
    """
    scripts = scores.scripts[scores.scripts["points"].notna()]
    rows = [
        row
        for task, found in scripts.groupby("task", sort=True)
        for row in _against_others(str(task), found[column].astype(str), found["points"].to_numpy(np.float64))
    ]
    names = ["task", "variant", "n", "others", "mean", "others_mean", "difference", "low", "high", "chance"]
    table = pd.DataFrame(rows, columns=names)
    raw = [None if math.isnan(chance) else chance for chance in table["chance"].tolist()]
    table["chance"] = [math.nan if chance is None else chance for chance in holm(raw)]
    table["alarm"] = (table["difference"].abs() > alarm_points) & (table["chance"] < level)
    tests = sum(chance is not None for chance in raw)
    return VariantCheck(table, tests, len(raw) - tests, level, alarm_points)


def _against_others(task: str, variant: pd.Series[str], points: Floats) -> list[tuple[object, ...]]:
    names = variant.to_numpy()
    rows: list[tuple[object, ...]] = []
    for name in sorted(set(names.tolist())):
        own, others = points[names == name], points[names != name]
        middle = float(others.mean()) if len(others) else math.nan
        difference, low, high, chance = welch(own, others)
        rows.append(
            (task, name, len(own), len(others), float(own.mean()), middle, difference, low, high, chance)
        )
    return rows


def welch(first: Floats, second: Floats) -> tuple[float, float, float, float]:
    """Mean of ``first`` less that of ``second``, its 95 % interval, and the two-sided p of Welch's test.

    t = difference / √(s1²/n1 + s2²/n2), degrees of freedom by Welch and Satterthwaite. Interval and p are
    NaN where a side has fewer than LEAST_SCRIPTS; where neither side varies p is 0 or 1 by whether they
    differ. Source: Welch 1947, Biometrika 34.
    """
    if not len(first) or not len(second):
        return math.nan, math.nan, math.nan, math.nan
    difference = float(first.mean() - second.mean())
    if min(len(first), len(second)) < LEAST_SCRIPTS:
        return difference, math.nan, math.nan, math.nan
    parts = [float(side.var(ddof=1)) / len(side) for side in (first, second)]
    if max(np.ptp(first), np.ptp(second)) < SAME:
        return difference, difference, difference, float(abs(difference) < SAME)
    error = math.sqrt(sum(parts))
    degrees = sum(parts) ** 2 / sum(
        part**2 / (len(side) - 1) for part, side in zip(parts, (first, second), strict=True)
    )
    chance = 2 * float(special.stdtr(degrees, -abs(difference) / error))
    half = t_quantile(degrees) * error
    return difference, difference - half, difference + half, chance
