"""What one student is given: the campaign's numbers, the asked sizes, the shelf's tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from workbench.api import JSON, Dice

from .assets import assets
from .packs import Benefit, benefits, gifts

PRODUCT, PACK = "沃柑", "5斤"
PRICES_FEN = (3990, 5990)
"""Span of the selling price: every tenth fen below a round yuan, as shops write prices."""

DISCOUNT_TENTHS = (58, 78)
"""Span of the promotion price in hundredths of the selling price."""

WEIGHTS_KB = (120, 150, 180)
SIDES = {"01": (800, 600), "02": (800, 800), "03": (800, 800)}
SHORT = {"01": "校正图", "02": "主图", "03": "直通车主图"}


@dataclass(frozen=True, slots=True)
class Offer:
    """One benefit of the campaign: its kind and its wording."""

    benefit: Benefit
    text: str

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers that the wording holds."""
        return tuple(re.findall(r"\d+(?:\.\d+)?", self.text))


@dataclass(frozen=True, slots=True)
class Campaign:
    """Prices in fen, the discount in 折 to one decimal, two benefits."""

    price_fen: int
    promo_fen: int
    offers: tuple[Offer, Offer]

    @property
    def discount(self) -> str:
        """折 = promotion price / selling price x 10, half up to one decimal."""
        exact = Decimal(self.promo_fen) / Decimal(self.price_fen) * 10
        return str(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))


@lru_cache(maxsize=256)
def campaign(seed: int) -> Campaign:
    """The campaign of ``seed``: two benefits of different kinds."""
    dice = Dice("shopdesign-02", seed, "campaign")
    price = dice.between(PRICES_FEN[0] // 100, PRICES_FEN[1] // 100) * 100 + 90
    share = dice.between(*DISCOUNT_TENTHS)
    promo = price * share // 10_000 * 100 + 90
    bare = Campaign(price, promo, (Offer(benefits()["flash"], ""), Offer(benefits()["postage"], "")))
    floor = (2 * promo // 1000 + 1) * 10
    kinds = dice.shuffled(list(benefits().values()))[:2]
    drawn = [
        Offer(
            kind, dice.pick(kind.offers).format(discount=bare.discount, floor=floor, gift=dice.pick(gifts()))
        )
        for kind in kinds
    ]
    return Campaign(price, promo, (drawn[0], drawn[1]))


def yuan(fen: int) -> str:
    """Fen as yuan with one decimal or two: 2990 is 29.9."""
    text = f"{Decimal(fen) / 100:.2f}"
    return text.removesuffix("0")


def vary(given: JSON, seed: int) -> JSON:
    """The whole variant. The planted faults are not in it; criteria draw them again from the seed. Pure."""
    made = campaign(seed)
    weight = Dice("shopdesign-02", seed, "weight").pick(WEIGHTS_KB)
    return {
        **given,
        "studio": {"seed": seed},
        "product": PRODUCT,
        "pack": PACK,
        "weight_kb": weight,
        "price": yuan(made.price_fen),
        "promo": yuan(made.promo_fen),
        "asked": {
            name: {"name": f"{name}_{SHORT[name]}.jpg", "format": "JPEG", "mode": "RGB", "kb": weight}
            | {"width": size[0], "height": size[1]}
            for name, size in SIDES.items()
        },
        "promotion_rows": _promotion_rows(made),
        "photo_rows": _photo_rows(seed),
        "spec_rows": _spec_rows(weight),
    }


def _promotion_rows(made: Campaign) -> list[dict[str, str]]:
    rows = {
        "商品": f"{PRODUCT}{PACK}装（新鲜水果，整箱约 12—16 个）",
        "售价": f"{yuan(made.price_fen)} 元",
        "活动价": f"{yuan(made.promo_fen)} 元",
        "利益点一": f"{made.offers[0].benefit.title}：{made.offers[0].text}",
        "利益点二": f"{made.offers[1].benefit.title}：{made.offers[1].text}",
        "说明": "只做这两类利益点，其他优惠本次活动没有。划线价只能写售价。",
    }
    return [{"项目": name, "内容": text} for name, text in rows.items()]


def _photo_rows(seed: int) -> list[dict[str, str]]:
    return [
        {"编号": name, "名称": asset.material.name, "来源与授权": asset.material.licence}
        for name, asset in assets(seed).items()
    ]


def _spec_rows(weight: int) -> list[dict[str, str]]:
    return [
        {
            "文件": f"{name}_{SHORT[name]}.jpg",
            "尺寸（宽×高）": f"{size[0]}×{size[1]} 像素",
            "格式": "JPG（内容也要是 JPG）",
            "大小": f"不超过 {weight} KB",
            "颜色": "RGB，8 位，单帧",
        }
        for name, size in SIDES.items()
    ]
