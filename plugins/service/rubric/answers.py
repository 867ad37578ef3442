"""Worked answers to service.pre-02 for any seed: a good clerk, a weak one, and four who try it on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.api import JSON, Refused, SampleStep, worked

from ..tools.chat import ChatEngine, record
from ..world.customers import Customer
from ..world.goods import Sku
from ..world.money import FEN, floor_of, payable, yuan
from ..world.packs import phrases
from ..world.shop import Shop, build, key_of, vary

FAB_COLUMNS = ("客户", "商品", "特点", "优势", "利益")
SUM_COLUMNS = ("客户", "商品", "成交单价", "数量", "满减", "应付金额")
THINK = 18.0  # seconds that the worked answers take for a message
QUESTIONS = {
    "use": "请问您买茶是自己喝，还是送人呢？",
    "taste": "您喜欢什么口味，清淡一点还是浓一点？",
    "qty": "大概需要几份呢？",
    "deadline": "您希望什么时候收到呢？",
    "taboo": "有没有喝不惯、要避开的？",
    "budget": "方便说一下预算大概是多少吗？",
}


@dataclass(slots=True)
class Desk:
    """A clerk at the desk: takes steps, sees the answers, keeps the steps with their times."""

    given: JSON
    clock: float = 0.0
    steps: list[SampleStep] = field(default_factory=list)
    state: JSON = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.state = ChatEngine().start(self.given, 0)

    @property
    def shop(self) -> Shop:
        """The variant's shop."""
        return build(key_of(self.given))

    def take(self, action: str, wait: float = THINK, **params: Any) -> None:
        """Take a step ``wait`` seconds later. Any: the action's own JSON."""
        self.clock += wait
        self.steps.append(SampleStep("service.chat", action, params, self.clock))
        try:
            self.state = ChatEngine().apply(self.state, action, {**params, "at": self.clock})
        except Refused:
            return  # a hostile clerk goes on

    def say(self, talk: str, text: str) -> None:
        """Send a message."""
        self.take("say", talk=talk, text=text)

    def mind(self, talk: str) -> JSON:
        """What the customer has in mind."""
        mind: JSON = self.state["talks"][talk]["mind"]
        return mind

    def finish(self, talk: str, name: str) -> None:
        """Close the conversation and export its record."""
        self.take("close", talk=talk)
        body = record(talk, self.state["talks"][talk])
        self.clock += THINK
        self.steps.append(
            SampleStep("service.chat", "export", {"talk": talk, "name": name}, self.clock, body)
        )


def good(given: JSON, seed: int) -> Sequence[SampleStep]:
    """Everything done in order and right, with one small conditional concession to each customer."""
    del seed
    desk = Desk(given, clock=280.0)
    shop = desk.shop
    first = [worked.write_doc("01", _notes(shop), 240.0)]
    desk.take("online")
    for customer in shop.customers.values():
        start = float(desk.state["online"]) + customer.arrives
        desk.clock = max(desk.clock, start)
        _serve(desk, customer)
        desk.finish(customer.id, f"0{2 if customer.id == 'a' else 3}_会话{customer.id.upper()}.json")
    return [*first, *desk.steps, *_sheets(given, desk, 2600.0), *worked.hand_in(given, 3200.0)]


