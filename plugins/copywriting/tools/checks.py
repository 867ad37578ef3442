"""All checks of one copy at once: what faces show, criteria mark and panels compare comes from here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.api import JSON, counting

from ..world.variant import World, world_of
from .banned import Flag, counted, flags
from .coverage import Coverage, coverage
from .editor import body_of, title_of
from .hardsell import HardSell, hard_sell
from .originality import Originality, originality
from .placing import Placed, placed
from .sources import citations


@dataclass(frozen=True, slots=True)
class Copy:
    """A title, a body and the pictures in it, on the paper of ``world``."""

    world: World
    title: str
    body: str
    pictures: tuple[Placed, ...]
    rule: str = "copy"

    @property
    def lengths(self) -> Mapping[str, int]:
        """The body's length by every rule."""
        return {name: count(self.body) for name, (_, count) in counting.RULES.items()}

    @property
    def own(self) -> Originality:
        """How much of the body is the student's own."""
        return originality(self.world.seed, self.body, self.rule)

    @property
    def coverage(self) -> Coverage:
        """Points, false claims and names in the body; nothing counts that is copied or repeated too much."""
        return coverage(self.world.seed, "" if self.own.is_list else self.body, self.own.barred)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Banned and risky words of the body."""
        return flags(self.body, citations(self.world.seed))

    @property
    def title_flags(self) -> tuple[Flag, ...]:
        """Banned and risky words of the title."""
        return flags(self.title, citations(self.world.seed))

    @property
    def banned(self) -> tuple[Flag, ...]:
        """The words of title and body that count as banned."""
        return counted((*self.title_flags, *self.flags))

    @property
    def hard_sell(self) -> HardSell:
        """How much the body sells like an advertisement."""
        return hard_sell(self.world.seed, self.body)


def copy_of(state: JSON) -> Copy:
    """The copy as the editor's state holds it; an empty one for a state that is not there."""
    return version_copy(
        state, {"title": title_of(state), "body": body_of(state), "pictures": state["pictures"]}
    )


def version_copy(state: JSON, version: Mapping[str, Any]) -> Copy:  # Any: a version of the state's JSON
    """The copy of a kept version."""
    world = world_of(state)
    pictures = placed(world, version["pictures"])
    return Copy(world, version["title"], version["body"], pictures, state["copy"]["rule"])


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the body that a check points at: ``tone`` bad, warn or good, and the words of its tip."""

    start: int
    end: int
    tone: str
    tip: str


def marks(copy: Copy, *, for_examiner: bool, cards: Sequence[str] = ()) -> tuple[Mark, ...]:
    """What is to be pointed at in the body, without overlaps, in order.

    A student sees banned and selling words and the points of the ``cards`` that he chose; an examiner also
    false claims, copied and repeated stretches.
    """
    found = [
        Mark(flag.start, flag.end, _TONES[flag.state], f"{_STATES[flag.state]}：{flag.kind.name}")
        for flag in copy.flags
    ]
    found += [
        Mark(find.start, find.end, "warn", f"营销用语：{find.name}")
        for find in copy.hard_sell.finds
        if find.part not in ("banned", "brand")
    ]
    if for_examiner:
        found += [
            Mark(*span, "bad", f"伪卖点：{use.fake.name}")
            for use in copy.coverage.fakes
            for span in use.spans
        ]
        found += [Mark(*span, "bad", "照抄素材") for span in copy.own.copied_spans]
        found += [Mark(*span, "bad", "重复凑字") for span in copy.own.repeated_spans]
    chosen = {claim.point.id for claim in copy.world.claims if claim.point and claim.id in cards}
    found += [
        Mark(*span, "good", f"卖点：{use.point.name}")
        for use in copy.coverage.points
        for span in use.spans
        if for_examiner or use.point.id in chosen
    ]
    return _apart(found)


_STATES = {"counts": "禁用词", "warns": "慎用词", "quoted": "引用并注明出处", "suspect": "疑似拆写"}
_TONES = {"counts": "bad", "warns": "warn", "quoted": "good", "suspect": "warn"}


def _apart(found: Sequence[Mark]) -> tuple[Mark, ...]:
    # Of two marks in one place the first in the list stays: the worst is listed first.
    kept: list[Mark] = []
    for mark in found:
        if not any(other.start < mark.end and mark.start < other.end for other in kept):
            kept.append(mark)
    return tuple(sorted(kept, key=lambda mark: mark.start))
