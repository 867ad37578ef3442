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
_ALONE, _RUN = 2, 1  # classes of the word rule: 1 by itself, 1 for a whole run; 0 is nothing
_MOST_IN_A_BYTE = 255
_BATCH = 256  # texts counted at a time: what they need then stays in the processor's cache


def cohort(texts: Sequence[str], rule: str) -> NDArray[np.int64]:
    """The length of each of ``texts`` by ``rule`` (a key of RULES), in order; equal to RULES' own count.

    Raises KeyError for a rule that there is not.
    """
    import numpy as np  # noqa: PLC0415  see TYPE_CHECKING above

    classes = _classes(rule)
    lengths = np.zeros(len(texts), dtype=np.int64)
    # A line break ends each text: it counts by no rule, and no run of letters reaches over it.
    sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + 1
    batches = [slice(low, low + _BATCH) for low in range(0, len(texts), _BATCH)]
    longest = max((int(sizes[batch].sum()) for batch in batches), default=0)
    # Room that every batch uses anew: fresh memory for each would cost more than the counting.
    places, found = np.empty(longest, dtype=np.intp), np.empty(longest, dtype=np.uint8)
    before = np.zeros(longest, dtype=np.uint8)
    begins = np.cumsum(sizes) - sizes
    for batch in batches:
        joined = "\n".join(texts[batch]) + "\n"
        size = len(joined)
        codes = np.frombuffer(_utf32(joined), dtype=np.uint32)
        np.copyto(places[:size], codes, casting="same_kind")
        counted = classes.take(places[:size], out=found[:size], mode="clip")
        if rule == "word":
            # Of a run only the first counts: 1 is above 0 but not above the run before it, 2 is above both.
            before[1:size] = counted[:-1] & _RUN
            counted = np.greater(counted, before[:size]).view(np.uint8)
        # No count is larger than its text: where all are short, the sums need no wider numbers.
        starts = begins[batch] - begins[batch.start]
        is_short = int(sizes[batch].max()) <= _MOST_IN_A_BYTE
        lengths[batch] = np.add.reduceat(counted, starts, dtype=np.uint8 if is_short else np.int32)
    return lengths


def _utf32(text: str) -> bytes:
    try:
        return text.encode("utf-32-le")
    except (
        UnicodeEncodeError
    ):  # half of a pair: rare, and letting it pass costs every text half as much again
        return text.encode("utf-32-le", "surrogatepass")


@cache
def _classes(rule: str) -> NDArray[np.uint8]:
    # The class of each code point, a megabyte: made once a rule, from the ranges of the expressions above.
    import numpy as np  # noqa: PLC0415  see TYPE_CHECKING above

    everything, painted = {
        "copy": (0, ((_COUNTED, 1),)),
        "word": (_RUN, ((_SPACE, 0), (_WIDE, _ALONE))),
        "visible": (1, ((_SPACE, 0),)),
    }[rule]
    table = np.full(_CODE_POINTS, everything, dtype=np.uint8)
    for ranges, value in painted:
        for low, high in re.findall("(.)(?:-(.))?", ranges, re.DOTALL):
            table[ord(low) : ord(high or low) + 1] = value
    table.flags.writeable = False
    return table
