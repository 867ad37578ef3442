"""What only this plugin can show: bid plans against the yardstick, problems missed, density errors."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workbench.api import Panel

if TYPE_CHECKING:  # the host brings them when it draws
    import pandas as pd
    import plotly.graph_objects as go

MARGIN = {"l": 10, "r": 10, "t": 20, "b": 10}
NOTHING = "还没有可以画的答卷"
NEAR_PERCENT = 90  # of the yardstick's profit: what a class may be content with
ALLOWED_POINTS = 0.2  # seo-02, line 2


def bid_distance(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a script of seo-05: ``code`` str, ``share`` float, ``runs`` int, ``points`` float.

    ``share`` is the percent of the yardstick's profit, ``points`` what is decided of the whole script so far.
    """
    import pandas as pd  # noqa: PLC0415  the host has it by then

    points = frame.groupby("attempt")["points"].sum().to_dict()
    rows = [
        (code, (1 - facts["distance"]) * 100, int(facts["runs"]), float(points[attempt]))
        for attempt, code, facts in zip(frame["attempt"], frame["code"], frame["facts"], strict=True)
        if "distance" in facts
    ]
    return pd.DataFrame(rows, columns=["code", "share", "runs", "points"])


def draw_bid_distance(table: pd.DataFrame) -> go.Figure:
    """Points against the share of the yardstick's profit; the more runs, the bigger the mark."""
    import plotly.graph_objects as go  # noqa: PLC0415  drawn only when an examiner opens the panel

    hover = "%{text}：达到参照方案的 %{x:.0f}%，运行 %{customdata} 次，已定 %{y:.1f} 分<extra></extra>"
    marks = go.Scatter(
        x=table["share"].tolist(), y=table["points"].tolist(), mode="markers", text=table["code"].tolist(),
        customdata=table["runs"].tolist(), hovertemplate=hover,
        marker={"size": [8 + 2 * min(runs, 10) for runs in table["runs"]], "opacity": 0.7},
    )  # fmt: skip
    figure = go.Figure(marks)
    figure.add_vline(x=100, line_dash="dash", annotation_text="参照方案")
    return _laid_out(figure, table, "模拟周利润达到参照方案的（%）", "已定的分数")


