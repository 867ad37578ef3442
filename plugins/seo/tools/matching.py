"""Whether a keyword meets a search: exact, phrase and broad match, and negative words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from workbench.api import reading

from ..world.bid_packs import LEXICON

EXACT, PHRASE, BROAD = "精确", "短语", "广泛"
MATCHES = (EXACT, PHRASE, BROAD)
"""From the tightest to the widest."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a search: its concept (the character itself where the lexicon has none)."""

    concept: str
    is_typo: bool = False
    is_loose: bool = False


@cache
def _lexicon() -> Mapping[str, Token]:
    """Each form by its text, longest first."""
    found: dict[str, Token] = {}
    for row in LEXICON.content.concepts:
        found.update({form: Token(row.id, is_loose=row.loose) for form in row.forms})
        found.update({typo: Token(row.id, is_typo=True, is_loose=row.loose) for typo in row.typos})
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """``text`` as words of the lexicon, the longest first; what it lacks stands character by character."""
    text = reading.fold(text)
    found: list[Token] = []
    at = 0
    while at < len(text):
        form = next((form for form in _lexicon() if text.startswith(form, at)), "")
        found.append(_lexicon()[form] if form else Token(text[at]))
        at += len(form) or 1
    return tuple(found)


def core(text: str) -> frozenset[str]:
    """The concepts that broad match asks for: all but place and way of asking."""
    found = tokens(text)
    return frozenset(token.concept for token in found if not token.is_loose) or frozenset(
        token.concept for token in found
    )


@lru_cache(maxsize=65_536)
def met(keyword: str, match: str, search: str) -> str | None:
    """How ``keyword``, set to ``match``, meets ``search``: the tightest way that it allows, or None.

    精确: the same text; one word more or another order is no match. 短语: the search holds the whole keyword,
    or its synonyms, in this order and unbroken. 广泛: the search holds every core word of the keyword, in any
    order, typing errors included. White space, case and full width never matter. Source: ENGINES 1.1
    (Baidu's rules in mirrors, not read first-hand); synonyms and typing errors are the task's own list.
    """
    if reading.fold(keyword) == reading.fold(search):
        return EXACT
    if match != EXACT and _holds(keyword, search):
        return PHRASE
    if match == BROAD and core(keyword) <= {token.concept for token in tokens(search)}:
        return BROAD
    return None


def _holds(keyword: str, search: str) -> bool:
    wanted, found = tokens(keyword), tokens(search)
    if any(token.is_typo for token in wanted):
        return reading.fold(keyword) in reading.fold(search)
    length = len(wanted)
    return any(found[at : at + length] == wanted for at in range(len(found) - length + 1))


def is_barred(search: str, negatives: Iterable[str], exact_negatives: Iterable[str]) -> bool:
    """Whether a negative word keeps the ad from ``search``.

    A 短语否定词 bars each search that holds its text, a 精确否定词 only the search that equals it.
    """
    text = reading.fold(search)
    return any(reading.fold(word) in text for word in negatives if word.strip()) or any(
        reading.fold(word) == text for word in exact_negatives
    )
