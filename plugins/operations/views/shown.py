"""What the three parts of the face share: figures as tables, choices with Chinese placeholders, charts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from workbench.api import JSON, ToolSession, tables

from ..tools.figures import Figure
from ..tools.scenario import Swing
from ..world.shop import Shop

if TYPE_CHECKING:  # drawn only where a chart is asked for
    import plotly.graph_objects as go

CHOOSE = "请选择"
NO_BAR = {"displayModeBar": False}


def html(*parts: str) -> None:
    """Draw tables as one element."""
    st.html(tables.STYLE + "".join(parts))


def figure_table(caption: str, figures: Iterable[Figure]) -> str:
    """Figures with their formulas, a row each."""
    rows = [
        [
            tables.whole(one.name),
            _value(one),
            tables.text(f"{one.formula}{f' = {one.shown}' if one.value is not None else ''}"),
        ]
        for one in figures
    ]
    return tables.table(caption, ["项目", "结果", "算式"], rows)


def _value(figure: Figure) -> str:
    if figure.value is None:
        return tables.mark(figure.shown, is_good=False)
    return tables.whole(figure.shown)


def voucher_name(shop: Shop, number: str) -> str:
    """``D07 快递结算单``: a voucher's number and name."""
    found = shop.voucher(number)
    return f"{number} {found.text.partition('：')[0]}" if found else number


def choice(
    session: ToolSession, label: str, names: dict[str, str], key: str, *, index: int | None = None
) -> str:
    """A choice by id, blank until one is made."""
    found = st.selectbox(
        label, list(names), index=index, format_func=names.__getitem__, key=session.key(key),
        placeholder=CHOOSE, disabled=session.locked,
    )  # fmt: skip
    return found or ""


def fresh_form(session: ToolSession, draw: Callable[[str], bool]) -> None:
    """A form that is blank again after its step was taken, and keeps what was typed when it was refused.

    ``draw`` is given the key's suffix and says whether a step was taken.
    """
    slot = st.empty()
    with slot.container():
        is_taken = draw(_taken(session))
    if is_taken:
        with slot.container():
            draw(_taken(session))


def _taken(session: ToolSession) -> str:
    return str(sum(session.state["counts"].values()))


def removal(session: ToolSession, label: str, names: dict[int, str], action: str, field: str) -> None:
    """A choice among rows with a button that takes the step ``action`` with the row's number."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        found = st.selectbox(
            label, list(names), index=None, format_func=names.__getitem__,
            key=session.key(f"{action}-choice-{len(names)}-{max(names, default=0)}"), placeholder=CHOOSE,
            disabled=session.locked, width=360,
        )  # fmt: skip
        pressed = st.button("删除", key=session.key(f"{action}-button"), disabled=session.locked)
    if pressed and found is not None:
        session.do(action, **{field: found})


def scenario_name(row: JSON) -> str:
    """A scenario's name with its price."""
    return f"{row['name']}（{row['price'] / 100:.2f} 元）"


@lru_cache(maxsize=256)  # every rerun shows the same chart again
def tornado(swings: tuple[Swing, ...], net: int) -> go.Figure:
    """Bars from the net profit when a factor falls by a tenth to that when it rises."""
    import plotly.graph_objects as go  # noqa: PLC0415

    names = [swing.factor for swing in swings]
    figure = go.Figure()
    for title, colour, ends in (
        ("下降 10 %", "#5b8db8", [swing.low for swing in swings]),
        ("上升 10 %", "#d98c5f", [swing.high for swing in swings]),
    ):
        hover = f"%{{y}}{title}：净利变 %{{x:,.0f}} 元<extra></extra>"
        figure.add_bar(
            x=[(end - net) / 100 for end in ends], y=names, orientation="h", name=title, marker_color=colour,
            hovertemplate=hover,
        )  # fmt: skip
    figure.update_layout(
        barmode="overlay", height=270, margin={"l": 10, "r": 10, "t": 10, "b": 10},
        xaxis={"title": "净利润的变动（元）", "tickformat": ","}, legend={"orientation": "h", "y": 1.15},
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed")
    return figure


@lru_cache(maxsize=256)
def price_line(prices: tuple[tuple[str, int], ...], own: int | None) -> go.Figure:
    """Competitors' prices on a line, and one's own price among them."""
    import plotly.graph_objects as go  # noqa: PLC0415

    hover = "%{text}：%{x:.2f} 元<extra></extra>"
    points = go.Scatter(
        x=[price / 100 for _, price in prices], y=[""] * len(prices), mode="markers",
        text=[name for name, _ in prices],
        marker={"size": 12, "opacity": 0.6}, hovertemplate=hover,
    )  # fmt: skip
    figure = go.Figure(points)
    if own is not None:
        figure.add_vline(x=own / 100, line_color="#c0392b", annotation_text=f"引流款 {own / 100:.2f} 元")
    figure.update_layout(
        height=150, margin={"l": 10, "r": 10, "t": 25, "b": 10}, xaxis_title="到手价（元）", showlegend=False
    )
    return figure


def chart(session: ToolSession, figure: go.Figure, key: str) -> None:
    """Draw a chart without its tool bar."""
    st.plotly_chart(figure, key=session.key(key), config=NO_BAR)


def columns(widths: Sequence[float]) -> list[st.delta_generator.DeltaGenerator]:
    """Columns whose fields stand on one line."""
    return st.columns(list(widths), vertical_alignment="bottom")
