"""The simulated customers as values: who they are, what they need and hide, how far they bargain."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .goods import Sku
from .money import Offer, part_of, payable

NEEDS = {
    "use": "用途",
    "taste": "口味",
    "qty": "数量",
    "budget": "预算",
    "deadline": "到货日",
    "taboo": "忌讳",
}
"""The six needs by id, in the order in which a misfit is noticed. Source: blueprint service.pre-02, m3."""

WANTED_CUT = Decimal("0.6")
"""How much of the clerk's authority a customer wants before any reason was given. Below 1, so that the
floor never has to be given."""


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer. ``opening`` is the need that the first words give away; the other five are hidden.

    ``arrives`` counts seconds from going online; ``rounds`` is how many reasons bring the customer to the
    list price.
    """

    id: str
    label: str
    nick: str
    receiver: str
    phone_tail: str
    city: str
    transit_days: int
    arrives: int
    rounds: int
    use: str
    taste: str
    qty: int
    budget_fen: int
    deadline: int
    taboo: str
    opening: str
    fit: str

    @property
    def hidden(self) -> tuple[str, ...]:
        """The needs that only a question brings out."""
        return tuple(need for need in NEEDS if need != self.opening)


def misfits(customer: Customer, sku: Sku, offer: Offer) -> tuple[str, ...]:
    """The needs in which ``sku`` fails ``customer``, at the list price; empty when it fits.

    Source: blueprint service.pre-02, line 4 (价≤预算, 口味合, 场景合, 库存≥数量, 到货≤期限) and 忌讳.
    """
    fails = {
        "use": sku.scene != customer.use,
        "taste": sku.taste != customer.taste,
        "qty": sku.stock < customer.qty,
        "budget": payable(sku.price_fen, customer.qty, offer) > customer.budget_fen,
        "deadline": sku.lead_days + customer.transit_days > customer.deadline,
        "taboo": sku.craft == customer.taboo,
    }
    return tuple(need for need, is_failed in fails.items() if is_failed)


def reserve_of(customer: Customer, sku: Sku, offer: Offer, reasons: int) -> int:
    """The highest unit price in fen that the customer takes after ``reasons`` good reasons.

    It begins ``WANTED_CUT`` of the authority below the list price and reaches it after ``rounds`` reasons.
    """
    left = 1 - Decimal(min(reasons, customer.rounds)) / customer.rounds
    return part_of(sku.price_fen, 100 - WANTED_CUT * offer.cut_percent * left)
