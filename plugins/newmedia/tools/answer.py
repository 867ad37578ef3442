"""The answer to a query: figures with their definitions, a table, a chart. What screen and export both show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..world.build import World, build
from ..world.packs import definitions, source_index, sources
from ..world.plan import Key
from . import fans, spreading
from .query import Query
from .ratio import Ratio

Cell = str | int | Ratio
"""A value of the table: words, a whole number, or a rate."""

OWN = "由您计算"
"""What stands for a rate where the paper wants the student to work it out."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the head: ``definition`` is a key of the definitions, ``how`` its numbers."""

    name: str
    value: Cell
    definition: str
    how: str = ""
    other: Cell | None = None
    change: Ratio | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """One line or row of bars of the chart."""

    name: str
    values: tuple[int, ...]
    is_line: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """All of it. ``x`` are the chart's labels; ``note`` what must be kept in mind."""

    title: str
    figures: tuple[Figure, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    x: tuple[str, ...]
    series: tuple[Series, ...]
    note: str
    defined: tuple[str, ...]


@lru_cache(maxsize=512)
def answer(key: Key, query: Query) -> Answer:
    """The answer. Pure: the same key and query give the same numbers everywhere."""
    return _ANSWERS[query.view](build(key), query)


def stretch(world: World, start: int, end: int) -> str:
    """``2026-06-01 至 2026-06-30（30 天）``."""
    return f"{world.days.day(start)} 至 {world.days.day(end)}（{end - start + 1} 天）"


def _source(query: Query) -> int | None:
    return source_index(query.source) if query.source else None


def _growth(world: World, query: Query) -> Answer:
    source = _source(query)
    whole = fans.growth(world, query.start, query.end, source)
    other = None if query.against is None else fans.growth(world, *query.against, source)
    name = "全部来源" if source is None else sources()[source].name
    by_day = [fans.growth(world, day, day, source) for day in range(query.start, query.end + 1)]
    x, series = _growth_chart(world, query, by_day)
    heads, rows = _growth_rows(world, query, by_day)
    note = "" if query.against is None else f"对比时段：{stretch(world, *query.against)}。"
    return Answer(
        title=f"用户增长　{name}　{stretch(world, query.start, query.end)}",
        figures=_growth_figures(whole, other),
        heads=heads,
        rows=rows,
        x=x,
        series=series,
        note=note,
        defined=("new", "lost", "net", "total", "growth", "churn", "change", "fresh"),
    )


def _growth_figures(whole: fans.Growth, other: fans.Growth | None) -> tuple[Figure, ...]:
    def figure(name: str, key: str, of: Callable[[fans.Growth], int], how: str = "") -> Figure:
        if other is None:
            return Figure(name, of(whole), key, how)
        change = Ratio(of(whole) - of(other), of(other))
        return Figure(name, of(whole), key, how, of(other), change)

    return (
        figure("期初累计", "total", lambda one: one.previous),
        figure("新增", "new", lambda one: one.new),
        figure("取关", "lost", lambda one: one.lost),
        figure("净增", "net", lambda one: one.net, f"{whole.new:,} − {whole.lost:,}"),
        figure("期末累计", "total", lambda one: one.total, f"{whole.previous:,} + {whole.net:,}"),
        Figure("增长率", whole.growth, "growth", "", None if other is None else other.growth),
        Figure("取关率", whole.churn, "churn", "", None if other is None else other.churn),
    )


def _growth_rows(
    world: World, query: Query, by_day: list[fans.Growth]
) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    if query.by == "day":
        days = range(query.start, query.end + 1)
        return ("日期", "新增", "取关", "净增", "累计"), tuple(
            (world.days.shown(day), one.new, one.lost, one.net, one.total)
            for day, one in zip(days, by_day, strict=True)
        )
    parts = [
        (source.name, fans.growth(world, query.start, query.end, at)) for at, source in enumerate(sources())
    ]
    parts.append(("合计", fans.growth(world, query.start, query.end)))
    return ("来源", "期初累计", "新增", "取关", "净增", "期末累计"), tuple(
        (name, one.previous, one.new, one.lost, one.net, one.total) for name, one in parts
    )


def _growth_chart(
    world: World, query: Query, by_day: list[fans.Growth]
) -> tuple[tuple[str, ...], tuple[Series, ...]]:
    values = {
        "net": lambda one: one.net,
        "total": lambda one: one.total,
        "both": lambda one: one.new,
    }
    of = values[query.metric]
    x = tuple(f"{world.days.day(day):%m-%d}" for day in range(query.start, query.end + 1))
    name = query.kind.metrics[query.metric]
    if query.metric == "both":
        series = [
            Series("新增", tuple(one.new for one in by_day)),
            Series("取关", tuple(-one.lost for one in by_day)),
        ]
    else:
        series = [Series(name, tuple(of(one) for one in by_day), is_line=True)]
    if query.against is not None:
        first, last = query.against
        others = [fans.growth(world, day, day, _source(query)) for day in range(first, last + 1)]
        shown = "新增" if query.metric == "both" else name
        series.append(Series(f"对比时段{shown}", tuple(of(one) for one in others)[: len(x)], is_line=True))
    return x, tuple(series)


def _people(world: World, query: Query) -> Answer:
    shares = fans.spread(world.key, query.metric, query.start, query.end)
    name = fans.DIMENSIONS[query.metric]
    whole = sum(one.people for one in shares)
    is_kind = query.metric == "kind"
    when = f"按 {stretch(world, query.start, query.end)} 的阅读分" if is_kind else ""
    return Answer(
        title=f"用户属性　{name}　{world.days.day(query.end)} 期末粉丝",
        figures=(Figure("期末粉丝", whole, "total"),),
        heads=(name, "人数", "占比"),
        rows=tuple((one.name, one.people, one.part) for one in shares),
        x=tuple(one.name for one in shares),
        series=(Series("人数", tuple(one.people for one in shares)),),
        note=when
        or (
            "“未知”是平台没有得到的资料，也是粉丝，算占比时在分母里。"
            if fans.is_attribute(query.metric)
            else ""
        ),
        defined=("part", "kind", "fresh") if is_kind else ("part", "fresh"),
    )


def _posts(world: World, query: Query) -> Answer:
    posts = [post for post in spreading.pushed(world, query.start, query.end) if query.post in ("", post.id)]
    effects = [spreading.effect(world.key, post.id, query.end) for post in posts]
    of = {
        "read": lambda one: one.done.read_people,
        "delivered": lambda one: one.delivered,
        "share": lambda one: one.done.share_people,
        "like": lambda one: one.done.likes,
    }[query.metric]
    rows = tuple(
        (
            post.id,
            post.title,
            f"{world.days.day(post.day):%m-%d} {post.hour:02d}:00",
            post.topic.name,
            one.delivered,
            one.done.read_people,
            one.done.read_times,
            one.done.share_people,
            one.done.share_times,
            one.done.likes,
            one.done.comments,
            one.done.favourites,
            one.done.original_people,
            one.fans,
            one.open,
            one.share,
            one.interact,
        )
        for post, one in zip(posts, effects, strict=True)
    )
    return Answer(
        title=f"单篇图文　{stretch(world, query.start, query.end)} 群发的 {len(posts)} 篇，数据截至 {world.days.day(query.end)}",
        figures=(),
        heads=(
            "图文", "标题", "群发时间", "主题", "送达人数", "阅读人数", "阅读次数", "转发人数", "转发次数", "点赞", "评论",
            "收藏", "原文页阅读人数", "群发时粉丝数", "打开率", "转发率", "互动率",
        ),
        rows=rows,
        x=tuple(post.id for post in posts),
        series=(Series(query.kind.metrics[query.metric], tuple(of(one) for one in effects)),),
        note="" if posts else "这段时间没有群发图文。",
        defined=("delivered", "readers", "reads", "open", "share", "interact", "fresh"),
    )  # fmt: skip


def _reading(world: World, query: Query) -> Answer:
    post = spreading.post_named(world, query.post) if query.post else None
    whole = spreading.reading(world, query.start, query.end, post)
    other = None if query.against is None else spreading.reading(world, *query.against, post)
    of = {
        "people": lambda one: one.read_people,
        "times": lambda one: one.read_times,
        "share": lambda one: one.share_people,
    }[query.metric]
    name = "全部图文" if post is None else f"{post.id} {post.title}"
    if query.by == "hour":
        counts = spreading.by_hour(world.key, query.start, query.end)
        x = tuple(f"{hour:02d}:00" for hour in range(spreading.HOURS))
        heads: tuple[str, ...] = ("时段（北京时间）", "阅读次数")
        rows: tuple[tuple[Cell, ...], ...] = tuple(zip(x, counts, strict=True))
        series = [Series("阅读次数", counts)]
        note = "按小时只计全部图文的阅读次数；推送多的时段次数自然多，比较推送时段请看“分组比较”。"
    else:
        days = range(query.start, query.end + 1)
        by_day = [spreading.reading(world, day, day, post) for day in days]
        x = tuple(f"{world.days.day(day):%m-%d}" for day in days)
        heads = ("日期", "阅读人数", "阅读次数", "转发人数", "转发次数", "收藏", "原文页阅读人数")
        rows = tuple(
            (
                world.days.shown(day), one.read_people, one.read_times, one.share_people, one.share_times,
                one.favourites, one.original_people,
            )
            for day, one in zip(days, by_day, strict=True)
        )  # fmt: skip
        series = [Series(query.kind.metrics[query.metric], tuple(of(one) for one in by_day), is_line=True)]
        note = "期内阅读人数已去重：同一人在几天里读过只计一次，所以不等于每日人数相加。"
        if query.against is not None:
            first, last = query.against
            others = tuple(of(spreading.reading(world, day, day, post)) for day in range(first, last + 1))
            series.append(Series("对比时段", others[: len(x)], is_line=True))
    if query.against is not None:
        note += f" 对比时段：{stretch(world, *query.against)}。"
    return Answer(
        title=f"阅读趋势　{name}　{stretch(world, query.start, query.end)}",
        figures=_reading_figures(whole, other),
        heads=heads,
        rows=rows,
        x=x,
        series=tuple(series),
        note=note,
        defined=("readers", "reads", "hours", "change", "fresh"),
    )


def _reading_figures(whole: spreading.Reading, other: spreading.Reading | None) -> tuple[Figure, ...]:
    wanted = (
        ("期内阅读人数（去重）", "readers", "read_people"),
        ("阅读次数", "reads", "read_times"),
        ("转发人数", "share", "share_people"),
        ("其中由转发而来的读者", "readers", "forwarded_people"),
    )
    found = []
    for name, key, field in wanted:
        now = getattr(whole, field)
        before = None if other is None else getattr(other, field)
        change = None if before is None else Ratio(now - before, before)
        found.append(Figure(name, now, key, "", before, change))
    return tuple(found)


def _groups(world: World, query: Query) -> Answer:
    found = spreading.groups(world.key, query.by, query.start, query.end)
    of = {
        "read": lambda one: one.done.read_people,
        "share": lambda one: one.done.share_people,
        "delivered": lambda one: one.delivered,
    }[query.metric]
    rows = tuple(
        (name, one.posts, one.delivered, one.done.read_people, one.done.share_people, one.open, one.share)
        for name, one in found.items()
    )
    what = "推送时段（北京时间）" if query.by == "hour" else "主题"
    return Answer(
        title=f"分组比较　{query.kind.by[query.by]}　{stretch(world, query.start, query.end)}",
        figures=(),
        heads=(what, "篇数", "送达人数合计", "阅读人数合计", "转发人数合计", "打开率", "转发率"),
        rows=rows,
        x=tuple(found),
        series=(Series(query.kind.metrics[query.metric], tuple(of(one) for one in found.values())),),
        note="各组篇数不同，合计大不等于效果好，请比较率。合计是各篇人数之和。",
        defined=("several", "open", "share", "hours", "fresh"),
    )


_ANSWERS: Mapping[str, Callable[[World, Query], Answer]] = {
    "growth": _growth,
    "people": _people,
    "posts": _posts,
    "reading": _reading,
    "groups": _groups,
}


def definition_rows(defined: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Name, meaning and source of each definition that an answer uses."""
    found = definitions()
    return tuple(
        (
            found[key].name,
            found[key].text,
            found[key].source + ("" if found[key].verified else "（来源未核）"),
        )
        for key in defined
    )
