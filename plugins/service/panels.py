"""Score panels that only conversations can give: funnel of steps, concession curve, response times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.api import Panel

from .rubric.talks import STEPS

if TYPE_CHECKING:  # the host brings them when it draws
    import pandas as pd
    import plotly.graph_objects as go

WHO = {"a": "客户A", "b": "客户B"}
MOST_MOVES = 8
FIRST_SECONDS, MEAN_SECONDS = 30, 60  # source: process indicator P10


def funnel(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a customer and step: ``customer``, ``step`` str, ``share`` percent, ``done``, ``all`` int."""
    import pandas as pd  # noqa: PLC0415  drawn only when an examiner opens the panel

    kept = [facts for facts in frame["facts"] if "a_greet" in facts]
    rows = [
        {"customer": name, "step": step, "done": done, "all": len(kept), "share": done / len(kept) * 100}
        for who, name in WHO.items()
        for step, short in STEPS.items()
        if kept
        for done in [sum(bool(facts.get(f"{who}_{short}")) for facts in kept)]
    ]
    return pd.DataFrame(rows, columns=["customer", "step", "share", "done", "all"])


def draw_funnel(table: pd.DataFrame) -> go.Figure:
    """Two funnels side by side, one a customer."""
    import plotly.graph_objects as go  # noqa: PLC0415

    figure = go.Figure()
    for name, rows in table.groupby("customer"):
        counts = [f"{done}/{every}" for done, every in zip(rows["done"], rows["all"], strict=True)]
        figure.add_bar(
            x=rows["share"].tolist(), y=rows["step"].tolist(), orientation="h", name=str(name), text=counts,
            hovertemplate="%{y}：%{x:.0f} %（%{text}）<extra>%{fullData.name}</extra>",
        )  # fmt: skip
    figure.update_yaxes(categoryorder="array", categoryarray=list(reversed(STEPS)))
    figure.update_xaxes(range=[0, 105])
    return _titled(figure, "做到这一步的会话（%）", "")


