"""A conversation as plain values: its turns, what time does to it, and its annotation turn by turn.

``annotate`` is the one reading of a transcript: criteria, the examiner's view and the panels use it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workbench.api import JSON, Dice

from ..world.customers import Customer
from ..world.goods import Sku
from ..world.money import yuan
from ..world.packs import CUSTOMERS
from ..world.shop import Shop
from .customer import impatient, respond
from .mind import Mind, Note, Said

NUDGES = (90.0, 240.0)
"""Seconds of waiting after which the customer asks again and loses one point of patience, each time."""

DONE = ("bye", "left")
"""Phases in which nothing more is expected of the clerk."""

Turn = dict[str, Any]
"""A turn as JSON: ``at`` seconds, ``who`` clerk or customer, ``kind`` (open, text, goods, order, nudge),
``text``; a card has ``sku``, an order ``quantity``, ``unit`` and ``amount`` (fen) besides; ``pasted`` marks
words of the brief."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """One turn with the customer's mind after it; ``note`` is there for turns of the clerk alone."""

    at: float
    who: str
    kind: str
    text: str
    mind: Mind
    note: Note | None = None


def first_mind(customer: Customer) -> Mind:
    """The mind of a customer who has just come in and said the first words."""
    return Mind(told=(customer.opening,))


def opening(shop: Shop, customer: Customer, at: float) -> Turn:
    """The customer's first words."""
    bank = CUSTOMERS.content.openers[customer.opening]
    lines = bank if isinstance(bank, tuple) else bank[customer.use]
    line = Dice("open", shop.seed, customer.id).pick(lines)
    text = line.format(qty=customer.qty, deadline=customer.deadline)
    return {"at": at, "who": "customer", "kind": "open", "text": text}


def answered(shop: Shop, customer: Customer, mind: Mind, turn: Turn) -> tuple[Mind, list[Turn]]:
    """The mind after a turn of the clerk, and the customer's turns in answer to it."""
    reply = respond(shop, customer, mind, said_in(turn))
    kept = [{"at": turn["at"], "who": "customer", "kind": "text", "text": line} for line in reply.lines]
    return reply.mind, kept


def said_in(turn: JSON) -> Said:
    """What a clerk's turn says."""
    return Said(
        kind=turn["kind"],
        text=turn["text"],
        sku=turn.get("sku", ""),
        quantity=turn.get("quantity", 0),
        unit_fen=turn.get("unit", 0),
        amount_fen=turn.get("amount", 0),
        is_pasted=turn.get("pasted", False),
    )


def waiting_since(turns: Sequence[JSON], phase: str) -> float | None:
    """Since when the customer waits for an answer, in seconds of the attempt; None when nobody waits."""
    since = None
    for turn in turns:
        if turn["who"] == "clerk":
            since = None
        elif since is None and turn["kind"] != "nudge":
            since = turn["at"]
    return None if phase in DONE else since


def nudged(turns: Sequence[Turn], mind: Mind, at: float) -> tuple[Mind, list[Turn]]:
    """The mind and the new turns of a customer who is still waiting at ``at``."""
    since = waiting_since(turns, mind.phase)
    if since is None or mind.phase == "paid":
        return mind, []
    last = next((at for at in range(len(turns) - 1, -1, -1) if turns[at]["who"] == "clerk"), -1)
    before = sum(turn["kind"] == "nudge" for turn in turns[last + 1 :])
    lines: list[str] = list(CUSTOMERS.content.nudges)
    made: list[Turn] = []
    for number, seconds in enumerate(NUDGES):
        if number >= before and at >= since + seconds:
            text = lines[number % len(lines)]
            made.append({"at": since + seconds, "who": "customer", "kind": "nudge", "text": text})
            mind = impatient(mind)
    return mind, made


def annotate(shop: Shop, customer: Customer, turns: Sequence[JSON]) -> tuple[Annotated, ...]:
    """Every turn with its note and the customer's mind, by going through the conversation again."""
    mind = first_mind(customer)
    found: list[Annotated] = []
    for turn in turns:
        note = None
        if turn["who"] == "clerk":
            reply = respond(shop, customer, mind, said_in(turn))
            mind, note = reply.mind, reply.note
        elif turn["kind"] == "nudge":
            mind = impatient(mind)
        found.append(Annotated(turn["at"], turn["who"], turn["kind"], turn["text"], mind, note))
    return tuple(found)


def goods_text(sku: Sku) -> str:
    """A goods card in a line."""
    parts = (
        sku.name,
        f"{yuan(sku.price_fen)} 元",
        sku.taste,
        sku.craft,
        f"{sku.pack} {sku.grams} 克",
        sku.sending,
    )
    return f"［商品］{sku.id} {'　'.join(parts)}"


def order_text(sku: Sku, quantity: int, unit_fen: int, amount_fen: int) -> str:
    """An order card in a line."""
    return f"［订单］{sku.name} × {quantity}　单价 {yuan(unit_fen)} 元　应付 {yuan(amount_fen)} 元"