def _serve(desk: Desk, customer: Customer) -> None:
    name, shop = customer.id, desk.shop
    sku = shop.goods[customer.fit]
    hidden = [need for need in QUESTIONS if need in customer.hidden]
    hello = "您好，欢迎光临云麓茶业旗舰店，我是客服小麓。"
    for at in range(0, len(hidden), 2):
        asked = "".join(QUESTIONS[need] for need in hidden[at : at + 2])
        desk.say(name, (hello if at == 0 else "好的，记下了。") + asked)
    desk.say(
        name,
        f"按您说的，给您推荐{sku.name}：{sku.taste}，{sku.craft}，{sku.pack}装 {sku.grams} 克，"
        f"{sku.sending}，让您用着放心，也不超出您说的数。",
    )
    desk.say(name, f"理解您想实惠一些。这款是明前原料、{sku.craft}，品质对得起这个价，下单还能享受满减。")
    price = yuan(conceded(sku, shop))
    desk.say(
        name,
        f"抱歉，平台规定不能加微信，也不支持平台外转账。茶叶的用料和工艺成本都在这里，"
        f"如果您今天下单，这一单给您 {price} 元一份。",
    )
    desk.say(name, _rules(shop, sku))
    unit = int(desk.mind(name)["price_fen"])
    amount = payable(unit, customer.qty, shop.offer)
    desk.take(
        "send_order", talk=name, sku=sku.id, quantity=customer.qty, unit=yuan(unit), amount=yuan(amount)
    )
    desk.say(
        name,
        f"跟您核对一下：{sku.name} {sku.grams} 克，{customer.qty} 份；"
        f"收货人{customer.receiver}，{customer.city}，"
        f"电话尾号 {customer.phone_tail}；{_sending(shop, sku)}。对吗？",
    )
    desk.say(name, "感谢您的惠顾，祝您生活愉快，有问题随时联系我们，再见！")
    day = customer.transit_days + sku.lead_days + 1
    desk.take("follow_up", talk=name, day=day, hour=10, text="签收后回访：茶叶是否完好，口感是否满意。")


