"""Prices that are offered in a sentence: a price, a sum off, a discount in tenths, or a total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..world.money import fen_of, part_of

_FULL = re.compile(r"满\d+(\.\d+)?元?[,，]?(就|立|可)?减\d+(\.\d+)?元?")
_ZHE = re.compile(r"(?P<tenths>\d{1,2}(\.\d)?)折")
_OFF = re.compile(
    r"(便宜|优惠|减免|立减|直降|再减|减|让利|让|少收?|降)(您|你)?(了|到)?(?P<yuan>\d+(\.\d{1,2})?)(元|块)"
)
_PRICE = re.compile(r"[¥￥]?(?P<yuan>\d+(\.\d{1,2})?)(元|块)(?P<each>钱?[一1每/]?(份|盒|罐|袋|套))?")
_TOTAL = re.compile(r"(一共|总共|合计|总价|整单|总共|应付|实付|共计?|全部)[^，。,.]{0,4}$")
_TALK = re.compile(r"(预算|原价|原来|本来|标价|成本|超过|以内|运费)[^，。,.]{0,4}$")
_LEAST, _MOST = Decimal("0.3"), Decimal("1.3")  # of the list price: what can be meant as a unit price
_WHOLE = 10  # 95折 says hundredths, 9折 tenths


Kind = Literal["offer", "off", "off_total", "total"]


@dataclass(frozen=True, slots=True)
class Priced:
    """An amount in fen and where it stands in the folded text.

    ``kind``: a unit price, a sum off each, a sum off the whole order, or a price of the whole order.
    """

    kind: Kind
    fen: int
    start: int
    end: int


def offers_in(text: str, list_fen: int) -> list[Priced]:
    """What ``text`` offers for an article of ``list_fen``, in order.

    The list price itself is an offer too (it holds). What the full-reduction rule says is none, nor are a
    budget or an amount that can be no price of this article.
    """
    blank = _FULL.sub(lambda found: "·" * len(found[0]), text)
    found = [*_discounts(blank, list_fen), *_sums_off(blank, list_fen)]
    taken = [(one.start, one.end) for one in found]
    for hit in _PRICE.finditer(blank):
        if any(hit.start() < end and start < hit.end() for start, end in taken):
            continue
        fen = fen_of(hit["yuan"])
        before = blank[: hit.start()]
        if fen is None or _TALK.search(before):
            continue
        is_total = bool(_TOTAL.search(before)) and not hit["each"]
        if is_total or list_fen * _LEAST <= fen <= list_fen * _MOST:
            found.append(Priced("total" if is_total else "offer", fen, hit.start(), hit.end()))
    return sorted(found, key=lambda one: one.start)


def _discounts(text: str, list_fen: int) -> Iterator[Priced]:
    for hit in _ZHE.finditer(text):
        tenths = Decimal(hit["tenths"])
        percent = tenths if tenths > _WHOLE else tenths * 10
        yield Priced("offer", part_of(list_fen, percent), hit.start(), hit.end())


def _sums_off(text: str, list_fen: int) -> Iterator[Priced]:
    for hit in _OFF.finditer(text):
        fen = fen_of(hit["yuan"])
        if fen is None or "到" in hit[0] or not 0 < fen < list_fen * (1 - _LEAST):
            continue
        is_total = _TOTAL.search(text[: hit.start()]) is not None
        yield Priced("off_total" if is_total else "off", fen, hit.start(), hit.end())
