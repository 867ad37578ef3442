"""A whole account as one pure function of its key: counts by day, people with attributes, readings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from workbench.api import JSON

from .days import Days
from .packs import ATTRIBUTES, Topic, categories, sources
from .people import NEVER, READ_COLUMNS, Crowd, Whole, live
from .plan import Key, Plan, plan


@dataclass(frozen=True, slots=True)
class Post:
    """A post as its owner sees it: ``delivered`` to whom the push came, ``fans`` who followed just then."""

    id: str
    number: int
    day: int
    hour: int
    topic: Topic
    title: str
    delivered: int
    fans: int


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """The account. ``new`` and ``lost`` are people by day and source, ``held`` the followers before day 0.

    ``join``, ``leave``, ``source`` and ``attributes`` are by person; ``join`` is a day's number, -1 for
    those who were there before, NEVER for who does not follow. ``reads`` has the columns READ_COLUMNS.
    """

    key: Key
    plan: Plan
    days: Days
    posts: tuple[Post, ...]
    new: Whole
    lost: Whole
    held: Whole
    join: Whole
    leave: Whole
    source: Whole
    attributes: Mapping[str, Whole]
    reads: Whole

    @property
    def month(self) -> tuple[int, int]:
        """The reported month, first and last day's number."""
        return self.days.month_start, self.days.count - 1

    @property
    def month_posts(self) -> tuple[Post, ...]:
        """The posts of the reported month, in order of time."""
        return tuple(post for post in self.posts if post.day >= self.days.month_start)

    def column(self, name: str) -> Whole:
        """That column of ``reads``."""
        return self.reads[:, READ_COLUMNS.index(name)]

    def fans_on(self, day: int) -> npt.NDArray[np.bool_]:
        """Who follows at the end of that day; -1 is the day before the first."""
        return (self.join <= day) & (self.leave > day)


@lru_cache(maxsize=96)  # about 0.8 MB each; a room's accounts
def build(key: Key) -> World:
    """The account of ``key``."""
    made = plan(key)
    crowd = live(key, made)
    count = made.days.count
    crowd.join[crowd.join >= count] = NEVER
    reads = np.concatenate(crowd.reads)
    reads = reads[reads[:, READ_COLUMNS.index("day")] < count]
    return World(
        key=key,
        plan=made,
        days=made.days,
        posts=_posts(made, crowd),
        new=_by_day(crowd.join, crowd.source, count),
        lost=_by_day(crowd.leave, crowd.source, count),
        held=np.bincount(crowd.source[crowd.join < 0], minlength=len(sources())).astype(np.int32),
        join=crowd.join,
        leave=crowd.leave,
        source=crowd.source,
        attributes={name: _attribute(crowd, name) for name in ATTRIBUTES},
        reads=reads,
    )


def _posts(made: Plan, crowd: Crowd) -> tuple[Post, ...]:
    return tuple(
        Post(one.id, int(one.id[1:]), one.day, one.hour, one.topic, one.title.text, *crowd.delivered[one.id])
        for one in made.posts
    )


def _by_day(when: Whole, source: Whole, count: int) -> Whole:
    table = np.zeros((count, len(sources())), np.int32)
    inside = (when >= 0) & (when < count)
    np.add.at(table, (when[inside], source[inside]), 1)
    return table


def _attribute(crowd: Crowd, name: str) -> Whole:
    # The class of each person; a source's people are younger or come from farther away.
    classes, tilts = categories(name), crowd.plan.tilts[name]
    weights = np.array(
        [
            [
                one.weight * tilt * (source.far if one.is_far else 1) * (source.young if one.is_young else 1)
                for one, tilt in zip(classes, tilts, strict=True)
            ]
            for source in sources()
        ]
    )
    edges = np.cumsum(weights, axis=1) / weights.sum(axis=1, keepdims=True)
    luck = crowd.random.random(len(crowd.join))
    found = (luck[:, None] >= edges[crowd.source]).sum(axis=1)
    numbers: Whole = np.minimum(found, len(classes) - 1).astype(np.int32)
    return numbers


def key_of(given: JSON) -> Key:
    """The key of the variant's account, as ``given["world"]`` or a tool's ``state["world"]`` holds it."""
    world = given["world"]
    return Key(int(world["seed"]), int(world["attempt"]))


def world_json(key: Key) -> JSON:
    """The JSON that ``key_of`` reads."""
    return {"world": {"seed": key.seed, "attempt": key.attempt}}
