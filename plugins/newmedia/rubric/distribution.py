"""Line 3: the table of what followers are like, and the charts that were kept of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from workbench.api import JSON, Evidence, Finding, cite_text, reading

from ..tools.data import CHART_KINDS
from ..tools.fans import DIMENSIONS, Share
from ..tools.ratio import NO_RATE
from ..world.build import World
from ..world.packs import UNKNOWN
from ..world.variant import spread
from .mistakes import as_facts, is_near, of_share
from .statistics import Tally
from .truth import world_of

ASKED: Mapping[str, tuple[str, ...]] = {
    "sex": ("性别",),
    "age": ("年龄",),
    "kind": ("粉丝类型", "互动类型", "类型"),
}
"""The dimensions of the table, by the words that name them in tables and titles."""

CHARTS = 2
_BETWEEN = re.compile(r"[—–~～至到－]+")


def spread_and_charts(evidence: Evidence, *, field: str, chart_part: float) -> Finding:
    """People and share of thirteen classes; two charts of these dimensions make ``chart_part`` of the line.

    People must be exact; a share counts beside right people only. A chart counts when its data are the
    month's, its kind fits a distribution, its title names the dimension, and the table is right in a
    cell of it.
    """
    world = world_of(evidence.given)
    tally = Tally()
    met = {name: _dimension(tally, world, name, class_rows(evidence, field)) for name in ASKED}
    table = tally.finding("（占比 = 该类人数 ÷ 全部粉丝数，未知在内）", field)
    charts, notes = _charts(world, evidence.states.get("newmedia.data", {}).get("charts", {}), met)
    part = min(1.0, charts / CHARTS)
    share = (table.share or 0.0) * (1 - chart_part) + part * chart_part
    reason = f"{table.reason}；图表 {charts} 张合格，要求 {CHARTS} 张{notes}"
    return Finding(share, reason, cite_text("desk.sheet", field), as_facts(tally.mistakes))


def class_rows(evidence: Evidence, field: str) -> dict[tuple[str, str], reading.Row]:
    """The row of each (dimension, class). A blank dimension is that of the row above."""
    return by_class(reading.sheet_rows(evidence, field), world_of(evidence.given))


def by_class(rows: Sequence[reading.Row], world: World) -> dict[tuple[str, str], reading.Row]:
    """The same of rows that were read already."""
    found: dict[tuple[str, str], reading.Row] = {}
    dimension = ""
    for row in rows:
        dimension = _dimension_named(row.get("维度", "")) or dimension
        if not dimension:
            continue
        named = _class(row.get("类别", ""))
        for one in spread(world, dimension):
            if named == _class(one.name):
                found.setdefault((dimension, one.name), row)
    return found


def _dimension_named(cell: str) -> str | None:
    text = reading.fold(cell)
    return next((name for name, words in ASKED.items() if any(word in text for word in words)), None)


def _class(cell: str) -> str:
    # "18－25 岁", "18-25" and "18~25岁" are one class; 男性 is 男.
    text = _BETWEEN.sub("-", reading.fold(cell)).replace("岁", "").removesuffix("粉丝").removesuffix("型")
    return text.removesuffix("性") if text in ("男性", "女性") else text


def _dimension(tally: Tally, world: World, name: str, rows: Mapping[tuple[str, str], reading.Row]) -> int:
    # How many cells of the dimension are right.
    shares = spread(world, name)
    whole = sum(one.people for one in shares)
    unknown = sum(one.people for one in shares if one.name == UNKNOWN)
    before = tally.worth
    for one in shares:
        _class_cells(tally, DIMENSIONS[name], one, rows.get((name, one.name), {}), (whole, unknown))
    return int(tally.worth - before)


def _class_cells(tally: Tally, dimension: str, one: Share, row: reading.Row, totals: tuple[int, int]) -> None:
    tally.cells += 2
    people, part = reading.number(row.get("人数", "")), reading.number(row.get("占比", ""))
    if people != one.people:
        tally.note(
            f"{dimension}“{one.name}”人数{'未填' if people is None else f' {people:f}'}，应为 {one.people:,}"
        )
        return
    tally.worth += 1
    if part is not None and is_near(part, one.part.exact):
        tally.worth += 1
        return
    kind = None if part is None else of_share(part, one.people, *totals)
    if kind is not None:
        tally.mistakes[kind] += 1
    tally.note(
        f"{dimension}“{one.name}”占比{'未填' if part is None else f' {part:f}'[:12]}，应为 {one.part.how}"
    )


def _charts(world: World, kept: Mapping[str, JSON], met: Mapping[str, int]) -> tuple[int, str]:
    good, notes = 0, []
    start, end = world.month
    for dimension, chart in kept.items():
        title = reading.fold(chart["title"])
        faults = {
            "不在要求的维度里": dimension not in ASKED,
            "数据不是全月期末": chart["end"] != end or (dimension == "kind" and chart["start"] != start),
            f"分布不宜用{CHART_KINDS[chart['kind']]}": chart["kind"] == "line",
            "标题没有写维度": not any(word in title for word in ASKED.get(dimension, (NO_RATE,))),
            "表里没有这个维度的正确数据": not met.get(dimension),
        }
        wrong = [fault for fault, is_so in faults.items() if is_so]
        good += not wrong
        notes += [f"“{DIMENSIONS[dimension]}”图{fault}" for fault in wrong[:1]]
    return good, f"（{'；'.join(notes)}）" if notes else ""
