"""Texts as they are compared: letters and digits alone, each still knowing where it stood."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Letters:
    """The folded letters of many texts one after another, three arrays of one length.

    ``codes`` are code points, ``text`` the number of the text that each is from, ``origin`` the place in it
    of the character that it came from.
    """

    codes: Codes
    text: Places
    origin: Places


def fold(texts: Sequence[str]) -> Letters:
    """``texts`` with disguises taken off, so that only a change of words is a change.

    Full width becomes half width and compatibility forms what they stand for (NFKD: ① is 1), upper case
    lower; spaces, punctuation, marks above letters, emoji and zero-width characters are left out. Each
    character is folded by itself, so that no text depends on its neighbours.
    """
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    pieces = _Pieces.of(codes)
    which = pieces.slots[codes]
    lengths = pieces.sizes[which]
    place = np.repeat(np.arange(len(codes)), lengths)
    letters = pieces.begins[which[place]]
    if lengths.size and lengths.max() > 1:  # a character that is several: the how-many-th of them
        letters = letters + np.arange(len(place)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    sizes = np.fromiter(map(len, texts), np.intp, len(texts))
    text = np.repeat(np.arange(len(texts)), sizes)[place]
    return Letters(pieces.flat[letters], text, place - (np.cumsum(sizes) - sizes)[text])


@dataclass(frozen=True, slots=True)
class _Pieces:
    """What each character that occurs is folded to: ``flat[begins[slot] : begins[slot] + sizes[slot]]``."""

    slots: Places
    flat: Codes
    begins: Places
    sizes: Places

    @classmethod
    def of(cls, codes: NDArray[np.uint32]) -> _Pieces:
        seen = np.zeros(int(codes.max(initial=0)) + 1, np.bool_)
        seen[codes] = True
        present = np.flatnonzero(seen)
        pieces = [_piece(chr(code)) for code in present.tolist()]
        slots = np.zeros(len(seen), np.intp)
        slots[present] = np.arange(len(present))
        sizes = np.fromiter(map(len, pieces), np.intp, len(pieces))
        flat = np.fromiter(map(ord, "".join(pieces)), np.int64)
        return cls(slots, flat, np.cumsum(sizes) - sizes, sizes)


def _piece(character: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return "".join(one for one in plain if unicodedata.category(one)[0] in "LN")
