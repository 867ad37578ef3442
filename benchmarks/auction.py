"""The auction engine against a plain loop over the same auctions, budgets included, interleaved in one run.

    python benchmarks/auction.py [--auctions 100000] [--rounds 3] [--seed 1] [--json]

12 advertisers (two of them plans of one account), 8 places, 7 days, every purse short enough to run dry on
most days. Places, prices and clicks must be equal to the fen.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from dataclasses import dataclass

import numpy as np
from workbench_plugins.seo.tools.auction import MILLION, Auctions, Rules, Settled, settle

RULES = Rules((1000, 700, 500, 380, 300, 240, 200, 160), 3000)
ADVERTISERS, OWN, DAYS = 12, 2, 7


def make_auctions(count: int, seed: int) -> Auctions:
    dice = np.random.Generator(np.random.PCG64(seed))
    size = (count, ADVERTISERS)
    bids = dice.integers(20, 900, size) * (dice.random(size) < 0.8)
    cost_a_day = count // DAYS * 12  # about 12 fen an auction and advertiser at full budget
    return Auctions(
        day=np.sort(dice.integers(0, DAYS, count)),
        bids=bids,
        quality=dice.integers(0, 101, size),
        click_ppm=dice.integers(20_000, 160_000, size),
        draw=dice.integers(0, MILLION, size),
        priority=np.argsort(dice.random((count, OWN)), axis=1) + 1,
        budgets=dice.integers(cost_a_day // 3, cost_a_day, ADVERTISERS),
        shared=cost_a_day,
    )


def half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


@dataclass(slots=True)
class Purses:
    """What is left of the day's budgets, and which purses are open."""

    left: list[int]
    shared: int
    is_open: list[bool]


@dataclass(frozen=True, slots=True)
class Lists:
    """The auctions as plain lists, and where the loop writes."""

    bids: list[list[int]]
    quality: list[list[int]]
    click_ppm: list[list[int]]
    draw: list[list[int]]
    priority: list[list[int]]
    place: list[list[int]]
    price: list[list[int]]
    clicked: list[list[bool]]


def plain(auctions: Auctions, rules: Rules) -> Settled:
    """The rules of tools/auction.py, one auction after another, in nothing but Python's whole numbers."""
    count, columns = auctions.bids.shape
    names = ("bids", "quality", "click_ppm", "draw", "priority")
    lists = Lists(
        *(getattr(auctions, name).tolist() for name in names),
        place=[[0] * columns for _ in range(count)],
        price=[[0] * columns for _ in range(count)],
        clicked=[[False] * columns for _ in range(count)],
    )
    purses, today = Purses([], 0, []), None
    for at, day in enumerate(auctions.day.tolist()):
        if day != today:
            today = day
            purses = Purses(auctions.budgets.tolist(), auctions.shared, [True] * columns)
        one_auction(lists, at, purses, rules, auctions.first_own)
    return Settled(np.array(lists.place, np.int8), np.array(lists.price), np.array(lists.clicked))


def one_auction(lists: Lists, at: int, purses: Purses, rules: Rules, own: int) -> None:
    bids, quality = lists.bids[at], lists.quality[at]
    taking_part = entrants(lists, at, purses, rules, own)
    ranked = sorted(
        taking_part, key=lambda column: (-bids[column] * quality[column], -quality[column], column)
    )
    for place, column in enumerate(ranked[: len(rules.places)], start=1):
        price = max(1, half_up(rules.reserve, quality[column]))
        if place < len(ranked):
            following = ranked[place]
            price = max(price, half_up(bids[following] * quality[following], quality[column]) + 1)
        price = min(price, bids[column])
        lists.place[at][column], lists.price[at][column] = place, price
        if lists.draw[at][column] < lists.click_ppm[at][column] * rules.places[place - 1] // 1000:
            lists.clicked[at][column] = True
            purses.left[column] -= price
            if column >= own:
                purses.shared -= price


def entrants(lists: Lists, at: int, purses: Purses, rules: Rules, own: int) -> list[int]:
    bids, quality, priority = lists.bids[at], lists.quality[at], lists.priority[at]
    while True:
        found = [
            column
            for column, bid in enumerate(bids)
            if purses.is_open[column]
            and bid > 0
            and quality[column] > 0
            and bid >= max(1, half_up(rules.reserve, quality[column]))
        ]
        ours = [column for column in found if column >= own]
        if len(ours) > 1:
            best = max(ours, key=lambda column: priority[column - own])
            found = [column for column in found if column < own or column == best]
        short = [column for column in found if purses.left[column] < bids[column]]
        own_short = any(column >= own and purses.shared < bids[column] for column in found)
        if not short and not own_short:
            return found
        for column in (*short, *(range(own, len(bids)) if own_short else ())):
            purses.is_open[column] = False


def is_equal(one: Settled, other: Settled) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in ("place", "price", "clicked")
    )


def dry_purses(auctions: Auctions, settled: Settled) -> int:
    """On how many of the days an advertiser's purse was left with less than its highest bid."""
    days = [settled.cost[auctions.day == day].sum(axis=0) for day in range(DAYS)]
    return int(sum((auctions.budgets - spent < auctions.bids.max(axis=0)).sum() for spent in days))


def main() -> None:
    """Print the table, or JSON."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, default in (("--auctions", 100_000), ("--rounds", 3), ("--seed", 1)):
        arguments.add_argument(name, type=int, default=default)
    arguments.add_argument("--json", action="store_true")
    asked = arguments.parse_args()
    auctions = make_auctions(asked.auctions, asked.seed)
    settle(auctions, RULES)  # warm
    times: dict[str, list[float]] = {"plain": [], "numpy": []}
    results: dict[str, Settled] = {}
    for _ in range(asked.rounds):  # interleaved: a noisy neighbour meets both
        for name, work in (("plain", plain), ("numpy", settle)):
            start = time.perf_counter()
            results[name] = work(auctions, RULES)
            times[name].append(time.perf_counter() - start)
    rates = {name: asked.auctions / statistics.median(taken) for name, taken in times.items()}
    ratio = statistics.median(a / b for a, b in zip(times["plain"], times["numpy"], strict=True))
    dry = dry_purses(auctions, results["numpy"])
    _report(asked, results, rates | {"ratio": ratio, "dry": dry})


def _report(asked: argparse.Namespace, results: dict[str, Settled], found: dict[str, float]) -> None:
    equal = is_equal(results["plain"], results["numpy"])
    spent = int(results["numpy"].cost.sum())
    if asked.json:
        size = {"auctions": asked.auctions, "advertisers": ADVERTISERS, "places": len(RULES.places)}
        rates = {f"{name}_a_second": round(found[name]) for name in ("plain", "numpy")}
        told = {
            "ratio": round(found["ratio"], 2),
            "equal": equal,
            "spent_fen": spent,
            "dry_purses": found["dry"],
        }
        print(json.dumps({**size, **rates, **told}))
        return
    print(
        f"{asked.auctions} auctions, {ADVERTISERS} advertisers, {len(RULES.places)} places, budgets, medians"
    )
    for name in ("plain", "numpy"):
        print(f"  {name:<6} {found[name]:12,.0f} auctions/s")
    print(f"  numpy is {found['ratio']:.1f} x the plain loop (goal 8)")
    print(f"  equal to the fen: {'yes' if equal else 'NO'} ({spent / 100:,.2f} yuan spent)")
    print(f"  purses that ran dry: {found['dry']} of {DAYS * ADVERTISERS} days x advertisers")


if __name__ == "__main__":
    main()
