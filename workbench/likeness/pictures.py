"""Pictures that are alike whatever their size, format and compression: 64-bit perceptual hashes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

BITS = 64
WITHIN = 6
"""Bits that may differ. Of random hashes with 32 bits set, one pair in 7 x 10^10 is so close."""

FLAT_SPREAD = 2.0  # grey levels of 255: a picture that varies less has no picture in it, its hash is chance
MOST_PIXELS = 64_000_000  # of a picture that is hashed: 200 MB while it is open
_SIDE, _LOW = 32, 8
_ROWS = 256  # pictures compared with all others at a time

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class PicturePair:
    """Two pictures of two scripts: ids (``a`` < ``b``) and the place of each in its script's list.

    ``bits`` of 64 differ; 0 is the same picture as far as the hash sees.
    """

    a: str
    b: str
    a_picture: int
    b_picture: int
    bits: int


def fingerprint(picture: Image.Image) -> str:
    """The hash of ``picture`` as 16 hex digits, blank for one that is all but flat.

    Rec. 709 brightness of 32 x 32 box-averaged pixels, two-dimensional DCT-II, the 8 x 8 lowest
    frequencies, one bit each: above their median. Equal to what the picture desk notes of an uploaded file.
    Source: pHash, Zauner 2010, 3.2.1.
    """
    small = np.asarray(picture.convert("RGB").resize((_SIDE, _SIDE), Image.Resampling.BOX), np.float32)
    grey = small @ np.array((0.2126, 0.7152, 0.0722), np.float32)
    if grey.std() < FLAT_SPREAD:
        return ""
    low = (_cosines() @ grey @ _cosines().T)[:_LOW, :_LOW]
    bits = "".join("1" if bit else "0" for bit in (low > np.median(low)).ravel().tolist())
    return f"{int(bits, 2):016x}"


def fingerprint_of(body: bytes) -> str:
    """The hash of a picture file, of its first frame; blank for one that cannot be read or is too large."""
    try:
        with Image.open(io.BytesIO(body)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return ""
            return fingerprint(picture)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):  # what Pillow says of bad files
        return ""


@cache
def _cosines() -> NDArray[np.float32]:
    index = np.arange(_SIDE)
    waves: NDArray[np.float32] = np.cos(np.pi / _SIDE * (index[None, :] + 0.5) * index[:, None]).astype(
        np.float32
    )
    return waves


def alike_pictures(
    prints: Mapping[str, Sequence[str]], *, given: Iterable[str] = (), within: int = WITHIN
) -> tuple[PicturePair, ...]:
    """Pairs of pictures of two scripts that differ in ``within`` bits or fewer, the closest first.

    ``prints`` has the hashes of each script's pictures; a blank one, and one that is ``within`` bits of a
    given asset, is compared with none. Every pair is looked at; memory holds a block of them.
    """
    names = sorted(prints)
    held = [(name, at, digits) for name in names for at, digits in enumerate(prints[name]) if digits]
    hashes = np.array([int(digits, 16) for _, _, digits in held], np.uint64)
    assets = np.array([int(digits, 16) for digits in given if digits], np.uint64)
    is_own = np.array([not (_apart(assets, one) <= within).any() for one in hashes], np.bool_)
    held, hashes = [one for one, own in zip(held, is_own, strict=True) if own], hashes[is_own]
    found = [
        PicturePair(held[one][0], held[two][0], held[one][1], held[two][1], bits)
        for one, two, bits in _close(hashes, within)
        if held[one][0] != held[two][0]
    ]
    return tuple(sorted(found, key=lambda pair: (pair.bits, pair.a, pair.b, pair.a_picture, pair.b_picture)))


def _close(hashes: Hashes, within: int) -> Iterator[tuple[int, int, int]]:
    for start in range(0, len(hashes), _ROWS):
        apart = _apart(hashes[start : start + _ROWS, None], hashes[None, start:])
        for row, column in np.argwhere(apart <= within).tolist():
            if row < column:
                yield start + row, start + column, int(apart[row, column])


def _apart(one: Hashes, two: Hashes | np.uint64) -> NDArray[np.uint8]:
    bits: NDArray[np.uint8] = np.bitwise_count(one ^ two)
    return bits
