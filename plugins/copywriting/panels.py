"""Score panels that only this plugin can show: the copies themselves, measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.api import Panel, counting

from .tools.banned import kinds

if TYPE_CHECKING:  # the host brings them when it draws
    import pandas as pd
    import plotly.graph_objects as go

WIDEST_CHARS = 160  # what the scatter shows at least: beyond the half-marks' 150
SCATTER = ["attempt", "code", "length", "covered", "hard_sell", "low", "high"]


def _facts(frame: pd.DataFrame, fact: str) -> dict[str, dict[str, Any]]:  # Any: Finding.facts
    # The facts of the line that noted ``fact``, by attempt.
    pairs = zip(frame["attempt"], frame["facts"], strict=True)
    return {str(attempt): facts for attempt, facts in pairs if isinstance(facts, dict) and fact in facts}


def measured(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a copy: ``attempt``, ``code`` str, and as numbers the rest of SCATTER."""
    import pandas as pd  # noqa: PLC0415  drawn only when an examiner opens the panel

    lengths, covered, sells = _facts(frame, "length"), _facts(frame, "covered"), _facts(frame, "hard_sell")
    codes = dict(zip(frame["attempt"].astype(str), frame["code"], strict=True))
    rows = [
        (
            name,
            codes[name],
            one["length"],
            covered[name]["covered"],
            sells[name]["hard_sell"],
            one["low"],
            one["high"],
        )
        for name, one in lengths.items()
        if name in covered and name in sells
    ]
    return pd.DataFrame(rows, columns=SCATTER)


def draw_measured(table: pd.DataFrame) -> go.Figure:
    """Points covered against length, coloured by the hard-sell sum; the band is the length that is wanted."""
    import plotly.graph_objects as go  # noqa: PLC0415  see measured

    hover = "%{text}：%{x} 字，真卖点 %{y} 个，硬广分 %{marker.color}<extra></extra>"
    marker = {
        "size": 13,
        "color": table["hard_sell"].tolist(),
        "colorscale": [[0, "#1e8449"], [0.4, "#d68910"], [1, "#c0392b"]],
        "cmin": 0,
        "cmax": 12,
        "colorbar": {"title": "硬广分"},
        "line": {"width": 1, "color": "#ffffff"},
    }
    figure = go.Figure(
        go.Scatter(
            x=table["length"].tolist(),
            y=table["covered"].tolist(),
            mode="markers",
            text=table["code"].tolist(),
            marker=marker,
            hovertemplate=hover,
        )
    )
    if len(table):
        figure.add_vrect(
            x0=int(table["low"].iloc[0]),
            x1=int(table["high"].iloc[0]),
            fillcolor="#1e8449",
            opacity=0.08,
            line_width=0,
        )
    longest = max([WIDEST_CHARS, *table["length"].tolist()])
    figure.update_xaxes(range=[0, longest + 10])
    figure.update_yaxes(dtick=1, range=[-0.3, 6.5])  # a paper has six true points
    return _titled(figure, "正文字数（计分口径）", "写到的真卖点（个）")


