"""The account's days and its clock: Beijing time, two months of data, yesterday's after 08:00."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from workbench.api import Refused

OPENS = time(7, 55)
"""What the account's clock (Beijing time, UTC+8) says when an attempt begins."""

PUBLISHED = time(8, 0)
"""When the day before becomes readable. Source: WeChat docs, getusersummary: 每日8点后获取前一天数据."""

ZONE = "北京时间（UTC+8）"
WEEK_DAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Days:
    """The days that the account has data of: all of ``month`` (its first day) and of the month before."""

    month: date

    @property
    def first(self) -> date:
        """The first day with data."""
        return (self.month - timedelta(days=1)).replace(day=1)

    @property
    def last(self) -> date:
        """The last day of the month that is reported: yesterday, by the account's clock."""
        return (self.month + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    @property
    def count(self) -> int:
        """How many days have data."""
        return (self.last - self.first).days + 1

    @property
    def month_start(self) -> int:
        """The number of the reported month's first day; days are numbered from 0."""
        return (self.month - self.first).days

    def day(self, number: int) -> date:
        """The day of that number."""
        return self.first + timedelta(days=number)

    def number(self, text: str) -> int:
        """The number of the day that ``text`` (``2026-06-14``) names. Raises Refused."""
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise Refused(f"“{text:.20}”不是日期，请写成 {self.last} 这样。") from None
        if not self.first <= day <= self.last:
            raise Refused(f"{day} 没有数据：本账号可查 {self.first} 至 {self.last}。")
        return (day - self.first).days

    def now(self, elapsed: float) -> datetime:
        """The account's clock, ``elapsed`` seconds after the attempt began."""
        start = datetime.combine(self.last + timedelta(days=1), OPENS)
        return start + timedelta(seconds=max(0.0, elapsed))

    def published(self, elapsed: float) -> int:
        """The number of the newest day that can be read then."""
        today = self.last + timedelta(days=1)
        is_out = self.now(elapsed) >= datetime.combine(today, PUBLISHED)
        return self.count - (1 if is_out else 2)

    def shown(self, number: int) -> str:
        """``06-14 周日``."""
        day = self.day(number)
        return f"{day:%m-%d} 周{WEEK_DAYS[day.weekday()]}"
