"""Counting a whole class: ``counting.cohort`` against ``re.findall``, on the same texts in one run.

    python benchmarks/counting.py [--megabytes 2] [--rounds 15] [--seed 1] [--json]

The texts are copies of about 120 characters, with digits, Latin words, full-width marks and emoji among
the Han. Each rule is counted both ways, turn about; the counts must be equal.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from collections.abc import Callable, Sequence

from workbench import counting
from workbench.api import Dice

HAN = "稻虾米田里先养小龙再种一季煮饭的时候满屋清香吃完还想添碗我们村人都说这才是认真长大粮食"
OTHERS = ("，", "。", "100", "24", " ", "rice", "《米》", "！", "😀", "…")
EXPRESSIONS = {"copy": counting._COPY, "word": counting._WORD, "visible": counting._VISIBLE}  # noqa: SLF001  the baseline is those very expressions
GOAL = 20


def make_texts(seed: int, size: int) -> list[str]:
    dice = Dice("bench-counting", seed)
    pool = [_copy(dice) for _ in range(500)]
    texts: list[str] = []
    total = 0
    while total < size:
        texts.append(pool[len(texts) % len(pool)])
        total += len(texts[-1].encode())
    return texts


def _copy(dice: Dice) -> str:
    parts = [dice.pick(OTHERS) if dice.below(9) == 0 else dice.pick(HAN) for _ in range(120)]
    return "".join(parts)


def findall(texts: Sequence[str], rule: str) -> list[int]:
    expression: re.Pattern[str] = EXPRESSIONS[rule]
    return [len(expression.findall(text)) for text in texts]


def seconds_of(work: Callable[[Sequence[str], str], object], texts: Sequence[str], rule: str) -> float:
    start = time.perf_counter()
    work(texts, rule)
    return time.perf_counter() - start


def measured(texts: Sequence[str], rule: str, rounds: int) -> dict[str, float]:
    pairs = [
        (seconds_of(findall, texts, rule), seconds_of(counting.cohort, texts, rule)) for _ in range(rounds)
    ]
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    slow, fast = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    return {"findall_mb_s": megabytes / slow, "cohort_mb_s": megabytes / fast, "ratio": ratio}


def main() -> None:
    """Print the table, or JSON."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--megabytes", type=float, default=2.0)
    arguments.add_argument("--rounds", type=int, default=15)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--json", action="store_true")
    asked = arguments.parse_args()
    texts = make_texts(asked.seed, int(asked.megabytes * 1e6))
    equal = all(counting.cohort(texts, rule).tolist() == findall(texts, rule) for rule in EXPRESSIONS)
    found = {rule: measured(texts, rule, asked.rounds) for rule in EXPRESSIONS}
    if asked.json:
        print(json.dumps({"texts": len(texts), "goal": GOAL, "equal": equal, "rules": found}))
        return
    print(
        f"{len(texts)} texts, {asked.megabytes:g} MB, {asked.rounds} rounds, medians; equal counts: {equal}"
    )
    for rule, row in found.items():
        slow, fast, ratio = row["findall_mb_s"], row["cohort_mb_s"], row["ratio"]
        speeds = f"re.findall {slow:7.1f} MB/s   cohort {fast:7.1f} MB/s"
        print(f"  {rule:<8} {speeds}   {ratio:5.1f} x (goal {GOAL})")


if __name__ == "__main__":
    main()
