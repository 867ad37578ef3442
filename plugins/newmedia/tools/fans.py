"""Followers in figures: growth over a stretch of days, and what kind of people they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..world.build import World, build
from ..world.packs import categories, sources
from ..world.people import Whole
from ..world.plan import Key
from .ratio import Ratio

DIMENSIONS = {
    "sex": "性别",
    "age": "年龄",
    "region": "地区",
    "device": "机型",
    "source": "来源",
    "kind": "粉丝类型",
}
"""By what followers can be told apart."""

KINDS = ("高互动", "一般互动", "沉默")
HIGH_POSTS = 3
"""So many posts read in the period make a follower 高互动. Source: the paper's own rule."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Followers of a period: ``previous`` at the end of the day before it, ``new`` and ``lost`` within it."""

    previous: int
    new: int
    lost: int

    @property
    def net(self) -> int:
        """New less lost."""
        return self.new - self.lost

    @property
    def total(self) -> int:
        """Followers at the period's end: previous and net."""
        return self.previous + self.net

    @property
    def growth(self) -> Ratio:
        """Net ÷ previous cumulative."""
        return Ratio(self.net, self.previous)

    @property
    def churn(self) -> Ratio:
        """Lost ÷ previous cumulative."""
        return Ratio(self.lost, self.previous)


def growth(world: World, start: int, end: int, source: int | None = None) -> Growth:
    """The growth from day ``start`` to ``end``, both inside, of one source (a column) or of all."""
    wanted = slice(None) if source is None else slice(source, source + 1)
    before = world.held[wanted].sum() + (world.new[:start, wanted] - world.lost[:start, wanted]).sum()
    inside = slice(start, end + 1)
    return Growth(int(before), int(world.new[inside, wanted].sum()), int(world.lost[inside, wanted].sum()))


@dataclass(frozen=True, slots=True)
class Share:
    """One class of followers."""

    name: str
    people: int
    part: Ratio


@lru_cache(maxsize=1024)
def spread(key: Key, dimension: str, start: int, end: int) -> tuple[Share, ...]:
    """The followers at the end of day ``end`` by one of DIMENSIONS, 未知 among them; parts sum to the whole.

    ``start`` matters for ``kind`` alone: how much was read from ``start`` to ``end``.
    """
    world = build(key)
    follows = world.fans_on(end)
    names, classes = _classes(world, dimension, start, end)
    counts = np.bincount(classes[follows], minlength=len(names))
    whole = int(follows.sum())
    return tuple(
        Share(name, int(count), Ratio(int(count), whole)) for name, count in zip(names, counts, strict=True)
    )


def _classes(world: World, dimension: str, start: int, end: int) -> tuple[tuple[str, ...], Whole]:
    # The names of the classes, and each person's.
    if dimension == "kind":
        return KINDS, _kinds(world, start, end)
    if dimension == "source":
        return tuple(source.name for source in sources()), world.source
    return tuple(one.name for one in categories(dimension)), world.attributes[dimension]


def _kinds(world: World, start: int, end: int) -> Whole:
    day = world.column("day")
    inside = world.reads[(day >= start) & (day <= end)]
    pairs = np.unique(inside[:, :2], axis=0)  # post and person
    posts = np.bincount(pairs[:, 1], minlength=len(world.join))
    kinds: Whole = np.where(posts >= HIGH_POSTS, 0, np.where(posts > 0, 1, 2)).astype(np.int32)
    return kinds
