"""What a clerk's typed sentence does: acts with slots and places. Small, typed, without a model.

Phrases come from ``data/intents.yaml``; words are cut by rjieba, so that a list of nouns is told from a
sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import rjieba

from ..world.customers import NEEDS
from ..world.goods import Sku
from ..world.packs import INTENTS
from .folding import Folded, fold, matches, pattern
from .pricing import offers_in
from .promises import Promise, promises_in

_CLAUSE = re.compile(r"[^，。！？；,.!?;~…\n]+[，。！？；,.!?;~…\n]*")
_SHORTEST_QUESTION = 5  # characters that make a bare cue with a question mark a question
_LISTED = 4  # cue words in a row without a sentence around them are a list, not talk
_PLAIN = (
    "confirm", "recommend", "benefit", "hold", "reason", "vague_offer", "condition", "decline", "verify",
    "bye", "later", "polite", "greet", "open",
)  # fmt: skip
_STEPS = ("招呼", "询问", "推荐", "议价", "核实", "道别", "跟进")


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a text does. ``slot`` is a need, a good or a fact.

    ``fen`` belongs to the kinds offer, off, off_total and total (``pricing.Priced``). ``start`` and
    ``end`` count characters of the typed text.
    """

    kind: str
    slot: str
    start: int
    end: int
    fen: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """All acts of a text in the order of their places, its forbidden promises, and whether it is a list."""

    acts: tuple[Act, ...] = ()
    promises: tuple[Promise, ...] = ()
    is_list: bool = False
    folded: Folded = field(default_factory=lambda: fold(""))

    def slots(self, kind: str) -> tuple[str, ...]:
        """The differing slots of the acts of ``kind``, in order."""
        return tuple(dict.fromkeys(act.slot for act in self.acts if act.kind == kind))

    def has(self, *kinds: str) -> bool:
        """Whether any act is of one of ``kinds``."""
        return any(act.kind in kinds for act in self.acts)

    def first(self, kind: str) -> Act | None:
        """The first act of ``kind``, or None."""
        return next((act for act in self.acts if act.kind == kind), None)


def understand(typed: str, goods: Sequence[Sku], talked_of: Sku | None = None) -> Reading:
    """What ``typed`` does. ``talked_of`` is the good that a bare price refers to."""
    folded = fold(typed)
    intents = INTENTS.content
    acts = [
        Act(kind, "", *folded.span(*place))
        for kind in _PLAIN
        for place in matches(folded, getattr(intents, kind))[:1]
    ]
    named = list(_mentions(folded, goods))
    acts += named
    acts += _questions(folded, has_goods=bool(named))
    acts += [
        Act("fact", name, *folded.span(*place))
        for name, phrases in intents.facts.items()
        for place in matches(folded, phrases)[:1]
    ]
    by_id = {sku.id: sku for sku in goods}
    priced = by_id[named[0].slot] if named else talked_of
    if priced is not None:
        acts += [
            Act(one.kind, priced.id, *folded.span(one.start, one.end), fen=one.fen)
            for one in offers_in(folded.text, priced.price_fen)
        ]
    acts.sort(key=lambda act: (act.start, act.end, act.kind, act.slot))
    return Reading(tuple(acts), promises_in(folded), _is_list(folded), folded)


def _mentions(folded: Folded, goods: Sequence[Sku]) -> Iterator[Act]:
    places = [(matches(folded, [sku.short, sku.id.lower()]), sku) for sku in goods]
    for found, sku in sorted(((found, sku) for found, sku in places if found), key=lambda pair: pair[0][0]):
        yield Act("mention", sku.id, *folded.span(*found[0]))


def _questions(folded: Folded, *, has_goods: bool) -> list[Act]:
    found: list[Act] = []
    rules = INTENTS.content
    for clause in _CLAUSE.finditer(folded.text):
        asks = pattern(*rules.question).search(clause[0]) is not None
        bare = clause[0].rstrip("，。！？；,.!?;~…\n")
        asks = asks or (clause[0].endswith(("?", "？")) and len(bare) >= _SHORTEST_QUESTION and not has_goods)
        found_here: list[Act] = []
        for need in NEEDS:
            cues = rules.ask[need]
            hit = pattern(*cues.whole).search(clause[0])
            if hit is None and asks:
                hit = pattern(*cues.cues).search(clause[0])
            if hit is not None:
                start = clause.start() + hit.start()
                found_here.append(Act("ask", need, *folded.span(start, clause.start() + hit.end())))
        # “不能接受的味道” asks what to avoid, not what is liked.
        avoids = any(act.slot == "taboo" for act in found_here)
        found += [act for act in found_here if not (avoids and act.slot == "taste")]
    return found


def _is_list(folded: Folded) -> bool:
    """Whether a text is step names or nouns in a row: several of them, and hardly a word between."""
    words = [word for word in rjieba.cut(folded.text) if word.isalnum()]
    steps = sum(word in _STEPS for word in words)
    needs = sum(word in NEEDS.values() for word in words)
    spare = len(words) - steps - needs
    return max(steps, needs) >= _LISTED and spare <= max(steps, needs) // 2
