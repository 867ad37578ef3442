"""How exactly a form measures: Cronbach's alpha and the standard error of a total, form by form."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from workbench.statistics.intervals import CONFIDENCE, SAME, Estimate, Floats, f_quantile
from workbench.statistics.scores import Form, Scores

FEW_SCRIPTS = 30
"""With 10 lines, 30 scripts and alpha 0.8, Feldt's interval is 0.67 to 0.89: no coarser figure is of use."""

Caution = Literal[
    "several_forms", "variants_differ", "few_scripts", "open_scripts", "constant_lines", "negative"
]

CAUTIONS: Mapping[Caution, str] = MappingProxyType(
    {
        "several_forms": "考生做的不是同一份试题，信度只在同一道题内有意义，不能跨题合并或比较高低",
        "variants_differ": "同一道题的考生抽到不同的数据，信度里混有数据难易的差别",
        "few_scripts": f"全部评完的试卷不足 {FEW_SCRIPTS} 份，数字还不稳定，请看区间",
        "open_scripts": "有试卷还没评完，未计入",
        "constant_lines": "有评分项人人同分，对信度没有贡献",
        "negative": "信度为负：评分项之间互相矛盾，请核对评分规则",
    }
)
"""What to say beside a figure, by caution."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """``alpha`` of one form with Feldt's interval (``alpha.n`` scripts over ``lines`` lines).

    ``sem`` is the standard error of measurement and ``spread`` the standard deviation of totals, both
    in points, None where alpha is; ``cautions`` name what weakens them (words in CAUTIONS).
    """

    task: str
    lines: int
    alpha: Estimate
    sem: float | None
    spread: float | None
    cautions: tuple[Caution, ...]


def reliabilities(scores: Scores) -> tuple[Reliability, ...]:
    """One for each form. Never one over several: their candidates answered different lines."""
    seeds = scores.scripts["seed"].to_numpy()
    return tuple(
        reliability(
            form,
            is_one_of_several=len(scores.forms) > 1,
            variants_differ=len(set(seeds[form.scripts].tolist())) > 1,
        )
        for form in scores.forms
    )


def reliability(form: Form, *, is_one_of_several: bool, variants_differ: bool) -> Reliability:
    """Alpha and standard error of ``form`` over its wholly decided scripts.

    SEM = s √(1 - alpha), s with n-1; where alpha is negative, s itself. Source: Lord & Novick 1968, 3.4.
    """
    points = form.points[form.whole]
    estimate = alpha(points)
    spread = sem = None
    if estimate.value is not None:
        spread = float(points.sum(axis=1).std(ddof=1))
        sem = spread * math.sqrt(1 - max(0.0, estimate.value))
    found: dict[Caution, bool] = {
        "several_forms": is_one_of_several,
        "variants_differ": variants_differ,
        "few_scripts": len(points) < FEW_SCRIPTS,
        "open_scripts": len(points) < len(form.points),
        "constant_lines": len(points) > 0 and bool((np.ptp(points, axis=0) < SAME).any()),
        "negative": estimate.value is not None and estimate.value < 0,
    }
    cautions = tuple(name for name, applies in found.items() if applies)
    return Reliability(form.task, points.shape[1], estimate, sem, spread, cautions)


def alpha(points: Floats, *, confidence: float = CONFIDENCE) -> Estimate:
    """Cronbach's alpha of ``points`` (scripts x lines, no NaN): k/(k-1) (1 - Σ s²_line / s²_total).

    No value below two lines or two scripts, or where all totals are the same. Interval:
    1 - (1 - alpha) F, F with n-1 and (n-1)(k-1). Source: Cronbach 1951, Psychometrika 16; Feldt 1965,
    Psychometrika 30.
    """
    n, k = points.shape
    totals = points.sum(axis=1)
    if n < 2 or k < 2 or np.ptp(totals) < SAME:  # noqa: PLR2004  variances and their sum want two
        return Estimate(None, None, None, n)
    lines, whole = float(points.var(axis=0, ddof=1).sum()), float(totals.var(ddof=1))
    value = k / (k - 1) * (1 - lines / whole)
    tail = (1 - confidence) / 2
    above, below = (f_quantile(n - 1, (n - 1) * (k - 1), share) for share in (1 - tail, tail))
    return Estimate(value, 1 - (1 - value) * above, 1 - (1 - value) * below, n)
