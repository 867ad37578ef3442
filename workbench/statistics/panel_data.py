"""The figures that a sitting's panels open with, worked out together from one reading of the frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from workbench.statistics.groups import compare, distribution, pass_share, with_module
from workbench.statistics.intervals import Estimate
from workbench.statistics.items import LineGroups, facility, facility_by
from workbench.statistics.scores import Scores, tabulate


@dataclass(frozen=True, slots=True)
class PanelData:
    """``bands`` as ``distribution``, ``lines`` as ``facility``, ``clauses`` as ``facility_by``.

    ``classes`` as ``compare`` by ``class_name`` and ``module``. ``scores`` is what they were made from:
    discrimination, reliability, variants and drill-down go on from there.
    """

    scores: Scores
    bands: pd.DataFrame
    passed: Estimate
    lines: pd.DataFrame
    clauses: pd.DataFrame
    classes: pd.DataFrame


def panel_data(frame: pd.DataFrame, *, clauses: LineGroups, modules: Mapping[str, str]) -> PanelData:
    """The panel data of ``frame`` (columns SCORE_COLUMNS).

    ``clauses`` names the clauses of each (task, line), ``modules`` the standard's module of each plugin.
    """
    scores = tabulate(frame)
    return PanelData(
        scores=scores,
        bands=distribution(scores),
        passed=pass_share(scores),
        lines=facility(scores),
        clauses=facility_by(scores, clauses),
        classes=compare(with_module(scores.scripts, modules), ("class_name", "module")),
    )
