"""Text as a printed page can show it: nothing hidden, nothing that turns the line, no word wider than it."""

from __future__ import annotations

import re

LONGEST_RUN = 24
"""Characters without a place to break that fit a narrow column; a break is allowed after each such run."""

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_HALF = re.compile("[\ud800-\udfff]")
_RUN = re.compile(rf"[!-~\u00a1-\u024f\u0600-\u06ff]{{{LONGEST_RUN}}}(?=\S)")


def legible(text: str) -> str:
    """``text`` with hidden characters shown by their number, ⟦U+202E⟧, and breaks allowed in long words."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    whole = _HALF.sub("\ufffd", lines)
    shown = _HIDDEN.sub(lambda found: f"⟦U+{ord(found.group()):04X}⟧", whole)
    return _RUN.sub(lambda found: f"{found.group()}\u200b", shown)
