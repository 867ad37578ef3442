"""What a panel of the host is drawn from and what it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from workbench.statistics.scores import Scores, tabulate

STEP_COLUMNS = ("attempt", "at", "tool", "subtask")


@dataclass(frozen=True, slots=True)
class Basis:
    """``frame`` has SCORE_COLUMNS and MORE_COLUMNS (domain/panel.py); ``scores`` is it tabulated.

    ``steps`` has STEP_COLUMNS, a row a step. ``modules`` and ``clauses`` are the words for their ids.
    """

    frame: pd.DataFrame
    scores: Scores
    steps: pd.DataFrame
    pass_points: int
    modules: Mapping[str, str]
    clauses: Mapping[str, str]


def basis(
    frame: pd.DataFrame,
    *,
    pass_points: int,
    steps: pd.DataFrame | None = None,
    modules: Mapping[str, str] | None = None,
    clauses: Mapping[str, str] | None = None,
) -> Basis:
    """``frame`` made ready for panels; ``steps`` of other attempts than its own are left out."""
    every = pd.DataFrame(columns=list(STEP_COLUMNS)) if steps is None else steps
    own = every[every["attempt"].isin(frame["attempt"].unique())]
    return Basis(frame, tabulate(frame), own, pass_points, modules or {}, clauses or {})


@dataclass(frozen=True, slots=True)
class Behind:
    """The scripts behind one bar or point: ``title`` says which; a row is attempt, code, words."""

    title: str
    scripts: tuple[tuple[str, str, str], ...]


def nobody(_: int) -> Behind | None:
    """No scripts: the figure leads to none."""
    return None


@dataclass(frozen=True, slots=True)
class Shown:
    """``finding`` says in numbers what this sitting's own figure says; ``cautions`` what weakens it.

    ``table`` is what the figure is drawn from, its heads in Chinese. ``figure`` is None where there is
    nothing to draw yet. ``behind`` gives the scripts of the figure's n-th point, None for one without.
    ``alarms``: the finding wants somebody to act.
    """

    finding: str
    table: pd.DataFrame
    figure: go.Figure | None
    behind: Callable[[int], Behind | None] = nobody
    cautions: tuple[str, ...] = ()
    alarms: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """``question`` is what the panel answers and ``reading`` how to read it, in plain Chinese."""

    id: str
    title: str
    question: str
    reading: str


@dataclass(frozen=True, slots=True)
class HostPanel:
    """A panel that the host draws of every sitting."""

    head: Head
    show: Callable[[Basis], Shown]
