"""Promises that a clerk must not make: where they stand, why, and who says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ..world.packs import PROMISES, PromiseKind
from .folding import Folded, fold, pattern

BEFORE, AFTER = 14, 8  # characters of the same clause in which a negation takes a promise back

_MARKS = re.compile(r"[，。！？；,.!?;、]")


@dataclass(frozen=True, slots=True)
class Promise:
    """A forbidden promise in a typed text: ``start`` and ``end`` count its characters."""

    kind: str
    start: int
    end: int


@cache
def kinds() -> Mapping[str, PromiseKind]:
    """The kinds by id, in order of precedence where two overlap."""
    return {kind.id: kind for kind in PROMISES.content.kinds}


def promises_in(typed: str | Folded) -> tuple[Promise, ...]:
    """The forbidden promises of a text, one for each stretch; what is refused or denied is none."""
    folded = fold(typed) if isinstance(typed, str) else typed
    found: list[tuple[int, int, str]] = []
    for kind in kinds().values():
        for one in pattern(*kind.patterns).finditer(folded.text):
            start, end = one.span()
            overlaps = any(start < other_end and other < end for other, other_end, _ in found)
            if not overlaps and not _is_denied(folded.text, start, end):
                found.append((start, end, kind.id))
    return tuple(Promise(kind, *folded.span(start, end)) for start, end, kind in sorted(found))


def _is_denied(text: str, start: int, end: int) -> bool:
    before = _MARKS.split(text[max(0, start - BEFORE) : start])[-1]
    after = _MARKS.split(text[end : end + AFTER])[0]
    words = PROMISES.content
    is_negated = pattern(*words.negations).search(before) is not None
    return is_negated or pattern(*words.denials).search(after) is not None
