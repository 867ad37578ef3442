"""How much a text sells like an advertisement: a sum of finds, each with its place and what it adds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from ..world.packs import HARDSELL
from .banned import counted, flags
from .coverage import Span, coverage
from .normalise import fold, folded_words
from .sources import citations


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the sum: ``words`` after fold, ``expressions`` on the half-width text."""

    id: str
    name: str
    weight: int
    words: tuple[str, ...]
    expressions: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Find:
    """One find: ``[start, end)`` of the original text and what it adds to the sum."""

    part: str
    name: str
    start: int
    end: int
    adds: int


@dataclass(frozen=True, slots=True)
class HardSell:
    """The finds in order of place."""

    finds: tuple[Find, ...]

    @property
    def score(self) -> int:
        """The sum."""
        return sum(find.adds for find in self.finds)

    @property
    def by_part(self) -> Mapping[str, int]:
        """What each part adds, by its name, in order of first find."""
        sums: dict[str, int] = {}
        for find in self.finds:
            sums[find.name] = sums.get(find.name, 0) + find.adds
        return sums

    @property
    def shown(self) -> str:
        """The sum in words, each part with its number."""
        parts = " + ".join(f"{name} {adds}" for name, adds in self.by_part.items())
        return f"硬广分 = {parts} = {self.score}" if parts else "硬广分 = 0（没有命中）"

    def has(self, part: str) -> bool:
        """Whether anything of that part was found."""
        return any(find.part == part for find in self.finds)


@cache
def _parts() -> tuple[Part, ...]:
    return tuple(
        Part(
            row.id,
            row.name,
            row.weight,
            folded_words(row.words),
            tuple(re.compile(one) for one in row.expressions),
        )
        for row in HARDSELL.content.parts
    )


@lru_cache(maxsize=1024)
def hard_sell(seed: int, text: str) -> HardSell:
    """The hard-sell sum of ``text`` on the paper of ``seed``."""
    finds: dict[Span, Find] = {}
    for part in _parts():
        for start, end in _places(part, text):
            # Of two finds in one place the weightier stays.
            rival = next((span for span in finds if span[0] < end and start < span[1]), None)
            if rival is not None:
                if finds[rival].adds >= part.weight:
                    continue
                del finds[rival]
            finds[start, end] = Find(part.id, part.name, start, end, part.weight)
    found = [*finds.values(), *_counted_finds(seed, text)]
    return HardSell(tuple(sorted(found, key=lambda find: find.start)))


def _places(part: Part, text: str) -> Iterator[Span]:
    folded = fold(text)
    contexts = _contexts()
    barred = [match.span() for word in contexts for match in re.finditer(re.escape(word), folded.text)]
    for word in part.words:
        for match in re.finditer(re.escape(word), folded.text):
            if not any(low <= match.start() and match.end() <= high for low, high in barred):
                yield folded.span(*match.span())
    half = "".join(narrow if len(narrow := unicodedata.normalize("NFKC", one)) == 1 else one for one in text)
    for expression in part.expressions:
        yield from (match.span() for match in expression.finditer(half))
        yield from (folded.span(*match.span()) for match in expression.finditer(folded.text))


@cache
def _contexts() -> tuple[str, ...]:
    return folded_words(HARDSELL.content.contexts)


def _counted_finds(seed: int, text: str) -> Iterator[Find]:
    rules = HARDSELL.content
    marks = [(at, at + 1) for at, one in enumerate(text) if one in "!！"]
    banned = [(flag.start, flag.end) for flag in counted(flags(text, citations(seed)))]
    for part, rule, places in (
        ("exclaim", rules.exclaim, marks),
        ("brand", rules.brand, coverage(seed, text).brand),
        ("banned", rules.banned, banned),
    ):
        for start, end in places[rule.free :]:
            yield Find(part, rule.name, start, end, rule.weight)
