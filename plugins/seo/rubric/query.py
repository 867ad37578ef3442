"""Lines 1, 2 and 8: the query table, its densities, and whether each page was queried before filling."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from workbench.api import Evidence, Finding, Refused, cite_events, cite_text, reading

from ..tools.address import parse_address
from ..tools.length import split_keywords
from .answers_read import page_named
from .truth import PageTruth, truths

ABSENT = frozenset(
    {
        "无",
        "缺失",
        "空",
        "没有",
        "未设置",
        "未填写",
        "none",
        "null",
        "无标题",
        "无关键词",
        "无描述",
        "缺",
        "为空",
    }
)
"""How a student says that a tag is missing."""

TDK = {"标题": "title", "关键词": "keywords", "描述": "description"}


def tdk_query(evidence: Evidence, *, field: str) -> Finding:
    """Line 1: each of the fifteen T/K/D cells equals what the original site serves.

    White space, full-width forms and the separators of keywords make no difference; a missing tag
    must be said to be missing. Of several rows for a page the first counts.
    """
    rows = _by_page(reading.sheet_rows(evidence, field), truths(evidence.given))
    faults: list[str] = []
    wanted = truths(evidence.given)
    for truth in wanted:
        row = rows.get(truth.id, {})
        faults += [
            f"{truth.name}的{column}{_told(row.get(column, ''))}"
            for column, name in TDK.items()
            if not _same(column, row.get(column, ""), getattr(truth.tdk, name))
        ]
    items = len(wanted) * len(TDK)
    right = items - len(faults)
    reason = f"{items} 项中 {right} 项正确"
    if faults:
        reason += f"；不符：{'；'.join(faults)}"
    return Finding(right / items, reason, cite_text("desk.sheet", field))


def _by_page(rows: tuple[reading.Row, ...], wanted: tuple[PageTruth, ...]) -> dict[str, reading.Row]:
    found: dict[str, reading.Row] = {}
    pages = [truth.page for truth in wanted]
    for row in rows:
        page = page_named(row.get("页面", ""), pages)
        if page is not None:
            found.setdefault(page.slot.id, row)
    return found


def _same(column: str, cell: str, truth: str | None) -> bool:
    if not truth:
        return reading.fold(cell) in ABSENT
    if column == "关键词":
        return [reading.fold(word) for word in split_keywords(cell)] == [
            reading.fold(word) for word in split_keywords(truth)
        ]
    return reading.fold(cell) == reading.fold(truth)


def _told(cell: str) -> str:
    return f"写作“{cell[:24]}{'…' if len(cell) > 24 else ''}”" if cell else "未填"  # noqa: PLR2004  a reason stays short


def density_query(evidence: Evidence, *, field: str, tolerance: float, partial: float) -> Finding:
    """Line 2: each page's density within ``tolerance`` percentage points of the truth.

    A wrong density beside right hits and right text length earns ``partial`` of its page's share.
    """
    wanted = truths(evidence.given)
    rows = _by_page(reading.sheet_rows(evidence, field), wanted)
    shares: list[float] = []
    notes: list[str] = []
    for truth in wanted:
        share, note = _density(truth, rows.get(truth.id, {}), Decimal(str(tolerance)), partial)
        shares.append(share)
        notes.append(note)
    cites = cite_text("desk.sheet", field)
    return Finding(sum(shares) / len(shares), "；".join(notes), cites, _errors(wanted, rows))


def _errors(wanted: tuple[PageTruth, ...], rows: dict[str, reading.Row]) -> dict[str, float | int]:
    """How far the filled densities lie from the truth on average, in percentage points, for the panel."""
    said = [
        (truth.density.percent, reading.number(rows.get(truth.id, {}).get("密度", ""))) for truth in wanted
    ]
    apart = [min(abs(filled - right), Decimal(100)) for right, filled in said if filled is not None]
    if not apart:
        return {"densities_filled": 0}
    return {"densities_filled": len(apart), "density_error": round(float(sum(apart) / len(apart)), 4)}


def _density(truth: PageTruth, row: reading.Row, tolerance: Decimal, partial: float) -> tuple[float, str]:
    said = reading.number(row.get("密度", ""))
    right = truth.density
    told = "未填" if said is None else f"{said} %"
    if said is not None and abs(said - right.percent) <= tolerance:
        return 1.0, f"{truth.name} {told} 正确"
    note = f"{truth.name} {told}，应为 {right.formula}"
    inputs = (reading.number(row.get("出现次数", "")), reading.number(row.get("正文字数", "")))
    if inputs == (Decimal(right.hits), Decimal(right.text_chars)):
        return partial, f"{note}（次数与字数正确，计算不符，得 {partial:g}）"
    return 0.0, note


def queried_before_filling(evidence: Evidence, *, field: str) -> Finding:
    """Line 8: every page was queried in the checker before its row of the table was first saved."""
    wanted = truths(evidence.given)
    queried = _first_queries(evidence)
    filled = _first_fillings(evidence, field, wanted)
    notes: list[str] = []
    met = 0
    cites: list[int] = []
    for truth in wanted:
        asked, wrote = queried.get(truth.address), filled.get(truth.id)
        if wrote is None:
            notes.append(f"{truth.name}没有填表")
            continue
        cites += [seq for seq in (asked, wrote) if seq is not None]
        if asked is not None and asked < wrote:
            met += 1
        else:
            notes.append(f"{truth.name}没有查询就填表" if asked is None else f"{truth.name}先填表后查询")
    reason = f"先查询后填表的页面 {met}/{len(wanted)}"
    if notes:
        reason += f"；{'；'.join(notes)}"
    return Finding(met / len(wanted), reason, cite_events(*sorted(set(cites))))


def _first_queries(evidence: Evidence) -> dict[str, int]:
    host = str(evidence.given.get("host", ""))
    first: dict[str, int] = {}
    for event in evidence.steps("seo.checker"):
        typed = event.params.get("addresses") or [event.params.get("address", "")]
        for address in typed:
            try:
                first.setdefault(parse_address(str(address), host), event.seq)
            except Refused:  # an allowed step holds none; a trace of an older engine might
                continue
    return first


def _first_fillings(evidence: Evidence, field: str, wanted: tuple[PageTruth, ...]) -> Mapping[str, int]:
    first: dict[str, int] = {}
    for event in evidence.steps("desk.sheet", "write"):
        if event.params.get("field") != field:
            continue
        for page, row in _by_page(reading.body_rows(event.params.get("body", "")), wanted).items():
            if any(text for column, text in row.items() if column not in ("页面", "测量词", "词长")):
                first.setdefault(page, event.seq)
    return first
