"""A text as it is searched: disguises taken off, every character still knowing where it stood."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from ..world.packs import FOLDS

BREAKS = frozenset("。！？；，、：,!?;:\n\r")
"""Marks that part sentences and clauses. All else that is no letter, digit or % is a mere separator."""

_KEPT = frozenset("%¥$￥")
_JOINTS = frozenset(".-")  # between digits they belong to the number: 24.5, 3-5


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` with, for each character, the place of the one it came from (``origin``)."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original text, end exclusive, from which ``[start, end)`` came."""
        return self.origin[start], self.origin[end - 1] + 1


@lru_cache(maxsize=4096)
def fold(text: str, *, keep_breaks: bool = True) -> Folded:
    """``text`` for searching.

    Full width becomes half width (NFKC: ① is 1), upper case lower, known traditional characters and
    lookalikes what they stand for; zero-width characters, spaces, emoji and separators are left out.
    Clause marks stay (``keep_breaks``), so that no word reaches over a comma.
    """
    stand_ins = _stand_ins()
    letters: list[str] = []
    origin: list[int] = []
    for at, one in enumerate(text):
        is_joint = one in _JOINTS and text[at - 1 : at].isdecimal() and text[at + 1 : at + 2].isdecimal()
        for piece in unicodedata.normalize("NFKC", stand_ins.get(one, one)).lower():
            letter = stand_ins.get(piece, piece)
            if is_joint or (keep_breaks and letter in BREAKS) or _is_content(letter):
                letters.append(letter)
                origin.append(at)
    return Folded("".join(letters), tuple(origin))


def _is_content(letter: str) -> bool:
    return letter in _KEPT or unicodedata.category(letter)[0] in "LN"


@cache
def _stand_ins() -> Mapping[str, str]:
    pack = FOLDS.content
    pairs = f"{pack.traditional} {pack.lookalike} {pack.latin}".split()
    return {pair[0]: pair[1] for pair in pairs if pair[0] != pair[1]}


def folded_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Each word as ``fold`` leaves it, blank ones and repetitions left out, in order."""
    return tuple(dict.fromkeys(word for word in (fold(one).text for one in words) if word))
