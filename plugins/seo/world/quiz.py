"""The ten questions of a variant, and their key: made together, so that they cannot disagree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.api import JSON, Dice

from ..tools.money import half_up, yuan
from .bid_packs import QUIZ, Match, Multiple, Order, Single

SINGLES, MULTIPLES = 4, 2
QUESTIONS = 10

Key = str | tuple[str, ...] | Mapping[str, str] | float


@dataclass(frozen=True, slots=True)
class Question:
    """A question as the card shows it, its key, and how far a number may lie from it."""

    shown: JSON
    key: Key
    tolerance: float = 0.0

    @property
    def id(self) -> str:
        """Its id on the card."""
        return str(self.shown["id"])


def quiz(seed: int) -> tuple[Question, ...]:
    """The ten questions of a seed: 4 single, 2 multiple, an order, a match, 2 numbers."""
    bank, dice = QUIZ.content, Dice("seo-05", seed, "quiz")
    found = [_single(dice, row) for row in dice.shuffled(bank.single)[:SINGLES]]
    found += [_multiple(dice, row) for row in dice.shuffled(bank.multiple)[:MULTIPLES]]
    found += [_order(dice, dice.pick(bank.order)), _match(dice, dice.pick(bank.match))]
    found += [_rate(dice), dice.pick((_rank, _roi))(dice)]
    return tuple(
        Question({**one.shown, "id": f"q{at}", "text": f"{at}. {one.shown['text']}"}, one.key, one.tolerance)
        for at, one in enumerate(found, start=1)
    )


def _single(dice: Dice, row: Single) -> Question:
    options = dice.shuffled(row.options)
    return Question({"kind": "single", "text": f"（单选）{row.text}", "options": options}, row.options[0])


def _multiple(dice: Dice, row: Multiple) -> Question:
    options = dice.shuffled([*row.right, *row.wrong])
    return Question({"kind": "multiple", "text": f"（多选）{row.text}", "options": options}, row.right)


def _order(dice: Dice, row: Order) -> Question:
    options = dice.shuffled(row.right)
    if options == list(row.right):
        options.reverse()
    return Question({"kind": "order", "text": f"（排序）{row.text}", "options": options}, row.right)


def _match(dice: Dice, row: Match) -> Question:
    pairs = dict(row.pairs)
    shown = {"kind": "match", "text": f"（连线）{row.text}", "left": list(pairs)}
    return Question({**shown, "options": dice.shuffled(list(pairs.values()))}, pairs)


def _rate(dice: Dice) -> Question:
    """Two days' click rate: a ratio of sums; the mean of the two ratios is another number."""
    shows = dice.between(20, 40) * 100, dice.between(4, 9) * 100
    clicks = shows[0] * dice.between(3, 5) // 100, shows[1] * dice.between(12, 18) // 100
    key = half_up(sum(clicks) * 10_000, sum(shows)) / 100
    text = (
        f"（计算）周六展现 {shows[0]} 次、点击 {clicks[0]} 次，周日展现 {shows[1]} 次、点击 {clicks[1]} 次。"
        "两天合计的点击率是百分之几？保留两位小数。"
    )
    return Question({"kind": "number", "text": text}, key, 0.011)


def _rank(dice: Dice) -> Question:
    """The place of the own ad among four, by bid x quality."""
    own = (dice.between(150, 260), dice.between(7, 9))
    others = [(dice.between(120, 420), dice.between(3, 8)) for _ in range(3)]
    others = [(bid + (bid * grade == own[0] * own[1]), grade) for bid, grade in others]
    place = 1 + sum(bid * grade > own[0] * own[1] for bid, grade in others)
    told = "；".join(f"对手出价 {yuan(bid)} 元、质量度 {grade}" for bid, grade in others)
    text = f"（计算）本公司出价 {yuan(own[0])} 元、质量度 {own[1]}；{told}。本公司排第几名？"
    return Question({"kind": "number", "text": text}, float(place))


def _roi(dice: Dice) -> Question:
    """The return by the paper's definition (net)."""
    cost = dice.between(80, 160) * 10
    margin = cost + dice.between(20, 180) * 10
    key = half_up((margin - cost) * 100, cost) / 100
    text = (
        f"（计算）一周消费 {cost} 元，转化带来的毛利 {margin} 元。"
        "ROI =（毛利 − 消费）÷ 消费，等于多少？保留两位小数。"
    )
    return Question({"kind": "number", "text": text}, key, 0.0051)


def shares(question: Question, answer: Any) -> float:  # Any: a card's value, told apart here
    """The share of the question's marks: 1, a half for what is partly right, else 0.

    A half: a multiple choice without a wrong option and with at least half of the right ones; a match with at
    least half of the pairs right and no option used for two.
    """
    key = question.key
    if answer is None:
        return 0.0
    if isinstance(key, Mapping):
        found = answer if isinstance(answer, Mapping) else {}
        right = sum(found.get(left) == option for left, option in key.items())
        is_honest = len(set(found.values())) == len(found)
        return 1.0 if right == len(key) else 0.5 if is_honest and 2 * right >= len(key) else 0.0
    if isinstance(key, float):
        is_number = isinstance(answer, int | float) and not isinstance(answer, bool)
        return float(is_number and abs(answer - key) <= question.tolerance + 1e-9)
    if isinstance(key, str) or question.shown["kind"] == "order":
        return float(answer == (key if isinstance(key, str) else list(key)))
    chosen = set(answer if isinstance(answer, list) else ())
    if chosen == set(key):
        return 1.0
    return 0.5 if chosen < set(key) and 2 * len(chosen) >= len(key) else 0.0
