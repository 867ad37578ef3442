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


def component_data(proto: Any) -> dict[str, Any]:  # Any: a component's own JSON
    """What Python gave a component of ours; empty where it is none of ours."""
    try:
        found = json.loads(proto.json)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
