"""The people around the account: who follows from when to when, and who read what, person by person.

Everything is decided by comparing uniform numbers of PCG64 with shares, so that no library version's
way of drawing from a distribution can change an exam.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .packs import account, source_index, sources
from .plan import CROWDS, Key, Plan, PostPlan

Whole = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]

NEVER = 10_000
"""A day that does not come: of somebody who never follows, or never leaves."""

OUTSIDE = 5_200
"""People who do not follow at first: strangers whom scans, search and forwarded posts may bring."""

MUTED = 0.035  # followers who have muted the account: a push does not reach them
KEENNESS = ((0.20, 2.3), (0.66, 1.0), (1.0, 0.12))  # up to this share of people: how readily they read
FITS = ((1, 1.0), (3, 0.7), (12, 0.42))  # hours between a push and when somebody is about: how it fits
READ = 0.20  # of somebody of mean keenness, at the best hour
LAGS = (0.64, 0.84, 0.91, 0.95, 0.97, 0.99, 1.0)  # by how many days later a push is read, cumulated
READ_AGAIN, TWICE = 0.12, 0.22  # come back on a later day; open twice on the first
AT_ONCE = 0.45  # of readers of the same day who do not wait for their own hour
ORIGINAL, FAVOURITE, LIKE, COMMENT = 0.05, 0.035, 0.07, 0.018  # of readers
SHARES_TWICE = 0.2
FRIENDS = 3  # a sharer brings 0 to this many
GENERATIONS = 2  # friends, and friends of friends
FOLLOWS = 0.20  # of strangers who read a forwarded post
WAYS = ((0.6, "article"), (0.8, "card"), (1.0, "repost"))  # up to this share of them: by what
LEAVE, LEAVE_ON_PUSH, SCAN_LEAVE = 0.0007, 0.0010, 0.016  # a day; scans leave more for ten days
SCAN_DAYS = 10


@dataclass(slots=True)
class Crowd:
    """The people while the days go by. ``join`` and ``leave`` are numbers of days, -1 before the first."""

    plan: Plan
    random: np.random.Generator
    join: Whole
    leave: Whole
    source: Whole
    keen: Floats
    hour: Whole
    is_muted: npt.NDArray[np.bool_]
    reads: list[Whole] = field(default_factory=list)
    delivered: dict[str, tuple[int, int]] = field(default_factory=dict)


READ_COLUMNS = (
    "post", "person", "day", "hour", "times", "shared", "original", "favourite", "liked", "commented",
    "forwarded",
)  # fmt: skip
"""Columns of a row of ``Crowd.reads``: one person's reading of one post on one day.

