"""How the host's figures look: one curve that can be clicked, one kind of hover, one set of colours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from workbench.statistics.intervals import Floats

CALM, GOOD, BAD = "#6d9bc9", "#3f8f5f", "#c0504d"  # told apart by light as well as by hue
HEIGHT = 360
ROW_HEIGHT = 30
MARGIN = {"l": 10, "r": 10, "t": 28, "b": 10}


def laid_out(figure: go.Figure, x_title: str, y_title: str, height: int = HEIGHT) -> go.Figure:
    """``figure`` in the house's manner: a click chooses, nothing zooms by accident."""
    figure.update_layout(
        xaxis_title=x_title, yaxis_title=y_title, margin=MARGIN, height=height, showlegend=False,
        clickmode="event+select", dragmode=False,
    )  # fmt: skip
    figure.update_xaxes(fixedrange=True, automargin=True)
    figure.update_yaxes(fixedrange=True, automargin=True)
    return figure


def whiskers(middle: Floats, low: Floats, high: Floats) -> dict[str, object]:
    """Error bars from ``low`` to ``high``; none where a bound is NaN."""
    return {
        "type": "data", "symmetric": False, "thickness": 1.2, "width": 4, "color": "rgba(40,40,40,.9)",
        "array": np.nan_to_num(np.clip(high - middle, 0, None)).tolist(),
        "arrayminus": np.nan_to_num(np.clip(middle - low, 0, None)).tolist(),
    }  # fmt: skip


def rows(
    names: Sequence[str],
    values: Floats,
    *,
    spread: dict[str, object],
    hover: Sequence[str],
    colour: Sequence[str] | str = CALM,
) -> go.Figure:
    """A bar for each name, the first at the top."""
    places = list(range(len(names)))
    bars = go.Bar(
        x=values.tolist(), y=places, orientation="h", error_x=spread, customdata=list(hover),
        hovertemplate="%{customdata}<extra></extra>", marker={"color": colour}, width=0.66,
    )  # fmt: skip
    figure = go.Figure(bars)
    figure.update_yaxes(tickvals=places, ticktext=list(names), range=[len(names) - 0.4, -0.6])
    return figure


def height_of(count: int) -> int:
    """How high a figure of so many rows is, in pixels."""
    return max(HEIGHT // 2, 90 + ROW_HEIGHT * count)


def cloud(
    x: Floats, y: Floats, hover: Sequence[str], *, text: Sequence[str] = (), size: int = 10
) -> go.Figure:
    """A point for each script or line."""
    points = go.Scatter(
        x=x.tolist(), y=y.tolist(), mode="markers+text" if len(text) else "markers", text=list(text) or None,
        textposition="top center", customdata=list(hover), hovertemplate="%{customdata}<extra></extra>",
        marker={"size": size, "color": CALM, "opacity": 0.75, "line": {"width": 1, "color": "white"}},
    )  # fmt: skip
    return go.Figure(points)
