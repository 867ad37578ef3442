"""Text from a student, shown letter by letter."""

from __future__ import annotations

import re

_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+.!|$:~-])")


def plain(text: str) -> str:
    """``text`` as Markdown that shows it letter by letter: what a student typed is never formatting."""
    return _MARKS.sub(r"\\\1", text)
