"""Score panels of this plugin: which definitions were taken wrongly, and how the best hour was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.api import Panel

from .rubric.mistakes import MISTAKES

if TYPE_CHECKING:  # the host brings them when it draws
    import pandas as pd
    import plotly.graph_objects as go

PREFIX = "err."
CHOICES = ("按率", "按合计", "其他", "未填")
QUESTIONS = {"hour": "最佳推送时段", "topic": "转发率最高的主题"}


def mistaken(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a kind of mistake, most scripts first: ``name`` str, ``scripts`` int, ``cells`` int."""
    import pandas as pd  # noqa: PLC0415  drawn only when an examiner opens the panel

    found = [
        (kind, attempt, int(count))
        for attempt, facts in zip(frame["attempt"], frame["facts"], strict=True)
        for kind, count in (facts or {}).items()
        if kind.startswith(PREFIX)
    ]
    rows = pd.DataFrame(found, columns=["kind", "attempt", "cells"])
    table = (
        rows.groupby("kind", sort=False)
        .agg(scripts=("attempt", "nunique"), cells=("cells", "sum"))
        .reset_index()
    )
    names = [MISTAKES.get(kind.removeprefix(PREFIX), kind) for kind in table["kind"]]
    return table.assign(name=names).sort_values(["scripts", "cells"], ascending=False)[
        ["name", "scripts", "cells"]
    ]


def draw_mistaken(table: pd.DataFrame) -> go.Figure:
    """A bar for each mistake: how many scripts made it."""
    import plotly.graph_objects as go  # noqa: PLC0415

    bars = go.Bar(
        x=table["scripts"].tolist(),
        y=table["name"].tolist(),
        orientation="h",
        customdata=table["cells"].tolist(),
        text=table["scripts"].tolist(),
        marker_color="#2e6f9e",
        hovertemplate="%{y}：%{x} 份，共 %{customdata} 处<extra></extra>",
    )
    figure = go.Figure(bars)
    figure.update_yaxes(autorange="reversed")
    return _dressed(figure, "答卷份数", "没有认出口径错误", is_empty=table.empty)


def chosen(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a question and choice: ``question`` str, ``choice`` one of CHOICES, ``scripts`` int."""
    import pandas as pd  # noqa: PLC0415

    found = [
        (question, facts.get(fact))
        for facts in (facts or {} for facts in frame["facts"])
        for fact, question in QUESTIONS.items()
        if fact in facts
    ]
    rows = pd.DataFrame(found, columns=["question", "choice"])
    counted = rows.groupby(["question", "choice"]).size()
    index = pd.MultiIndex.from_product(
        [list(QUESTIONS.values()), list(CHOICES)], names=["question", "choice"]
    )
    table = counted.reindex(index, fill_value=0).rename("scripts").reset_index()
    return table.astype({"scripts": int})


def draw_chosen(table: pd.DataFrame) -> go.Figure:
    """Stacked bars: by what the best hour and topic were chosen."""
    import plotly.graph_objects as go  # noqa: PLC0415

    colours = dict(zip(CHOICES, ("#2e8b57", "#d98032", "#b04a4a", "#9a9a9a"), strict=True))
    figure = go.Figure()
    for choice in CHOICES:
        rows = table[table["choice"] == choice]
        figure.add_bar(
            x=rows["scripts"].tolist(),
            y=rows["question"].tolist(),
            orientation="h",
            name=choice,
            marker_color=colours[choice],
            hovertemplate="%{y}　" + choice + "：%{x} 份<extra></extra>",
        )
    legend = {"orientation": "h", "y": 1.1, "traceorder": "normal"}
    figure.update_layout(barmode="stack", showlegend=True, legend=legend)
    return _dressed(figure, "答卷份数", "还没有答卷写到这两项", is_empty=not table["scripts"].sum())


def _dressed(figure: go.Figure, x_title: str, nothing: str, *, is_empty: bool) -> go.Figure:
    if is_empty:
        figure.add_annotation(text=nothing, showarrow=False, x=0.5, y=0.5, xref="paper", yref="paper")
    figure.update_xaxes(rangemode="tozero", tickformat="d", title=x_title)
    figure.update_yaxes(automargin=True)
    return figure.update_layout(height=380, bargap=0.4, margin={"l": 10, "r": 10, "t": 20, "b": 10})


def said_mistaken(table: pd.DataFrame) -> str:
    """The commonest mistake."""
    most = table.iloc[0]
    return f"最常见的是“{most['name']}”：{most['scripts']} 份，共 {most['cells']} 处。"


def said_chosen(table: pd.DataFrame) -> str:
    """How many chose by rate, question by question."""
    by_rate = table[table["choice"] == CHOICES[0]].groupby("question")["scripts"].sum()
    every = table.groupby("question", sort=False)["scripts"].sum()
    said = [f"{question} {by_rate.get(question, 0)}/{count} 份" for question, count in every.items()]
    return f"按率选对的：{'，'.join(said)}。"


PANELS: tuple[Panel, ...] = (
    Panel(
        "newmedia-definitions", "口径错误", "算错的数里，哪个口径最常被用错？",
        "只计能由错误公式还原出来的数：横条是犯这种错的答卷份数，悬停看共有几处。最长的一条值得在课上重讲。",
        mistaken, draw_mistaken, said_mistaken,
    ),
    Panel(
        "newmedia-choice", "怎样选出最佳时段和主题", "篇数不同时，学生看率还是看合计？",
        "绿色按率选对；橙色选了合计最大的，说明没有排除篇数的影响；红色两样都不是。",
        chosen, draw_chosen, said_chosen,
    ),
)  # fmt: skip
