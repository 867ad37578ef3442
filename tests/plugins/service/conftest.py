"""Shared values: a desk at which a customer is waiting, and the annotated transcript of what was said."""

from __future__ import annotations

import pytest
from workbench_plugins.service.rubric.answers import Desk
from workbench_plugins.service.tools.talk import annotate
from workbench_plugins.service.world.shop import build, vary

SEED = 2  # customer A opens with a need that no test here asks for first


class Reception:
    """One customer at the desk. ``say`` gives the note of the turn."""

    def __init__(self, seed: int, who: str = "a") -> None:
        given = {**vary({}, seed), "desk": {"brief": "", "subtasks": [], "deliverables": []}}
        self.desk, self.who = Desk(given), who
        self.desk.take("online", wait=0)
        self.shop, self.customer = self.desk.shop, self.desk.shop.customers[who]
        self.fit = self.shop.goods[self.customer.fit]
        self.desk.clock = float(self.customer.arrives)

    def say(self, text: str):
        self.desk.say(self.who, text)
        return self.turns[[at for at, turn in enumerate(self.turns) if turn.who == "clerk"][-1]].note

    @property
    def turns(self):
        return annotate(self.shop, self.customer, self.desk.state["talks"][self.who]["turns"])

    @property
    def mind(self):
        return self.turns[-1].mind

    @property
    def last(self) -> str:
        return self.turns[-1].text

    def ask_all(self) -> None:
        from workbench_plugins.service.rubric.answers import QUESTIONS

        hidden = [need for need in QUESTIONS if need in self.customer.hidden]
        self.say("您好，欢迎光临。")
        for need in hidden:
            self.say(QUESTIONS[need])

    def settle(self) -> None:
        """As far as the bargain."""
        self.ask_all()
        self.say(f"推荐您{self.fit.name}，{self.fit.taste}，让您喝着放心。")


@pytest.fixture
def reception():
    return Reception(SEED)


@pytest.fixture
def at_seed():
    return Reception


@pytest.fixture
def shop():
    return build(SEED)
