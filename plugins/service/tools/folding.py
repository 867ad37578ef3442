"""Typed text made comparable without losing where it stood, and patterns that forgive a doubled character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

_HAN = re.compile(r"([\u4e00-\u9fff])\1*")
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百千]+(?=元|块|盒|罐|份|袋|套|件|折|天|分钟|小时|克)")


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` without blanks, full-width forms and capitals; ``places`` are indexes into what was typed."""

    typed: str
    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stands in what was typed."""
        return self.places[start], self.places[end - 1] + 1


def fold(typed: str) -> Folded:
    """``typed`` for comparison. Chinese numerals before a unit become digits."""
    characters: list[tuple[str, int]] = []
    for at, raw in enumerate(typed):
        folded = unicodedata.normalize("NFKC", raw).lower()
        characters += [(one, at) for one in folded if not one.isspace() and one.isprintable()]
    text = "".join(one for one, _ in characters)
    places = [at for _, at in characters]
    for found in reversed(list(_NUMERAL.finditer(text))):
        number = _number_of(found[0])
        text = text[: found.start()] + number + text[found.end() :]
        places[found.start() : found.end()] = [places[found.start()]] * (len(number) - 1) + [
            places[found.end() - 1]
        ]
    return Folded(typed, text, tuple(places))


def _number_of(numeral: str) -> str:
    if not any(one in _SCALES for one in numeral):
        return "".join(str(_DIGITS[one]) for one in numeral)
    total, digit, scale = 0, 0, 10
    for one in numeral:
        if one in _SCALES:
            scale = _SCALES[one]
            total += (digit or 1) * scale
            digit = 0
        else:
            digit = _DIGITS[one]
            scale = 10 if one in "零〇" else scale
    spoken = digit * scale // 10 if scale > 10 else digit  # noqa: PLR2004  一百六 is 160
    return str(total + spoken)


@cache
def pattern(*sources: str) -> re.Pattern[str]:
    """One pattern of several; every Han character may be typed more than once. Nothing matches none."""
    loose = (_HAN.sub(lambda run: f"(?:{run[1]}{{{len(run[0])},}})", source) for source in sources)
    return re.compile("|".join(f"(?:{source})" for source in loose) if sources else r"(?!)")


def matches(found: Folded, sources: Iterable[str]) -> list[tuple[int, int]]:
    """Where any of ``sources`` stands in ``found.text``, as indexes into it."""
    return [one.span() for one in pattern(*sources).finditer(found.text) if one.end() > one.start()]
