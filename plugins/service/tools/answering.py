"""One answer of a customer while it is being made: what is said, what changes, what is noted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from workbench.api import Dice

from ..world.customers import Customer
from ..world.goods import Sku
from ..world.money import FEN, yuan
from ..world.packs import CUSTOMERS, Lines
from ..world.shop import Shop
from .mind import MOST_PATIENCE, PATIENCE, Mind, Note, Phase, Reply
from .reading import Reading

MOST_STEPS = 2  # steps that one message may earn: who says everything at once has led nobody


@dataclass(slots=True)
class Answering:
    """A customer's answer in the making."""

    shop: Shop
    customer: Customer
    mind: Mind
    reading: Reading
    lines: list[str] = field(default_factory=list)
    note: Note = field(default_factory=Note)

    @property
    def goods(self) -> Sku | None:
        """The good that is settled on, or None."""
        return self.shop.goods.get(self.mind.sku)

    def say(self, key: str, index: int | None = None, **more: str) -> None:
        """Say one of the sentences of ``key``; with ``index`` one of that group."""
        bank: Any = getattr(CUSTOMERS.content, key)  # Any: lines, or groups of them
        self.lines.append(self._filled(bank[index] if index is not None else bank, key, more))

    def say_need(self, key: str, need: str) -> None:
        """Say one of the sentences of ``key`` that speak of ``need``."""
        bank: Lines | Mapping[str, Lines] = getattr(CUSTOMERS.content, key)[need]
        value = self.customer.use if need == "use" else self.customer.taboo
        self.lines.append(self._filled(bank if isinstance(bank, tuple) else bank[value], f"{key}{need}", {}))

    def _filled(self, sentences: Lines, key: str, more: dict[str, str]) -> str:
        one = self.customer
        dice = Dice("line", self.shop.seed, one.id, key, self.mind.turns, len(self.lines))
        values = {
            "use": one.use,
            "taste": one.taste,
            "qty": str(one.qty),
            "budget": str(one.budget_fen // FEN),
            "deadline": str(one.deadline),
            "taboo": one.taboo,
            "price": yuan(self.mind.price_fen),
            **more,
        }
        return dice.pick(sentences).format(**values)

    def move(self, phase: Phase) -> None:
        """Go on to ``phase``."""
        self.mind = replace(self.mind, phase=phase)

    def feel(self, change: int) -> None:
        """Grow more or less patient."""
        patience = max(0, min(MOST_PATIENCE, self.mind.patience + change))
        self.mind = replace(self.mind, patience=patience)

    def step(self, name: str) -> None:
        """Note a step of the seven that this turn does rightly."""
        if name not in self.note.steps and len(self.note.steps) < MOST_STEPS:
            self.note = replace(self.note, steps=(*self.note.steps, name))

    def fault(self, text: str) -> None:
        """Note a breach of order or of listening."""
        self.note = replace(self.note, faults=(*self.note.faults, text))

    def miss(self, text: str) -> None:
        """Note a missed opportunity."""
        self.note = replace(self.note, missed=(*self.note.missed, text))

    def done(self) -> Reply:
        """The finished answer: who is led well grows calm again, who has no patience left leaves."""
        if self.note.steps and not self.note.faults and self.mind.patience < PATIENCE:
            self.feel(1)
        if self.mind.patience == 0 and self.mind.phase not in ("paid", "bye"):
            self.move("left")
            self.lines.clear()
            self.say("left")
        self.mind = replace(self.mind, turns=self.mind.turns + 1)
        return Reply(self.mind, tuple(self.lines), self.note)
