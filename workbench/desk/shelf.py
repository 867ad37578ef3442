"""The shelf: law, platform-rule and reference cards, found by words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.api import JSON, Action, Refused
from workbench.desk.writing import no_such_action

MAX_QUERY_CHARS = 60


@dataclass(frozen=True, slots=True)
class Search:
    """The words that are looked for; blank shows every card."""

    query: str


@dataclass(frozen=True, slots=True)
class OpenCard:
    """The card that is opened, by its id."""

    card: str


ACTIONS = (Action("search", "查资料", Search), Action("open", "打开卡片", OpenCard))


@dataclass(frozen=True, slots=True)
class Shelf:
    """The engine. State: ``query`` (the last search), ``opened`` (ids, in order), ``cards`` (all ids)."""

    def start(self, given: JSON, seed: int) -> JSON:  # noqa: ARG002  the contract's signature
        """Nothing searched, nothing opened."""
        cards = given.get("desk", {}).get("shelf", [])
        return {"query": "", "opened": [], "cards": [card["id"] for card in cards]}

    def apply(self, state: JSON, action: str, params: JSON) -> JSON:
        """The state after ``search`` or ``open``. Refuses an over-long search and an unknown card."""
        if action == "search":
            query = " ".join(params["query"].split())
            if len(query) > MAX_QUERY_CHARS:
                raise Refused(f"查找的词太长，最多 {MAX_QUERY_CHARS} 个字。")
            return {**state, "query": query}
        if action == "open":
            return _opened(state, params["card"])
        raise no_such_action(action)


def _opened(state: JSON, card: str) -> JSON:
    if card not in state["cards"]:
        raise Refused(f"资料架上没有“{card:.40}”这张卡片。")
    return state if card in state["opened"] else {**state, "opened": [*state["opened"], card]}


def matching(cards: Sequence[JSON], query: str) -> list[JSON]:
    """The cards that hold every word of ``query``, best first: a word in the title or a tag counts 3, else 1.

    A blank query gives all cards in their own order.
    """
    words = query.casefold().split()
    ranked = [(sum(_weight(card, word) for word in words), card) for card in cards if _holds(card, words)]
    return [card for _, card in sorted(ranked, key=lambda pair: -pair[0])]


def _holds(card: JSON, words: Sequence[str]) -> bool:
    whole = " ".join([card["title"], card["text"], card["source"], *card.get("tags", [])]).casefold()
    return all(word in whole for word in words)


def _weight(card: JSON, word: str) -> int:
    return 3 if word in " ".join([card["title"], *card.get("tags", [])]).casefold() else 1
