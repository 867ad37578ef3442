"""One variant's shop, built from its seed: goods, offer, rules, transit days and customers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from workbench.api import JSON, Dice

from .customers import Customer
from .goods import Group, Sku, goods_of
from .money import FEN, Offer, floor_of, payable, yuan
from .packs import CUSTOMERS, GOODS, City, Person

ARRIVALS = {"a": 20, "b": 240}  # seconds after going online; the same for every seed
ROUNDS = {"a": 2, "b": 3}  # source: blueprint service.pre-02, bargain_rounds 1-3
QUANTITIES = {"a": (2, 3), "b": (3, 4)}
OPENINGS = ("use", "qty", "deadline")
TENS = 10 * FEN


@dataclass(frozen=True, slots=True)
class Shop:
    """Everything that tools, criteria and faces know of a variant."""

    seed: int
    company: str
    name: str
    goods: Mapping[str, Sku]
    offer: Offer
    pay_minutes: int
    ship_hours: int
    transit: Mapping[str, int]
    customers: Mapping[str, Customer]

    def floor(self, sku: str) -> int:
        """The lowest unit price of ``sku`` in fen."""
        return floor_of(self.goods[sku].price_fen, self.offer)


def key_of(values: JSON) -> int:
    """The seed of the shop that a variant or a state belongs to."""
    return int(values["shop_seed"])


@lru_cache(maxsize=512)  # a room of students, each with an own shop
def build(seed: int) -> Shop:
    """The shop of ``seed``: same structure for every seed, other numbers and names."""
    data, people = GOODS.content, CUSTOMERS.content.people
    dice = Dice("service", seed)
    rule = dice.pick(data.offers)
    offer = Offer(rule.threshold * FEN, rule.cut * FEN, dice.pick(data.cut_percents))
    names, persons = dice.shuffled(data.names), dice.shuffled(people)
    cities, crafts = dice.shuffled(data.cities), dice.shuffled(data.crafts)
    made: list[tuple[str, str, Sku]] = []
    customers: dict[str, Customer] = {}
    for at, (who, kind) in enumerate({"a": "self", "b": "gift"}.items()):
        spare = dice.between(1, 2)
        group = Group(kind, dice.pick(data.tastes), crafts[at].name, dice.pick(QUANTITIES[who]), spare)
        six = goods_of(group, names, dice, data)
        made += [(who, role, sku) for role, sku in six]
        customers[who] = _customer(who, group, (persons[at], cities[at], dice), six, offer)
    listed = [
        (who, role, replace(sku, id=f"T{at:02d}"))
        for at, (who, role, sku) in enumerate(dice.shuffled(made), 1)
    ]
    fits = {who: sku.id for who, role, sku in listed if role == "fit"}
    return Shop(
        seed=seed,
        company=data.company,
        name=data.shop,
        goods={sku.id: sku for _, _, sku in listed},
        offer=offer,
        pay_minutes=dice.pick(data.pay_minutes),
        ship_hours=dice.pick(data.ship_hours),
        transit={city.name: city.days for city in data.cities},
        customers={who: replace(one, fit=fits[who]) for who, one in customers.items()},
    )


def _customer(
    who: str,
    group: Group,
    drawn: tuple[Person, City, Dice],
    six: list[tuple[str, Sku]],
    offer: Offer,
) -> Customer:
    person, city, dice = drawn
    dearest = max(payable(sku.price_fen, group.quantity, offer) for role, sku in six if role != "budget")
    return Customer(
        id=who,
        label=f"客户{who.upper()}",
        nick=person.nick,
        receiver=person.receiver,
        phone_tail=f"{dice.between(1000, 9999)}",
        city=city.name,
        transit_days=city.days,
        arrives=ARRIVALS[who],
        rounds=ROUNDS[who],
        use=six[0][1].scene,
        taste=group.taste,
        qty=group.quantity,
        budget_fen=-(-dearest // TENS) * TENS + TENS,
        deadline=city.days + group.spare_days,
        taboo=group.craft,
        opening=dice.pick(OPENINGS),
        fit="",
    )


def vary(given: JSON, seed: int) -> JSON:
    """``given`` with the shop of ``seed`` and the rows that its materials show. Needs stay inside."""
    shop = build(seed)
    offer = shop.offer
    return {
        **given,
        "shop_seed": seed,
        "company": shop.company,
        "shop": shop.name,
        "threshold": yuan(offer.threshold_fen),
        "cut": yuan(offer.cut_fen),
        "cut_percent": offer.cut_percent,
        "pay_minutes": shop.pay_minutes,
        "ship_hours": shop.ship_hours,
        "goods_rows": [goods_row(sku) for sku in shop.goods.values()],
        "customer_rows": [_customer_row(one) for one in shop.customers.values()],
        "transit_rows": [{"收货地": name, "运输天数": days} for name, days in shop.transit.items()],
    }


def goods_row(sku: Sku) -> dict[str, str | int]:
    """One good as a row of the goods table."""
    return {
        "编号": sku.id,
        "商品": sku.name,
        "单价（元）": yuan(sku.price_fen),
        "口味": sku.taste,
        "工艺": sku.craft,
        "包装": sku.pack,
        "规格": f"{sku.grams} 克",
        "场景": sku.scene,
        "库存": sku.stock,
        "发货": sku.sending,
    }


def _customer_row(one: Customer) -> dict[str, str]:
    return {
        "客户": one.label,
        "昵称": one.nick,
        "收货人": one.receiver,
        "收货地": one.city,
        "电话尾号": one.phone_tail,
    }