def problems_missed(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a kind of problem: ``kind`` str, ``missed`` and ``planted`` int, ``share`` missed, percent."""
    import pandas as pd  # noqa: PLC0415

    planted: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for facts in frame["facts"]:
        planted.update(_words(facts, "planted"))
        missed.update(_words(facts, "missed"))
    rows = [(kind, missed[kind], count, missed[kind] / count * 100) for kind, count in planted.items()]
    table = pd.DataFrame(rows, columns=["kind", "missed", "planted", "share"])
    return table.sort_values(["share", "missed", "kind"], ascending=False, ignore_index=True)


def _words(facts: dict[str, object], name: str) -> list[str]:
    return [word for word in str(facts.get(name, "")).split("、") if word]


def draw_problems_missed(table: pd.DataFrame) -> go.Figure:
    """A bar for each kind of problem."""
    import plotly.graph_objects as go  # noqa: PLC0415

    counts = list(zip(table["missed"].tolist(), table["planted"].tolist(), strict=True))
    bars = go.Bar(
        x=table["share"].tolist(), y=table["kind"].tolist(), orientation="h", customdata=counts,
        hovertemplate="%{y}：漏了 %{customdata[0]} 处，共预置 %{customdata[1]} 处<extra></extra>",
    )  # fmt: skip
    figure = go.Figure(bars)
    figure.update_xaxes(range=[0, 100])
    figure.update_yaxes(autorange="reversed")
    return _laid_out(figure, table, "没有找出的（%）", "")


def density_errors(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a script of seo-02: ``code`` str, ``error`` float, ``filled`` int.

    ``error`` is the mean in percentage points over the ``filled`` pages.
    """
    import pandas as pd  # noqa: PLC0415

    rows = [
        (code, float(facts["density_error"]), int(facts["densities_filled"]))
        for code, facts in zip(frame["code"], frame["facts"], strict=True)
        if "density_error" in facts
    ]
    table = pd.DataFrame(rows, columns=["code", "error", "filled"])
    return table.sort_values(["error", "code"], ignore_index=True)


def draw_density_errors(table: pd.DataFrame) -> go.Figure:
    """Scripts from the most exact to the least."""
    import plotly.graph_objects as go  # noqa: PLC0415

    bars = go.Bar(
        x=table["code"].tolist(), y=table["error"].tolist(), customdata=table["filled"].tolist(),
        hovertemplate="%{x}：平均差 %{y:.2f} 个百分点，填了 %{customdata} 页<extra></extra>",
    )  # fmt: skip
    figure = go.Figure(bars)
    figure.add_hline(y=ALLOWED_POINTS, line_dash="dot", annotation_text=f"允许误差 {ALLOWED_POINTS}")
    return _laid_out(figure, table, "答卷（评卷编号）", "密度平均误差（百分点）")


def _laid_out(figure: go.Figure, table: pd.DataFrame, x_title: str, y_title: str) -> go.Figure:
    figure.update_layout(
        xaxis_title=x_title, yaxis_title=y_title, margin=MARGIN, height=380, showlegend=False
    )
    figure.update_yaxes(rangemode="tozero")
    if table.empty:
        figure.update_xaxes(visible=False)
        figure.update_yaxes(visible=False)
        figure.add_annotation(text=NOTHING, x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False)
    return figure


def said_bid_distance(table: pd.DataFrame) -> str:
    """How near to the yardstick the scripts came."""
    near = int((table["share"] >= NEAR_PERCENT).sum())
    return (
        f"{len(table)} 份：利润的中位数是参照方案的 {table['share'].median():.0f} %，"
        f"达到 {NEAR_PERCENT} % 以上的 {near} 份。"
    )


def said_problems_missed(table: pd.DataFrame) -> str:
    """The kind that was missed most, and how many in all."""
    most = table.iloc[0]
    return (
        f"预置 {table['planted'].sum()} 处，漏了 {table['missed'].sum()} 处；"
        f"漏得最多的是{most['kind']}（{most['missed']}/{most['planted']}）。"
    )


def said_density_errors(table: pd.DataFrame) -> str:
    """The middle error, and how many lie within what is allowed."""
    within = int((table["error"] <= ALLOWED_POINTS).sum())
    return (
        f"{len(table)} 份填了密度：误差的中位数 {table['error'].median():.2f} 个百分点，"
        f"不超过 {ALLOWED_POINTS} 的 {within} 份。"
    )


PANELS: tuple[Panel, ...] = (
    Panel(
        "bid-distance", "竞价方案与参照方案", "账户实际能赚多少，卷面分高的是不是真会投？",
        "一点是一份 seo-05 答卷，越大运行次数越多。横轴是账户在同一周的利润占参照方案的百分比；"
        "参照方案是较好的方案，不保证最优。分数高而偏左的，是会答题不会投放。",
        bid_distance, draw_bid_distance, said_bid_distance,
    ),
    Panel(
        "problems-missed", "漏诊的问题", "站点诊断时，哪一类问题最容易漏掉？",
        "横条是 seo-02 全部答卷中没有找出的占预置的百分比。长条的问题类型值得在课上专门讲。",
        problems_missed, draw_problems_missed, said_problems_missed,
    ),
    Panel(
        "density-errors", "密度误差", "关键词密度算得准不准，错是个别人还是普遍？",
        "一根柱子是一份 seo-02 答卷，高度是填了的各页密度与正确值的平均差。"
        "整齐地高，多半是正文字数或公式理解错了。",
        density_errors, draw_density_errors, said_density_errors,
    ),
)  # fmt: skip
