"""Another variant's numbers: answers in a script that only somebody else's data can give."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

_NUMBER = re.compile(r"(?<![\d.])\d+(?:,\d{3})*(?:\.\d+)?(?!\.?\d)")

LEAST_DIGITS = 3  # significant ones: 12 and 0.5 are found anywhere
LEAST_NUMBERS = 2  # of one variant: a single number may be a slip
MOST_OWNERS = 3  # variants that have the number as an answer: what more have points at none of them


@dataclass(frozen=True, slots=True)
class Foreign:
    """``script`` holds ``numbers``, rising, which are answers of ``variant`` and not of its own."""

    script: str
    variant: str
    numbers: tuple[Decimal, ...]


def numbers_in(text: str) -> frozenset[Decimal]:
    """The numbers of ``text`` without sign and percent sign; full width folded, 1,234.50 is 1234.5."""
    plain = unicodedata.normalize("NFKC", text)
    return frozenset(_plain(Decimal(found.replace(",", ""))) for found in _NUMBER.findall(plain))


def foreign_numbers(
    scripts: Mapping[str, Collection[Decimal]], variant_of: Mapping[str, str],
    answers: Mapping[str, Collection[Decimal]], *, given: Iterable[Decimal] = (), least: int = LEAST_NUMBERS,
) -> tuple[Foreign, ...]:  # fmt: skip
    """Scripts with ``least`` or more answers of one other variant; the most numbers first, then by names.

    ``scripts`` has each script's numbers (``numbers_in``), ``variant_of`` its variant, ``answers`` each
    variant's numbers: what its data lead to, and its data. A number of the script's own variant, one that
    ``given`` names, one of fewer than LEAST_DIGITS significant digits and one that is an answer of more than
    MOST_OWNERS variants proves nothing and is left out. Values are compared, not their digits: 12.50 is 12.5.
    """
    known = {_plain(number) for number in given}
    owners: dict[Decimal, list[str]] = defaultdict(list)
    for variant in sorted(answers):
        for number in {_plain(one) for one in answers[variant]} - known:
            if _digits(number) >= LEAST_DIGITS:
                owners[number].append(variant)
    telling = {number: found for number, found in owners.items() if len(found) <= MOST_OWNERS}
    flags = [
        flag
        for script in sorted(scripts)
        for flag in _flags(script, scripts[script], variant_of[script], telling)
        if len(flag.numbers) >= least
    ]
    return tuple(sorted(flags, key=lambda flag: (-len(flag.numbers), flag.script, flag.variant)))


def _flags(
    script: str, numbers: Collection[Decimal], own: str, telling: Mapping[Decimal, list[str]]
) -> list[Foreign]:
    found: dict[str, set[Decimal]] = defaultdict(set)
    for number in {_plain(one) for one in numbers}:
        owners = telling.get(number, [])
        if own not in owners:
            for variant in owners:
                found[variant].add(number)
    return [Foreign(script, variant, tuple(sorted(held))) for variant, held in found.items()]


def _plain(number: Decimal) -> Decimal:
    return abs(number).normalize()


def _digits(number: Decimal) -> int:
    """Significant digits: 0.05 has one, 1200 two, 12.5 three."""
    return len(number.normalize().as_tuple().digits)
