"""The face of 粉丝与传播数据: clock, views, filters, figures, chart, table, exports, chart book."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from workbench.api import JSON, ToolSession, plain, tables

from ..tools.answer import answer
from ..tools.data import CHART_KINDS, MOST_TITLE_CHARS
from ..tools.fans import DIMENSIONS
from ..tools.query import VIEWS, Query, checked, query_of
from ..world.build import World, build, key_of
from ..world.days import PUBLISHED, ZONE
from ..world.packs import sources
from .charts import answer_figure, kept_figure
from .results import definitions_html, figures_html, rows_html

TABLE_HEIGHT = 330  # pixels: a table longer than this scrolls in its own place
BARE = {"displayModeBar": False}  # plotly's own buttons speak English


def draw(session: ToolSession) -> None:
    """Draw the tool."""
    world, query = build(key_of(session.state)), query_of(session.state["query"])
    _clock(session, world)
    query = _turned(session, world, query)
    query = _filtered(session, world, query)
    _answer(session, query)
    _exports(session)
    _book(session, world, query)


def _clock(session: ToolSession, world: World) -> None:
    days, now = world.days, world.days.now(session.elapsed)
    newest = world.days.published(session.elapsed)
    waits = days.count - 1 - newest
    later = f"；{days.day(newest + 1)} 的数据 {PUBLISHED:%H:%M} 以后发布" if waits else ""
    clock = f":material/schedule: 账号时间 **{now:%Y-%m-%d %H:%M}** {ZONE}"
    st.caption(f"{clock}　数据已发布到 **{days.day(newest)}**{later}")


def _turned(session: ToolSession, world: World, query: Query) -> Query:
    # Turning to another view asks for the same days there. An examiner turns pages without a step.
    view = st.segmented_control(
        "页面",
        list(VIEWS),
        format_func=lambda view: VIEWS[view].name,
        default=query.view,
        required=True,
        key=session.key(f"view-{session.state['asked']}"),
        label_visibility="collapsed",
    )
    if view == query.view:
        return query
    days = {"start": str(world.days.day(query.start)), "end": str(world.days.day(query.end))}
    if session.locked:
        return checked(world, {"view": str(view), **days}, session.elapsed)
    session.do("ask", view=str(view), **days)
    return query_of(session.state["query"])


def _filtered(session: ToolSession, world: World, query: Query) -> Query:
    kind, round_name = query.kind, f"{query.view}-{session.state['asked']}"
    days = list(range(world.days.count))
    how: dict[str, Any] = {
        "format_func": world.days.shown,
        "disabled": session.locked,
    }  # Any: a widget's arguments
    asked: dict[str, Any] = {"view": query.view}  # Any: widgets give their option's own type
    with st.form(session.key(f"ask-{round_name}"), border=False):
        columns = st.columns([3, 3, 3, 3, 2], vertical_alignment="bottom")
        for column, label, name, now in zip(
            columns, ("开始日期", "结束日期"), ("start", "end"), (query.start, query.end), strict=False
        ):
            asked[name] = column.selectbox(label, days, now, key=session.key(f"{name}-{round_name}"), **how)
        asked["by"] = _pick(columns[2], session, "分组", kind.by, query.by)
        label = "维度" if query.view == "people" else "图上指标"
        asked["metric"] = _pick(columns[3], session, label, kind.metrics, query.metric)
        pressed = columns[4].form_submit_button(
            "查询", type="primary", disabled=session.locked, width="stretch"
        )
        asked |= _more(session, world, query)
    if pressed:
        session.do("ask", **{name: _plain(world, name, value) for name, value in asked.items()})
        return query_of(session.state["query"])
    return query


def _pick(column: Any, session: ToolSession, label: str, options: Mapping[str, str], now: str) -> str:
    # Any: Streamlit's column
    names = list(options)
    chosen = column.selectbox(
        label,
        names,
        names.index(now) if now in names else 0,
        format_func=options.__getitem__,
        key=session.key(f"{label}-{session.state['asked']}"),
        disabled=session.locked,
    )
    return str(chosen)


def _more(session: ToolSession, world: World, query: Query) -> dict[str, Any]:  # Any: as above
    # The second row of filters: only what the view takes.
    kind, asked = query.kind, dict[str, Any]()
    if not (kind.takes_source or kind.takes_post or kind.takes_against):
        return asked
    columns = st.columns([3, 3, 3, 5])
    if kind.takes_source:
        names = {"": "全部来源", **{source.key: source.name for source in sources()}}
        asked["source"] = _pick(columns[0], session, "来源", names, query.source)
    if kind.takes_post:
        names = {"": "全部图文", **{post.id: f"{post.id} {post.title}" for post in world.posts}}
        asked["post"] = _pick(columns[0], session, "图文", names, query.post)
    if kind.takes_against:
        places = zip(
            columns[1:3], ("against_start", "against_end"), query.against or (None, None), strict=True
        )
        for column, name, now in places:
            asked[name] = column.selectbox(
                "对比时段" + ("起（可不选）" if name == "against_start" else "止（可不选）"),
                list(range(world.days.count)), now, format_func=world.days.shown, placeholder="不对比",
                key=session.key(f"{name}-{query.view}-{session.state['asked']}"), disabled=session.locked,
            )  # fmt: skip
    return asked


def _plain(world: World, name: str, value: Any) -> str:  # Any: a day's number, a name, or None
    if name in ("start", "end", "against_start", "against_end"):
        return "" if value is None else str(world.days.day(int(value)))
    return str(value or "")


def _answer(session: ToolSession, query: Query) -> None:
    key, shows = key_of(session.state), bool(session.state["shows_rates"])
    found = answer(key, query)
    figures = figures_html(key, query, shows_rates=shows)
    if figures:
        st.html(tables.STYLE + figures)
    else:
        st.markdown(f"**{plain(found.title)}**")
    if found.x:
        st.plotly_chart(
            answer_figure(key, query), key=session.key(f"chart-{session.state['asked']}"), config=BARE
        )
    if found.note:
        st.caption(f":material/info: {plain(found.note)}")
    rows = rows_html(key, query, shows_rates=shows)
    if rows:
        with st.container(height=TABLE_HEIGHT if len(found.rows) > 9 else "content", border=False):  # noqa: PLR2004  rows that fit
            st.html(tables.STYLE + rows)
    with st.popover("本页数字的口径", icon=":material/rule:"):
        st.html(tables.STYLE + definitions_html(found))


def _exports(session: ToolSession) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(
            "导出筛选结果", key=session.key("export"), icon=":material/download:", disabled=session.locked
        ):
            session.do("export")
        made = session.state["exports"]
        links = [f"[{plain(one['id'])}.xlsx]({session.download_url(one['id'])})" for one in reversed(made)]
        st.markdown("　".join(links) if links else ":gray[还没有导出过。导出的是上面查询到的内容。]")


def _book(session: ToolSession, world: World, query: Query) -> None:
    charts = session.state["charts"]
    if query.view == "people" and not session.locked:
        _keep(session, query)
        charts = session.state["charts"]
    if not charts:
        return
    st.markdown(f"**图表册**　{len(charts)} 张")
    for column, (dimension, chart) in zip(_pairs(len(charts)), charts.items(), strict=True):
        with column, st.container(border=True):
            _kept(session, world, dimension, chart)


def _kept(session: ToolSession, world: World, dimension: str, chart: JSON) -> None:
    day, kind = world.days.day(chart["end"]), CHART_KINDS[chart["kind"]]
    st.markdown(f"{plain(chart['title'])}　:gray[{DIMENSIONS[dimension]}，{day} 期末，{kind}]")
    figure = kept_figure(world.key, dimension, chart["kind"], chart["start"], chart["end"])
    st.plotly_chart(figure, key=session.key(f"kept-{dimension}"), config=BARE)
    if not session.locked and st.button("取出", key=session.key(f"drop-{dimension}")):
        session.do("drop_chart", dimension=dimension)


def _pairs(count: int) -> list[Any]:  # Any: Streamlit's columns
    return [column for _ in range(0, count, 2) for column in st.columns(2)][:count]


def _keep(session: ToolSession, query: Query) -> None:
    name = DIMENSIONS[query.metric]
    kept = len(session.state["charts"])
    with st.form(session.key(f"keep-{query.metric}-{kept}"), border=False):
        kind, title, button = st.columns([3, 6, 3], vertical_alignment="bottom")
        chosen = kind.selectbox(
            "图的类型", list(CHART_KINDS), format_func=CHART_KINDS.__getitem__, key=session.key("kind")
        )
        typed = title.text_input(
            "图的标题",
            max_chars=MOST_TITLE_CHARS,
            placeholder=f"例如：粉丝{name}分布",
            key=session.key(f"title-{query.metric}-{kept}"),
        )
        pressed = button.form_submit_button("放进图表册", width="stretch")
    if pressed:
        session.do("keep_chart", kind=chosen, title=typed)
