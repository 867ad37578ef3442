"""Likeness of a cohort: every alike pair of 10,000 copies against the building of the sparse matrix alone.

    python benchmarks/likeness.py [--copies 10000] [--sample 400] [--rounds 5] [--seed 1] [--json]

Copies of about 100 characters of one trade's words, 2 % of them near copies of another with 3 to 10 edits.
The bare build is a dictionary of 3-grams and one scipy matrix; ``own build`` is the one that the search uses.
Recall is of the planted pairs whose exact share reaches the threshold; a sample is compared with every pair
of Python sets. Turn about, medians.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np
from scipy import sparse

from workbench.likeness.shingles import shingles
from workbench.likeness.texts import LEAST_SHARED, THRESHOLD, alike_texts

HAN = "稻虾米田里先养小龙再种一季煮饭的时候满屋清香吃完还想添碗我们村人都说这才是认真长大粮食"
WORDS, WORDS_OF_A_COPY = 1900, 50
PLANTED_SHARE = 0.02
GOAL = 2.5


def make_copies(seed: int, count: int) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Copies by id, and the planted pairs. Words of two characters, some as frequent as Zipf's."""
    dice = np.random.default_rng(seed)
    words = [one + two for one in HAN for two in HAN][:WORDS]
    chances = 1 / np.arange(1, len(words) + 1) ** 0.7
    picks = dice.choice(len(words), size=(count, WORDS_OF_A_COPY), p=chances / chances.sum())
    copies = ["".join(words[at] for at in row) for row in picks.tolist()]
    planted = int(count * PLANTED_SHARE)
    pairs = []
    for at in range(count - planted, count):
        source = int(dice.integers(count - planted))
        letters = list(copies[source])
        for _ in range(int(dice.integers(3, 11))):
            letters[int(dice.integers(len(letters)))] = HAN[int(dice.integers(len(HAN)))]
        copies[at] = "".join(letters)
        pairs.append((f"s{source:05d}", f"s{at:05d}"))
    return {f"s{at:05d}": copy for at, copy in enumerate(copies)}, pairs


def grams(text: str) -> set[str]:
    return {text[at : at + 3] for at in range(len(text) - 2)}


def bare_build(texts: Sequence[str]) -> sparse.csr_array:
    vocabulary: dict[str, int] = {}
    columns: list[int] = []
    begins = [0]
    for text in texts:
        columns += [vocabulary.setdefault(gram, len(vocabulary)) for gram in grams(text)]
        begins.append(len(columns))
    ones = np.ones(len(columns), np.int32)
    return sparse.csr_array((ones, columns, begins), shape=(len(texts), len(vocabulary)))


def brute_force(copies: dict[str, str]) -> set[tuple[str, str, float]]:
    sets = {name: grams(text) for name, text in copies.items()}
    found = set()
    for a, b in combinations(sorted(sets), 2):
        shared = len(sets[a] & sets[b])
        share = shared / len(sets[a] | sets[b])
        if share >= THRESHOLD and shared >= LEAST_SHARED:
            found.add((a, b, share))
    return found


def recall(copies: dict[str, str], planted: Sequence[tuple[str, str]]) -> tuple[float, int]:
    """The share of planted pairs at the threshold that are found, and how many those are."""
    found = {(pair.a, pair.b) for pair in alike_texts(copies).pairs}
    due = [pair for pair in planted if brute_force({name: copies[name] for name in pair})]
    return sum(pair in found for pair in due) / len(due), len(due)


def sample_is_exact(copies: dict[str, str], size: int) -> bool:
    sample = {name: copies[name] for name in sorted(copies)[-size:]}
    return {(pair.a, pair.b, pair.share) for pair in alike_texts(sample).pairs} == brute_force(sample)


def seconds_of(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measured(copies: dict[str, str], rounds: int) -> dict[str, float]:
    texts = list(copies.values())
    works = (lambda: bare_build(texts), lambda: shingles(texts), lambda: alike_texts(copies))
    times = [tuple(seconds_of(work) for work in works) for _ in range(rounds)]
    bare, own, whole = (statistics.median(side) for side in zip(*times, strict=True))
    return {
        "bare_build_s": bare,
        "own_build_s": own,
        "likeness_s": whole,
        "ratio": statistics.median(one[2] / one[0] for one in times),
        "ratio_to_own_build": statistics.median(one[2] / one[1] for one in times),
    }


def main() -> None:
    """Print the figures, or JSON."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--copies", type=int, default=10_000)
    arguments.add_argument("--sample", type=int, default=400)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--json", action="store_true")
    asked = arguments.parse_args()
    copies, planted = make_copies(asked.seed, asked.copies)
    found = measured(copies, asked.rounds)
    share, due = recall(copies, planted)
    is_exact = sample_is_exact(copies, asked.sample)
    if asked.json:
        facts = {"copies": len(copies), "goal": GOAL, "recall": share, "planted": due, "exact": is_exact}
        print(json.dumps(facts | found))
        return
    print(f"{len(copies)} copies, {asked.rounds} rounds, medians; recall {share:.3f} of {due} planted pairs")
    print(f"  a sample of {asked.sample} equals every pair of Python sets: {is_exact}")
    print(f"  bare build {found['bare_build_s']:.3f} s   own build {found['own_build_s']:.3f} s", end="   ")
    print(f"likeness with its build {found['likeness_s']:.3f} s")
    ratios = f"{found['ratio']:.2f} x the bare build, {found['ratio_to_own_build']:.2f} x its own"
    print(f"  {ratios} (goal at most {GOAL:g})")


if __name__ == "__main__":
    main()
