"""What only this plugin can show: which requirements fail, and how readable the type is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from workbench.api import Panel

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

SPEC_LINE, TEXT_LINE = "1", "5"
READABLE, LARGE = 4.5, 3.0
"""Contrast that small and large type needs (WCAG 2.1)."""

FEW = 5  # texts up to which the axis counts one by one
EDGES = (1.0, 2.0, 3.0, 4.5, 7.0, 10.0, 15.0, 21.01)
"""Edges of the contrast classes."""


def failing_specs(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a picture and requirement: ``picture``, ``spec`` str, ``failing`` share, ``papers`` int."""
    import pandas as pd  # noqa: PLC0415  only an examiner's page pays for it

    rows = [
        {"picture": name.partition(" ")[0], "spec": name.partition(" ")[2], "failing": not met}
        for facts in _facts(frame, SPEC_LINE)
        for name, met in facts.items()
        if isinstance(met, bool)
    ]
    table = pd.DataFrame(rows, columns=["picture", "spec", "failing"])
    grouped = table.groupby(["picture", "spec"], sort=False)["failing"]
    return grouped.agg(failing="mean", papers="size").reset_index()


def _facts(frame: pd.DataFrame, line: str) -> Iterator[dict[str, object]]:
    for facts in frame.loc[frame["line"] == line, "facts"]:
        if isinstance(facts, dict):
            yield facts


def draw_failing_specs(table: pd.DataFrame) -> go.Figure:
    """Heat map of requirement by picture."""
    import plotly.graph_objects as go  # noqa: PLC0415

    wide = table.pivot_table(index="picture", columns="spec", values="failing", sort=False)
    shares = [[None if math.isnan(value) else round(value * 100) for value in row] for row in wide.to_numpy()]
    texts = [["" if share is None else f"{share} %" for share in row] for row in shares]
    names = [f"{name} 号图" for name in wide.index]
    figure = go.Figure(
        go.Heatmap(
            z=shares, text=texts, x=list(wide.columns), y=names, zmin=0, zmax=100, colorscale="OrRd",
            texttemplate="%{text}",
            hovertemplate="%{y} %{x}：%{z} % 不合格<extra></extra>", colorbar={"title": "不合格 %"},
        )
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed", type="category")
    figure.update_xaxes(type="category")
    return figure.update_layout(margin={"l": 10, "r": 10, "t": 20, "b": 10}, height=380)


def contrasts(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a class of contrast: ``span`` str, ``texts`` int, ``low`` float (its lower edge)."""
    import pandas as pd  # noqa: PLC0415

    found = [
        float(ratio)
        for facts in _facts(frame, TEXT_LINE)
        for name, ratio in facts.items()
        if name.startswith("对比度") and isinstance(ratio, int | float)
    ]
    rows = [
        {
            "span": f"{low:g}—{min(21, high):g}",
            "texts": sum(low <= ratio < high for ratio in found),
            "low": low,
        }
        for low, high in pairwise(EDGES)
    ]
    return pd.DataFrame(rows)


def draw_contrasts(table: pd.DataFrame) -> go.Figure:
    """Bars of texts by contrast; what can hardly be read is red."""
    import plotly.graph_objects as go  # noqa: PLC0415

    colours = [
        "#c0392b" if low < LARGE else "#e0a030" if low < READABLE else "#2e7d4f" for low in table["low"]
    ]
    figure = go.Figure(
        go.Bar(
            x=table["span"].tolist(), y=table["texts"].tolist(), marker_color=colours,
            hovertemplate="对比度 %{x}：%{y} 段文字<extra></extra>",
        )
    )  # fmt: skip
    figure.update_xaxes(type="category", title="文字与背景的对比度（最差一格）")
    figure.update_yaxes(
        title="文字段数", rangemode="tozero", tickformat="d", dtick=1 if table["texts"].max() < FEW else None
    )
    return figure.update_layout(margin={"l": 10, "r": 10, "t": 20, "b": 10}, height=380, showlegend=False)


def said_failing_specs(table: pd.DataFrame) -> str:
    """The requirement that most failed."""
    most = table.sort_values("failing", ascending=False, kind="stable").iloc[0]
    return (
        f"{most['papers']} 份里没做到最多的：{most['picture']}“{most['spec']}”，"
        f"{most['failing'] * 100:.0f} %；"
        f"人人做到的有 {int((table['failing'] == 0).sum())}/{len(table)} 项。"
    )


def said_contrasts(table: pd.DataFrame) -> str:
    """How many texts can be read."""
    count = int(table["texts"].sum())
    if not count:
        return "还没有可以量的文字。"
    poor = int(table[table["low"] < LARGE]["texts"].sum())
    good = int(table[table["low"] >= READABLE]["texts"].sum())
    return f"{count} 段文字：对比度 {READABLE} 以上的 {good} 段，低于 {LARGE:g} 看不清的 {poor} 段。"


PANELS: tuple[Panel, ...] = (
    Panel(
        "shopdesign-specs", "规格不合格分布", "哪张图的哪项规格最多人没做到？",
        "每格是没有做到这项规格的人数比例，颜色越深越多。“已导出”一格深，说明做不完；"
        "“格式”一格深，说明只改了后缀。",
        failing_specs, draw_failing_specs, said_failing_specs,
    ),
    Panel(
        "shopdesign-contrast", "促销文字对比度", "直通车主图上的字看得清吗？",
        "每根柱子是落在这段对比度里的文字段数，按文字背后最差的一格计。"
        "红色低于 3，任何字号都看不清；黄色只够大字。",
        contrasts, draw_contrasts, said_contrasts,
    ),
)  # fmt: skip
