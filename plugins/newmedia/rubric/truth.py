"""What a perfect answer says, worked out again from the variant's key by the tool's own functions."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from workbench.api import JSON

from ..tools import fans, spreading
from ..world.build import Post, World, build, key_of
from ..world.packs import source_index
from ..world.plan import Key
from ..world.variant import periods

WEEK = 7


def world_of(given: JSON) -> World:
    """The account of the variant."""
    return build(key_of(given))


@lru_cache(maxsize=512)
def growths(key: Key) -> dict[str, fans.Growth]:
    """The growth of each row of the first table."""
    world = build(key)
    return {
        name: fans.growth(world, start, end, source_index(source) if source else None)
        for name, (start, end, source) in periods(key).items()
    }


def month_effects(world: World) -> tuple[tuple[Post, spreading.Effect], ...]:
    """The month's posts with their figures at the month's end."""
    end = world.month[1]
    return tuple((post, spreading.effect(world.key, post.id, end)) for post in world.month_posts)


def month_groups(world: World, by: str) -> dict[str, spreading.Effect]:
    """The month's posts by hour or topic."""
    return spreading.groups(world.key, by, *world.month)


def best(found: dict[str, spreading.Effect], rate: str) -> str:
    """The group whose rate (``open`` or ``share``) is highest: ratio of sums."""
    return max(found, key=lambda name: getattr(found[name], rate).exact or Decimal(0))


def largest(found: dict[str, spreading.Effect], rate: str) -> str:
    """The group whose sum of readers or sharers is largest: what who looks at raw counts would choose."""
    field = "read_people" if rate == "open" else "share_people"
    return max(found, key=lambda name: getattr(found[name].done, field))


def peak(world: World) -> tuple[int, int]:
    """The day of the month with most new followers, and how many."""
    start, end = world.month
    new = world.new[start : end + 1].sum(axis=1)
    at = int(new.argmax())
    return start + at, int(new[at])


def net_change(world: World) -> tuple[int, int]:
    """Net of the reported month and of the month before."""
    start, end = world.month
    return fans.growth(world, start, end).net, fans.growth(world, 0, start - 1).net


@lru_cache(maxsize=512)
def week_readers(key: Key) -> tuple[int, int]:
    """Readers of the month's last seven days, each person once; and what summing the days would give."""
    world = build(key)
    end = world.month[1]
    first = end - WEEK + 1
    summed = sum(spreading.reading(world, day, day).read_people for day in range(first, end + 1))
    return spreading.reading(world, first, end).read_people, summed
