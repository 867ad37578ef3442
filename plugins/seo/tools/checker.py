"""The Title/Keywords/Description and keyword-density checker: what was asked, in order, and what came out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workbench.api import JSON, Action, Refused

from ..world.pages import build
from ..world.web import key_of, site_json
from .address import parse_address
from .audit import Audit, SavedTdk, audit_site

MAX_WORDS, LONGEST_WORD = 5, 20  # typed keywords of one audit
MAX_COMPARED = 6
KEPT_ADDRESSES = 40  # newest audited addresses that the state holds; the site has fewer pages


@dataclass(frozen=True, slots=True)
class AuditOne:
    """Audit one address, with further keywords to measure."""

    address: str
    keywords: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Compare:
    """Audit several addresses and set them side by side."""

    addresses: list[str]


ACTIONS = (Action("audit", "查询网页", AuditOne), Action("compare", "并排比较", Compare))


class CheckerEngine:
    """``audits`` holds one compact result an address, newest last; ``compared`` the last comparison."""

    def start(self, given: JSON, seed: int) -> JSON:
        """Nothing audited yet. The variant's own seed makes the site, so ``seed`` is not used."""
        del seed
        return {**site_json(key_of(given)), "audits": [], "compared": [], "count": 0}

    def apply(self, state: JSON, action: str, params: JSON, seen: Mapping[str, JSON]) -> JSON:
        """The state after an audit or a comparison. A page that cannot be audited is refused."""
        edits = saved_edits(seen.get("seo.site", {}))
        if action == "compare":
            return _compared(state, edits, params["addresses"])
        if action == "audit":
            return _audited(state, edits, params["address"], checked_words(params.get("keywords", [])))[0]
        raise Refused(f"没有“{action}”这个操作。")


def saved_edits(site_state: JSON) -> tuple[tuple[str, SavedTdk], ...]:
    """The back office's edits as a value that can key a cache."""
    edits = site_state.get("edits", {})
    return tuple(sorted((path, (e["title"], e["keywords"], e["description"])) for path, e in edits.items()))


def checked_words(words: list[str]) -> tuple[str, ...]:
    """The typed keywords without blanks and repetition. Raises Refused for too many or too long ones."""
    plain = tuple(dict.fromkeys(" ".join(word.split()) for word in words if word.strip()))
    if len(plain) > MAX_WORDS:
        raise Refused(f"一次最多另查 {MAX_WORDS} 个关键词。")
    if any(len(word) > LONGEST_WORD or not word.isprintable() for word in plain):
        raise Refused(f"关键词每个最多 {LONGEST_WORD} 字，不能有特殊字符。")
    return plain


def _compared(state: JSON, edits: tuple[tuple[str, SavedTdk], ...], addresses: list[str]) -> JSON:
    if not 2 <= len(addresses) <= MAX_COMPARED:  # noqa: PLR2004  a pair is the least to compare
        raise Refused(f"请选 2—{MAX_COMPARED} 个网页来比较。")
    compared: list[str] = []
    for typed in addresses:
        state, address = _audited(state, edits, typed, ())
        compared.append(address)
    return {**state, "compared": list(dict.fromkeys(compared))}


def _audited(
    state: JSON, edits: tuple[tuple[str, SavedTdk], ...], typed: str, words: tuple[str, ...]
) -> tuple[JSON, str]:
    key = key_of(state)
    address = parse_address(typed, build(key).company.host)
    found = audit_site(key, edits, address, words)
    count = state["count"] + 1
    kept = [row for row in state["audits"] if row["address"] != found.address]
    row = {"no": count, "typed": list(words), **compact(found)}
    return {**state, "audits": [*kept, row][-KEPT_ADDRESSES:], "count": count}, found.address


def compact(audit: Audit) -> dict[str, Any]:  # Any: JSON leaves
    """The numbers of an audit that the trace's state keeps; the page itself is read again to be shown."""
    reading, main = audit.reading, audit.densities[0]
    return {
        "address": audit.address,
        "title": reading.title,
        "keywords": reading.keywords,
        "description": reading.description,
        "keyword": main.keyword,
        "hits": main.hits,
        "text_chars": main.text_chars,
        "percent": str(main.percent),
        "broken": [verdict.kind for verdict in audit.verdicts if not verdict.is_met],
    }
