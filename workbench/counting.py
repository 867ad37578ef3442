"""How many characters a text has, by three stated rules. The editor counts by the same ones (counting.js).

One text is counted by a regular expression; many at once by ``cohort``, a table of character classes. Both
are made of the same ranges, and a test compares them on every character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # counting one text needs no array library
    import numpy as np
    from numpy.typing import NDArray

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters as ranges, so that every browser and Python agree whatever Unicode version they have."""

_COUNTED = f"{HAN}0-9０-９"
_COPY = re.compile(f"[{_COUNTED}]")
_SPACE = "\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_MARKS = "\u2018\u2019\u201c\u201d\u2026\u2014\u00b7"  # quotes, dots, dashes: full width in Chinese type
_WIDE = f"{HAN}{_MARKS}\u2e80-\u2fdf\u3001-\u33ff\ufe30-\ufe4f\uff01-\uff9f\uffe0-\uffe6"
_WORD = re.compile(f"[{_WIDE}]|[^{_WIDE}{_SPACE}]+")
_VISIBLE = re.compile(f"[^{_SPACE}]")


def copy_length(text: str) -> int:
    """字数 of the copywriting clause: each Han character and each digit is 1, everything else 0.

    Source: DESIGN 10, oddities A3 (the standard's "字数在 100 左右" names no rule).
    """
    return len(_COPY.findall(text))


def word_length(text: str) -> int:
    """字数 as MS Word prints it: each Han character, kana and full-width mark is 1, each other run is 1.

    A run is what stands between white space and such characters.

    Source: ENGINES 1.6 (MS Word 字数 = 中文字符和朝鲜语单词 + 非中文单词).
    """
    return len(_WORD.findall(text))


def visible_length(text: str) -> int:
    """字符数(不计空格): every character but white space is 1. Source: ENGINES 1.6."""
    return len(_VISIBLE.findall(text))


RULES: Mapping[str, tuple[str, Callable[[str], int]]] = MappingProxyType(
    {
        "copy": ("字数（汉字、数字各计 1，标点不计）", copy_length),
        "word": ("Word 字数（汉字和全角标点各计 1，外文按词计）", word_length),
        "visible": ("字符数（不计空格）", visible_length),
    }
)
"""Each rule's printed label and function, by the id that task files and the editor use."""

_CODE_POINTS = 0x110000
_SPACE_BIT, _WIDE_BIT, _COPY_BIT = 1, 2, 4


def cohort(texts: Sequence[str], rule: str) -> NDArray[np.int64]:
    """The length of each of ``texts`` by ``rule`` (a key of RULES), in order; equal to RULES' own count.

    Raises KeyError for a rule that there is not.
    """
    import numpy as np  # noqa: PLC0415  see TYPE_CHECKING above

    bits = {"copy": _COPY_BIT, "word": _WIDE_BIT, "visible": _SPACE_BIT}[rule]
    if not texts:
        return np.zeros(0, dtype=np.int64)
    # A line break ends each text: it counts by no rule, and no run of letters reaches over it.
    joined = "\n".join(texts) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    classes = _classes().take(codes)
    counted = (classes & bits) != 0
    if rule == "visible":
        counted = ~counted
    elif rule == "word":
        is_run = (classes & (_SPACE_BIT | _WIDE_BIT)) == 0
        counted |= is_run  # a run is 1: only its first character stays
        counted[1:] &= ~(is_run[1:] & is_run[:-1])
    sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + 1
    starts = np.cumsum(sizes) - sizes
    return np.add.reduceat(counted.view(np.uint8), starts, dtype=np.int32).astype(np.int64)


@cache
def _classes() -> NDArray[np.uint8]:
    # The class bits of every code point, a megabyte: made once, from the ranges of the expressions above.
    import numpy as np  # noqa: PLC0415  see TYPE_CHECKING above

    table = np.zeros(_CODE_POINTS, dtype=np.uint8)
    for ranges, bit in ((_SPACE, _SPACE_BIT), (_WIDE, _WIDE_BIT), (_COUNTED, _COPY_BIT)):
        for low, high in re.findall("(.)(?:-(.))?", ranges, re.DOTALL):
            table[ord(low) : ord(high or low) + 1] |= bit
    table.flags.writeable = False
    return table
