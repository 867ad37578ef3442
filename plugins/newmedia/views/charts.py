"""Answers and kept charts as plotly figures."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ..tools.answer import answer
from ..tools.fans import DIMENSIONS, spread
from ..tools.query import Query
from ..tools.table import Series
from ..world.plan import Key

if TYPE_CHECKING:
    import plotly.graph_objects as go

COLOURS = ("#2e6f9e", "#d98032", "#6b8f3a", "#8a5aa3")
PIE_COLOURS = (*COLOURS, "#c2504a", "#3f9a97", "#b59a2c", "#7c7c7c", "#a86f4f", "#5b6fb5")


@lru_cache(maxsize=256)
def answer_figure(key: Key, query: Query) -> go.Figure:
    """The chart of an answer. Days and hours stand side by side, classes lie."""
    import plotly.graph_objects as go  # noqa: PLC0415  drawn only when somebody looks

    found, figure = answer(key, query), go.Figure()
    is_lying = query.view == "people"
    for series, colour in zip(found.series, COLOURS, strict=False):
        figure.add_trace(_lying(found.x, series) if is_lying else _standing(found.x, series, colour))
    if is_lying:
        figure.update_yaxes(autorange="reversed")
    else:
        figure.update_xaxes(type="category")
    y_title = "" if is_lying else query.kind.metrics[query.metric]
    return _dressed(figure, y_title, shows_legend=len(found.series) > 1)


def _lying(names: tuple[str, ...], series: Series) -> go.Bar:
    import plotly.graph_objects as go  # noqa: PLC0415

    values = list(series.values)
    hover = "%{y}：%{x:,} 人<extra></extra>"
    return go.Bar(
        x=values, y=list(names), orientation="h", marker_color=COLOURS[0], text=values, hovertemplate=hover
    )


def _standing(names: tuple[str, ...], series: Series, colour: str) -> go.Bar | go.Scatter:
    import plotly.graph_objects as go  # noqa: PLC0415

    what = {"x": list(names), "y": list(series.values), "name": series.name}
    what["hovertemplate"] = "%{x}：%{y:,}<extra>" + series.name + "</extra>"
    if series.is_line:
        return go.Scatter(**what, mode="lines+markers", line={"color": colour})
    return go.Bar(**what, marker_color=colour)


@lru_cache(maxsize=256)
def kept_figure(key: Key, dimension: str, kind: str, start: int, end: int) -> go.Figure:
    """A chart of the student's own kind over one dimension; the numbers are those of the view."""
    import plotly.graph_objects as go  # noqa: PLC0415

    shares = spread(key, dimension, start, end)
    names, people = [one.name for one in shares], [one.people for one in shares]
    if kind == "pie":
        trace = go.Pie(
            labels=names, values=people, sort=False, marker={"colors": list(PIE_COLOURS)}, textinfo="value",
            hovertemplate="%{label}：%{value:,} 人<extra></extra>",
        )  # fmt: skip
        figure = _dressed(go.Figure(trace), "", shows_legend=True)
        return figure.update_layout(legend={"orientation": "v", "x": 1.0, "y": 0.5})
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
