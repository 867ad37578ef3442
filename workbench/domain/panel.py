"""A score panel: one question about a sitting's scores, answered by a chart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the subject needs no data library to be read
    import pandas as pd
    import plotly.graph_objects as go

SCORE_COLUMNS = (
    "attempt", "code", "class_name", "task", "plugin", "seed", "line", "title", "kind", "by",
    "max_points", "points", "status", "seconds", "facts",
)  # fmt: skip
"""Columns of the frame that a panel is handed: one row for each line of each attempt.

``code`` is the blind number; ``kind`` process or result; ``points`` is NaN where nothing is decided
yet; ``status`` is scored, needs_examiner or failed; ``seconds`` is the attempt's working time;
``facts`` is a dict, what the criterion noted beside its reason (Finding.facts), empty where it noted nothing.
"""

MORE_COLUMNS = ("clauses", "module", "machine", "judged", "task_title", "variant")
"""Columns that stand behind SCORE_COLUMNS in the frame of a sitting.

``clauses`` is a tuple of ids; ``module`` the standard's module; ``machine`` and ``judged`` are the points
of either kind, NaN where there are none; ``task_title`` is what the task is called; ``variant`` names the
values that were drawn for the candidate out of few, or the seed where there are none.
"""


@dataclass(frozen=True, slots=True)
class Panel:
    """``summarise`` turns the score frame into the chart's table; ``draw`` turns that into a figure.

    ``question`` is what the panel answers and ``reading`` how to read it, in plain Chinese. ``finding``
    says in a sentence with numbers what the table of this sitting shows; it is asked of a table with rows.
    """

    id: str
    title: str
    question: str
    reading: str
    summarise: Callable[[pd.DataFrame], pd.DataFrame]
    draw: Callable[[pd.DataFrame], go.Figure]
    finding: Callable[[pd.DataFrame], str] | None = None
