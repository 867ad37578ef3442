"""The simulated account: one crowd of people from which every number follows."""

from itertools import pairwise

import numpy as np
import pytest
from workbench_plugins.newmedia.tools import fans, spreading
from workbench_plugins.newmedia.world.build import build
from workbench_plugins.newmedia.world.packs import ATTRIBUTES, source_index, sources
from workbench_plugins.newmedia.world.plan import Key, plan
from workbench_plugins.newmedia.world.variant import is_fair, key_for, vary

SEEDS = [1, 2, 3, 20260617]


@pytest.mark.parametrize("seed", SEEDS)
def test_cumulative_followers_are_the_day_befores_and_the_net(seed):
    world = build(key_for(seed))
    counted = [int(world.fans_on(day).sum()) for day in range(-1, world.days.count)]
    net = (world.new - world.lost).sum(axis=1)
    assert [now - before for before, now in pairwise(counted)] == net.tolist()
    assert counted[0] == int(world.held.sum())


@pytest.mark.parametrize("seed", SEEDS)
def test_sources_add_up_to_the_whole_on_every_day(seed):
    world = build(key_for(seed))
    for start, end in [(0, 0), (5, 30), world.month]:
        whole = fans.growth(world, start, end)
        parts = [fans.growth(world, start, end, at) for at in range(len(sources()))]
        for name in ("previous", "new", "lost", "net", "total"):
            assert sum(getattr(part, name) for part in parts) == getattr(whole, name)


def test_stretches_that_touch_add_up_to_the_whole(world):
    start, end = world.month
    whole = fans.growth(world, start, end)
    first, second = fans.growth(world, start, start + 9), fans.growth(world, start + 10, end)
    assert (first.net + second.net, first.total) == (whole.net, second.previous)


def test_nobody_leaves_before_having_joined_or_reads_before_the_push(world):
    left = world.leave < world.days.count
    assert bool((world.leave[left] > world.join[left]).all())
    days = np.array([post.day for post in world.posts])
    assert bool((world.column("day") >= days[world.column("post") - 1]).all())


def test_readers_of_a_week_are_fewer_than_the_sum_of_its_days(world):
    end = world.month[1]
    once = spreading.reading(world, end - 6, end).read_people
    summed = sum(spreading.reading(world, day, day).read_people for day in range(end - 6, end + 1))
    day, person = world.column("day"), world.column("person")
    assert once == len(set(person[(day >= end - 6) & (day <= end)].tolist()))
    assert summed > 1.1 * once


def test_openings_of_a_week_are_the_sum_of_its_days_and_of_its_hours(world):
    end = world.month[1]
    times = spreading.reading(world, end - 6, end).read_times
    assert times == sum(spreading.reading(world, day, day).read_times for day in range(end - 6, end + 1))
    assert times == sum(spreading.by_hour(world.key, end - 6, end))


def test_a_push_reaches_fewer_than_follow(world):
    for post in world.posts:
        assert 0.9 * post.fans < post.delivered < post.fans
        assert post.fans == int(world.fans_on(post.day - 1).sum())


def test_nobody_pushes_twice_a_day(world):
    days = [post.day for post in world.posts]
    assert len(set(days)) == len(days) == 14
    assert len(world.month_posts) == 8


def test_sharers_bring_strangers_and_some_of_them_follow(world):
    brought = np.unique(world.column("person")[world.column("forwarded") == 1])
    strangers = brought[world.join[brought] >= 0]
    assert len(brought) > 100
    assert set(np.unique(world.source[strangers])) & {source_index("article"), source_index("repost")}


def test_scans_leave_more_than_others(world):
    start, end = world.month
    scan = fans.growth(world, start, end, source_index("scan"))
    assert scan.churn.exact > fans.growth(world, start, end).churn.exact


def test_a_source_that_begins_in_the_month_has_no_growth_rate(world):
    found = fans.growth(world, *world.month, source_index("live"))
    assert (found.previous, found.growth.shown, found.churn.shown) == (0, "—", "—")
    assert found.new > 20


@pytest.mark.parametrize("dimension", fans.DIMENSIONS)
def test_every_dimension_counts_every_follower_once(dimension, world):
    shares = fans.spread(world.key, dimension, *world.month)
    assert sum(one.people for one in shares) == fans.growth(world, *world.month).total
    assert all(one.part.bottom == fans.growth(world, *world.month).total for one in shares)
    assert (dimension in ATTRIBUTES) == any(one.name == "未知" for one in shares)


@pytest.mark.parametrize("seed", range(40, 60))
def test_the_best_hour_and_topic_are_clear_and_are_not_those_with_the_largest_sums(seed):
    world = build(key_for(seed))
    assert is_fair(world)
    hours = spreading.groups(world.key, "hour", *world.month)
    assert sorted(one.posts for one in hours.values()) == [2, 2, 4]
    by_rate = max(hours, key=lambda name: hours[name].open.exact)
    by_sum = max(hours, key=lambda name: hours[name].done.read_people)
    assert by_rate != by_sum
    assert f"{plan(world.key).slots[1]:02d}:00" == by_rate  # the cause: the hour at which most are about


def test_rates_of_groups_are_ratios_of_sums_and_not_means_of_rates(world):
    topics = spreading.groups(world.key, "topic", *world.month)
    for name, one in topics.items():
        posts = [post for post in world.month_posts if post.topic.name == name]
        effects = [spreading.effect(world.key, post.id, world.month[1]) for post in posts]
        assert one.open.top == sum(effect.done.read_people for effect in effects)
        assert one.open.bottom == sum(effect.delivered for effect in effects)


def test_one_seed_gives_one_account_and_two_give_two():
    first, again = build.__wrapped__(key_for(1)), build.__wrapped__(key_for(1))
    assert np.array_equal(first.reads, again.reads)
    assert np.array_equal(first.join, again.join)
    assert vary({}, 1) == vary({}, 1)
    assert fans.growth(first, *first.month) != fans.growth(build(key_for(2)), *build(key_for(2)).month)


@pytest.mark.parametrize("seed", [-5, 0, 2**63, 2**80])
def test_any_seed_makes_an_account(seed):
    assert build(Key(seed)).held.sum() > 4000


def test_the_account_of_a_seed_never_changes():
    # Papers are frozen with the seed alone: a change here would change papers that were already sat.
    world = build(key_for(1))
    found = fans.growth(world, *world.month)
    assert (str(world.days.month), found.previous, found.new, found.lost) == ("2026-09-01", 6604, 930, 267)
