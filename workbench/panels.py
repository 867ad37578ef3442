"""Ready score panels: what every plugin's papers are read by.

Each is handed one plugin's frame of ``SCORE_COLUMNS`` (domain/panel.py): one row for each line of each
attempt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.panel import Panel

if TYPE_CHECKING:  # the host brings them when it draws; the subject needs neither
    import pandas as pd
    import plotly.graph_objects as go

PASS_POINTS = 60  # oddities A2
TOTAL_BIN = 10


def totals(frame: pd.DataFrame) -> pd.DataFrame:
    """One row an attempt whose every line is decided: ``attempt`` str, ``points`` float."""
    decided = frame.groupby("attempt")["points"].agg(points="sum", known="count", lines="size").reset_index()
    return decided.loc[decided["known"] == decided["lines"], ["attempt", "points"]]


def draw_totals(table: pd.DataFrame) -> go.Figure:
    """Histogram of totals with the pass mark."""
    import plotly.graph_objects as go  # noqa: PLC0415  drawn only when an examiner opens the panel

    bins = {"start": 0, "end": 100 + TOTAL_BIN, "size": TOTAL_BIN}
    hover = "%{x} 分：%{y} 人<extra></extra>"
    figure = go.Figure(go.Histogram(x=table["points"].tolist(), xbins=bins, hovertemplate=hover))
    figure.add_vline(x=PASS_POINTS, line_dash="dash", annotation_text="及格 60")
    return _titled(figure, "总分", "人数")


def per_line(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a line: ``line``, ``title``; ``share``, ``low``, ``high``: mean and quartiles in percent."""
    scored = frame.dropna(subset=["points"])
    scored = scored[scored["max_points"] > 0]
    scored = scored.assign(share=scored["points"] / scored["max_points"] * 100)
    grouped = scored.groupby(["line", "title"], sort=False)["share"]
    table = grouped.agg(
        share="mean", low=lambda shares: shares.quantile(0.25), high=lambda shares: shares.quantile(0.75)
    )
    return table.reset_index()


def draw_per_line(table: pd.DataFrame) -> go.Figure:
    """Mean share of each line with its middle half."""
    import plotly.graph_objects as go  # noqa: PLC0415

    spread = {
        "type": "data",
        "symmetric": False,
        "array": (table["high"] - table["share"]).clip(lower=0).tolist(),
        "arrayminus": (table["share"] - table["low"]).clip(lower=0).tolist(),
    }
    names = [f"{line} {title}" for line, title in zip(table["line"], table["title"], strict=True)]
    hover = "%{y}：平均得分率 %{x:.0f} %<extra></extra>"
    figure = go.Figure(
        go.Bar(x=table["share"].tolist(), y=names, orientation="h", error_x=spread, hovertemplate=hover)
    )
    figure.update_yaxes(autorange="reversed")
    return _titled(figure, "平均得分率（%）", "")


def facility(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a line: ``facility`` mean share in [0, 1], ``discrimination`` correlation with the rest.

    A discrimination is NaN where fewer than three attempts are decided or nothing varies.
    """
    scored = frame.dropna(subset=["points"])
    wide = scored.pivot_table(index="attempt", columns="line", values="points", sort=False).dropna()
    tops = scored.groupby("line")["max_points"].max()
    titles = scored.groupby("line")["title"].first()
    rest = {line: wide.drop(columns=line).sum(axis=1) for line in wide.columns}
    varied = {line: len(wide) > 2 and wide[line].std() > 0 and rest[line].std() > 0 for line in wide.columns}  # noqa: PLR2004
    table = titles.rename("title").to_frame().loc[list(wide.columns)]
    table["facility"] = [
        wide[line].mean() / tops[line] if tops[line] else float("nan") for line in wide.columns
    ]
    table["discrimination"] = [
        wide[line].corr(rest[line]) if varied[line] else float("nan") for line in wide.columns
    ]
    return table.reset_index()


def draw_facility(table: pd.DataFrame) -> go.Figure:
    """Facility against discrimination, a point for each line."""
    import plotly.graph_objects as go  # noqa: PLC0415

    hover = "%{text}：难度 %{x:.2f}，区分度 %{y:.2f}<extra></extra>"
    names = [f"{line} {title}" for line, title in zip(table["line"], table["title"], strict=True)]
    points = go.Scatter(
        x=table["facility"].tolist(), y=table["discrimination"].tolist(), mode="markers+text",
        text=table["line"].tolist(), textposition="top center", customdata=names, marker={"size": 11},
        hovertemplate=hover.replace("%{text}", "%{customdata}"),
    )  # fmt: skip
    figure = go.Figure(points)
    figure.add_hline(y=0.2, line_dash="dot", annotation_text="区分度 0.2")  # below: reads as weak [L]
    figure.update_xaxes(range=[-0.02, 1.05])
    return _titled(figure, "难度（平均得分率，越大越容易）", "区分度")


def working_time(frame: pd.DataFrame) -> pd.DataFrame:
    """One row an attempt: ``code`` str, ``minutes`` working time, ``points`` what is decided so far."""
    table = (
        frame.groupby(["attempt", "code"])
        .agg(seconds=("seconds", "first"), points=("points", "sum"))
        .reset_index()
    )
    return table.assign(minutes=table["seconds"] / 60)[["code", "minutes", "points"]]


def draw_working_time(table: pd.DataFrame) -> go.Figure:
    """Points against working time, a point for each attempt."""
    import plotly.graph_objects as go  # noqa: PLC0415

    hover = "%{text}：%{x:.0f} 分钟，%{y:.1f} 分<extra></extra>"
    points = go.Scatter(
        x=table["minutes"].tolist(), y=table["points"].tolist(), mode="markers", text=table["code"].tolist(),
        hovertemplate=hover,
    )  # fmt: skip
    return _titled(go.Figure(points), "用时（分钟）", "已定的分数")


def _titled(figure: go.Figure, x_title: str, y_title: str) -> go.Figure:
    margin = {"l": 10, "r": 10, "t": 20, "b": 10}
    return figure.update_layout(
        xaxis_title=x_title, yaxis_title=y_title, margin=margin, height=380, showlegend=False
    )


READY: tuple[Panel, ...] = (
    Panel(
        "totals", "总分分布", "这场考试总体考得怎样，有多少人及格？",
        "每根柱子是一个 10 分段的人数，虚线是及格线。只算全部评完的试卷；两头挤在一起说明题目偏难或偏易。",
        totals, draw_totals,
    ),
    Panel(
        "lines", "各评分项得分率", "哪一项普遍没做好，要在教学中补？",
        "横条是平均得分率，细线是中间一半考生的范围。条短而线也短，是大家都不会；条短而线长，是两极分化。",
        per_line, draw_per_line,
    ),
    Panel(
        "facility", "难度与区分度", "哪一项分不出好坏，评分规则要不要改？",
        "越靠右越容易；越靠上越能把强弱分开。落在 0.2 以下的项目请核对题面和评分规则。",
        facility, draw_facility,
    ),
    Panel(
        "time", "用时与得分", "时间够不够，做得慢的人是不是得分低？",
        "一点是一份试卷。大多数点挤在 60 分钟处，说明题量偏大；用时很短而得分很高的，可以去看操作回放。",
        working_time, draw_working_time,
    ),
)  # fmt: skip
