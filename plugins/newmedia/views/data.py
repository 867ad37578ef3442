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

TABLE_HEIGHT = 330  # pixels: a long table scrolls in its own place
FEW_ROWS = 10
"""A table of up to so many rows stands above its chart, a longer one below."""

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
    # Turning to another view asks for the same days there, in a callback: then the page is drawn with what
    # the step has changed. An examiner turns pages without a step.
    days = {"start": str(world.days.day(query.start)), "end": str(world.days.day(query.end))}
    if session.locked:
        view = st.segmented_control(
            "页面",
            list(VIEWS),
            format_func=lambda name: VIEWS[name].name,
            default=query.view,
            required=True,
            key=session.key("view"),
            label_visibility="collapsed",
        )
        is_same = view == query.view
        return query if is_same else checked(world, {"view": str(view), **days}, session.elapsed)
    with st.container(horizontal=True, gap="small"):
        for view, kind in VIEWS.items():
            st.button(
                kind.name,
                type="primary" if view == query.view else "secondary",
                key=session.key(f"view-{view}"),
                on_click=_turn,
                args=(session, view, days),
            )
    return query


def _turn(session: ToolSession, view: str, days: Mapping[str, str]) -> None:
    session.do("ask", view=view, **days)


def _filtered(session: ToolSession, world: World, query: Query) -> Query:
    kind, asked = query.kind, {"view": query.view}
    with st.form(session.key(f"ask-{query.view}"), border=False):
        columns = st.columns([3, 3, 3, 3, 2], vertical_alignment="bottom")
        asked["start"] = _day(columns[0], session, world, "开始日期", ("start", query.start))
        asked["end"] = _day(columns[1], session, world, "结束日期", ("end", query.end))
        free = 2
        if len(kind.by) > 1:
            asked["by"] = _pick(columns[free], session, "分组", kind.by, query.by)
            free += 1
        label = "维度" if query.view == "people" else "图上指标"
        asked["metric"] = _pick(columns[free], session, label, kind.metrics, query.metric)
        pressed = columns[4].form_submit_button(
            "查询", type="primary", disabled=session.locked, width="stretch"
        )
        asked |= _more(session, world, query)
    if pressed:
        session.do("ask", **asked)
        return query_of(session.state["query"])
    return query


def _more(session: ToolSession, world: World, query: Query) -> dict[str, str]:
    # The second row of filters: only what the view takes.
    kind = query.kind
    asked: dict[str, str] = {}
    if not (kind.takes_source or kind.takes_post or kind.takes_against):
        return asked
    columns = st.columns([3, 3, 3, 3, 2])
    if kind.takes_source:
        names = {"": "全部来源", **{source.key: source.name for source in sources()}}
        asked["source"] = _pick(columns[0], session, "来源", names, query.source)
    if kind.takes_post:
        names = {"": "全部图文", **{post.id: f"{post.id} {post.title}" for post in world.posts}}
        asked["post"] = _pick(columns[0], session, "图文", names, query.post)
    if kind.takes_against:
        start, end = query.against or (None, None)
        asked["against_start"] = _day(
            columns[1], session, world, "对比时段起（可不选）", ("against-start", start)
        )
        asked["against_end"] = _day(columns[2], session, world, "对比时段止（可不选）", ("against-end", end))
    return asked


def _day(
    column: Any, session: ToolSession, world: World, label: str, now: tuple[str, int | None]
) -> str:  # Any: Streamlit's column
    name, number = now
    chosen = column.selectbox(
        label,
        list(range(world.days.count)),
        number,
        format_func=world.days.shown,
        placeholder="不对比",
        key=session.key(name),
        disabled=session.locked,
    )
    return "" if chosen is None else str(world.days.day(int(chosen)))


def _pick(column: Any, session: ToolSession, label: str, options: Mapping[str, str], now: str) -> str:
    # Any: Streamlit's column
    names = list(options)
    chosen = column.selectbox(
        label,
        names,
        names.index(now) if now in names else 0,
        format_func=options.__getitem__,
        key=session.key(f"{label}-{names[-1]}"),
        disabled=session.locked,
    )
    return str(chosen)


def _answer(session: ToolSession, query: Query) -> None:
    key, shows = key_of(session.state), bool(session.state["shows_rates"])
    found = answer(key, query)
    figures = figures_html(key, query, shows_rates=shows)
    if figures:
        st.html(tables.STYLE + figures)
    else:
        st.markdown(f"**{plain(found.title)}**")
    if found.note:
        st.caption(f":material/info: {plain(found.note)}")
    parts = [_chart, _rows] if len(found.rows) > FEW_ROWS else [_rows, _chart]
    for part in parts:
        part(session, query)
    with st.popover("本页数字的口径", icon=":material/rule:"):
        st.html(tables.STYLE + definitions_html(found))


def _chart(session: ToolSession, query: Query) -> None:
    key = key_of(session.state)
    if answer(key, query).x:
        figure = answer_figure(key, query)
        st.plotly_chart(figure, key=session.key(f"chart-{query.view}"), config=BARE)


def _rows(session: ToolSession, query: Query) -> None:
    key, shows = key_of(session.state), bool(session.state["shows_rates"])
    rows = rows_html(key, query, shows_rates=shows)
    if not rows:
        return
    is_long = len(answer(key, query).rows) > FEW_ROWS
    with st.container(height=TABLE_HEIGHT if is_long else "content", border=False):
        st.html(tables.STYLE + rows)


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
    with st.form(session.key(f"keep-{query.metric}"), border=False, clear_on_submit=True):
        kind, title, button = st.columns([3, 6, 3], vertical_alignment="bottom")
        chosen = kind.selectbox(
            "图的类型",
            list(CHART_KINDS),
            format_func=CHART_KINDS.__getitem__,
            key=session.key(f"kind-{query.metric}"),
        )
        typed = title.text_input(
            "图的标题",
            max_chars=MOST_TITLE_CHARS,
            placeholder=f"例如：本月粉丝{name}分布",
            key=session.key(f"title-{query.metric}"),
        )
        pressed = button.form_submit_button("放进图表册", width="stretch", icon=":material/add_chart:")
    if pressed:
        session.do("keep_chart", kind=chosen, title=typed)
