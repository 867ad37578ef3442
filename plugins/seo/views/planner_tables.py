"""The report as HTML tables and a chart. Pure, and cached: a rerun of the page shows the same again."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.api import tables

from ..tools.campaign import PlanDay, Week
from ..tools.money import yuan
from ..tools.report import LEVELS, Row, rows, summed
from ..world.market import facts

if TYPE_CHECKING:
    import plotly.graph_objects as go

MOST_ROWS = 60
MOST_BARS = 12
SHORT_AXIS = 6  # so many names stand level below their bars
WIDE = '<div style="overflow-x:auto">{}</div>'  # the examiner's pane is narrower than the student's
SUMS = [
    "展现",
    "点击",
    "点击率",
    "消费",
    "平均点击价",
    "转化",
    "转化率",
    "转化成本",
    "毛利",
    "毛利−消费",
    "ROI",
    "平均排名",
]


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{share * 100:.2f}%"


def _money(fen: int | None) -> str:
    return "—" if fen is None else yuan(fen)


def _cells(row: Row, definition: str) -> list[str]:
    roi = row.roi(definition)
    gained = yuan(row.margin - row.cost)
    return [
        tables.whole(row.impressions),
        tables.whole(row.clicks),
        tables.whole(_percent(row.ctr)),
        tables.whole(yuan(row.cost)),
        tables.whole(_money(row.acp)),
        tables.whole(row.orders),
        tables.whole(_percent(row.cvr)),
        tables.whole(_money(row.order_cost)),
        tables.whole(yuan(row.margin)),
        tables.whole(gained) if row.margin >= row.cost else tables.mark(gained, is_good=False),
        tables.whole("—" if roi is None else f"{roi:.2f}"),
        tables.whole("—" if row.place is None else f"{row.place:.1f}"),
    ]


@lru_cache(maxsize=256)
def runs_html(runs: tuple[tuple[int, str, tuple[int, ...]], ...], definition: str) -> str:
    """The runs one below another, newest first."""
    lines = []
    for number, note, sums in reversed(runs):
        impressions, clicks, cost, orders, margin, place_sum = sums
        row = Row((), impressions, clicks, cost, orders, margin, place_sum)
        told = tables.text(note) if note else tables.dim("没有写", is_whole=True)
        lines.append([tables.whole(f"第 {number} 次"), told, *_cells(row, definition)])
    return WIDE.format(tables.table("各次运行", ["运行", "改了什么、为什么", *SUMS], lines))


@lru_cache(maxsize=256)
def report_html(week: Week, level: str, definition: str) -> str:
    """The report at a level: its rows and their sum."""
    found = rows(week.cells, level)
    heads = [name for name in LEVELS if len(LEVELS[name]) <= len(LEVELS[level])]
    is_long = level in ("关键词", "搜索词")
    lines = [
        [
            *(tables.whole(name) for name in row.names),
            *([tables.text(row.match)] if is_long else []),
            *_cells(row, definition),
        ]
        for row in found[:MOST_ROWS]
    ]
    blanks = [""] * (len(heads) - 1 + is_long)
    whole = ["<b>合计</b>", *blanks, *_cells(summed((), week.cells), definition)]
    more = f"，只列消费最多的 {MOST_ROWS} 行，共 {len(found)} 行" if len(found) > MOST_ROWS else ""
    match = ["实际匹配"] if is_long else []
    return WIDE.format(tables.table(f"分{level}报告{more}", [*heads, *match, *SUMS], [whole, *lines]))


@lru_cache(maxsize=256)
def days_html(week: Week) -> str:
    """Each plan's seven days: cost, clicks, and when it was last shown."""
    plans = dict.fromkeys(day.plan for day in week.days)
    lines = [[tables.text(plan), *(_day(day) for day in week.days if day.plan == plan)] for plan in plans]
    return tables.table(
        "分计划每日消费（括号里是最后一次展现的钟点，早于时段结束多半是预算用完）",
        ["计划", *facts().days],
        lines,
    )


def _day(day: PlanDay) -> str:
    if day.last_hour < 0:
        return tables.dim("没有展现")
    clicks = tables.dim(f"{day.clicks} 次点击（{day.last_hour} 点）", is_whole=True)
    return f"{tables.text(yuan(day.cost))}<br>{clicks}"


@lru_cache(maxsize=64)
def chart(week: Week, level: str) -> go.Figure:
    """Cost beside gross margin for the dearest rows of a level."""
    import plotly.graph_objects as go  # noqa: PLC0415  drawn only after a run

    found = rows(week.cells, level)[:MOST_BARS]
    names = ["／".join(row.names[-2:]) if level == "搜索词" else row.names[-1] for row in found]
    labels = [f"{name}<br>" if len(names) == 1 else name for name in names]
    bars = [
        go.Bar(
            name=title, x=list(range(len(found))), y=[value / 100 for value in values],
            customdata=names, hovertemplate="%{customdata}：" + title + " %{y:.2f} 元<extra></extra>",
        )
        for title, values in (("消费", [row.cost for row in found]), ("毛利", [row.margin for row in found]))
    ]  # fmt: skip
    figure = go.Figure(bars)
    figure.update_xaxes(
        tickvals=list(range(len(found))), ticktext=labels, tickangle=-25 if len(found) > SHORT_AXIS else 0
    )
    title = f"消费最多的 {len(found)} 个{level}：消费与毛利（元）"
    return figure.update_layout(
        barmode="group", bargap=0.2 if len(found) > SHORT_AXIS else 0.6, height=280,
        margin={"l": 10, "r": 10, "t": 40, "b": 10},
        title={"text": title, "font": {"size": 14}},
        legend={"orientation": "h", "y": 1.15, "x": 1, "xanchor": "right"},
    )  # fmt: skip
