"""Line 3: the list of problems against the planted ones, as an F1 that guessing cannot raise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from workbench.api import Evidence, Finding, cite_text, reading

from ..world.packs import Kind, kinds
from ..world.pages import PageSpec
from ..world.plan import Fault
from .answers_read import page_named
from .truth import truths, world_of

_SEPARATORS = re.compile(r"[,，、;；/\n]")


@dataclass(frozen=True, slots=True)
class Claim:
    """One problem that the student names. ``fault`` is None where page or kind is not on the lists."""

    fault: Fault | None
    shown: str
    severity: str
    place: str


def problem_list(
    evidence: Evidence, *, field: str, severity_part: float, place_part: float, least_precision: float
) -> Finding:
    """F1 of the named (page, kind) pairs against the planted ones.

    A pair named rightly counts 1, less ``severity_part`` for a wrong severity and ``place_part`` for
    a blank place. When fewer than ``least_precision`` of the named pairs are right, the list is a
    guess and earns nothing.
    """
    claims = _claims(reading.sheet_rows(evidence, field), [truth.page for truth in truths(evidence.given)])
    wanted = frozenset(world_of(evidence.given).plan.faults)
    cites = cite_text("desk.sheet", field)
    facts = _facts(claims, wanted)
    if not claims:
        return Finding(0.0, f"问题清单没有内容；预置问题 {len(wanted)} 处", cites, facts)
    right = [claim for claim in claims if claim.fault in wanted]
    weight = sum(_weight(claim, severity_part, place_part) for claim in right)
    precision, recall = weight / len(claims), weight / len(wanted)
    f1 = 2 * precision * recall / (precision + recall) if weight else 0.0
    reason = (
        f"列出 {len(claims)} 处，其中正确 {len(right)} 处，预置 {len(wanted)} 处；计 {weight:.1f} 处，"
        f"准确率 {precision:.2f}，查全率 {recall:.2f}，F1 = 2 × {precision:.2f} × {recall:.2f} ÷ "
        f"（{precision:.2f} + {recall:.2f}） = {f1:.2f}"
        if weight
        else f"列出 {len(claims)} 处，没有一处与预置的 {len(wanted)} 处相符"
    )
    if len(right) / len(claims) < least_precision:
        return Finding(0.0, f"{reason}；正确的不足 {least_precision:.0%}，按猜测处理，不得分", cites, facts)
    return Finding(f1, reason + _details(claims, wanted), cites, facts)


def _facts(claims: Sequence[Claim], wanted: frozenset[Fault]) -> dict[str, str]:
    """The kinds that were planted and those that were missed, once for each place, for the panel."""
    found = {claim.fault for claim in claims}
    named = {
        "planted": sorted(kinds()[fault.kind].zh for fault in wanted),
        "missed": sorted(kinds()[fault.kind].zh for fault in wanted - found),
    }
    return {name: "、".join(shown) for name, shown in named.items()}


def _weight(claim: Claim, severity_part: float, place_part: float) -> float:
    lost = 0.0 if _is_severity_right(claim) else severity_part
    return max(0.0, 1.0 - lost - (0.0 if claim.place else place_part))


def _is_severity_right(claim: Claim) -> bool:
    return claim.fault is not None and reading.fold(claim.severity) == reading.fold(
        kinds()[claim.fault.kind].severity
    )


def _claims(rows: Sequence[reading.Row], pages: Sequence[PageSpec]) -> list[Claim]:
    found: dict[Fault | str, Claim] = {}
    for row in rows:
        page = page_named(row.get("页面", ""), pages)
        for named in _SEPARATORS.split(row.get("问题类型", "")) or [""]:
            kind = _kind_named(named)
            fault = Fault(page.slot.id, kind.id) if page and kind else None
            shown = f"{row.get('页面', '')[:20]}—{named.strip()[:20]}"
            claim = Claim(fault, shown, row.get("严重程度", ""), row.get("位置", ""))
            found.setdefault(fault or reading.fold(shown), claim)
    return list(found.values())


def _kind_named(text: str) -> Kind | None:
    return _names().get(reading.fold(text))


@cache
def _names() -> dict[str, Kind]:
    return {reading.fold(name): kind for kind in kinds().values() for name in (kind.zh, *kind.also)}


def _details(claims: Sequence[Claim], wanted: frozenset[Fault]) -> str:
    wrong = [claim.shown for claim in claims if claim.fault not in wanted]
    harsh = [claim.shown for claim in claims if claim.fault in wanted and not _is_severity_right(claim)]
    text = f"；多列或不符：{'、'.join(wrong[:6])}" if wrong else ""
    return text + (f"；严重程度不符：{'、'.join(harsh[:6])}" if harsh else "")
