"""Posts in figures: who was reached, who read, shared, kept; by post, by day, by hour and in groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..world.build import Post, World, build
from ..world.people import Whole
from ..world.plan import Key
from .ratio import Ratio

HOURS = 24


@dataclass(frozen=True, slots=True)
class Reading:
    """What was done in a period: people (``*_people``, each once) and times (``*_times``)."""

    read_people: int
    read_times: int
    share_people: int
    share_times: int
    original_people: int
    favourites: int
    likes: int
    comments: int
    forwarded_people: int


@dataclass(frozen=True, slots=True)
class Effect:
    """One post or several: how many ``posts``, ``delivered`` to whom, ``fans`` at the time, what was done.

    For several posts the numbers are the sums of the posts' own.
    """

    posts: int
    delivered: int
    fans: int
    done: Reading

    @property
    def open(self) -> Ratio:
        """打开率: readers ÷ delivered."""
        return Ratio(self.done.read_people, self.delivered)

    @property
    def share(self) -> Ratio:
        """转发率: sharers ÷ readers."""
        return Ratio(self.done.share_people, self.done.read_people)

    @property
    def interact(self) -> Ratio:
        """互动率: likes, comments and sharers ÷ readers."""
        acts = self.done.likes + self.done.comments + self.done.share_people
        return Ratio(acts, self.done.read_people)


def reading(world: World, start: int, end: int, post: Post | None = None) -> Reading:
    """What was done from day ``start`` to ``end`` with one post, or with all; people count once."""
    day = world.column("day")
    wanted = (day >= start) & (day <= end)
    if post is not None:
        wanted &= world.column("post") == post.number
    return _done(world.reads[wanted])


def _done(rows: Whole) -> Reading:
    person, times, shared = rows[:, 1], rows[:, 4], rows[:, 5]
    original, favourite, liked, commented, forwarded = (rows[:, at] for at in range(6, 11))
    return Reading(
        read_people=_people(person),
        read_times=int(times.sum()),
        share_people=_people(person[shared > 0]),
        share_times=int(shared.sum()),
        original_people=_people(person[original > 0]),
        favourites=int(favourite.sum()),
        likes=int(liked.sum()),
        comments=int(commented.sum()),
        forwarded_people=_people(person[forwarded > 0]),
    )


def _people(persons: Whole) -> int:
    return len(np.unique(persons))


@lru_cache(maxsize=2048)
def effect(key: Key, post: str, end: int) -> Effect:
    """One post from its push to the end of day ``end``. Raises KeyError for a post that is not there."""
    world = build(key)
    found = post_named(world, post)
    return Effect(1, found.delivered, found.fans, reading(world, found.day, end, found))


def post_named(world: World, post: str) -> Post:
    """The post of that id. Raises KeyError."""
    found = next((one for one in world.posts if one.id == post), None)
    if found is None:
        raise KeyError(post)
    return found


def pushed(world: World, start: int, end: int) -> tuple[Post, ...]:
    """The posts that were pushed from day ``start`` to ``end``."""
    return tuple(post for post in world.posts if start <= post.day <= end)


def together(effects: Sequence[Effect]) -> Effect:
    """Several posts as one: every number is the sum of theirs, so rates are ratios of sums."""
    names = Reading.__slots__
    sums = {name: sum(getattr(one.done, name) for one in effects) for name in names}
    return Effect(
        sum(one.posts for one in effects),
        sum(one.delivered for one in effects),
        sum(one.fans for one in effects),
        Reading(**sums),
    )


@lru_cache(maxsize=512)
def groups(key: Key, by: str, start: int, end: int) -> dict[str, Effect]:
    """The posts pushed in the period by push ``hour`` (``08:00``) or by ``topic``, each as of day ``end``."""
    world = build(key)
    found: dict[str, list[Effect]] = {}
    for post in pushed(world, start, end):
        name = f"{post.hour:02d}:00" if by == "hour" else post.topic.name
        found.setdefault(name, []).append(effect(key, post.id, end))
    return {name: together(found[name]) for name in sorted(found)}


@lru_cache(maxsize=512)
def by_hour(key: Key, start: int, end: int, post: str = "") -> tuple[int, ...]:
    """Openings by the hour of the day, Beijing time, on the days of the period, of one post or of all."""
    world = build(key)
    day = world.column("day")
    wanted = (day >= start) & (day <= end)
    if post:
        wanted &= world.column("post") == post_named(world, post).number
    rows = world.reads[wanted]
    counts = np.bincount(rows[:, 3], weights=rows[:, 4], minlength=HOURS)
    return tuple(int(count) for count in counts)
