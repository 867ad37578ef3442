"""What a simulated customer has in mind, and what one exchange came to."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

from workbench.api import JSON

from .promises import Promise
from .reading import Act

Phase = Literal["needs", "bargain", "order", "verify", "paid", "bye", "left"]
PATIENCE, MOST_PATIENCE = 6, 8
MOODS = ((6, "愉快"), (4, "平静"), (2, "不耐烦"), (1, "生气"), (0, "已离开"))
"""The mood's word from so much patience on."""


@dataclass(frozen=True, slots=True)
class Mind:
    """The customer's state: everything that the next answer depends on, besides who the customer is.

    ``asked`` are needs given to a question, ``told`` those that came out otherwise. ``price_fen`` is what
    lies on the table for ``sku``, ``demands`` how often the customer asked for less, ``reasons`` how many
    good reasons were heard. ``reminded`` says that the check of the order was asked for again, ``stalls``
    how often there was nothing but courtesy. ``seen`` are the folded texts that the clerk has sent.
    """

    phase: Phase = "needs"
    patience: int = PATIENCE
    turns: int = 0
    asked: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    sku: str = ""
    price_fen: int = 0
    demands: int = 0
    reasons: int = 0
    facts: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    has_order: bool = False
    reminded: bool = False
    stalls: int = 0
    seen: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """Every need that was said."""
        return (*self.told, *self.asked)

    @property
    def mood(self) -> str:
        """The mood in a word."""
        return next(word for least, word in MOODS if self.patience >= least)

    def as_json(self) -> dict[str, Any]:  # Any: JSON leaves
        """Plain JSON."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
        }


def mind_of(given: JSON) -> Mind:
    """The mind that ``as_json`` wrote."""
    lists = {name: tuple(value) for name, value in given.items() if isinstance(value, list)}
    return Mind(**{**{one.name: given[one.name] for one in fields(Mind)}, **lists})


@dataclass(frozen=True, slots=True)
class Said:
    """What the clerk sent: a text, a goods card, or an order card. ``is_pasted``: taken from the brief."""

    kind: str
    text: str = ""
    sku: str = ""
    quantity: int = 0
    unit_fen: int = 0
    amount_fen: int = 0
    is_pasted: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What one turn of the clerk came to, for examiners and criteria; the student does not see it.

    ``steps`` are the steps (of the seven) that it does rightly, at most two; ``faults`` breaches of order
    or of listening, ``missed`` opportunities. ``is_answer`` is False for what the customer cannot make
    sense of: it does not stop the response clock. ``offer_fen`` is a unit price offered while bargaining.
    """

    steps: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    promises: tuple[Promise, ...] = ()
    is_answer: bool = True
    needs: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    misfits: tuple[str, ...] = ()
    offer_fen: int = 0
    is_reasoned: bool = False
    is_conditional: bool = False
    fields: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """The customer's answer: the mind after it, what is said, and the note of the turn."""

    mind: Mind
    lines: tuple[str, ...]
    note: Note
