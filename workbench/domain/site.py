"""A simulated web site: pages as a pure function of the variant and of what the student has edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workbench.domain.module import JSON


@dataclass(frozen=True, slots=True)
class Page:
    """What a request gets: ``content_type`` as the header says it, ``body`` as it goes over the wire."""

    status: int
    content_type: str
    body: bytes
    location: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """Pages under host names. ``hosts(given)`` lists the names; ``fetch(given, states, url)`` gives a page.

    ``states`` are the tools' present states by id, so that an edit shows at once. Both are pure.
    ``needs`` names the tools whose states ``fetch`` looks at.
    """

    id: str
    hosts: Callable[[JSON], tuple[str, ...]]
    fetch: Callable[[JSON, Mapping[str, JSON], str], Page]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A law, platform rule or reference for the shelf, with its source and whether that was verified."""

    id: str
    title: str
    text: str
    source: str
    verified: bool = False
    tags: tuple[str, ...] = ()
