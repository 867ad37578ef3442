"""The names by which a quotation may cite the paper's materials."""

from __future__ import annotations

from ..world.variant import World


def source_names(world: World) -> tuple[str, ...]:
    """The sources of the true cards and of the archive; hearsay is not among them."""
    names = [claim.source for claim in world.claims if claim.is_usable]
    return tuple(dict.fromkeys([*names, *(source for source, _ in world.archive)]))
