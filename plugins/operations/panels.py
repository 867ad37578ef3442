"""What only this plugin can show: vouchers that the class got wrong, and prices against their profit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workbench.api import Panel

from .rubric.costs import STATUS
from .world.packs import voucher_kinds

if TYPE_CHECKING:  # brought by the host when a panel is drawn
    import pandas as pd
    import plotly.graph_objects as go

COLOURS = {
    "missing": "#c0392b", "base": "#e67e22", "rate": "#f1c40f", "category": "#8e9aaf", "twice": "#7d3c98",
    "extra": "#2c3e50",
}  # fmt: skip
"""Mistakes in the order of the bars; what is right or rightly left out is not drawn."""

BEST = 100  # percent of the best price
BLANK = "还没有可画的数据：没有人在成本利润台里做过这一步。"


def vouchers(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a voucher kind and mistake: ``name`` str, ``status`` str, ``share`` of the scripts in [0, 1].

    The most mistaken kind comes first. ``frame`` has SCORE_COLUMNS.
    """
    import pandas as pd  # noqa: PLC0415  drawn only when an examiner opens the panel

    kinds = voucher_kinds()
    found = [
        facts for facts in frame["facts"] if isinstance(facts, Mapping) and not kinds.keys().isdisjoint(facts)
    ]
    rows = [
        {
            "name": kind.name,
            "status": status,
            "share": sum(facts.get(kind.kind) == status for facts in found) / len(found),
        }
        for kind in kinds.values()
        for status in COLOURS
        if found
    ]
    table = pd.DataFrame(rows, columns=["name", "status", "share"])
    table = table[table["share"] > 0]
    order = table.groupby("name")["share"].transform("sum")
    return table.assign(all=order).sort_values("all", ascending=False, kind="stable").drop(columns="all")


def draw_vouchers(table: pd.DataFrame) -> go.Figure:
    """Bars over the class, stacked by mistake."""
    import plotly.graph_objects as go  # noqa: PLC0415

    figure = go.Figure()
    for status, colour in COLOURS.items():
        rows = table[table["status"] == status]
        if len(rows):
            shares = [share * 100 for share in rows["share"].tolist()]
            hover = f"%{{y}}：%{{x:.0f}} % 的人{STATUS[status]}<extra></extra>"
            figure.add_bar(
                x=shares, y=rows["name"].tolist(), orientation="h", name=STATUS[status], marker_color=colour,
                hovertemplate=hover,
            )  # fmt: skip
    figure.update_layout(barmode="stack", legend={"orientation": "h", "y": -0.25})
    names = list(dict.fromkeys(table["name"].tolist()))
    figure.update_yaxes(categoryorder="array", categoryarray=names[::-1])
    return _framed(figure, table, "占交卷人数（%）", "")


def prices(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a script with a price: ``code``; ``price`` and ``net`` in percent of the variant's best.

    ``shown`` says both in yuan. ``frame`` has SCORE_COLUMNS.
    """
    import pandas as pd  # noqa: PLC0415

    rows: list[dict[str, Any]] = []  # Any: a column each
    for code, facts in zip(frame["code"], frame["facts"], strict=True):
        if isinstance(facts, Mapping) and facts.get("best_price_fen"):
            rows.append(
                {
                    "code": code,
                    "price": facts["price_fen"] / facts["best_price_fen"] * 100,
                    "net": facts["net_fen"] / facts["best_net_fen"] * 100,
                    "shown": f"{facts['price_fen'] / 100:.2f} 元，净利 {facts['net_fen'] / 100:,.0f} 元；"
                    f"最好 {facts['best_price_fen'] / 100:.2f} 元，"
                    f"净利 {facts['best_net_fen'] / 100:,.0f} 元",
                }
            )
    return pd.DataFrame(rows, columns=["code", "price", "net", "shown"])


def draw_prices(table: pd.DataFrame) -> go.Figure:
    """A point a script: how far from the best price, and what was left of the best profit."""
    import plotly.graph_objects as go  # noqa: PLC0415

    texts = [f"{code}：{shown}" for code, shown in zip(table["code"], table["shown"], strict=True)]
    points = go.Scatter(
        x=table["price"].tolist(), y=table["net"].tolist(), mode="markers", text=texts, marker={"size": 10},
        hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip
    figure = go.Figure(points)
    figure.add_vline(x=100, line_dash="dot", annotation_text="最好的价格")
    figure.add_hline(y=0, line_dash="dash", annotation_text="不赚不亏")
    figure.update_layout(showlegend=False)
    return _framed(figure, table, "选定售价 ÷ 最好售价（%）", "下月净利 ÷ 最好净利（%）")


def _framed(figure: go.Figure, table: pd.DataFrame, x_title: str, y_title: str) -> go.Figure:
    if table.empty:
        figure.add_annotation(text=BLANK, showarrow=False, xref="paper", yref="paper", x=0.5, y=0.5)
    margin = {"l": 10, "r": 10, "t": 20, "b": 10}
    return figure.update_layout(xaxis_title=x_title, yaxis_title=y_title, margin=margin, height=400)


def said_vouchers(table: pd.DataFrame) -> str:
    """The voucher that was mistaken most."""
    name, kinds = table["name"].iloc[0], table["name"].nunique()
    share = table[table["name"] == name]["share"].sum()
    return f"错得最多的是{name}：{share * 100:.0f} % 的答卷出错；有人出错的单据共 {kinds} 种。"


def said_prices(table: pd.DataFrame) -> str:
    """How many lie below and above the best price, and what was left of the profit."""
    low, high = int((table["price"] < BEST).sum()), int((table["price"] > BEST).sum())
    return (
        f"{len(table)} 份定了价：定低 {low} 份，定高 {high} 份；"
        f"净利的中位数是最好价格的 {table['net'].median():.0f} %。"
    )


PANELS: tuple[Panel, ...] = (
    Panel(
        "vouchers", "成本单据的错处", "哪张单据漏得最多，哪个基数最常用错？",
        "横条是出错人数占交卷人数的比例，颜色是错法。橙色多的要讲计费基数，红色多的要讲取数，深色是把不是成本的记了进来。",
        vouchers, draw_vouchers, said_vouchers,
    ),
    Panel(
        "prices", "定价与利润", "大家把利润款定高了还是定低了，少赚了多少？",
        "一点是一份试卷，按各自试题的最好价格折算。竖线左边定低了，右边定高了；越往下，价格决策损失越大。",
        prices, draw_prices, said_prices,
    ),
)  # fmt: skip