def conceded(sku: Sku, shop: Shop) -> int:
    """A price after a concession of a third to a half of the authority, in tenths of a yuan."""
    authority = sku.price_fen - floor_of(sku.price_fen, shop.offer)
    return sku.price_fen - -(-authority * 35 // 100 // 10) * 10


def _rules(shop: Shop, sku: Sku) -> str:
    return f"您点订单卡片提交订单，{shop.pay_minutes} 分钟内在平台内用支付宝付款，{_sending(shop, sku)}。"


def _sending(shop: Shop, sku: Sku) -> str:
    return f"付款后 {sku.lead_days} 天后发货" if sku.lead_days else f"付款后 {shop.ship_hours} 小时内发货"


def _notes(shop: Shop) -> str:
    offer = shop.offer
    lines = [f"- 满 {yuan(offer.threshold_fen)} 减 {yuan(offer.cut_fen)}，最高让价 {offer.cut_percent} %。"]
    lines += [
        f"- {sku.name}：{yuan(sku.price_fen)} 元，底价 {yuan(shop.floor(sku.id))} 元。"
        for sku in shop.goods.values()
    ]
    return "\n".join(["# 接待要点", "", "## 优惠与底价", "", *lines, ""])


def _sheets(given: JSON, desk: Desk, at: float) -> list[SampleStep]:
    shop = build(key_of(given))
    fab, sums = [], []
    for one in shop.customers.values():
        sku = shop.goods[one.fit]
        why = "自己喝着顺口，天天喝也不心疼" if one.id == "a" else "长辈收到觉得体面，喝着也合口"
        fab.append([one.label, sku.name, f"{sku.taste}，{sku.craft}", "只用茶叶本身的味道，不加别的", why])
        unit = int(desk.mind(one.id)["price_fen"]) or sku.price_fen
        gross = unit * one.qty
        off = gross // shop.offer.threshold_fen * shop.offer.cut_fen
        sums.append([one.label, sku.name, yuan(unit), str(one.qty), yuan(off), yuan(gross - off)])
    return [
        worked.write_sheet("04", FAB_COLUMNS, fab, at),
        worked.write_sheet("05", SUM_COLUMNS, sums, at + 300),
    ]


def weak(given: JSON, seed: int) -> Sequence[SampleStep]:
    """Slow; two questions, then a card; gives in without a reason, forgets to check and to follow up."""
    del seed
    desk = Desk(given, clock=600.0)
    desk.take("online")
    desk.clock += 70
    desk.say("a", "您好，欢迎光临")
    for name in ("a", "b"):
        if name == "b":
            desk.clock = max(desk.clock, float(desk.state["online"]) + 320)
        customer = desk.shop.customers[name]
        desk.say(name, "您喜欢什么口味？")
        desk.say(name, "预算多少呢？")
        desk.take("send_goods", wait=60, talk=name, sku=customer.fit)
        desk.say(name, "可以便宜一点")
        desk.say(name, f"那就给您便宜 {max(1, desk.shop.goods[customer.fit].price_fen // FEN // 50)} 元吧")
    fab = [["A", "黄茶", "好喝", "", ""]]
    return [
        *desk.steps,
        worked.write_sheet("04", FAB_COLUMNS, fab, 2000.0),
        SampleStep("desk.folder", "name_file", {"deliverable": "01", "name": "要点.docx"}, 3300.0),
    ]


def keywords(given: JSON, seed: int) -> Sequence[SampleStep]:
    """The seven step names and the six needs, pasted again and again."""
    del seed
    desk = Desk(given, clock=10.0)
    desk.take("online")
    desk.clock += 240
    for name in ("a", "b"):
        desk.say(name, "招呼、询问、推荐、议价、核实、道别、跟进")
        desk.say(name, "用途？口味？数量？预算？到货日？忌讳？")
        desk.say(name, "您好用途什么口味什么数量多少预算多少到货什么时候忌讳什么推荐核实再见祝您愉快")
        for sku in desk.shop.goods:
            desk.take("send_goods", wait=2.0, talk=name, sku=sku)
        desk.say(name, "招呼 询问 推荐 议价 核实 道别 跟进！")
        desk.take("follow_up", talk=name, day=3, hour=10, text="跟进跟进跟进跟进签收")
        desk.take("close", talk=name)
    every = "清淡鲜爽、醇和回甘、浓厚耐泡、纯黄茶"
    rows = [[name, "、".join(desk.shop.goods), every, every, every] for name in ("客户A", "客户B")]
    return [*desk.steps, worked.write_sheet("04", FAB_COLUMNS, rows, 900.0)]


def pasted(given: JSON, seed: int) -> Sequence[SampleStep]:
    """The brief, cut in pieces, sent to both customers."""
    del seed
    desk = Desk(given, clock=10.0)
    desk.take("online")
    desk.clock += 240
    texts = [given["desk"]["brief"], *(sub["text"] for sub in given["desk"]["subtasks"])]
    whole = "".join("".join(texts).split())
    for name in ("a", "b"):
        for at in range(0, 1200, 190):
            desk.say(name, whole[at : at + 190])
    return [*desk.steps, worked.write_doc("01", whole[:2000], 1500.0)]


def canned(given: JSON, seed: int) -> Sequence[SampleStep]:
    """The quick phrases as they are, and one article praised to everybody without a question."""
    del seed
    desk = Desk(given, clock=10.0)
    desk.take("online")
    desk.clock += 240
    star = next(iter(desk.shop.goods.values()))
    talk = [one.text for one in phrases()]
    talk[3:4] = [f"推荐{star.name}，店里卖得最好的，全网最低价，保证明天收到。", "好的亲", "在的亲"]
    for name in ("a", "b"):
        for text in talk:
            desk.say(name, text)
        desk.take("follow_up", talk=name, day=1, hour=9, text="发新品活动优惠券给客户")
    return desk.steps


def giveaway(given: JSON, seed: int) -> Sequence[SampleStep]:
    """The floor price at once, less when asked again, and whatever else makes the customer buy."""
    del seed
    desk = Desk(given, clock=10.0)
    desk.take("online")
    desk.clock += 240
    for customer in desk.shop.customers.values():
        sku, name = desk.shop.goods[customer.fit], customer.id
        floor = desk.shop.floor(sku.id)
        desk.say(name, f"您好，推荐{sku.name}，最低给您 {yuan(floor)} 元，加微信还能便宜，好评返现。")
        desk.say(name, f"不够低的话 {sku.name} 给您 {yuan(floor - 10 * FEN)} 元，再送您一盒。")
        unit = floor - 20 * FEN
        amount = yuan(payable(unit, customer.qty, desk.shop.offer))
        desk.take("send_order", talk=name, sku=sku.id, quantity=customer.qty, unit=yuan(unit), amount=amount)
        desk.say(name, "微信转账给我，免单都行，绝对保证明天到，再见")
    return desk.steps


def foreign(given: JSON, seed: int) -> Sequence[SampleStep]:
    """A neighbour's right answers: every message, card and sheet of another seed's good script."""
    other = {**given, **vary({}, seed + 1)}
    taken = [step for step in good(other, seed + 1) if step.tool in ("service.chat", "desk.sheet")]
    return [step for step in taken if not _asks(step)]


def _asks(step: SampleStep) -> bool:
    text = str(step.params.get("text", ""))
    return any(question in text for question in QUESTIONS.values())
