"""What a quotation may cite: the paper's sources and what each of them says."""

from __future__ import annotations

from functools import lru_cache

from ..world.variant import build
from .normalise import fold

Citations = tuple[tuple[str, str], ...]
"""Source name and text, both as ``fold`` leaves them without clause marks."""


@lru_cache(maxsize=256)
def citations(seed: int) -> Citations:
    """The true cards and the archive of the paper of ``seed``; no hearsay, no old leaflets."""
    world = build(seed)
    rows = [(claim.source, claim.text) for claim in world.claims if claim.is_usable]
    return tuple((_plain(source), _plain(text)) for source, text in (*rows, *world.archive))


def _plain(text: str) -> str:
    return fold(text, keep_breaks=False).text
