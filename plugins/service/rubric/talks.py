"""The conversations of a script: annotated turns, the events behind them, the follow-up."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.api import JSON, Cite, Evidence, Finding, cite_events, reading

from ..tools.folding import fold, pattern
from ..tools.mind import Mind, Note
from ..tools.talk import Annotated, annotate
from ..world.customers import Customer
from ..world.shop import Shop, build, key_of

TOOL = "service.chat"
SENDING = ("say", "send_goods", "send_order")
STEPS = {
    "招呼": "greet",
    "询问": "ask",
    "推荐": "recommend",
    "议价": "bargain",
    "核实": "verify",
    "道别": "bye",
    "跟进": "follow",
}
"""The seven steps and their short names in facts. Source: the standard, service.pre.score.3."""

FOLLOW_DAYS, FOLLOW_HOURS = (1, 15), (9, 21)  # from tomorrow on, and not at night
FOLLOW_CHARS = 8
_PURPOSE = (
    "发货",
    "物流",
    "快递",
    "签收",
    "收到",
    "收货",
    "到货",
    "口感",
    "满意",
    "喝",
    "回访",
    "体验",
    "感受",
    "完好",
)
_ADVERT = ("新品", "活动", "优惠", "促销", "上新", "推荐", "券")


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation. ``seqs`` are the events of the clerk's turns, in their order."""

    shop: Shop
    customer: Customer
    turns: tuple[Annotated, ...]
    seqs: tuple[int, ...]
    follow: JSON | None
    is_closed: bool

    @property
    def mine(self) -> tuple[Annotated, ...]:
        """The clerk's turns."""
        return tuple(turn for turn in self.turns if turn.note is not None)

    @property
    def notes(self) -> tuple[Note, ...]:
        """The note of each turn of the clerk."""
        return tuple(turn.note for turn in self.turns if turn.note is not None)

    @property
    def mind(self) -> Mind:
        """What the customer has in mind in the end."""
        return self.turns[-1].mind if self.turns else Mind()

    @property
    def phase(self) -> str:
        """Where the conversation ended; needs for one that never began."""
        return self.mind.phase

    def cites(self, *wanted: int) -> tuple[Cite, ...]:
        """Cites of the clerk's turns with these numbers, counted from 0."""
        return cite_events(*(self.seqs[at] for at in wanted if at < len(self.seqs)))


def talks(evidence: Evidence) -> tuple[Talk, ...]:
    """Every conversation of the paper; without the desk there is none."""
    state = evidence.states.get(TOOL)
    if state is None or "shop_seed" not in evidence.given:
        return ()
    shop = build(key_of(evidence.given))
    return tuple(_talk(evidence, shop, name, state["talks"][name]) for name in shop.customers)


def _talk(evidence: Evidence, shop: Shop, name: str, talk: JSON) -> Talk:
    customer = shop.customers[name]
    seqs = tuple(
        event.seq
        for event in evidence.steps(TOOL)
        if event.action in SENDING and event.params.get("talk") == name
    )
    turns = annotate(shop, customer, talk["turns"])
    return Talk(shop, customer, turns, seqs, talk["follow"], talk["closed"] is not None)


def steps_done(talk: Talk) -> dict[str, int | None]:
    """The steps that were done rightly, each with the number of the clerk's turn (None for 跟进)."""
    found: dict[str, int | None] = {}
    for at, note in enumerate(talk.notes):
        for step in note.steps:
            found.setdefault(step, at)
    if follow_fault(talk) is None:
        found["跟进"] = None
    return found


def follow_fault(talk: Talk) -> str | None:
    """What is wrong with the follow-up; None when it is right. Source: 消费者权益保护法第29条 for adverts."""
    if talk.follow is None:
        return "没有登记跟进"
    if talk.phase not in ("paid", "bye"):
        return "没有成交，跟进不计"
    day, hour, text = talk.follow["day"], talk.follow["hour"], fold(talk.follow["text"]).text
    if not FOLLOW_DAYS[0] <= day <= FOLLOW_DAYS[1] or not FOLLOW_HOURS[0] <= hour <= FOLLOW_HOURS[1]:
        return f"跟进时间（{day} 天后 {hour} 点）应在 1—15 天后的 9—21 点"
    if len(text) < FOLLOW_CHARS or not any(word in text for word in _PURPOSE):
        return "跟进内容没有写明发货、签收或使用感受"
    return "跟进夹带推销" if any(word in text for word in _ADVERT) else None


@dataclass(frozen=True, slots=True)
class Part:
    """What a criterion finds of one conversation; ``turns`` are numbers of the clerk's turns to cite."""

    share: float
    note: str
    turns: tuple[int, ...] = ()
    facts: Mapping[str, str | int | float | bool] = field(default_factory=dict)


def mean_of(
    evidence: Evidence, look: Callable[[Talk], Part], *, cites: tuple[Cite, ...] = (), rule: str = ""
) -> Finding:
    """The mean of what ``look`` finds of each conversation; its facts are named ``<customer>_<fact>``."""
    found = [(talk, look(talk)) for talk in talks(evidence)]
    if not found:
        return Finding(0.0, "没有会话")
    return Finding(
        share=sum(part.share for _, part in found) / len(found),
        reason="；".join(f"{talk.customer.label}：{part.note}" for talk, part in found) + rule,
        cites=(*cites, *(cite for talk, part in found for cite in talk.cites(*part.turns))),
        facts={
            f"{talk.customer.id}_{name}": value for talk, part in found for name, value in part.facts.items()
        },
    )


def noted(talk: Talk, wanted: Callable[[Note], object]) -> tuple[int, ...]:
    """The numbers of the clerk's turns whose note is ``wanted``."""
    return tuple(at for at, note in enumerate(talk.notes) if wanted(note))


def row_of(rows: Sequence[reading.Row], customer: Customer) -> Mapping[str, str]:
    """The row of a sheet that belongs to ``customer``: by label, letter, nickname or receiver."""
    for row in rows:
        cell = reading.fold(row.get("客户", ""))
        letter = re.fullmatch(rf"(客户|顾客|会话)?{customer.id}", cell)
        if letter or any(
            reading.fold(name) in cell for name in (customer.label, customer.nick, customer.receiver)
        ):
            return row
    return {}


def named_goods(cell: str, shop: Shop) -> tuple[str, ...]:
    """The ids of the goods that a cell names."""
    text = fold(cell).text
    return tuple(
        sku.id for sku in shop.goods.values() if pattern(sku.short, sku.id.lower()).search(text) is not None
    )


def shown(values: Sequence[Any]) -> str:  # Any: whatever has a text
    """Values in a row, or 无."""
    return "、".join(str(value) for value in values) or "无"
