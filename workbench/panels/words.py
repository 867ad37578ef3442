"""Numbers as people read them."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from workbench.statistics.intervals import Estimate

NO_VALUE = "—"
LONGEST_TITLE = 18  # signs of a title beside an axis; the hover has all of it


def each(table: pd.DataFrame) -> list[Any]:  # Any: a row, its cells by their columns' names
    """The rows of ``table``."""
    return list(table.itertuples(index=False))


def number(value: float | None, digits: int = 1) -> str:
    """``value`` to so many digits; a dash for none."""
    return NO_VALUE if value is None or math.isnan(value) else f"{value:.{digits}f}"


def percent(share: float | None) -> str:
    """A share in [0, 1] as a whole percent; a dash for none."""
    return NO_VALUE if share is None or math.isnan(share) else f"{share * 100:.0f} %"


def percent_span(low: float | None, high: float | None) -> str:
    """An interval of shares, ``区间 55—88 %``; says so where there is none."""
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return "份数太少，没有区间"
    return f"区间 {low * 100:.0f}—{high * 100:.0f} %"


def span(low: float | None, high: float | None, digits: int = 2) -> str:
    """An interval of numbers, ``区间 0.65 至 0.87``; says so where there is none."""
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return "份数太少，没有区间"
    return f"区间 {low:.{digits}f} 至 {high:.{digits}f}"


def correlated(link: Estimate) -> str:
    """A correlation in words."""
    if link.value is None:
        return "份数太少或分数没有差别，算不出相关"
    return f"相关 r = {link.value:.2f}（{span(link.low, link.high)}，{link.n} 份）"


def short(title: str) -> str:
    """``title`` as it fits beside an axis."""
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"


def by_total(scripts: pd.DataFrame) -> tuple[tuple[str, str, str], ...]:
    """Attempt, code and total in words of ``scripts`` (Scores.scripts), the open ones first, then upwards."""
    ordered = scripts.sort_values("points", na_position="first", kind="stable")
    said = ["待评" if math.isnan(points) else f"{points:g} 分" for points in ordered["points"].tolist()]
    return tuple(zip(ordered["attempt"], ordered["code"], said, strict=True))


def named(task: str, line: str, title: str) -> str:
    """A line of a task: ``SEO-02 第 4 项 优化方案``."""
    return f"{task.upper()} 第 {line} 项 {title}"


def listed(names: list[str], most: int = 4) -> str:
    """The first of ``names``, and how many there are in all where that is more."""
    shown = "、".join(names[:most])
    return shown if len(names) <= most else f"{shown} 等 {len(names)} 个"
