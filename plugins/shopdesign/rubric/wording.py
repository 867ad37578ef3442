"""Reading the words on a picture: prices, benefits of the campaign and others, absolute terms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal

from workbench.api import reading

from ..world.packs import benefits, words
from ..world.variant import Campaign, Offer

_AMOUNT = re.compile(r"[¥￥]\s*(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)\s*元")
_DISCOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*折")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MARKS = re.compile(r"[\s，。、！!,.·…\-—_~|/：:；;（）()【】\[\]“”\"'*+]")


_NO_MONEY = ("折", "斤", "公斤", "千克", "kg", "g", "克", "%", "点")
"""After one of these a number with a point is no sum of money."""


def fold(text: str) -> str:
    """``text`` for comparison: width, case, blanks, 元, 一 and a trailing .0 make no difference."""
    tidy = reading.fold(text).replace("￥", "¥")
    return re.sub(r"(\d)\.0(?=\D|$)", r"\1", tidy).replace("元", "").replace("一", "1")


def amounts(texts: Iterable[str]) -> list[Decimal]:
    """Every sum of money in ``texts``: after ￥, before 元, or alone with a decimal point."""
    found: list[Decimal] = []
    for text in texts:
        tidy = unicodedata.normalize("NFKC", text).replace("￥", "¥")
        spans = [match.span() for match in _AMOUNT.finditer(tidy)]
        found += [Decimal(match[1] or match[2]) for match in _AMOUNT.finditer(tidy)]
        found += [
            Decimal(match[0])
            for match in _NUMBER.finditer(tidy)
            if "." in match[0]
            and not any(start <= match.start() < end for start, end in spans)
            and not tidy[match.end() :].lstrip().lower().startswith(_NO_MONEY)
        ]
    return found


def allowed_amounts(made: Campaign) -> set[Decimal]:
    """The sums that the campaign knows: selling price, promotion price, and what its benefits name."""
    named = {Decimal(number) for offer in made.offers for number in offer.numbers}
    return {Decimal(made.price_fen) / 100, Decimal(made.promo_fen) / 100} | named


def wrong_amounts(texts: Sequence[str], made: Campaign) -> list[Decimal]:
    """Sums that the campaign does not know."""
    allowed = allowed_amounts(made)
    return [amount for amount in dict.fromkeys(amounts(texts)) if amount not in allowed]


def wrong_discounts(texts: Sequence[str], made: Campaign) -> list[str]:
    """Discounts (折) other than promotion price / selling price x 10, to 0.05."""
    said = [one for text in texts for one in _DISCOUNT.findall(unicodedata.normalize("NFKC", text))]
    right = Decimal(made.discount)
    return [one for one in dict.fromkeys(said) if abs(Decimal(one) - right) > Decimal("0.05")]


def shows_price(texts: Sequence[str], fen: int) -> bool:
    """Whether one of ``texts`` has the price as a number of its own."""
    return any(
        Decimal(number) == Decimal(fen) / 100
        for text in texts
        for number in _NUMBER.findall(unicodedata.normalize("NFKC", text))
    )


def shows_offer(texts: Sequence[str], offer: Offer) -> bool:
    """Whether one of ``texts`` says the benefit as the campaign words it."""
    wanted = _MARKS.sub("", fold(offer.text))
    return any(wanted in _MARKS.sub("", fold(text)) for text in texts)


def kinds_shown(texts: Sequence[str]) -> set[str]:
    """The kinds of benefits that ``texts`` speak of, by id."""
    return {
        benefit.id
        for benefit in benefits().values()
        for text in texts
        if any(all(word in fold(text) for word in name) for name in benefit.names)
    }


def banned_in(texts: Iterable[str]) -> list[str]:
    """Absolute terms in ``texts``, also spaced out or dotted; harmless contexts are passed over."""
    found: list[str] = []
    for text in texts:
        bare = _MARKS.sub("", unicodedata.normalize("NFKC", text)).lower()
        for context in words().harmless:
            bare = bare.replace(context, "□")
        found += [word for word in words().banned if word in bare]
    return list(dict.fromkeys(found))
