"""Names of files in a zip that every system can unpack."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath

LONGEST = 100
"""Characters of one name; with its folders a path then stays below Windows' 260."""

_UNWANTED = re.compile(
    r'[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\\/:*?"<>|]'
)
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
# Source of both: Microsoft, Naming Files, Paths, and Namespaces; marks that turn or hide text besides.


def safe(name: str, otherwise: str = "未命名") -> str:
    """``name`` as one part of a path: no folders, nothing that a system trips over, never blank."""
    cleaned = " ".join(_UNWANTED.sub("_", name).split()).strip(" .")
    if len(cleaned) > LONGEST:
        suffix = PurePosixPath(cleaned).suffix[:12]
        cleaned = cleaned[: LONGEST - len(suffix)].rstrip(" .") + suffix
    if _RESERVED.fullmatch(cleaned):
        cleaned = f"_{cleaned}"
    return cleaned or otherwise


def unlike(name: str, taken: Collection[str]) -> str:
    """``name``, or with a number where one like it is taken; upper and lower case are alike.

    ``taken`` holds casefolded names.
    """
    path = PurePosixPath(name)
    tried, at = name, 1
    while tried.casefold() in taken:
        at += 1
        tried = str(path.with_name(f"{path.stem} ({at}){path.suffix}"))
    return tried


def with_suffix(name: str, suffix: str) -> str:
    """``name`` with the suffix that its content has, where the student typed another or none."""
    return name if name.lower().endswith(suffix.lower()) else name + suffix
