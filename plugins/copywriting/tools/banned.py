"""Banned and risky words: found under their disguises, with the law, and left alone where the law does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import ahocorasick_rs

from ..world.packs import LEXICON
from .normalise import BREAKS, Folded, fold, folded_words
from .sources import Citations

_QUOTES = re.compile(r"“[^”\n]*”|「[^」\n]*」|『[^』\n]*』|\"[^\"\n]*\"")
_SENTENCE_END = "。！？!?\n"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of words: ``level`` ban (counts) or warn (is shown), and the law behind it."""

    id: str
    name: str
    level: str
    law: str
    verified: bool
    may_be_quoted: bool


@dataclass(frozen=True, slots=True)
class Flag:
    """One find: ``[start, end)`` of the original text. ``state``: counts, warns, quoted or suspect.

    ``is_hidden``: the word did not stand there letter by letter. A suspect stands across a clause mark
    (最，佳), where only a person can tell hiding from writing.
    """

    kind: Kind
    word: str
    start: int
    end: int
    state: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class _Lexicon:
    kinds: Mapping[str, Kind]
    terms: tuple[tuple[str, Kind | None], ...]
    automaton: ahocorasick_rs.AhoCorasick


@cache
def _lexicon() -> _Lexicon:
    pack = LEXICON.content
    kinds: dict[str, Kind] = {}
    terms: dict[str, Kind | None] = {}
    for row in pack.kinds:
        kind = Kind(row.id, row.name, row.level, row.law, row.verified, row.may_be_quoted)
        kinds[kind.id] = kind
        terms |= dict.fromkeys(_both_firsts(row.words), kind)
    for context in pack.contexts:
        terms |= dict.fromkeys(_both_firsts(context.words))
    automaton = ahocorasick_rs.AhoCorasick(
        list(terms), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )  # the longest from the left: a context that holds a word keeps it from firing
    return _Lexicon(kinds, tuple(terms.items()), automaton)


def _both_firsts(words: Sequence[str]) -> tuple[str, ...]:
    # 第一 is written 第1 and 第① too, and so are the contexts that take it back (第1步).
    return folded_words((*words, *(word.replace("第一", "第1") for word in words)))


def kinds() -> Mapping[str, Kind]:
    """The kinds by id, in the pack's order."""
    return _lexicon().kinds


@lru_cache(maxsize=2048)  # faces and criteria ask about the same text again and again
def flags(text: str, sources: Citations = ()) -> tuple[Flag, ...]:
    """Every banned or risky word of ``text``, in order; ``sources`` are what a quotation may cite."""
    found = [_flag(text, sources, *one) for one in _matches(fold(text))]
    taken = [(flag.start, flag.end) for flag in found]
    for word, kind, start, end, is_hidden in _matches(fold(text, keep_breaks=False)):
        crosses = any(mark in BREAKS for mark in text[start:end])
        if crosses and not any(start < stop and begin < end for begin, stop in taken):
            found.append(Flag(kind, word, start, end, "suspect", is_hidden))
    return tuple(sorted(found, key=lambda flag: flag.start))


def _matches(folded: Folded) -> Iterator[tuple[str, Kind, int, int, bool]]:
    lexicon = _lexicon()
    for at, start, end in lexicon.automaton.find_matches_as_indexes(folded.text):
        word, kind = lexicon.terms[at]
        if kind is None or not _is_whole(folded.text, start, end):
            continue
        first, last = folded.span(start, end)
        yield word, kind, first, last, last - first != len(word)


def _is_whole(text: str, start: int, end: int) -> bool:
    # Latin words and numbers are whole ones: top1 is not in stop1, no1 not in no12.
    before, after = text[start - 1 : start], text[end : end + 1]
    head = text[start].isascii() and text[start].isalnum() and before.isascii() and before.isalnum()
    tail = text[end - 1].isdigit() and after.isdigit()
    return not (head or tail)


def _flag(
    text: str,
    sources: Citations,
    word: str,
    kind: Kind,
    start: int,
    end: int,
    is_hidden: bool,  # noqa: FBT001  a match is passed on as it is
) -> Flag:
    if kind.may_be_quoted and _is_quoted(text, start, end, sources):
        state = "quoted"
    else:
        state = "counts" if kind.level == "ban" else "warns"
    hidden = is_hidden or fold(text[start:end]).text != text[start:end].lower()
    return Flag(kind, word, start, end, state, hidden)


def _is_quoted(text: str, start: int, end: int, sources: Citations) -> bool:
    # Inside quotation marks, word for word what a source of the paper says, and the same sentence names
    # that source (广告法第十一条：引证内容应真实、准确，并表明出处).
    quote = next((one for one in _QUOTES.finditer(text) if one.start() < start and end < one.end()), None)
    if quote is None:
        return False
    low = max(text.rfind(mark, 0, quote.start()) for mark in _SENTENCE_END) + 1
    stops = [at for mark in _SENTENCE_END if (at := text.find(mark, quote.end())) >= 0]
    sentence = fold(text[low : min(stops, default=len(text))], keep_breaks=False).text
    said = fold(quote[0], keep_breaks=False).text
    return any(source in sentence and said in words for source, words in sources)


def counted(found: Sequence[Flag]) -> tuple[Flag, ...]:
    """The flags that count: banned, not quoted with a source, not merely suspected."""
    return tuple(flag for flag in found if flag.state == "counts")
