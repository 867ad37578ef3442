"""Pictures in a text: where they stand, and what is wrong with each choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..world.variant import Picture, World
from .normalise import fold, folded_words

LONGEST_CAPTION = 40  # characters
MOST_PICTURES = 9


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture in the text: after which paragraph (0 before the first) and with which caption."""

    picture: Picture
    after: int
    caption: str

    @property
    def is_captioned(self) -> bool:
        """Whether the caption says something of what the picture shows."""
        return any(word in fold(self.caption).text for word in folded_words(self.picture.scene.words))


def placed(world: World, rows: Sequence[Mapping[str, Any]]) -> tuple[Placed, ...]:  # Any: state's JSON
    """The pictures of an editor's state, in the order of their places."""
    known = world.by_picture
    found = [
        Placed(known[row["picture"]], row["after"], row["caption"]) for row in rows if row["picture"] in known
    ]
    return tuple(sorted(found, key=lambda one: one.after))


def paragraphs(body: str) -> list[str]:
    """The paragraphs of a body: its lines that hold something."""
    return [line.strip() for line in body.splitlines() if line.strip()]


def licence_faults(pictures: Sequence[Placed]) -> list[str]:
    """The chosen pictures that may not be used online, with the reason on their licence."""
    return [f"{one.picture.id}（{one.picture.licence}）" for one in pictures if not one.picture.is_licensed]


def strangers(pictures: Sequence[Placed]) -> list[str]:
    """The chosen pictures that have nothing to do with the product."""
    return [
        f"{one.picture.id}（{one.picture.scene.subject}）" for one in pictures if not one.picture.is_relevant
    ]


def awkward(pictures: Sequence[Placed]) -> list[str]:
    """The chosen pictures whose shape the paper does not allow."""
    return [
        f"{one.picture.id}（{one.picture.width}×{one.picture.height}）"
        for one in pictures
        if not one.picture.has_ratio
    ]
