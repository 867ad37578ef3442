"""Reading labelled lines of a document: what stands after a label, and the dates, hours and numbers in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_LEAD = re.compile(r"^[\s\-*#>·•]*(?:\d+[.、)]\s*)?\**")
_FULL_DATE = re.compile(r"(\d{4})\s*[年\-/.]\s*(\d{1,2})\s*[月\-/.]\s*(\d{1,2})\s*日?")
_MONTH_DAY = re.compile(r"(?<![\d.])(\d{1,2})\s*(?:月|[-/])\s*(\d{1,2})(?!\d)\s*[日号]?")
_DAY = re.compile(r"(?<![\d.])(\d{1,2})\s*[日号]")
_HOUR = re.compile(r"(上午|早上|中午|下午|傍晚|晚上|晚)?\s*(?<![\d.])(\d{1,2})\s*(?::\s*\d{2}|[点时])")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NUMBER = re.compile(r"(?<![\d.])[-+−]?\d+(?:\.\d+)?")
NOON = 12
MOST_NUMBERS = 6
"""A line with more numbers says none: it may hold a formula, not a list of guesses."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """What stands after a label; ``start`` and ``end`` are its place in the document."""

    text: str
    start: int
    end: int

    @property
    def plain(self) -> str:
        """The text with full-width forms folded."""
        return unicodedata.normalize("NFKC", self.text)


def labelled(body: str, labels: Sequence[str]) -> dict[str, Labelled]:
    """The first filled value of each label: the rest of its line after the colon, or the next line.

    A line belongs to the label that it begins with.
    """
    found: dict[str, Labelled] = {}
    waiting, at = "", 0
    for line in body.splitlines(keepends=True):
        start, at = at, at + len(line)
        text = _LEAD.sub("", line)
        label = next((name for name in labels if text.startswith(name)), "")
        if label:
            colon = re.search("[:：]", line)
            waiting, value = label, line[colon.end() :] if colon else line.partition(label)[2]
        elif line.lstrip().startswith("#"):
            waiting, value = "", ""
        else:
            value = line
        if waiting and value.strip():
            begin = start + len(line) - len(value) + len(value) - len(value.lstrip())
            found.setdefault(waiting, Labelled(value.strip(), begin, begin + len(value.strip())))
            waiting = ""
    return found


def days_in(text: str, year: int) -> list[date]:
    """The dates that a text names; those without a year are of ``year``."""
    found = [_date(int(one[1]), int(one[2]), int(one[3])) for one in _FULL_DATE.finditer(text)]
    rest = _FULL_DATE.sub(" ", text)
    found += [_date(year, int(one[1]), int(one[2])) for one in _MONTH_DAY.finditer(rest)]
    return [day for day in found if day is not None]


def lone_days_in(text: str) -> list[int]:
    """The days of the month that a text names without a month."""
    rest = _MONTH_DAY.sub(" ", _FULL_DATE.sub(" ", text))
    return [int(one[1]) for one in _DAY.finditer(rest)]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def hours_in(text: str) -> set[int]:
    """The hours that a text names, by the 24-hour clock: ``20:00``, ``20 点``, ``晚上 8 点``."""
    found = set()
    for one in _HOUR.finditer(text):
        hour, part = int(one[2]), one[1] or ""
        is_late = part in ("下午", "傍晚", "晚上", "晚") and hour < NOON
        found.add(hour + NOON if is_late else hour)
    return found


def numbers_in(text: str) -> list[Decimal]:
    """The numbers of a text that belong to no date and no hour; none where there are too many."""
    rest = text
    for pattern in (_FULL_DATE, _MONTH_DAY, _DAY, _HOUR):
        rest = pattern.sub(" ", rest)
    rest = _THOUSANDS.sub("", rest)
    found = [Decimal(one[0].replace("−", "-")) for one in _NUMBER.finditer(rest)]
    return found if len(found) <= MOST_NUMBERS else []