``times`` openings; ``shared`` how often it was shared; the next four 0 or 1 (``original`` the openings of the
linked page); ``forwarded`` 1 where the reader came by somebody's share.
"""


def live(key: Key, plan: Plan) -> Crowd:
    """The people after all days."""
    crowd = _born(key, plan)
    posts = {post.day: post for post in plan.posts}
    for day in range(plan.days.count):
        present = (crowd.join < day) & (crowd.leave == NEVER)
        post = posts.get(day)
        if post is not None:
            _push(crowd, post, present)
        _arrive(crowd, day)
        _depart(crowd, day, present, is_push=post is not None)
    return crowd


def _born(key: Key, plan: Plan) -> Crowd:
    random = np.random.Generator(np.random.PCG64([key.seed % 2**64, key.attempt]))
    size = plan.fans + OUTSIDE
    join = np.full(size, NEVER, np.int32)
    join[: plan.fans] = -1
    held = np.cumsum([source.held for source in sources()])
    source = np.searchsorted(held / held[-1], random.random(size), side="right").astype(np.int32)
    luck = random.random(size)
    keen = np.select([luck < share for share, _ in KEENNESS], [value for _, value in KEENNESS])
    crowds = np.cumsum(CROWDS)
    slot = np.minimum(np.searchsorted(crowds, random.random(size), side="right"), len(CROWDS) - 1)
    spread = (random.random(size) * 3).astype(np.int32) - 1
    hour = (np.asarray(plan.slots)[slot] + spread) % 24
    return Crowd(
        plan=plan,
        random=random,
        join=join,
        leave=np.full(size, NEVER, np.int32),
        source=source,
        keen=keen,
        hour=hour.astype(np.int32),
        is_muted=random.random(size) < MUTED,
    )


def _push(crowd: Crowd, post: PostPlan, present: npt.NDArray[np.bool_]) -> None:
    random, size = crowd.random, len(crowd.join)
    reached = present & ~crowd.is_muted
    crowd.delivered[post.id] = (int(reached.sum()), int(present.sum()))
    away = np.abs((crowd.hour - post.hour + 12) % 24 - 12)
    fits = np.select([away <= hours for hours, _ in FITS], [value for _, value in FITS])
    chance = READ * crowd.keen * fits * account().hooks[post.title.hook]
    readers = np.flatnonzero(reached & (random.random(size) < chance))
    lag = np.searchsorted(LAGS, random.random(len(readers)), side="right")
    sharers, days = _read(crowd, post, readers, post.day + lag, is_forwarded=False)
    for _ in range(GENERATIONS):
        readers, days = _friends(crowd, post, sharers, days)
        sharers, days = _read(crowd, post, readers, days, is_forwarded=True)


def _read(
    crowd: Crowd,
    post: PostPlan,
    readers: npt.NDArray[np.int64],
    days: npt.NDArray[np.int64],
    *,
    is_forwarded: bool,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    # Writes the readings down; gives who shared, and on which day.
    random, size = crowd.random, len(readers)
    soon = np.minimum(post.hour + (random.random(size) * 3).astype(np.int64), 23)
    own = crowd.hour[readers].astype(np.int64)
    hour = np.where((days == post.day) & ((own < post.hour) | (random.random(size) < AT_ONCE)), soon, own)
    keen = np.minimum(crowd.keen[readers], 1.4)
    shared = (random.random(size) < post.share_rate * keen).astype(np.int64)
    shared += shared * (random.random(size) < SHARES_TWICE)
    flags = [random.random(size) < share for share in (ORIGINAL, FAVOURITE, LIKE, COMMENT)]
    times = 1 + (random.random(size) < TWICE)
    number = np.full(size, int(post.id[1:]), np.int64)
    forwarded = np.full(size, int(is_forwarded), np.int64)
    rows = [number, readers, days, hour, times, shared, *flags, forwarded]
    again = random.random(size) < READ_AGAIN
    later = days + 1 + (random.random(size) * 3).astype(np.int64)
    none = np.zeros(size, np.int64)
    back = [number, readers, later, own, none + 1, none, none, none, none, none, forwarded]
    crowd.reads.append(np.stack(rows, axis=1).astype(np.int32))
    crowd.reads.append(np.stack(back, axis=1).astype(np.int32)[again])
    return readers[shared > 0], days[shared > 0]


def _friends(
    crowd: Crowd, post: PostPlan, sharers: npt.NDArray[np.int64], days: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    random, fans = crowd.random, crowd.plan.fans
    brought = (random.random(len(sharers)) * (FRIENDS + 1)).astype(np.int64)
    who = fans + (random.random(int(brought.sum())) * OUTSIDE).astype(np.int64)
    when = np.repeat(days, brought)
    written = crowd.reads[-2 * (GENERATIONS + 1) :]  # every generation leaves two blocks of rows
    known = np.concatenate([rows[rows[:, 0] == int(post.id[1:]), 1] for rows in written])
    who, first = np.unique(who, return_index=True)
    is_new = ~np.isin(who, known)
    who, when = who[is_new], when[first][is_new]
    follows = (crowd.join[who] == NEVER) & (random.random(len(who)) < FOLLOWS)
    crowd.join[who[follows]] = when[follows]
    by = random.random(int(follows.sum()))
    ways = np.searchsorted([share for share, _ in WAYS], by, side="right")
    crowd.source[who[follows]] = np.array([source_index(name) for _, name in WAYS])[ways]
    return who, when


def _arrive(crowd: Crowd, day: int) -> None:
    plan = crowd.plan
    free = np.flatnonzero(crowd.join == NEVER)
    at = 0
    for column, source in enumerate(sources()):
        mean = source.daily
        if source.key == "scan":
            mean += {plan.event: plan.event_scans, plan.event + 1: plan.event_scans // 3}.get(day, 0)
        if source.key == "live" and day >= plan.live:
            mean += 4.5
        if source.key == "ads" and plan.ads[0] <= day < plan.ads[1]:
            mean += 8.0
        count = _around(mean, crowd.random.random(3))
        chosen = free[at : at + count]
        at += count
        crowd.join[chosen], crowd.source[chosen] = day, column


def _around(mean: float, uniform: Floats) -> int:
    # A whole number that varies about ``mean`` and has it as its mean.
    return int(mean * (0.5 + (uniform[0] + uniform[1]) / 2) + uniform[2])


def _depart(crowd: Crowd, day: int, present: npt.NDArray[np.bool_], *, is_push: bool) -> None:
    chance = np.full(len(crowd.join), LEAVE + (LEAVE_ON_PUSH if is_push else 0.0))
    fresh = (crowd.source == source_index("scan")) & (crowd.join >= 0) & (day - crowd.join <= SCAN_DAYS)
    chance[fresh] += SCAN_LEAVE
    goes = present & (crowd.random.random(len(crowd.join)) < chance)
    crowd.leave[goes] = day
