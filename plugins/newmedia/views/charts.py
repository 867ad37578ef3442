"""Answers and kept charts as plotly figures."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ..tools.answer import answer
from ..tools.fans import DIMENSIONS, spread
from ..tools.query import Query
from ..world.plan import Key

if TYPE_CHECKING:
    import plotly.graph_objects as go

COLOURS = ("#2e6f9e", "#d98032", "#6b8f3a", "#8a5aa3")
PIE_COLOURS = (*COLOURS, "#c2504a", "#3f9a97", "#b59a2c", "#7c7c7c", "#a86f4f", "#5b6fb5")


@lru_cache(maxsize=256)
def answer_figure(key: Key, query: Query) -> go.Figure:
    """The chart of an answer. Days and hours stand side by side, classes lie."""
    import plotly.graph_objects as go  # noqa: PLC0415  drawn only when somebody looks

    found = answer(key, query)
    figure = go.Figure()
    is_lying = query.view == "people"
    for series, colour in zip(found.series, COLOURS, strict=False):
        values = list(series.values)
        hover = (
            "%{y}：%{x:,}<extra></extra>" if is_lying else "%{x}：%{y:,}<extra>" + series.name + "</extra>"
        )
        if series.is_line:
            trace = go.Scatter(
                x=list(found.x), y=values, name=series.name, mode="lines+markers", line={"color": colour},
                hovertemplate=hover,
            )  # fmt: skip
        elif is_lying:
            trace = go.Bar(
                x=values,
                y=list(found.x),
                orientation="h",
                marker_color=colour,
                text=values,
                hovertemplate=hover,
            )
        else:
            trace = go.Bar(
                x=list(found.x), y=values, name=series.name, marker_color=colour, hovertemplate=hover
            )
        figure.add_trace(trace)
    if is_lying:
        figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(type=None if is_lying else "category")
    y_title = "" if is_lying else query.kind.metrics[query.metric]
    return _dressed(figure, y_title, shows_legend=len(found.series) > 1)


@lru_cache(maxsize=256)
def kept_figure(key: Key, dimension: str, kind: str, start: int, end: int) -> go.Figure:
    """A chart of the student's own kind over one dimension; the numbers are those of the view."""
    import plotly.graph_objects as go  # noqa: PLC0415

    shares = spread(key, dimension, start, end)
    names, people = [one.name for one in shares], [one.people for one in shares]
    if kind == "pie":
        trace = go.Pie(
            labels=names, values=people, sort=False, marker={"colors": list(PIE_COLOURS)},
            hovertemplate="%{label}：%{value:,} 人<extra></extra>",
        )  # fmt: skip
        return _dressed(go.Figure(trace), "", shows_legend=True)
    if kind == "line":
        trace = go.Scatter(x=names, y=people, mode="lines+markers", line={"color": COLOURS[0]})
    else:
        trace = go.Bar(x=names, y=people, marker_color=COLOURS[0], text=people)
    trace.hovertemplate = "%{x}：%{y:,} 人<extra></extra>"
    return _dressed(go.Figure(trace), f"{DIMENSIONS[dimension]}（人）", shows_legend=False)


def _dressed(figure: go.Figure, y_title: str, *, shows_legend: bool) -> go.Figure:
    return figure.update_layout(
        height=250,
        margin={"l": 10, "r": 10, "t": 10, "b": 10},
        yaxis_title=y_title,
        showlegend=shows_legend,
        legend={"orientation": "h", "y": 1.12},
        barmode="relative",
        separators=".,",
    )
