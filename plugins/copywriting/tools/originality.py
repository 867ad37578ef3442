"""How much of a text is the student's own: copied from the paper, repeated to fill, or a list of keywords."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from workbench.api import counting

from ..world.variant import World, build
from .coverage import Span, vocabulary
from .normalise import BREAKS, Folded, fold

COPIED_RUN = 7  # characters in a row shared with the paper: longer than its names and set phrases
REPEATED_RUN = 5
SAME_LETTER, DIGITS_IN_A_ROW = 4, 9
OWN_LEAST = 0.7  # the share of one's own writing from which the whole text counts
LISTED_MOST, LISTED_BARE, FUNCTION_LEAST = 0.5, 0.3, 0.04
_FUNCTION = frozenset(
    "的了是在我你他她它们这那就都也和与把被给让从到着过吗呢吧啊呀不没有很还又再才会能想说去来上下里"
)
SHORTEST_LIST = 20  # characters: below, a text is too short to be called a list


@dataclass(frozen=True, slots=True)
class Originality:
    """``count`` by the rule that counts; ``copied`` and ``repeated`` of it; stretches of the original text.

    ``listed`` is the share of letters that stand in the paper's own keywords, ``function`` that of
    function words; ``is_list`` says that it is a list of keywords and no text.
    """

    rule: str
    count: int
    copied: int
    repeated: int
    copied_spans: tuple[Span, ...]
    repeated_spans: tuple[Span, ...]
    listed: float
    function: float
    is_list: bool

    @property
    def own(self) -> int:
        """What is left of the count: 0 for a list of keywords."""
        return 0 if self.is_list else self.count - self.copied - self.repeated

    @property
    def own_share(self) -> float:
        """``own`` of ``count``, in [0, 1]; 0 for an empty text."""
        return self.own / self.count if self.count else 0.0

    @property
    def is_own(self) -> bool:
        """Whether so much is the student's own that the whole text counts."""
        return self.own_share >= OWN_LEAST

    @property
    def effective(self) -> int:
        """The length that is marked: what is one's own, or the whole count where that is enough."""
        return self.count if self.is_own else self.own

    @property
    def barred(self) -> tuple[Span, ...]:
        """The stretches in which nothing counts: none while the text is the student's own."""
        return () if self.is_own else self.copied_spans + self.repeated_spans

    @property
    def shown(self) -> str:
        """The sum in words, with the text's own numbers."""
        if self.is_list:
            shares = f"关键词占 {self.listed:.0%}，虚词占 {self.function:.0%}"
            return f"{self.count} 字是关键词罗列（{shares}），有效字数 0"
        if not self.copied and not self.repeated:
            return f"{self.count} 字，没有照抄素材和重复"
        parts = f"{self.count} − 照抄素材 {self.copied} − 重复凑字 {self.repeated} = {self.own}"
        return f"有效字数 = {parts}，占 {self.own_share:.0%}" + (
            "" if self.is_own else f"，不足 {OWN_LEAST:.0%}，按有效字数计"
        )


@lru_cache(maxsize=1024)
def originality(seed: int, text: str, rule: str = "copy") -> Originality:
    """How much of ``text`` is the student's own on the paper of ``seed``, counted by ``rule``."""
    world, folded = build(seed), fold(text)
    letters = _without_breaks(folded)
    repeated = _repeated(letters)
    copied = _copied(letters, world) - repeated
    count = counting.RULES[rule][1](text)
    copied_spans, repeated_spans = _stretches(letters, copied), _stretches(letters, repeated)
    lost = [
        sum(counting.RULES[rule][1](text[a:b]) for a, b in spans) for spans in (copied_spans, repeated_spans)
    ]
    listed, function = _listed(letters, world), _function_share(letters)
    is_list = len(letters.text) >= SHORTEST_LIST and (
        listed > LISTED_MOST or (listed > LISTED_BARE and function < FUNCTION_LEAST)
    )
    return Originality(
        rule, count, min(lost[0], count), min(lost[1], count - min(lost[0], count)), copied_spans,
        repeated_spans, listed, function, is_list,
    )  # fmt: skip


def _without_breaks(folded: Folded) -> Folded:
    kept = [at for at, letter in enumerate(folded.text) if letter not in BREAKS]
    return Folded("".join(folded.text[at] for at in kept), tuple(folded.origin[at] for at in kept))


def _copied(letters: Folded, world: World) -> set[int]:
    runs = _paper_runs(world.seed)
    marked: set[int] = set()
    for at in range(len(letters.text) - COPIED_RUN + 1):
        if letters.text[at : at + COPIED_RUN] in runs:
            marked |= set(range(at, at + COPIED_RUN))
    # The names that a copy must use are nobody's own words and nobody's theft.
    for name in (world.company, *(world.brand + name for name in world.names), *world.names, world.brand):
        for match in re.finditer(re.escape(fold(name).text), letters.text):
            marked -= set(range(*match.span()))
    return marked


@lru_cache(maxsize=256)
def _paper_runs(seed: int) -> frozenset[str]:
    world = build(seed)
    texts = [claim.text for claim in world.claims]
    texts += [text for _, text in world.archive]
    texts += [picture.scene.subject for picture in world.pictures]
    texts.append(world.goal.text.format(brand=world.brand))
    return frozenset(run for text in texts for run in _runs(_without_breaks(fold(text)).text, COPIED_RUN))


def _runs(text: str, size: int) -> Iterator[str]:
    return (text[at : at + size] for at in range(len(text) - size + 1))


def _repeated(letters: Folded) -> set[int]:
    text = letters.text
    seen: dict[str, int] = {}
    marked: set[int] = set()
    for at, run in enumerate(_runs(text, REPEATED_RUN)):
        first = seen.setdefault(run, at)
        if at - first >= REPEATED_RUN:  # an overlap with itself is the next rule's
            marked |= set(range(at, at + REPEATED_RUN))
    for match in re.finditer(rf"(.)\1{{{SAME_LETTER - 1},}}|\d{{{DIGITS_IN_A_ROW},}}", text):
        marked |= set(range(match.start() + 1, match.end()))
    return marked


def _stretches(letters: Folded, marked: set[int]) -> tuple[Span, ...]:
    spans: list[list[int]] = []
    for at in sorted(marked):
        place = letters.origin[at]
        if spans and at - 1 in marked and place >= spans[-1][1] - 1:
            spans[-1][1] = place + 1
        else:
            spans.append([place, place + 1])
    return tuple((start, end) for start, end in spans)


def _listed(letters: Folded, world: World) -> float:
    marked: set[int] = set()
    for word in vocabulary(world):
        for match in re.finditer(re.escape(word), letters.text):
            marked |= set(range(*match.span()))
    return len(marked) / len(letters.text) if letters.text else 0.0


def _function_share(letters: Folded) -> float:
    return sum(letter in _FUNCTION for letter in letters.text) / len(letters.text) if letters.text else 0.0
