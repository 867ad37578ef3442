"""Clauses of the standard: what was learnt of each, task by task."""

from __future__ import annotations

from functools import partial
from textwrap import wrap
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from workbench.panels.figures import height_of, laid_out
from workbench.panels.lines import NOTHING_MARKED, ascending
from workbench.panels.shown import Basis, Behind, Shown
from workbench.panels.words import each, percent, percent_span, short
from workbench.statistics.items import LineGroups, facility_by

HOVER_SIGNS = 26  # of a clause in one line of a hover
SHADES = [[0.0, "#e8a196"], [0.5, "#f6e9bb"], [1.0, "#9ccfa4"]]
"""Light enough that the number on each field can be read."""


def clause_map(basis: Basis) -> Shown:
    """What share of the lines of each clause was earned, task by task."""
    cells = pd.concat([_cells(basis, form.task) for form in basis.scores.forms] or [_cells(basis, "")])
    cells = cells[cells["n"] > 0].reset_index(drop=True)
    texts = [basis.clauses.get(name, "") for name in cells["name"].tolist()]
    table = pd.DataFrame(
        {
            "试题": cells["task"], "条款": cells["name"], "条款原文": texts, "评分项数": cells["lines"],
            "份数": cells["n"], "得分率": cells["facility"], "区间低": cells["low"], "区间高": cells["high"],
        }
    )  # fmt: skip
    known = cells[cells["facility"].notna()].sort_values("facility", kind="stable")
    if known.empty:
        return Shown(NOTHING_MARKED, table, None)
    said = [_said(basis, row) for row in each(known)]
    finding = f"考到 {known['name'].nunique()} 条；最弱 {said[0]}；最强 {said[-1]}。"
    return Shown(finding, table, _draw(basis, cells), partial(_of_cell, basis, cells))


def _groups(frame: pd.DataFrame) -> LineGroups:
    first = frame.drop_duplicates(["task", "line"])
    return {
        (task, line): names
        for task, line, names in zip(first["task"], first["line"], first["clauses"], strict=True)
    }


def _cells(basis: Basis, task: str) -> pd.DataFrame:
    own = {key: names for key, names in _groups(basis.frame).items() if key[0] == task}
    return facility_by(basis.scores, own).assign(task=task)


def _said(basis: Basis, row: Any) -> str:  # Any: a row of the table, by its columns
    words = short(basis.clauses.get(row.name, ""))
    return (
        f"{row.task.upper()} {row.name}{f'“{words}”' if words else ''}"
        f"（{percent(row.facility)}，{percent_span(row.low, row.high)}，{row.n} 份）"
    )


def _of_cell(basis: Basis, cells: pd.DataFrame, at: int) -> Behind:
    task, name = str(cells["task"].iloc[at]), str(cells["name"].iloc[at])
    lines = [line for (of, line), names in _groups(basis.frame).items() if of == task and name in names]
    frame = basis.frame[(basis.frame["task"] == task) & basis.frame["line"].isin(lines)]
    return Behind(f"{task.upper()} {name}（第 {'、'.join(lines)} 项）", ascending(frame))


def _draw(basis: Basis, cells: pd.DataFrame) -> go.Figure:
    names, tasks = sorted(set(cells["name"])), sorted(set(cells["task"]))
    x = [tasks.index(task) for task in cells["task"].tolist()]
    y = [names.index(name) for name in cells["name"].tolist()]
    grid = np.full((len(names), len(tasks)), np.nan)
    grid[y, x] = cells["facility"].to_numpy(np.float64) * 100
    shades = go.Heatmap(
        z=[[None if np.isnan(value) else value for value in row] for row in grid], zmin=0, zmax=100,
        colorscale=SHADES, hoverinfo="skip", xgap=2, ygap=2,
        colorbar={
            "title": "得分率 %", "thickness": 12, "lenmode": "pixels", "len": 150, "y": 1, "yanchor": "top",
        },
    )  # fmt: skip
    # A heat map takes no click: a number stands on each field, and that takes it.
    hover = [
        f"{row.task.upper()} {row.name}：{percent(row.facility)}"
        f"（{percent_span(row.low, row.high)}，{row.n} 份）<br>"
        + "<br>".join(wrap(basis.clauses.get(row.name, ""), HOVER_SIGNS))
        for row in each(cells)
    ]
    numbers = go.Scatter(
        x=x, y=y, mode="markers+text", text=[percent(share) for share in cells["facility"].tolist()],
        textfont={"color": "#222"}, marker={"size": 26, "opacity": 0, "symbol": "square"}, customdata=hover,
        hovertemplate="%{customdata}<extra></extra>", unselected={"textfont": {"color": "#222"}},
    )  # fmt: skip
    figure = go.Figure([shades, numbers])
    figure.update_xaxes(
        tickvals=list(range(len(tasks))), ticktext=[task.upper() for task in tasks], side="top"
    )
    labels = [f"{name} {short(basis.clauses.get(name, ''))}" for name in names]
    figure.update_yaxes(
        showgrid=False, tickvals=list(range(len(names))), ticktext=labels, autorange="reversed"
    )
    return laid_out(figure, "", "", height_of(len(names)))
