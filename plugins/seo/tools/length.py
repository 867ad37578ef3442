"""How long a text is: characters, display width, and 字 by the rule that the task states."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_SEPARATORS = re.compile(r"[,，、|｜;；]")


def width(text: str) -> int:
    """Display width: 2 for wide and full-width characters and emoji, 0 for combining ones, 1 for the rest.

    Source: Unicode Standard Annex 11 (East Asian Width), ambiguous characters counted as wide, as
    Chinese fonts draw them.
    """
    if text.isascii():
        return len(text)
    total = 0
    for character in text:
        if unicodedata.east_asian_width(character) in "WFA":
            total += 2
        elif unicodedata.category(character) not in ("Mn", "Me", "Cf"):
            total += 1
    return total


def zi(text: str) -> float:
    """Length in 字: a full-width character is 1, a half-width one 0.5. Not bytes and not ``len``."""
    return width(text) / 2


def shown_zi(text: str) -> str:
    """The length in 字 without a needless ``.0``."""
    return f"{zi(text):g}"


def split_keywords(content: str) -> tuple[str, ...]:
    """The words of a keywords tag: parted by commas, 顿号, bars or semicolons, else by white space."""
    parts = _SEPARATORS.split(content) if _SEPARATORS.search(content) else content.split()
    return tuple(part.strip() for part in parts if part.strip())


def repeated(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that stand more than once, letters in either case being the same."""
    counts = Counter(word.casefold() for word in words)
    return tuple(word for word, count in counts.items() if count > 1)
