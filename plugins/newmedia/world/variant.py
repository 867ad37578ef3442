"""What one student is given: an account that asks fair questions, its dates, the tables of the paper."""

from __future__ import annotations

from functools import lru_cache

from workbench.api import JSON

from ..tools import fans, spreading
from .build import World, build, world_json
from .packs import account, definitions, source_index, sources
from .plan import Key

SCAN, LIVE = "scan", "live"
"""The two sources of the paper's table: one jumps and many leave, one begins in the month."""

LEAST_LEAD = 1.08
"""By how much the best hour's and topic's rate exceed the next: the answer is no matter of luck."""

TRIES = 80


@lru_cache(maxsize=1024)
def key_for(seed: int) -> Key:
    """The first account of ``seed`` in which every question has one clear answer."""
    for attempt in range(TRIES):
        key = Key(seed, attempt)
        if is_fair(build(key)):
            return key
    raise ValueError(f"no fair account in {TRIES} tries for seed {seed}")


def is_fair(world: World) -> bool:
    """Whether the best push hour and topic are clear, and not those with the largest sums."""
    start, end = world.month
    hours = spreading.groups(world.key, "hour", start, end)
    topics = spreading.groups(world.key, "topic", start, end)
    opened = {name: one.done.read_people / one.delivered for name, one in hours.items()}
    shared = {name: one.done.share_people / one.done.read_people for name, one in topics.items()}
    clear = _leads(opened) and _leads(shared)
    read = {name: one.done.read_people for name, one in hours.items()}
    sharers = {name: one.done.share_people for name, one in topics.items()}
    differs = _best(opened) != _best(read) and _best(shared) != _best(sharers)
    live_before = fans.growth(world, start, end, source_index(LIVE)).previous
    kinds_met = all(one.people > 0 for name in ("sex", "age", "kind") for one in spread(world, name))
    peaks = sorted(world.new[start : end + 1].sum(axis=1).tolist())
    return clear and differs and live_before == 0 and kinds_met and peaks[-1] > peaks[-2]


def _leads(values: dict[str, float]) -> bool:
    first, second = sorted(values.values(), reverse=True)[:2]
    return len(values) > 2 and first >= LEAST_LEAD * second  # noqa: PLR2004  three slots, three topics


def _best(values: dict[str, float] | dict[str, int]) -> str:
    return max(values, key=lambda name: values[name])


def spread(world: World, dimension: str) -> tuple[fans.Share, ...]:
    """The reported month's followers by ``dimension``."""
    return fans.spread(world.key, dimension, *world.month)


@lru_cache(maxsize=1024)
def periods(key: Key) -> dict[str, tuple[int, int, str]]:
    """The rows of the paper's first table: name -> first day, last day, source key (blank for all)."""
    start, end = build(key).month
    return {
        "上旬": (start, start + 9, ""),
        "中旬": (start + 10, start + 19, ""),
        "下旬": (start + 20, end, ""),
        "全月": (start, end, ""),
        "扫码": (start, end, SCAN),
        "直播": (start, end, LIVE),
    }


def vary(given: JSON, seed: int) -> JSON:
    """The whole variant: the task's fixed part and this seed's account. Pure; no figure stands in it."""
    key = key_for(seed)
    world = build(key)
    days, made = world.days, account()
    start, end = world.month
    return {
        **given,
        **world_json(key),
        "company": made.company,
        "account": made.name,
        "month": f"{days.month:%Y} 年 {days.month.month} 月",
        "first_day": str(days.day(start)),
        "last_day": str(days.last),
        "week_start": str(days.day(end - 6)),
        "before_start": str(days.first),
        "before_end": str(days.day(start - 1)),
        "today": f"{days.now(0):%Y-%m-%d %H:%M}",
        "period_rows": _period_rows(world),
        "post_rows": _post_rows(world),
        "definition_rows": [{"名称": one.name, "怎样算": one.text} for one in definitions().values()],
        "spread_rows": _spread_rows(world),
    }


def _period_rows(world: World) -> list[dict[str, str]]:
    names = {source.key: source.name for source in sources()}
    return [
        {
            "时段": name,
            "起": str(world.days.day(start)),
            "止": str(world.days.day(end)),
            "来源": names.get(source, "全部"),
        }
        for name, (start, end, source) in periods(world.key).items()
    ]


def _post_rows(world: World) -> list[dict[str, str]]:
    return [
        {
            "图文": post.id,
            "标题": post.title,
            "主题": post.topic.name,
            "群发时间": f"{world.days.day(post.day)} {post.hour:02d}:00",
        }
        for post in world.month_posts
    ]


def _spread_rows(world: World) -> list[dict[str, str]]:
    return [
        {"维度": fans.DIMENSIONS[name], "类别": "、".join(one.name for one in spread(world, name))}
        for name in ("sex", "age", "kind")
    ]
