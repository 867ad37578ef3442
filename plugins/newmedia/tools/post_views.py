"""Posts as a student sees them: one by one, by day and hour, in groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..world.build import Post, World
from . import spreading
from .query import Query
from .ratio import Ratio
from .spreading import Effect, Reading
from .table import Answer, Cell, Figure, Series, stretch

POST_HEADS = (
    "图文", "群发时间", "主题", "送达人数", "阅读人数", "阅读次数", "转发人数", "转发次数", "点赞",
    "评论", "收藏", "原文页阅读人数", "群发时粉丝数", "打开率", "转发率", "互动率",
    "标题",
)  # fmt: skip

EFFECTS: Mapping[str, Callable[[Effect], int]] = {
    "read": lambda one: one.done.read_people,
    "delivered": lambda one: one.delivered,
    "share": lambda one: one.done.share_people,
    "like": lambda one: one.done.likes,
}
READINGS: Mapping[str, Callable[[Reading], int]] = {
    "people": lambda one: one.read_people,
    "times": lambda one: one.read_times,
    "share": lambda one: one.share_people,
}


def posts(world: World, query: Query) -> Answer:
    """The posts pushed in the period, a row each, as of its last day."""
    found = [post for post in spreading.pushed(world, query.start, query.end) if query.post in ("", post.id)]
    effects = [spreading.effect(world.key, post.id, query.end) for post in found]
    of, until = EFFECTS[query.metric], world.days.day(query.end)
    return Answer(
        title=f"单篇图文　{stretch(world, query.start, query.end)} 群发的 {len(found)} 篇，数据截至 {until}",
        figures=(),
        heads=POST_HEADS,
        rows=tuple(_post_row(world, post, one) for post, one in zip(found, effects, strict=True)),
        x=tuple(post.id for post in found),
        series=(Series(query.kind.metrics[query.metric], tuple(of(one) for one in effects)),),
        note="" if found else "这段时间没有群发图文。",
        defined=("delivered", "readers", "reads", "sharers", "open", "share", "interact", "fresh"),
    )


def _post_row(world: World, post: Post, one: Effect) -> tuple[Cell, ...]:
    done, when = one.done, f"{world.days.day(post.day):%m-%d} {post.hour:02d}:00"
    return (
        post.id, when, post.topic.name, one.delivered, done.read_people, done.read_times,
        done.share_people, done.share_times, done.likes, done.comments, done.favourites, done.original_people,
        one.fans, one.open, one.share, one.interact, post.title,
    )  # fmt: skip


def reading(world: World, query: Query) -> Answer:
    """Readers of the period, each once, and what was read by day or by hour."""
    post = spreading.post_named(world, query.post) if query.post else None
    now = spreading.reading(world, query.start, query.end, post)
    before = None if query.against is None else spreading.reading(world, *query.against, post)
    name = "全部图文" if post is None else f"{post.id} {post.title}"
    x, series, heads, rows, note = (_by_hour if query.by == "hour" else _by_day)(world, query, post)
    against = "" if query.against is None else f" 对比时段：{stretch(world, *query.against)}。"
    return Answer(
        title=f"阅读趋势　{name}　{stretch(world, query.start, query.end)}",
        figures=_figures(now, before),
        heads=heads,
        rows=rows,
        x=x,
        series=series,
        note=note + against,
        defined=("readers", "reads", "sharers", "forwarded", "hours", "change", "fresh"),
    )


_Part = tuple[tuple[str, ...], tuple[Series, ...], tuple[str, ...], tuple[tuple[Cell, ...], ...], str]


def _by_day(world: World, query: Query, post: Post | None) -> _Part:
    days = range(query.start, query.end + 1)
    found = [spreading.reading(world, day, day, post) for day in days]
    of, name = READINGS[query.metric], query.kind.metrics[query.metric]
    series = [Series(name, tuple(of(one) for one in found), is_line=True)]
    if query.against is not None:
        others = range(query.against[0], query.against[1] + 1)[: len(days)]
        values = tuple(of(spreading.reading(world, day, day, post)) for day in others)
        series.append(Series(f"对比时段{name}", values, is_line=True))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            world.days.shown(day), one.read_people, one.read_times, one.share_people, one.share_times,
            one.favourites, one.original_people,
        )
        for day, one in zip(days, found, strict=True)
    )  # fmt: skip
    heads = ("日期", "阅读人数", "阅读次数", "转发人数", "转发次数", "收藏", "原文页阅读人数")
    note = "期内阅读人数已去重：同一人在几天里读过只计一次，所以不等于每日人数相加。"
    return tuple(f"{world.days.day(day):%m-%d}" for day in days), tuple(series), heads, rows, note


def _by_hour(world: World, query: Query, post: Post | None) -> _Part:
    counts = spreading.by_hour(world.key, query.start, query.end, "" if post is None else post.id)
    x = tuple(f"{hour:02d}:00" for hour in range(spreading.HOURS))
    note = "按小时计阅读次数（北京时间）；推送多的时段次数自然多，比较推送时段请看“分组比较”。"
    rows: tuple[tuple[Cell, ...], ...] = tuple(zip(x, counts, strict=True))
    return x, (Series("阅读次数", counts),), ("时段（北京时间）", "阅读次数"), rows, note


def _figures(now: Reading, before: Reading | None) -> tuple[Figure, ...]:
    wanted: tuple[tuple[str, str, Callable[[Reading], int]], ...] = (
        ("期内阅读人数（去重）", "readers", lambda one: one.read_people),
        ("阅读次数", "reads", lambda one: one.read_times),
        ("转发人数（去重）", "sharers", lambda one: one.share_people),
        ("由转发而来的读者", "forwarded", lambda one: one.forwarded_people),
    )
    found = []
    for name, key, of in wanted:
        other = None if before is None else of(before)
        change = None if other is None else Ratio(of(now) - other, other)
        found.append(Figure(name, of(now), key, "", other, change))
    return tuple(found)


def groups(world: World, query: Query) -> Answer:
    """The posts pushed in the period by push hour or by topic: sums, and ratios of sums."""
    found = spreading.groups(world.key, query.by, query.start, query.end)
    of = EFFECTS[query.metric]
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
