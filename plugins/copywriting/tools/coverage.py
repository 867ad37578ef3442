"""Which selling points a text uses, which false claims it makes, and whether its numbers are the paper's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..world.packs import Fake, Point
from ..world.variant import World, build
from .normalise import BREAKS, Folded, fold, folded_words

Span = tuple[int, int]
_NOT = ("不是", "并非", "没说", "不说", "不敢说", "不提", "谈不上", "算不上", "不算", "没有说", "不靠")
_NEAR = 5  # characters before a claim in which a denial stands
_CHINESE = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_NUMERAL = re.compile("[零一二两三四五六七八九十百]{2,}")


@dataclass(frozen=True, slots=True)
class PointUse:
    """A true point in a text: the accepted words that stand there, and numbers that are not the paper's."""

    point: Point
    n: int
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    wrong: tuple[int, ...]

    @property
    def is_covered(self) -> bool:
        """Whether the text uses the point with no wrong number."""
        return bool(self.spans) and not self.wrong


@dataclass(frozen=True, slots=True)
class FakeUse:
    """A false claim in a text."""

    fake: Fake
    words: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage matrix of one text: every true point, the false claims made, brand and product."""

    points: tuple[PointUse, ...]
    fakes: tuple[FakeUse, ...]
    brand: tuple[Span, ...]
    product: tuple[Span, ...]

    @property
    def covered(self) -> tuple[PointUse, ...]:
        """The points that are used rightly."""
        return tuple(use for use in self.points if use.is_covered)

    @property
    def wrong(self) -> tuple[PointUse, ...]:
        """The points with a number that is not the paper's."""
        return tuple(use for use in self.points if use.wrong)

    @property
    def is_named(self) -> bool:
        """Whether brand and product are both named."""
        return bool(self.brand) and bool(self.product)


@lru_cache(maxsize=1024)
def coverage(seed: int, text: str, barred: tuple[Span, ...] = ()) -> Coverage:
    """The coverage of ``text`` on the paper of ``seed``; words inside ``barred`` stretches do not count."""
    world, folded = build(seed), fold(text)
    points = tuple(_use(folded, point, n, barred) for point, n in world.points)
    fakes = [_claims(folded, fake) for fake in world.fakes]
    return Coverage(
        points,
        tuple(use for use in fakes if use.spans),
        _spans(folded, (world.brand,), barred)[1],
        _spans(folded, world.names, barred)[1],
    )


def _use(folded: Folded, point: Point, n: int, barred: Sequence[Span]) -> PointUse:
    words, spans = _spans(folded, point.accept, barred)
    return PointUse(point, n, words, spans, _wrong_numbers(folded, point, n) if spans else ())


def _spans(
    folded: Folded, words: tuple[str, ...], barred: Sequence[Span]
) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    found: dict[Span, str] = {}
    for word in folded_words(words):
        for match in re.finditer(re.escape(word), folded.text):
            span = folded.span(*match.span())
            if not any(low <= span[0] and span[1] <= high for low, high in barred):
                found[span] = word
    return tuple(dict.fromkeys(found.values())), tuple(sorted(found))


def _claims(folded: Folded, fake: Fake) -> FakeUse:
    words: list[str] = []
    spans: list[Span] = []
    for word in folded_words(fake.claims):
        for match in re.finditer(re.escape(word), folded.text):
            before = folded.text[max(0, match.start() - _NEAR) : match.start()]
            if not any(no in _clause_end(before) for no in _NOT):
                words.append(word)
                spans.append(folded.span(*match.span()))
    return FakeUse(fake, tuple(dict.fromkeys(words)), tuple(sorted(spans)))


def _clause_end(text: str) -> str:
    # Only what stands in the same clause denies.
    return text[max((text.rfind(mark) for mark in BREAKS), default=-1) + 1 :]


def _wrong_numbers(folded: Folded, point: Point, n: int) -> tuple[int, ...]:
    text = _NUMERAL.sub(lambda match: str(_value(match[0])), folded.text)
    numbers = [int(group) for match in re.finditer(point.number, text) for group in match.groups() if group]
    return tuple(number for number in numbers if number != n)


def _value(numeral: str) -> int:
    """A Chinese numeral below a thousand: 三十六 is 36, 二四 is 24 as digits are read."""
    if not set(numeral) & set("十百"):
        return int("".join(str(_CHINESE[one]) for one in numeral))
    total = digit = 0
    for one in numeral:
        if one in _CHINESE:
            digit = _CHINESE[one]
        else:
            total += max(1, digit) * {"十": 10, "百": 100}[one]
            digit = 0
    return total + digit


def vocabulary(world: World) -> tuple[str, ...]:
    """Every word by which points, brand and product are recognised: what a keyword dump is made of."""
    accepted = [word for point, _ in world.points for word in (*point.accept, point.name)]
    return folded_words((*accepted, world.brand, *world.names))
