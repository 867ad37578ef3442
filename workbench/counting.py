"""How many characters a text has, by three stated rules. The editor counts by the same ones (counting.js)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters as ranges, so that every browser and Python agree whatever Unicode version they have."""

_COPY = re.compile(f"[{HAN}0-9０-９]")
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
