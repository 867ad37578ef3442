"""Line 6 of seo-05: creatives within the rules of length, wildcards and words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.api import JSON, Evidence, Finding, cite_events, reading

from ..tools.account import Account, Creative
from ..tools.creative import FIELDS, WILDCARD, faults
from ..world.market import facts
from .bid_plan import account_in

ONE_FAULT = 0.5  # of a creative's share


@dataclass(frozen=True, slots=True)
class _Judged:
    where: str
    creative: Creative
    faults: tuple[str, ...]

    @property
    def share(self) -> float:
        return (
            1.0
            if not self.faults
            else ONE_FAULT
            if len(self.faults) == 1 and _is_of_form(self.faults[0])
            else 0.0
        )


def _is_of_form(fault: str) -> bool:
    """Whether a fault is one of length alone, not of what the words say."""
    return "字，要求" in fault


def creative_rules(evidence: Evidence, *, count: int) -> Finding:
    """The best ``count`` creatives that differ in more than the service's name.

    Each counts 1 without a fault, a half with one fault of length alone, else nothing; a description that
    stands in the paper is copied and a fault. Two that are the same once services and wildcards are taken
    out count once.
    """
    judged = _judged(account_in(evidence), _paper(evidence.given))
    best = sorted(judged.values(), key=lambda one: -one.share)[:count]
    share = sum(one.share for one in best) / count
    notes = [f"{one.where}：{'、'.join(one.faults)}" for one in best if one.faults]
    reason = f"不同的创意 {len(judged)} 条（要求 {count} 条），计 {sum(one.share for one in best):g} 条"
    steps = evidence.steps("seo.sem", "save_creative")
    return Finding(
        round(share, 4),
        reason + (f"；{'；'.join(notes)}" if notes else ""),
        cite_events(*(event.seq for event in steps[-count:])),
        {"creatives": len(judged)},
    )


def _paper(given: JSON) -> str:
    desk = given.get("desk", {})
    texts = [str(desk.get("brief", "")), *(str(one["text"]) for one in desk.get("subtasks", []))]
    for material in desk.get("materials", []):
        texts += [str(material["text"]), *(cell for row in material["rows"] or [] for cell in row.values())]
    return reading.fold("\n".join(texts))


def _judged(account: Account, paper: str) -> dict[str, _Judged]:
    found: dict[str, _Judged] = {}
    for _, unit in account.units:
        words = [one.word for one in unit.keywords]
        for number, creative in enumerate(unit.creatives, start=1):
            copied = [line for line in (creative.line1, creative.line2) if reading.fold(line) in paper]
            wrong = (*faults(creative, words), *(f"照抄试题“{line[:10]}…”" for line in copied))
            one = _Judged(f"{unit.name}第 {number} 条", creative, wrong)
            known = found.get(bare(creative))
            if known is None or known.share < one.share:
                found[bare(creative)] = one
    return found


def bare(creative: Creative) -> str:
    """Its words without wildcards, services and marks: what makes two creatives different."""
    text = "".join(WILDCARD.sub("", getattr(creative, name)) for name in FIELDS)
    for row in facts().themes:
        text = text.replace(row.name, "")
    return re.sub(r"\W", "", reading.fold(text))
