"""Followers as a student sees them: growth by day and by source, and what kind of people they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..world.build import World
from ..world.packs import source_index, sources
from . import fans
from .fans import Growth
from .query import Query
from .ratio import Ratio
from .table import Answer, Cell, Figure, Series, stretch

COUNTS: Mapping[str, Callable[[Growth], int]] = {
    "new": lambda one: one.new,
    "net": lambda one: one.net,
    "total": lambda one: one.total,
}


def growth(world: World, query: Query) -> Answer:
    """New, lost, net and cumulative of the period, by day or by source, against another period if asked."""
    source = source_index(query.source) if query.source else None
    other = None if query.against is None else fans.growth(world, *query.against, source)
    by_day = _by_day(world, (query.start, query.end), source)
    days = range(query.start, query.end + 1)
    against = () if query.against is None else _by_day(world, query.against, source)
    heads, rows = _day_rows(world, days, by_day) if query.by == "day" else _source_rows(world, query)
    name = "全部来源" if source is None else sources()[source].name
    return Answer(
        title=f"用户增长　{name}　{stretch(world, query.start, query.end)}",
        figures=_figures(fans.growth(world, query.start, query.end, source), other),
        heads=heads,
        rows=rows,
        x=tuple(f"{world.days.day(day):%m-%d}" for day in days),
        series=_series(query.metric, by_day, against),
        note="" if query.against is None else f"对比时段：{stretch(world, *query.against)}。",
        defined=("new", "lost", "net", "previous", "total", "growth", "churn", "change", "fresh"),
    )


def _by_day(world: World, days: tuple[int, int], source: int | None) -> Sequence[Growth]:
    return [fans.growth(world, day, day, source) for day in range(days[0], days[1] + 1)]


def _figures(now: Growth, before: Growth | None) -> tuple[Figure, ...]:
    counted: tuple[tuple[str, str, str, Callable[[Growth], int]], ...] = (
        ("期初累计", "previous", "", lambda one: one.previous),
        ("新增", "new", "", lambda one: one.new),
        ("取关", "lost", "", lambda one: one.lost),
        ("净增", "net", f"{now.new:,} − {now.lost:,}", lambda one: one.net),
        ("期末累计", "total", f"{now.previous:,} + {now.net:,}", lambda one: one.total),
    )
    found = [
        Figure(name, of(now), key, how, *_compared(of(now), None if before is None else of(before)))
        for name, key, how, of in counted
    ]
    rates = (("增长率", "growth", now.growth), ("取关率", "churn", now.churn))
    others = (None, None) if before is None else (before.growth, before.churn)
    found += [
        Figure(name, rate, key, "", other) for (name, key, rate), other in zip(rates, others, strict=True)
    ]
    return tuple(found)


def _compared(now: int, before: int | None) -> tuple[int | None, Ratio | None]:
    return before, None if before is None else Ratio(now - before, before)


def _day_rows(
    world: World, days: range, by_day: Sequence[Growth]
) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    return ("日期", "新增", "取关", "净增", "累计"), tuple(
        (world.days.shown(day), one.new, one.lost, one.net, one.total)
        for day, one in zip(days, by_day, strict=True)
    )


def _source_rows(world: World, query: Query) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    parts = [
        (source.name, fans.growth(world, query.start, query.end, at)) for at, source in enumerate(sources())
    ]
    parts.append(("合计", fans.growth(world, query.start, query.end)))
    return ("来源", "期初累计", "新增", "取关", "净增", "期末累计"), tuple(
        (name, one.previous, one.new, one.lost, one.net, one.total) for name, one in parts
    )


def _series(metric: str, by_day: Sequence[Growth], against: Sequence[Growth]) -> tuple[Series, ...]:
    if metric == "both":
        of, shown = COUNTS["new"], "新增"
        series = [
            Series("新增", tuple(one.new for one in by_day)),
            Series("取关", tuple(-one.lost for one in by_day)),
        ]
    else:
        of, shown = COUNTS[metric], {"net": "净增", "total": "累计"}[metric]
        series = [Series(shown, tuple(of(one) for one in by_day), is_line=True)]
    if against:
        others = tuple(of(one) for one in against)[: len(by_day)]
        series.append(Series(f"对比时段{shown}", others, is_line=True))
    return tuple(series)


def people(world: World, query: Query) -> Answer:
    """The followers at the period's end by one dimension, 未知 among them."""
    shares = fans.spread(world.key, query.metric, query.start, query.end)
    name = fans.DIMENSIONS[query.metric]
    notes = {
        "kind": f"按 {stretch(world, query.start, query.end)} 读过几篇分。",
        "source": "",
    }
    unknown = "“未知”是平台没有得到的资料，也是粉丝，算占比时在分母里。"
    return Answer(
        title=f"用户属性　{name}　{world.days.day(query.end)} 期末粉丝",
        figures=(Figure("期末粉丝", sum(one.people for one in shares), "total"),),
        heads=(name, "人数", "占比"),
        rows=tuple((one.name, one.people, one.part) for one in shares),
        x=tuple(one.name for one in shares),
        series=(Series("人数", tuple(one.people for one in shares)),),
        note=notes.get(query.metric, unknown),
        defined=("part", "kind", "fresh") if query.metric == "kind" else ("part", "fresh"),
    )
