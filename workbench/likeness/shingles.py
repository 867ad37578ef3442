"""Texts as sets of 3-grams: one sparse row each, the rarest shingle first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.likeness.folding import Codes, Letters, Places, fold

LENGTH = 3  # characters of a shingle
_BITS = 21  # a code point fits in 21 bits, three in 63: a shingle is its own number and never meets another


@dataclass(frozen=True, slots=True)
class Shingles:
    """The own shingles of each text, as rows of a sparse matrix of ones.

    Row i is ``ranks[begins[i] : begins[i + 1]]``, rising; a lower rank stands in the texts less often, a
    shingle that stands there once has no rank. ``sizes`` counts all own shingles of a text, ``alone`` those
    without a rank. ``width`` is the number of ranks.
    """

    ranks: Places
    begins: Places
    sizes: Places
    alone: Places
    width: int

    def only(self, texts: Places) -> Shingles:
        """The sets of ``texts`` alone, in that order, with the ranks that they have here."""
        held = np.diff(self.begins)[texts]
        begins = np.concatenate(([0], np.cumsum(held)))
        rows = np.repeat(self.begins[texts] - begins[:-1], held) + np.arange(begins[-1])
        return Shingles(self.ranks[rows], begins, self.sizes[texts], self.alone[texts], self.width)


def shingle_codes(letters: Letters) -> tuple[Places, Codes]:
    """The text and the number of each 3-gram, in order; a text of fewer than three letters has none."""
    codes = letters.codes
    inside = letters.text[: -LENGTH + 1] == letters.text[LENGTH - 1 :]
    numbers = (codes[:-2] << 2 * _BITS) | (codes[1:-1] << _BITS) | codes[2:]
    return letters.text[: -LENGTH + 1][inside], numbers[inside]


def given_codes(given: Sequence[str]) -> Codes:
    """The numbers of all shingles of ``given``, rising."""
    return _distinct(shingle_codes(fold(given))[1])


def _distinct(numbers: Codes) -> Codes:
    """Each number once, rising. Sorting is ten times as fast as numpy's hash table for a million numbers."""
    ordered = np.sort(numbers)
    return ordered[np.diff(ordered, prepend=-1) > 0]


def shingles(texts: Sequence[str], given: Sequence[str] = ()) -> Shingles:
    """The sets of 3-grams of ``texts``, without those that stand in any of ``given`` (brief, materials)."""
    text, numbers = shingle_codes(fold(texts))
    slot, words = pd.factorize(numbers)
    if given:
        is_own = ~np.isin(words, given_codes(given))[slot]
        text, slot = text[is_own], slot[is_own]
    found = np.bincount(slot, minlength=len(words))
    order = np.argsort(found, kind="stable")
    unranked = int((found < 2).sum())  # noqa: PLR2004  what stands once joins no two
    ranks = np.empty(len(words), np.intp)
    ranks[order] = np.arange(len(words)) - unranked
    rank = ranks[slot]
    is_ranked, width = rank >= 0, max(len(words) - unranked, 1)
    rows, columns = np.divmod(_distinct(text[is_ranked] * width + rank[is_ranked]), width)
    alone = np.bincount(text[~is_ranked], minlength=len(texts))
    held = np.bincount(rows, minlength=len(texts))
    return Shingles(columns, np.concatenate(([0], np.cumsum(held))), held + alone, alone, width)
