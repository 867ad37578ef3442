"""What is decided before the account comes to life: month, posts, events, how keen people are. Seeded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from workbench.api import Dice

from .days import Days
from .packs import ATTRIBUTES, Title, Topic, account, categories

MONTHS = (date(2026, 4, 1), date(2026, 6, 1), date(2026, 9, 1))
"""Reported months: 30 days each, after a month of 31."""

DESIGN = ((0, 0), (0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (2, 0), (2, 2))
"""Push slot and topic of the month's eight posts, as places in the plan's orders.

The first slot and the first topic have four posts each, the others two: sums favour them. Each slot and
topic meets others, so that neither hides the other's effect.
"""

SHARE_RATES = (0.050, 0.074, 0.046)
"""How readily readers share: the usual topic, the one that is shared most, the third (made up)."""

CROWDS = (0.24, 0.50, 0.26)
"""Which part of people is active about each slot: the usual one, the best one, the third (made up)."""


@dataclass(frozen=True, slots=True)
class Key:
    """What decides a whole account: ``attempt`` counts the tries until the account asks fair questions."""

    seed: int
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class PostPlan:
    """One post: its number (``T1``) in order of time, its day's number, hour, topic and title."""

    id: str
    day: int
    hour: int
    topic: Topic
    title: Title
    share_rate: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The drawn facts. ``slots`` and ``crowds`` go together; ``event`` and ``live`` are days' numbers.

    ``event`` is the market day of scans; from ``live`` on there are live broadcasts; ``ads`` is the
    stretch of days with advertisements, end exclusive. ``tilts`` are factors on the weights of each
    attribute's classes, so that accounts differ in whom they reach.
    """

    days: Days
    fans: int
    posts: tuple[PostPlan, ...]
    slots: tuple[int, ...]
    event: int
    event_scans: int
    live: int
    ads: tuple[int, int]
    tilts: Mapping[str, tuple[float, ...]]


@lru_cache(maxsize=512)
def plan(key: Key) -> Plan:
    """The plan of an account."""
    dice = Dice("newmedia", key.seed, key.attempt, "plan")
    days = Days(dice.pick(MONTHS))
    start = days.month_start
    slots = tuple(dice.shuffled(account().slots))
    saturdays = [at for at in range(start + 8, days.count - 5) if days.day(at).weekday() == 5]  # noqa: PLR2004  Saturday
    ads_from = start + dice.between(3, 9)
    return Plan(
        days=days,
        fans=dice.between(4600, 6400),
        posts=_posts(dice, days, slots),
        slots=slots,
        event=dice.pick(saturdays),
        event_scans=dice.between(120, 170),
        live=start + dice.between(9, 15),
        ads=(ads_from, ads_from + 7),
        tilts={name: tuple(dice.between(75, 130) / 100 for _ in categories(name)) for name in ATTRIBUTES},
    )


def _posts(dice: Dice, days: Days, slots: Sequence[int]) -> tuple[PostPlan, ...]:
    topics = dice.shuffled(account().topics)[:3]
    titles = {topic.key: dice.shuffled(topic.titles) for topic in topics}
    pairs = [(dice.below(3), at % 3) for at in range(6)] + dice.shuffled(DESIGN)
    posts = []
    for at, ((slot, place), day) in enumerate(zip(pairs, _post_days(dice, days), strict=True), start=1):
        topic = topics[place]
        title = titles[topic.key].pop()
        posts.append(PostPlan(f"T{at}", day, slots[slot], topic, title, SHARE_RATES[place]))
    return tuple(posts)


def _post_days(dice: Dice, days: Days) -> list[int]:
    # Six in the month before, eight in the reported one; never two on a day (a 订阅号 pushes once a day).
    before = [2 + 5 * at + dice.below(3) for at in range(6)]
    month = [days.month_start + 1 + round(3.6 * at) + dice.below(2) for at in range(8)]
    return [*before, *month]
