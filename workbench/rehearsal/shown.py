"""What a page shows and asks for, read out of Streamlit's messages."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, field
from html import unescape
from typing import Any

_LINK = re.compile(r"""["(](/(?:web|files|export)/[^")\s]+)""")
"""Addresses of the host's own in what a page shows."""


MAIN = 0
"""What the path of an element in the page's middle begins with; a toast or a dialog lies elsewhere."""


@dataclass(slots=True)
class Timer:
    """A fragment that a browser runs again and again. ``run`` is the run of the page that asked for it."""

    fragment: str
    seconds: float
    run: str
    due: float


@dataclass(slots=True)
class Shown:
    """What one run of the page or of a fragment shows: texts, links to the host's own addresses, timers."""

    texts: list[str] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    timers: list[Timer] = field(default_factory=list)

    def read(self, kind: str, proto: Any) -> None:  # Any: one of Streamlit's messages
        """Take in one element."""
        if kind in ("markdown", "alert"):
            self.texts.append(proto.body)
        if kind in ("markdown", "html"):
            self.links |= {unescape(link) for link in _LINK.findall(proto.body)}
        elif kind == "link_button" and proto.url.startswith("/web/"):
            self.links.add(proto.url)

    def set_timer(self, asked: Any) -> None:  # Any: as above
        """Take in that a fragment is to be run every so often."""
        due = time.monotonic() + asked.interval
        self.timers.append(Timer(asked.fragment_id, asked.interval, "", due))


@dataclass(slots=True)
class Places:
    """Where each fragment lies on the page: what the paths of its elements' containers begin with."""

    _paths: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def note(self, fragment: str, path: tuple[int, ...]) -> None:
        """Take in that an element of ``fragment`` lies at ``path``."""
        if not fragment or path[0] != MAIN:
            return
        place = path[:-1]
        known = self._paths.get(fragment, place)
        pairs = enumerate(zip(known, place, strict=False))
        self._paths[fragment] = known[: next((at for at, (one, two) in pairs if one != two), len(place))]

    def is_inside(self, inner: str, outer: str) -> bool:
        """Whether the one fragment lies in the other; False where either was never seen."""
        around, within = self._paths.get(outer), self._paths.get(inner)
        return around is not None and within is not None and within[: len(around)] == around


def component_data(proto: Any) -> dict[str, Any]:  # Any: a component's own JSON
    """What Python gave a component of ours; empty where it is none of ours."""
    try:
        found = json.loads(proto.json)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
