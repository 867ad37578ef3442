"""Creatives: what is wrong with one by the rules, and how a searcher sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workbench.api import reading

from ..world.bid_packs import BIDRULES, BidRules
from ..world.market import facts
from .account import Creative
from .length import shown_zi, zi
from .matching import core

FIELDS = ("title", "line1", "line2")
LONGEST = 90  # characters that a field keeps; the rules ask for 40 字, which are 80 half-width ones
WILDCARD = re.compile(r"\{([^{}]*)\}")
_REPEATED_MARKS = re.compile(r"[!！?？,，.。、~～…]{2,}")
_NUMBER = re.compile(r"\d{7,}|\d{3,4}-\d{7,8}")


def bid_rules() -> BidRules:
    """The rule pack."""
    return BIDRULES.content


def filled(text: str) -> str:
    """A field with its wildcards' defaults in place."""
    return WILDCARD.sub(r"\1", text)


def text_of(creative: Creative) -> str:
    """All its words, wildcards filled with their default."""
    return "".join(filled(getattr(creative, name)) for name in FIELDS)


def shown(creative: Creative, keyword: str) -> tuple[tuple[tuple[str, bool], ...], ...]:
    """The three fields as a searcher sees them: pieces of text, and whether each stands in red.

    A wildcard is replaced by the keyword that was met; without one by its own default.
    """
    return tuple(_pieces(getattr(creative, name), keyword) for name in FIELDS)


def _pieces(text: str, keyword: str) -> tuple[tuple[str, bool], ...]:
    found: list[tuple[str, bool]] = []
    at = 0
    for wildcard in WILDCARD.finditer(text):
        found += [(text[at : wildcard.start()], False), (keyword or wildcard[1], True)]
        at = wildcard.end()
    return tuple((piece, is_red) for piece, is_red in (*found, (text[at:], False)) if piece)


def faults(creative: Creative, keywords: Sequence[str]) -> tuple[str, ...]:
    """What is wrong, in words; nothing for a creative that may go online.

    ``keywords`` are those of its unit. Lengths count as 字 (full width 1, half width 0.5) with the wildcard's
    default in place.
    """
    return tuple(_faults(creative, keywords))


def _faults(creative: Creative, keywords: Sequence[str]) -> Iterator[str]:
    for rule in bid_rules().creative:
        text = filled(getattr(creative, rule.id))
        if not rule.low <= zi(text) <= rule.high:
            yield f"{rule.name} {shown_zi(text)} 字，要求 {rule.low}—{rule.high} 字"
    yield from _wildcard_faults(creative)
    text = text_of(creative)
    yield from (f"有禁用语“{word}”" for word in banned(text))
    yield from (f"有别家的字号“{name}”" for name in facts().rivals if name in text)
    if mark := next((mark for mark in bid_rules().marks if mark in text), ""):
        yield f"有装饰符号“{mark}”"
    if _REPEATED_MARKS.search(text):
        yield "标点连用"
    if _NUMBER.search(text):
        yield "直接写了电话号码"
    yield from _empty_words(creative, text, keywords)


def _wildcard_faults(creative: Creative) -> Iterator[str]:
    for rule in bid_rules().creative:
        text = getattr(creative, rule.id)
        found = WILDCARD.findall(text)
        if re.search(r"[{}]", WILDCARD.sub("", text)) or any(not word.strip() for word in found):
            yield f"{rule.name}的通配符写法不对，应为 {{默认关键词}}"
        elif rule.id == "title" and len(found) != 1:
            yield f"标题要有 1 个通配符 {{默认关键词}}，现有 {len(found)} 个"
        elif len(found) > 1:
            yield f"{rule.name}的通配符有 {len(found)} 个，至多 1 个"


def banned(text: str) -> tuple[str, ...]:
    """The banned words in ``text``; full width and blanks between the characters hide none."""
    folded = "".join(char for char in reading.fold(text) if char.isalnum())
    found = []
    for row in bid_rules().banned:
        bare = folded
        for harmless in row.allowed:
            bare = bare.replace(harmless, "")
        if row.word in bare:
            found.append(row.word)
    return tuple(found)


def _empty_words(creative: Creative, text: str, keywords: Sequence[str]) -> Iterator[str]:
    defaults = [word for name in FIELDS for word in WILDCARD.findall(getattr(creative, name))]
    if keywords and not any(core(word) & core(default) for word in keywords for default in defaults):
        yield "通配符的默认关键词与本单元的关键词无关"
    words = sorted({*keywords, *defaults, *(term.text for term in facts().words)}, key=len, reverse=True)
    bare = text
    for word in words:
        bare = bare.replace(word, "")
    if text and 1 - len(bare) / len(text) > bid_rules().dump_share:
        yield "几乎全是关键词，没有说出内容"
    if len(set(text)) < len(text) * 0.35 or creative.line1.strip() == creative.line2.strip():
        yield "用重复的文字凑字数"
