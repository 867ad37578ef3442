"""The answer to a query, and what its words mean: what screen and export both show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from ..world.build import World, build
from ..world.packs import definitions
from ..world.plan import Key
from . import fan_views, post_views
from .query import Query
from .ratio import Ratio
from .table import Answer, Cell

_ANSWERS: Mapping[str, Callable[[World, Query], Answer]] = {
    "growth": fan_views.growth,
    "people": fan_views.people,
    "posts": post_views.posts,
    "reading": post_views.reading,
    "groups": post_views.groups,
}


@lru_cache(maxsize=512)
def answer(key: Key, query: Query) -> Answer:
    """The answer. Pure: the same key and query give the same numbers everywhere."""
    return _ANSWERS[query.view](build(key), query)


def shown_table(found: Answer, *, shows_rates: bool) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    """Heads and rows of an answer; without the columns of rates where the student is to work them out."""
    kept = [
        at
        for at in range(len(found.heads))
        if shows_rates or not any(isinstance(row[at], Ratio) for row in found.rows)
    ]
    return tuple(found.heads[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in found.rows)


def definition_rows(defined: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Name, meaning and source of each definition that an answer uses."""
    found = definitions()
    return tuple(
        (
            found[key].name,
            found[key].text,
            found[key].source + ("" if found[key].verified else "（来源未核）"),
        )
        for key in defined
    )