def banned_by_kind(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a kind: ``kind`` str; ``copies`` with such a word, ``words`` in all; last, the hidden ones."""
    import pandas as pd  # noqa: PLC0415  see measured

    found = _facts(frame, "covered").values()
    names = {f"banned_{name}": kind.name for name, kind in kinds().items() if kind.level == "ban"}
    names["hidden"] = "其中拆写、变形的"
    rows = [
        (
            name,
            sum(int(facts.get(fact, 0)) > 0 for facts in found),
            sum(int(facts.get(fact, 0)) for facts in found),
        )
        for fact, name in names.items()
    ]
    return pd.DataFrame(rows, columns=["kind", "copies", "words"])


def draw_banned(table: pd.DataFrame) -> go.Figure:
    """How many copies have banned words of each kind."""
    import plotly.graph_objects as go  # noqa: PLC0415  see measured

    bar = go.Bar(
        x=table["copies"].tolist(),
        y=table["kind"].tolist(),
        orientation="h",
        text=[
            f"{copies} 份，{words} 处" for copies, words in zip(table["copies"], table["words"], strict=True)
        ],
        textposition="auto",
        hovertemplate="%{y}：%{text}<extra></extra>",
        marker_color="#c0392b",
    )
    figure = go.Figure(bar)
    figure.update_yaxes(autorange="reversed", automargin=True)
    figure.update_xaxes(rangemode="tozero", dtick=1 if table["copies"].max() <= 10 else None)  # noqa: PLR2004  whole people
    if not table["copies"].sum():
        figure.add_annotation(text="没有人写禁用词", showarrow=False, font_size=16)
    return _titled(figure, "有这类词的答卷（份）", "")


def by_every_rule(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a copy and rule: ``rule`` label str, ``length`` int, ``low`` and ``high`` wanted."""
    import pandas as pd  # noqa: PLC0415  see measured

    found = list(_facts(frame, "length").values())
    texts = [str(facts.get("text", "")) for facts in found]
    tables = [
        pd.DataFrame(
            {
                "rule": label.split("（")[0],
                "length": counting.cohort(texts, rule),
                "low": [facts["low"] for facts in found],
                "high": [facts["high"] for facts in found],
            }
        )
        for rule, (label, _) in counting.RULES.items()
    ]
    return pd.concat(tables, ignore_index=True)


def draw_rules(table: pd.DataFrame) -> go.Figure:
    """Each rule's lengths as dots beside a box, with the share that lies within what is wanted."""
    import plotly.graph_objects as go  # noqa: PLC0415  see measured

    figure = go.Figure()
    for rule, rows in table.groupby("rule", sort=False):
        within = rows["length"].between(rows["low"], rows["high"]).sum()
        name = f"{rule}<br>{within}/{len(rows)} 份合格"
        figure.add_trace(
            go.Box(
                y=rows["length"].tolist(),
                name=name,
                boxpoints="all",
                jitter=0.4,
                pointpos=0,
                hovertemplate="%{y}<extra></extra>",
            )
        )
    if len(table):
        figure.add_hrect(
            y0=int(table["low"].iloc[0]),
            y1=int(table["high"].iloc[0]),
            fillcolor="#1e8449",
            opacity=0.08,
            line_width=0,
        )
    figure.update_xaxes(automargin=True)
    return _titled(figure, "", "正文长度")


def _titled(figure: go.Figure, x_title: str, y_title: str) -> go.Figure:
    margin = {"l": 10, "r": 10, "t": 20, "b": 10}
    return figure.update_layout(
        xaxis_title=x_title, yaxis_title=y_title, margin=margin, height=380, showlegend=False
    )


def said_measured(table: pd.DataFrame) -> str:
    """How many copies are of the wanted length, and their middle."""
    fits = int(((table["length"] >= table["low"]) & (table["length"] <= table["high"])).sum())
    return (
        f"{len(table)} 份文案：字数符合要求的 {fits} 份，字数中位数 {table['length'].median():.0f}，"
        f"真卖点中位数 {table['covered'].median():.0f} 个，硬广分中位数 {table['hard_sell'].median():.0f}。"
    )


def said_banned(table: pd.DataFrame) -> str:
    """The commonest kind of banned words."""
    most = table.iloc[:-1].sort_values("copies", ascending=False, kind="stable").iloc[0]
    if not most["copies"]:
        return "没有一份文案用了禁用词。"
    return f"最常见的是{most['kind']}：{most['copies']} 份用了，共 {most['words']} 处。"


def said_rules(table: pd.DataFrame) -> str:
    """How many copies fit by each way of counting."""
    fits = table.assign(fits=(table["length"] >= table["low"]) & (table["length"] <= table["high"]))
    counts = fits.groupby("rule", sort=False)["fits"].sum()
    return "字数符合要求的份数：" + "，".join(f"{rule} {count}" for rule, count in counts.items()) + "。"


PANELS: tuple[Panel, ...] = (
    Panel(
        "copies", "字数、卖点与硬广", "谁写够了字数和卖点，又没有写成广告？",
        "一点是一份文案，绿带是字数要求。好文案在绿带里、靠上、颜色绿；靠上而红的是卖点都写了但像叫卖；靠下而绿的是没写产品。",
        measured, draw_measured, said_measured,
    ),
    Panel(
        "banned", "禁用词", "哪一类禁用词最常见，法规课要补哪一条？",
        "横条是写了这类词的答卷份数。最后一条是拆开、繁体、变形后仍被认出的，出现说明有人知道不能写还要写。引用并写明出处的不算。",
        banned_by_kind, draw_banned, said_banned,
    ),
    Panel(
        "counting", "三种字数口径", "换一种数法，合格的人会变吗，题面的口径讲清楚了吗？",
        "三列是同一批文案按三种口径数出的长度，绿带是要求，列名下是落在要求内的份数。计分只用第一种。",
        by_every_rule, draw_rules, said_rules,
    ),
)  # fmt: skip
