"""Line 8: periods were filtered before they were written down, results exported, formulas used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbench.api import Evidence, Finding, cite_events, reading

from ..tools.query import query_of
from ..world.build import World
from ..world.variant import periods, spread
from .distribution import by_class
from .mistakes import is_near
from .statistics import POST_RATES, RATES, ROW_NAMES, by_post, is_rate, named_rows
from .truth import growths, month_effects, world_of

TOOL = "newmedia.data"
EXPORTED = {"growth": "用户增长", "posts": "单篇图文"}
_REFERENCE = re.compile(r"\$?[A-Za-z]{1,2}\$?\d+")


@dataclass(frozen=True, slots=True)
class Sheets:
    """The fields of the three tables."""

    fans: str
    posts: str
    spread: str


def filtered_exported_computed(
    evidence: Evidence,
    *,
    fans: str,
    posts: str,
    spread: str,
    filter_part: float,
    export_part: float,
    least_formulas: float,
) -> Finding:
    """Filters make ``filter_part`` of the line, exports ``export_part``, formulas the rest.

    A period counts when it was queried before its row was first written and the row's 新增 is right. A
    cell counts as a formula when it refers to other cells and its value is right; ``least_formulas`` of
    the cells that are to be worked out are enough.
    """
    world, sheets = world_of(evidence.given), Sheets(fans, posts, spread)
    met, cites, missed = _filters(evidence, world, sheets.fans)
    exported = _exports(evidence, world)
    right = list(_formulas(evidence, world, sheets))
    formulas = sum(right) / len(right)
    share = (
        filter_part * met / len(missed)
        + export_part * len(exported) / len(EXPORTED)
        + (1 - filter_part - export_part) * min(1.0, formulas / least_formulas)
    )
    absent = "、".join(name for name, is_met in missed.items() if not is_met)
    reason = f"先筛选后填表 {met}/{len(missed)} 个时段" + (f"（{absent}没有做到）" if absent else "")
    reason += f"；全月导出 {len(exported)}/{len(EXPORTED)} 份" + (
        f"（{'、'.join(exported)}）" if exported else ""
    )
    reason += f"；结果正确的公式 {sum(right)}/{len(right)} 格 = {formulas:.0%}，要求 {least_formulas:.0%}"
    return Finding(min(1.0, share), reason, cite_events(*sorted(set(cites))))


def _filters(evidence: Evidence, world: World, field: str) -> tuple[int, list[int], dict[str, bool]]:
    truth, rows = growths(world.key), named_rows(reading.sheet_rows(evidence, field), "时段", ROW_NAMES)
    asked, written = _first_asked(evidence, world), _first_written(evidence, field)
    met: dict[str, bool] = {}
    cites: list[int] = []
    for name, now in truth.items():
        is_right = reading.number(rows.get(name, {}).get("新增", "")) == now.new
        first, wrote = asked.get(name), written.get(name)
        met[name] = is_right and first is not None and wrote is not None and first < wrote
        cites += [seq for seq in (first, wrote) if met[name] and seq is not None]
    return sum(met.values()), cites, met


def _first_asked(evidence: Evidence, world: World) -> Mapping[str, int]:
    # A source's row is also seen by asking for its days by source.
    first: dict[str, int] = {}
    for event in evidence.steps(TOOL, "ask"):
        asked = event.params
        if asked.get("view") != "growth":
            continue
        for name, (start, end, source) in periods(world.key).items():
            days = (str(world.days.day(start)), str(world.days.day(end)))
            is_source = asked.get("source", "") == source or (bool(source) and asked.get("by") == "source")
            if (asked.get("start"), asked.get("end")) == days and is_source:
                first.setdefault(name, event.seq)
    return first


def _first_written(evidence: Evidence, field: str) -> Mapping[str, int]:
    first: dict[str, int] = {}
    for event in evidence.steps("desk.sheet", "write"):
        if event.params.get("field") != field:
            continue
        rows = named_rows(reading.body_rows(event.params.get("body", "")), "时段", ROW_NAMES)
        for name, row in rows.items():
            if row.get("新增"):
                first.setdefault(name, event.seq)
    return first


def _exports(evidence: Evidence, world: World) -> list[str]:
    queries = [query_of(one["query"]) for one in evidence.states.get(TOOL, {}).get("exports", [])]
    return [
        title
        for view, title in EXPORTED.items()
        if any(
            (one.view, one.start, one.end, one.source, one.post) == (view, *world.month, "", "")
            for one in queries
        )
    ]


def _formulas(evidence: Evidence, world: World, sheets: Sheets) -> Iterator[bool]:
    # For each cell that is to be worked out: whether it is a formula with a right value.
    raw = {field: _raw(evidence, field) for field in (sheets.fans, sheets.posts, sheets.spread)}
    rows = named_rows(reading.sheet_rows(evidence, sheets.fans), "时段", ROW_NAMES)
    texts = named_rows(raw[sheets.fans], "时段", ROW_NAMES)
    for name, now in growths(world.key).items():
        row, text = rows.get(name, {}), texts.get(name, {})
        yield _is_formula(text.get("净增", "")) and reading.number(row.get("净增", "")) == now.net
        for column, rate in RATES.items():
            if rate(now).bottom:
                yield _is_formula(text.get(column, "")) and is_rate(row.get(column, ""), rate(now))
    yield from _post_formulas(evidence, world, sheets.posts)
    shares = by_class(reading.sheet_rows(evidence, sheets.spread), world)
    formulas = by_class(raw[sheets.spread], world)
    for dimension in ("sex", "age", "kind"):
        for one in spread(world, dimension):
            said = reading.number(shares.get((dimension, one.name), {}).get("占比", ""))
            text = formulas.get((dimension, one.name), {})
            yield _is_formula(text.get("占比", "")) and said is not None and is_near(said, one.part.exact)


def _post_formulas(evidence: Evidence, world: World, field: str) -> Iterator[bool]:
    rows, texts = by_post(reading.sheet_rows(evidence, field), world), by_post(_raw(evidence, field), world)
    for post, one in month_effects(world):
        for column, rate in POST_RATES.items():
            row, text = rows.get(post.id, {}), texts.get(post.id, {})
            yield _is_formula(text.get(column, "")) and is_rate(row.get(column, ""), rate(one))


def _raw(evidence: Evidence, field: str) -> tuple[reading.Row, ...]:
    drafts = evidence.states.get("desk.sheet", {}).get("drafts", {})
    return reading.body_rows(drafts.get(field, ""))


def _is_formula(text: str) -> bool:
    return text.startswith(("=", "＝")) and _REFERENCE.search(text) is not None
