"""Keyword density with its numerator and denominator, and the words that a text uses most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import rjieba

from ..world.packs import companies

FORMULA = "密度 = 关键词字数 × 出现次数 ÷ 正文总字数 × 100 %"


@dataclass(frozen=True, slots=True)
class Density:
    """One keyword in one page's text. ``nested`` of the ``hits`` lie inside a longer listed keyword."""

    keyword: str
    hits: int
    nested: int
    keyword_chars: int
    text_chars: int

    @property
    def percent(self) -> Decimal:
        """The density in percent with one decimal, half up; 0 for a page without text."""
        if not self.text_chars:
            return Decimal("0.0")
        exact = Decimal(self.keyword_chars * self.hits * 100) / self.text_chars
        return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def formula(self) -> str:
        """The calculation with this page's numbers."""
        return f"{self.keyword_chars} × {self.hits} ÷ {self.text_chars} × 100 % = {self.percent} %"


def plain(keyword: str) -> str:
    """A keyword as it is counted: single spaces, lower case."""
    return " ".join(keyword.split()).lower()


def densities(text: str, text_chars: int, keywords: Sequence[str]) -> tuple[Density, ...]:
    """The density of each keyword. Hits are substrings: 配件 inside 农机配件 counts, and is shown apart.

    ``text`` has a line break at each block's edge, so that no hit reaches from one block to the next.
    """
    lower = text.lower()
    words = [plain(word) for word in keywords]
    if any(" " in word for word in words):
        lower = " ".join(lower.split())
    return tuple(
        Density(shown, lower.count(word), _nested(lower, word, words), len("".join(word.split())), text_chars)
        for shown, word in zip(keywords, words, strict=True)
        if word
    )


def _nested(text: str, word: str, words: Sequence[str]) -> int:
    longer = [other for other in words if word in other and other != word]
    if not longer:
        return 0
    inside = [span for other in longer for span in _spans(text, other)]
    return sum(any(low <= start and end <= high for low, high in inside) for start, end in _spans(text, word))


def _spans(text: str, word: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = text.find(word)
    while at >= 0:
        spans.append((at, at + len(word)))
        at = text.find(word, at + len(word))
    return spans


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text's own segmentation and how often it stands there."""

    word: str
    hits: int


def top_words(text: str, limit: int = 10) -> tuple[Word, ...]:
    """The most frequent words of two or more characters; equal counts in order of first use."""
    counts = Counter(segmenter().cut(text))
    words = Counter({word: hits for word, hits in counts.items() if len(word) > 1 and word.isalnum()})
    return tuple(Word(word, hits) for word, hits in words.most_common(limit))


@cache
def segmenter() -> rjieba.Jieba:
    """The segmenter with the trade's own words: the stock dictionary splits them."""
    jieba = rjieba.Jieba()
    for company in companies().values():
        for word in (company.core, company.brand, *(product.name for product in company.products)):
            jieba.add_word(word, None, None)
    return jieba
