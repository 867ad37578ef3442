"""What each platform takes and shows: one function cuts the preview and decides the check."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ..world.packs import Limit, Platform, platforms

_JOINERS = frozenset("\u200d\ufe0e\ufe0f")
_SKIN = range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)


@dataclass(frozen=True, slots=True)
class Cut:
    """A text at a limit: what is shown, what is cut off, and its length in the limit's unit."""

    limit: Limit
    shown: str
    rest: str
    length: float

    @property
    def fits(self) -> bool:
        """Whether nothing was cut off."""
        return not self.rest


def clusters(text: str) -> list[str]:
    """``text`` as the signs that are drawn: an emoji with its modifiers and joined parts is one."""
    found: list[str] = []
    for one in text:
        if found and _joins(found[-1], one):
            found[-1] += one
        else:
            found.append(one)
    return found


def _joins(before: str, one: str) -> bool:
    if before.endswith("\u200d") or one in _JOINERS or ord(one) in _SKIN:
        return True
    if unicodedata.category(one) in ("Mn", "Me"):
        return True
    return ord(one) in _FLAGS and len(before) == 1 and ord(before) in _FLAGS


def length(text: str, unit: str) -> float:
    """The length of ``text`` in ``unit``: ``char`` (each 1) or ``zi`` (full width 1, half width 0.5)."""
    return sum(_size(one, unit) for one in clusters(text))


def _size(cluster: str, unit: str) -> float:
    if unit == "char":
        return len(cluster)
    return 1.0 if unicodedata.east_asian_width(cluster[0]) in "WFA" else 0.5


def cut(text: str, limit: Limit) -> Cut:
    """``text`` up to ``limit``, never through an emoji. The preview shows this, and the check asks it."""
    whole = clusters(text)
    room = float(limit.at)
    for at, one in enumerate(whole):
        room -= _size(one, limit.unit)
        if room < 0:
            return Cut(limit, "".join(whole[:at]), "".join(whole[at:]), length(text, limit.unit))
    return Cut(limit, text, "", length(text, limit.unit))


@dataclass(frozen=True, slots=True)
class Shown:
    """A post as a platform shows it: title line, the text before it is folded, the rest, and each limit."""

    platform: Platform
    title: str
    text: Cut
    checks: tuple[Cut, ...]

    @property
    def fits(self) -> bool:
        """Whether title and text are within what the platform takes; the fold is no fault."""
        return all(check.fits for check in self.checks if check.limit.id != "fold")


def show(platform_id: str, title: str, body: str, topics: Sequence[str] = ()) -> Shown:
    """What ``platform_id`` shows of a post. Raises KeyError for a platform that the pack lacks."""
    platform = platforms().by_id[platform_id]
    written = [platform.topics.format(topic) for topic in topics if platform.topics]
    head = f"【{title}】" if platform.title == "bracket" and title else ""
    tail = " ".join(written)
    text = head + body.strip() + (f" {tail}" if tail else "")
    title_limit, body_limit = platform.limit("title"), platform.limit("body")
    fold = platform.limit("fold")
    checks = [cut(title, title_limit)] if title_limit is not None else []
    checks += [cut(text, one) for one in (body_limit, fold) if one is not None]
    shown_title = checks[0].shown if platform.title == "line" and title_limit is not None else ""
    folded = checks[-1]
    return Shown(platform, shown_title, folded, tuple(checks))