def curve(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a move: ``code``, ``customer`` str, ``move`` int, ``percent`` of the list price, ``floor``."""
    import pandas as pd  # noqa: PLC0415

    rows = [
        {
            "code": code,
            "customer": name,
            "move": move,
            "percent": facts[key] * 100,
            "floor": facts[f"{who}_floor"] * 100,
        }
        for code, facts in zip(frame["code"], frame["facts"], strict=True)
        for who, name in WHO.items()
        if f"{who}_floor" in facts
        for move in range(MOST_MOVES)
        if (key := f"{who}_p{move}") in facts
    ]
    return pd.DataFrame(rows, columns=["code", "customer", "move", "percent", "floor"])


def draw_curve(table: pd.DataFrame) -> go.Figure:
    """A line for each conversation: price on the table against the clerk's moves; red where it went below."""
    import plotly.graph_objects as go  # noqa: PLC0415

    figure = go.Figure()
    for (code, name), rows in table.groupby(["code", "customer"]):
        is_low = bool((rows["percent"] < rows["floor"] - 0.01).any())
        figure.add_scatter(
            x=rows["move"].tolist(), y=rows["percent"].tolist(), mode="lines+markers", name=f"{code} {name}",
            line={"color": "#c0392b" if is_low else "#2471a3", "dash": "solid" if name == "客户A" else "dot"},
            opacity=0.7,
            hovertemplate="%{fullData.name}：第 %{x} 步，标价的 %{y:.1f} %<extra></extra>",
        )  # fmt: skip
    if not table.empty:
        low, high = table["floor"].min(), table["floor"].max()
        figure.add_hrect(y0=low, y1=high, fillcolor="#c0392b", opacity=0.08, line_width=0)
        figure.add_hline(y=high, line_dash="dash", annotation_text="底价（各卷不同，见红带）")
    figure.update_xaxes(dtick=1)
    return _titled(figure, "议价步数（0 为标价）", "报价占标价（%）", has_legend=False)


def response(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a conversation: ``code``, ``customer`` str, ``first`` and ``mean`` seconds, ``missed`` int."""
    import pandas as pd  # noqa: PLC0415

    rows = [
        {"code": code, "customer": name, "first": facts[f"{who}_first"], "mean": facts[f"{who}_mean"]}
        | {"missed": facts.get(f"{who}_missed", 0)}
        for code, facts in zip(frame["code"], frame["facts"], strict=True)
        for who, name in WHO.items()
        if f"{who}_first" in facts and f"{who}_mean" in facts
    ]
    return pd.DataFrame(rows, columns=["code", "customer", "first", "mean", "missed"])


def draw_response(table: pd.DataFrame) -> go.Figure:
    """Mean against first response, a point for each conversation, the wanted corner shaded."""
    import plotly.graph_objects as go  # noqa: PLC0415

    figure = go.Figure()
    for name, rows in table.groupby("customer"):
        figure.add_scatter(
            x=rows["first"].tolist(), y=rows["mean"].tolist(), mode="markers", name=str(name),
            marker={"size": 10}, customdata=rows[["code", "missed"]].to_numpy().tolist(),
            hovertemplate="%{customdata[0]}：首次 %{x:.0f} 秒，平均 %{y:.0f} 秒，漏回 %{customdata[1]} 次"
            "<extra></extra>",
        )  # fmt: skip
    figure.add_shape(
        type="rect",
        x0=0,
        x1=FIRST_SECONDS,
        y0=0,
        y1=MEAN_SECONDS,
        fillcolor="#1e8449",
        opacity=0.1,
        line_width=0,
    )
    figure.add_annotation(
        x=FIRST_SECONDS, y=MEAN_SECONDS, text="首次≤30 秒、平均≤60 秒", showarrow=False, yshift=10
    )
    return _titled(figure, "首次响应（秒）", "平均响应（秒）")


def _titled(figure: go.Figure, x_title: str, y_title: str, *, has_legend: bool = True) -> go.Figure:
    return figure.update_layout(
        xaxis_title=x_title,
        yaxis_title=y_title,
        margin={"l": 10, "r": 10, "t": 20, "b": 10},
        height=380,
        showlegend=has_legend,
        legend={"orientation": "h", "y": 1.08},
    )


def said_funnel(table: pd.DataFrame) -> str:
    """The step that fewest took."""
    least = table.sort_values("share", kind="stable").iloc[0]
    return (
        f"做得最少的一步：{least['customer']}的“{least['step']}”，"
        f"{least['done']}/{least['all']} 段会话（{least['share']:.0f} %）。"
    )


def said_curve(table: pd.DataFrame) -> str:
    """How many conversations went below the floor, and where they ended."""
    talks = table.groupby(["code", "customer"], sort=False).agg(
        least=("percent", "min"), last=("percent", "last"), floor=("floor", "first")
    )
    below = int((talks["least"] < talks["floor"]).sum())
    return (
        f"{len(talks)} 段会话：跌破底价 {below} 段；最后报价的中位数是标价的 {talks['last'].median():.0f} %。"
    )


def said_response(table: pd.DataFrame) -> str:
    """The middle response times, and how often nobody answered."""
    return (
        f"{len(table)} 段会话：首次响应中位数 {table['first'].median():.0f} 秒，"
        f"平均响应中位数 {table['mean'].median():.0f} 秒，漏回 {int(table['missed'].sum())} 次。"
    )


PANELS: tuple[Panel, ...] = (
    Panel(
        "service-funnel",
        "七步骤漏斗",
        "会话断在哪一步？",
        "横条是做到这一步的会话比例。一步比前一步短很多，说明大家在这里断了线；推荐比询问长，是没问就推荐。",
        funnel,
        draw_funnel,
        said_funnel,
    ),
    Panel(
        "service-curve",
        "让价曲线",
        "是守住了价格，还是一让到底？",
        "一条线是一段会话，越平越守得住；红线跌破底价，陡直的线是一次让完。实线客户A，虚线客户B。",
        curve,
        draw_curve,
        said_curve,
    ),
    Panel(
        "service-response",
        "响应时间",
        "谁让客户等得太久？",
        "一点是一段会话，绿角是要求的范围。偏右的是进店没人理，偏上的是聊天中间让人等；悬停看漏回次数。",
        response,
        draw_response,
        said_response,
    ),
)
